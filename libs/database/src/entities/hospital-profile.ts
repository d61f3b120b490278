import type { ClosureState, ClosureSubject } from '@shared-care/domain/hospital-profile';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A closure or successor published for a hospital of ours. Somebody decides; nothing moves by itself. */
@Entity('closure_reviews')
export class ClosureReview {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') subject!: ClosureSubject;
  @Column('text') odsCode!: string;
  @Column('date', { nullable: true }) closedOn!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) successorCodes!: string[];
  @Column('timestamptz', { default: () => 'sec.now()' }) foundAt!: Date;
  @Column('text', { default: 'waiting' }) state!: ClosureState;
  @Column('uuid', { nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('int', { default: 1 }) version!: number;
}

@Entity('hospital_network_changes')
export class HospitalNetworkChange {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') hospitalId!: string;
  @Column('text') was!: string;
  @Column('text') becomes!: string;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('jsonb', { nullable: true }) counts!: object | null;
  @Column('uuid', { nullable: true, default: () => 'sec.uid()' }) changedBy!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
}

@Entity('stale_numbers')
export class StaleNumber {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') contactId!: string;
  @Column('text') phone!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) openedAt!: Date;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('timestamptz', { nullable: true }) takenAt!: Date | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('text', { nullable: true }) endedBecause!: 'confirmed' | 'changed' | 'given_up' | null;
  @Column('int', { default: 1 }) version!: number;
}
