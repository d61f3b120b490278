import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReplyState, ReplyTextState, ReplyWay } from '@shared-care/domain/replies';
import type { RequestType } from '@shared-care/domain/request-states';

/** Words in which families are replied to; versions of one text share `textId`. */
@Entity('reply_texts')
export class ReplyText {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') textId!: string;
  @Column('int') versionNumber!: number;
  @Column('text', { default: 'draft' }) state!: ReplyTextState;
  @Column('text', { nullable: true }) type!: RequestType | null;
  @Column('text') title!: string;
  @Column('text') body!: string;
  @Column('uuid') writtenBy!: string;
  @Column('uuid', { array: true }) authors!: string[];
  @Column('timestamptz', { default: () => 'sec.now()' }) changedAt!: Date;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('int', { default: 1 }) version!: number;
}

/** What was told to the family of a request. */
@Entity('request_replies')
export class RequestReply {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') requestId!: string;
  @Column('uuid') textId!: string;
  @Column('text') way!: ReplyWay;
  @Column('text') words!: string;
  @Column('text', { nullable: true }) addition!: string | null;
  @Column('uuid') madeBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) madeAt!: Date;
  @Column('uuid') idempotencyKey!: string;
  @Column('text') state!: ReplyState;
  @Column('text', { nullable: true }) because!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) dueAt!: Date;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('uuid', { nullable: true }) leaseToken!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) reply!: string | null;
}
