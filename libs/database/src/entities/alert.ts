import type { AlertOutcome, AlertState, Awaited } from '@shared-care/domain/alert-states';
import type { Tier, TierTrigger } from '@shared-care/domain/alert-tier';
import type { DeliveryChannel, DeliveryState } from '@shared-care/domain/delivery';
import type { IllnessSeverity } from '@shared-care/domain/handover';
import type { OpsCause } from '@shared-care/domain/ops-causes';
import type { Consent, CorrectionKind } from '@shared-care/domain/corrections';
import type { ChecklistAnswer as Answer, TickedItem } from '@shared-care/domain/close-checklist';
import type { LiaisonDirection, LiaisonResult, LiaisonRole } from '@shared-care/domain/liaison';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('alerts')
export class Alert {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('text', { default: 'attendance' }) kind!: 'attendance' | 'break_glass' | 'ops' | 'heartbeat';
  @Column('uuid', { nullable: true }) attendanceId!: string | null;
  @Column('uuid', { nullable: true }) breakGlassGrantId!: string | null;
  @Column('uuid', { nullable: true }) breakGlassMissId!: string | null;
  @Column('text', { default: 'open' }) state!: AlertState;
  @Column('text') tier!: Tier;
  /** Of kind 'ops': what is wrong with the product. */
  @Column('text') trigger!: TierTrigger | OpsCause;
  @Column('text', { array: true }) triggers!: (TierTrigger | OpsCause)[];
  @Column('int', { default: 0 }) level!: number;
  @Column('timestamptz', { default: () => 'sec.now()' }) openedAt!: Date;
  /** Rises each time its people are told again; with the level it numbers the rounds of deliveries. */
  @Column('int', { default: 0 }) round!: number;
  @Column('timestamptz') acknowledgeBy!: Date;
  /** When silence tells the next people; kept while somebody owns it, so that handing back stops no clock. */
  @Column('timestamptz', { nullable: true }) nextEscalationAt!: Date | null;
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: Date | null;
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('text', { nullable: true }) awaitingWhat!: Awaited | null;
  @Column('text', { nullable: true }) awaitingFrom!: string | null;
  @Column('timestamptz', { nullable: true }) wakeAt!: Date | null;
  @Column('timestamptz', { nullable: true }) closedAt!: Date | null;
  @Column('uuid', { nullable: true }) closedBy!: string | null;
  @Column('text', { nullable: true }) outcome!: AlertOutcome | null;
  @Column('text', { nullable: true }) closeNote!: string | null;
  @Column('uuid', { nullable: true }) offeredTo!: string | null;
  @Column('timestamptz', { nullable: true }) offeredAt!: Date | null;
  @Column('text', { nullable: true }) offeredBecause!: string | null;
  @Column('text', { array: true, default: () => "'{}'::text[]" }) triggersSetAside!: TierTrigger[];
  /** Kept by the database, as is `withdrawnAt`. */
  @Column('boolean', { default: false }) everRed!: boolean;
  @Column('timestamptz', { nullable: true }) withdrawnAt!: Date | null;
  @Column('text', { nullable: true }) withdrawnBecause!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) judgedAt!: Date;
  @Column('int', { default: 1 }) version!: number;
}

export type AlertEventKind =
  | 'raised'
  | 'acknowledged'
  | 'handed_back'
  | 'liaison'
  | 'checklist'
  | 'first_treatment'
  | 'moved'
  | 'matched'
  | 'tier_raised'
  | 'awaiting'
  | 'resumed'
  | 'closed'
  | 'reopened'
  | 'withdrawn'
  | 'escalated'
  | 'told_again'
  | 'returned'
  | 'woken'
  | 'unmatched_long'
  | 'delivery_failed'
  | 'telephoned'
  | 'call_taken_back'
  | 'offered'
  | 'offer_taken_back'
  | 'offer_accepted'
  | 'offer_declined'
  | 'tier_lowered'
  | 'correction_asked'
  | 'correction_refused'
  | 'moved_to_patient'
  | 'liaison_struck_out'
  | 'facts_corrected'
  | 'handover_note'
  | 'record_changed'
  | 'match_undone';

@Entity('alert_events')
export class AlertEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) at!: Date;
  @Column('text') kind!: AlertEventKind;
  @Column('uuid', { nullable: true }) by!: string | null;
  @Column('text', { nullable: true }) detail!: string | null;
}

@Entity('liaison_entries')
export class LiaisonEntry {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') direction!: LiaisonDirection;
  @Column('text') withRole!: LiaisonRole;
  @Column('text', { nullable: true }) withName!: string | null;
  @Column('text', { nullable: true }) numberUsed!: string | null;
  @Column('text') result!: LiaisonResult;
  @Column('text', { nullable: true }) adviceAsked!: string | null;
  @Column('text', { nullable: true }) adviceGiven!: string | null;
  @Column('text', { nullable: true }) agreedNextStep!: string | null;
  @Column('timestamptz', { nullable: true }) nextContactAt!: Date | null;
  @Column('uuid') recordedBy!: string;
  @Column('uuid', { nullable: true }) idempotencyKey!: string | null;
  @Column('text', { nullable: true }) requestHash!: string | null;
  /** Struck out, it stays to be read and counts no more. */
  @Column('timestamptz', { nullable: true }) struckAt!: Date | null;
  @Column('uuid', { nullable: true }) struckBy!: string | null;
  @Column('text', { nullable: true }) struckBecause!: string | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) recordedAt!: Date;
}

@Entity('checklist_answers')
export class ChecklistAnswer {
  @PrimaryColumn('uuid') alertId!: string;
  @PrimaryColumn('text') item!: TickedItem;
  @Column('text') answer!: Answer;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('uuid') answeredBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) answeredAt!: Date;
}

/** One message to one recipient. Rows are made by `sec.tell()` alone, in the transaction of what they tell of. */
@Entity('alert_deliveries')
export class AlertDelivery {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('int') level!: number;
  @Column('int') round!: number;
  @Column('text') channel!: DeliveryChannel;
  /** Null: the fallback mailbox, or for a call the switchboard. */
  @Column('uuid', { nullable: true }) recipientId!: string | null;
  @Column('text') because!: string;
  @Column('text', { default: 'due' }) state!: DeliveryState;
  @Column('timestamptz', { default: () => 'sec.now()' }) dueAt!: Date;
  @Column('int', { default: 0 }) attempts!: number;
  @Column('timestamptz', { nullable: true }) sentAt!: Date | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('timestamptz', { nullable: true }) confirmedAt!: Date | null;
  @Column('uuid', { nullable: true }) confirmedBy!: string | null;
  @Column('text', { nullable: true }) rang!: string | null;
  @Column('text', { nullable: true }) reply!: string | null;
  @Column('uuid', { nullable: true }) leaseToken!: string | null;
  @Column('timestamptz', { nullable: true }) leaseUntil!: Date | null;
  @Column('timestamptz', { default: () => 'sec.now()' }) createdAt!: Date;
}

@Entity('alert_corrections')
export class AlertCorrection {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('text') kind!: CorrectionKind;
  @Column('text') reason!: string;
  @Column('text') needs!: Consent;
  @Column('text', { nullable: true }) toTier!: Tier | null;
  @Column('uuid', { nullable: true }) fromPatientId!: string | null;
  @Column('uuid', { nullable: true }) toPatientId!: string | null;
  @Column('uuid') askedBy!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) askedAt!: Date;
  @Column('text', { nullable: true }) answer!: 'done' | 'refused' | 'taken_back' | null;
  @Column('uuid', { nullable: true }) answeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt!: Date | null;
  @Column('text', { nullable: true }) answerWords!: string | null;
}

/** What the next owner of a child has to know; the notes before it stay. */
@Entity('handover_notes')
export class HandoverNote {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string;
  @Column('uuid') alertId!: string;
  @Column('timestamptz', { default: () => 'sec.now()' }) writtenAt!: Date;
  @Column('uuid') writtenBy!: string;
  @Column('text') severity!: IllnessSeverity;
  @Column('text') plan!: string;
  @Column('text', { nullable: true }) whatIf!: string | null;
}
