import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('inhibitor_results')
export class InhibitorResult {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') state!: 'present' | 'past' | 'none';
  @Column('numeric', { nullable: true }) titre!: string | null;
  @Column('date', { nullable: true }) testedOn!: string | null;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('text') source!: string;
  @Column('text', { nullable: true }) words!: string | null;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
}

@Entity('patient_weights')
export class PatientWeight {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('numeric') kg!: string;
  @Column('date') weighedOn!: string;
  @Column('uuid', { nullable: true }) recordedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
  @Column('text') source!: string;
  @Column('text', { nullable: true }) words!: string | null;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column('uuid', { nullable: true }) struckOutBy!: string | null;
  @Column('timestamptz', { nullable: true }) struckOutAt!: Date | null;
  @Column('text', { nullable: true }) struckOutBecause!: string | null;
}
