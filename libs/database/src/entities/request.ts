import type { RequestState, RequestType } from '@shared-care/domain/request-states';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('requests')
export class Request {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  /** Made by the database: "R-" and a running number. */
  @Column({ type: 'text', insert: false, update: false }) reference!: string;
  @Column('uuid') patientId!: string;
  @Column('text') type!: RequestType;
  @Column('text') state!: RequestState;
  @Column('text') source!: 'email' | 'telephone' | 'clinic' | 'letter' | 'programme';
  @Column('timestamptz') receivedAt!: Date;
  @Column('timestamptz') since!: Date;
  @Column('int', { default: 0 }) pausedWorkingDays!: number;
  @Column('date', { nullable: true }) neededBy!: string | null;
  @Column('date', { nullable: true }) doBy!: string | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('text', { nullable: true }) waitingOn!: 'family' | 'pharmacy' | 'gp' | 'hospital' | 'other' | null;
  @Column('text', { nullable: true }) waitingBecause!: string | null;
  @Column('date', { nullable: true }) waitingUntil!: string | null;
  @Column('timestamptz', { nullable: true }) waitingSince!: Date | null;
  @Column('text', { nullable: true }) details!: string | null;
  @Column('timestamptz', { nullable: true }) doneAt!: Date | null;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('text', { nullable: true }) cause!: string | null;
  @Column('uuid', { nullable: true }) idempotencyKey!: string | null;
  @Column('text', { nullable: true }) requestHash!: string | null;
  @Column({ type: 'bigint', insert: false, update: false, select: false }) number!: string;
  @Column('int', { default: 1 }) version!: number;
}

/** What one change of a request may touch, and what taking it back restores. */
export type RequestFacts = Pick<
  Request,
  | 'state'
  | 'since'
  | 'pausedWorkingDays'
  | 'neededBy'
  | 'doBy'
  | 'ownerId'
  | 'waitingOn'
  | 'waitingBecause'
  | 'waitingUntil'
  | 'waitingSince'
  | 'details'
  | 'doneAt'
>;

@Entity('request_events')
export class RequestEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid') requestId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('text') kind!:
    'received' | 'stepped' | 'taken' | 'given_back' | 'waits' | 'resumed' | 'changed' | 'noted' | 'undone' | 'stopped';
  @Column('text', { nullable: true }) fromState!: RequestState | null;
  @Column('text', { nullable: true }) toState!: RequestState | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('jsonb', { nullable: true }) before!: RequestFacts | null;
  @Column('bigint', { nullable: true }) undoes!: string | null;
}
