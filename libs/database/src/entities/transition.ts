import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Append-only: the latest answer of an item counts, the earlier ones stay. */
@Entity('transition_answers')
export class TransitionAnswer {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid') patientId!: string;
  @Column('text') item!:
    'adult_centre' | 'self_infusion' | 'haemtrack' | 'own_contact' | 'adult_local_hospital' | 'open_access_end';
  @Column('boolean') done!: boolean;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') answeredBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) answeredAt!: Date;
}

@Entity('transitions')
export class Transition {
  @PrimaryColumn('uuid') patientId!: string;
  @Column('text') stage!: 'ready' | 'steady' | 'go';
  @Column('text') keyWorker!: string;
  @Column('text', { nullable: true }) adultCentre!: string | null;
  @Column('date', { nullable: true }) transferOn!: string | null;
  @Column('date', { nullable: true }) firstAdultVisitOn!: string | null;
  @Column('uuid') changedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}
