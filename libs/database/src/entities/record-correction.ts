import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('consultant_comments')
export class ConsultantComment {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('text') kind!: 'told_phu' | 'comment';
  @Column('text') words!: string;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
}

@Entity('record_corrections')
export class RecordCorrection {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') part!:
    | 'name'
    | 'birth_date'
    | 'nhs_number'
    | 'phone'
    | 'hospital'
    | 'link_consultant'
    | 'diagnosis'
    | 'allergies'
    | 'weight'
    | 'open_access'
    | 'other';
  @Column('text') words!: string;
  @Column('uuid') suggestedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) suggestedAt!: Date;
  @Column('text', { nullable: true }) outcome!: 'corrected' | 'elsewhere' | 'not_changed' | null;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}
