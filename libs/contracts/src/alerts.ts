import type {
  AttendanceCategory,
  AttendanceReason,
  BleedSite,
  ToldBy,
  UnitKind,
} from '@shared-care/domain/attendance-reasons';
import type { AttendanceState } from '@shared-care/domain/attendance-states';
import {
  ALERT_OUTCOMES,
  AWAITED,
  type AlertAction,
  type AlertOutcome,
  type AlertState,
  type Awaited,
} from '@shared-care/domain/alert-states';
import type { OpsCause } from '@shared-care/domain/ops-causes';
import type { DeliveryChannel, DeliveryState } from '@shared-care/domain/delivery';
import type { Tier, TierTrigger } from '@shared-care/domain/alert-tier';
import { type Consent, type CorrectionKind } from '@shared-care/domain/corrections';
import { RAISING_TRIGGERS } from '@shared-care/domain/tier-change';
import { TICKED_ITEMS, type ChecklistAnswer, type ChecklistItem } from '@shared-care/domain/close-checklist';
import {
  LIAISON_DIRECTIONS,
  LIAISON_RESULTS,
  LIAISON_ROLES,
  type LiaisonDirection,
  type LiaisonResult,
  type LiaisonRole,
} from '@shared-care/domain/liaison';
import type { OpenAccessValidity } from '@shared-care/domain/open-access';
import * as z from 'zod';
import type { RingLine } from '@shared-care/domain/where-and-whom';
import type { EmergencyAccess } from './break-glass';
import type { UnlistedHospital } from './attendances';
import type { ConsultantComment } from './my-patients';
import type { PatientIdentity, PatientRisks } from './patients';
import { id, instant, oneOf, requiredText, text, version } from './text';

/** `withdrawn`: of the last 7 days, shown struck through. */
export const ALERT_VIEWS = ['open', 'mine', 'awaiting', 'closed_today', 'withdrawn'] as const;
export type AlertView = (typeof ALERT_VIEWS)[number];

export const AlertQueueQuery = z.strictObject({
  view: z.enum(ALERT_VIEWS, { error: `Choose one of ${ALERT_VIEWS.join(', ')}.` }).default('open'),
});
export type AlertQueueQuery = z.input<typeof AlertQueueQuery>;

/** The child of an alert: a patient, or what is known of one who is not matched yet. */
export interface AlertChild {
  patient: PatientIdentity | null;
  risks: PatientRisks | null;
  unmatched: { name: string; birthDate: string | null; phone: string | null } | null;
}

export interface AlertInQueue extends AlertChild {
  id: string;
  /** Bare reference, safe to say or print: names no child. */
  reference: string;
  version: number;
  state: AlertState;
  tier: Tier;
  trigger: TierTrigger;
  triggers: TierTrigger[];
  level: number;
  openedAt: string;
  /** Acknowledge by this instant. */
  acknowledgeBy: string;
  acknowledgedAt: string | null;
  owner: { id: string; displayName: string } | null;
  awaiting: { what: Awaited; from: string; wakeAt: string } | null;
  closedAt: string | null;
  outcome: AlertOutcome | null;
  /** Handed over, and not yet accepted: the owner is still the owner. */
  offer: { to: { id: string; displayName: string }; at: string; because: string } | null;
  withdrawn: { at: string; because: string | null } | null;
  /** What the alert is about: an attendance, or else an emergency access. */
  attendance: {
    id: string;
    state: AttendanceState;
    /** `id` is null while the child is at a hospital that is not in the directory; `name` then says so. */
    hospital: { id: string | null; name: string };
    /** As it was said, also after it has become a listed one. */
    unlistedHospital: UnlistedHospital | null;
    unitKind: UnitKind | null;
    reason: AttendanceReason;
    bleedSite: BleedSite | null;
    arrivedAt: string;
    leftAt: string | null;
    toldBy: ToldBy;
    openAccess: OpenAccessValidity;
    firstTreatmentAt: string | null;
    firstTreatmentAbsentBecause: string | null;
  } | null;
  emergencyAccess: EmergencyAccess | null;
}
export type AttendanceOfAlert = NonNullable<AlertInQueue['attendance']>;

export interface AlertQueue {
  alerts: AlertInQueue[];
  /** Counts of every view, from the same rows; `needsOwner` is what the badge shows: open red and amber. */
  counts: Record<AlertView, number> & {
    needsOwner: number;
    unmatched: number;
    emergencyAccessToReview: number;
    /** Alerts others hand over to the person asking. */
    offeredToMe: number;
    /** Sheets the person asking began and has not saved, of the last 24 hours. */
    unfinishedLogs: number;
  };
  handover: HandoverState;
  now: string;
}

export interface HandoverState {
  /** From when on working days nurses and registrar are both told, `HH:mm`. */
  from: string;
  /** From then on while something is still to be handed over. */
  due: boolean;
  /** "Calls overnight?" has not been answered this morning. */
  asksForCalls: boolean;
}

export interface LiaisonEntry {
  id: string;
  at: string;
  direction: LiaisonDirection;
  withRole: LiaisonRole;
  withName: string | null;
  numberUsed: string | null;
  result: LiaisonResult;
  adviceAsked: string | null;
  adviceGiven: string | null;
  agreedNextStep: string | null;
  nextContactAt: string | null;
  recordedBy: string;
  recordedAt: string;
  /** It was wrong: shown struck through, and counted by nothing. */
  struck: { at: string; by: string; because: string } | null;
}

/** One line of an alert's history; words are made on the screen from `kind` and `detail`. */
export interface AlertEvent {
  id: string;
  at: string;
  kind:
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
    /** Nobody acknowledged in time: the next people were told. */
    | 'escalated'
    /** At the top level, told once more. */
    | 'told_again'
    /** Owned, but nothing was written for too long: back in the queue. */
    | 'returned'
    /** The time its owner asked to be reminded at has come. */
    | 'woken'
    | 'unmatched_long'
    | 'delivery_failed'
    | 'telephoned'
    | 'offered'
    | 'offer_taken_back'
    | 'offer_accepted'
    | 'offer_declined'
    | 'tier_lowered'
    | 'correction_asked'
    | 'correction_refused'
    /** A liaison entry that was wrong. */
    | 'liaison_struck_out'
    | 'facts_corrected'
    /** Inhibitor, product or central line of the child is another one since. */
    | 'record_changed'
    | 'match_undone'
    | 'moved_to_patient';
  by: string | null;
  detail: string | null;
}

/** One message about an alert: to whom, how, and what came of it. */
export interface Delivery {
  id: string;
  channel: DeliveryChannel;
  /** A person's name, “fallback mailbox” or “switchboard”. */
  to: string;
  /** Why this person: their duty at that moment. */
  because: string;
  level: number;
  round: number;
  state: DeliveryState;
  /** When it came to its state; of one still waiting, when it is tried next. */
  at: string;
  attempts: number;
  /** What came back last, as a short code. */
  reply: string | null;
  /** Of a call that was made: who was rung, and who rang. */
  rang: string | null;
  confirmedBy: string | null;
}

export interface ChecklistLine {
  item: ChecklistItem;
  answer: ChecklistAnswer | null;
  note: string | null;
  by: string | null;
  at: string | null;
}

/** The facts of a visit that were changed, each as it was or as it became. */
export interface ChangedFacts {
  hospital?: string;
  unitKind?: UnitKind | null;
  reason?: AttendanceReason;
  bleedSite?: BleedSite | null;
  arrivedAt?: string;
}

export interface FactChange {
  id: string;
  at: string;
  by: string;
  because: string;
  was: ChangedFacts;
  becomes: ChangedFacts;
}

export interface AlertDetail extends AlertInQueue {
  /** What was said of the child when it was logged without a match; stays after matching. */
  asSaid: { name: string; birthDate: string | null; phone: string | null } | null;
  /** Put right since it was logged, oldest first. */
  factChanges: FactChange[];
  /** By the corrected facts the rules give a lower tier than the alert has: it falls only by a person. */
  lowerByRules: Tier | null;
  attendanceCategory: AttendanceCategory | null;
  callBack: string | null;
  note: string | null;
  reportedAt: string;
  loggedBy: string;
  openAccessBecause: string | null;
  firstTreatmentProduct: string | null;
  ringNow: RingLine[];
  /** The hospital has closed: a sentence that says so. */
  closedHospitals: string[];
  liaisonEntries: LiaisonEntry[];
  /** What link consultants said; it works nothing. Oldest first. */
  consultantComments: ConsultantComment[];
  /** Empty for blue alerts and emergency accesses, which need no checklist. */
  checklist: ChecklistLine[];
  /** What still stands in the way of closing, as sentences with the item each belongs to. */
  missingToClose: { item: ChecklistItem; message: string }[];
  events: AlertEvent[];
  /** Latest round first. */
  deliveries: Delivery[];
  /** Asked for and not settled yet. */
  correction: Correction | null;
  /** Tiers below this one; empty while nobody owns the alert. */
  mayLowerTo: Tier[];
  allowedActions: AlertAction[];
  now: string;
}

/** Something to be taken back, which waits for whoever has to agree. */
export interface Correction {
  id: string;
  kind: CorrectionKind;
  reason: string;
  needs: Consent;
  askedBy: { id: string; displayName: string };
  askedAt: string;
  toTier: Tier | null;
  /** With `wrong_patient`: whose record it belongs to. */
  toPatient: PatientIdentity | null;
  /** Whether the person reading this may agree. */
  mayAgree: boolean;
}

export const AlertVersion = z.strictObject({ version });
export type AlertVersion = z.infer<typeof AlertVersion>;

/** When the alert cannot be acknowledged because someone was first, the 409 carries this in `current`. */
export interface AcknowledgedByAnother {
  owner: string;
  acknowledgedAt: string;
}

/**
 * One contact about an alert. Nothing of it is taken for granted: who rang whom, with whom and how it went are said, and
 * whoever was spoken to was told or asked something. Only “no answer” needs no words.
 */
export const AddLiaisonEntry = z
  .strictObject({
    direction: oneOf(LIAISON_DIRECTIONS, 'who rang whom'),
    withRole: oneOf(LIAISON_ROLES, 'whom you spoke to'),
    withName: text(200).nullable().default(null),
    numberUsed: text(60).nullable().default(null),
    result: oneOf(LIAISON_RESULTS, 'how the call went'),
    /** When it happened; null means now. */
    at: instant('the time of the call').nullable().default(null),
    adviceAsked: text(2000).nullable().default(null),
    adviceGiven: text(2000).nullable().default(null),
    agreedNextStep: text(2000).nullable().default(null),
    nextContactAt: instant('the time of the next contact').nullable().default(null),
  })
  .refine(
    ({ result, adviceAsked, adviceGiven, agreedNextStep }) =>
      result === 'no_answer' || [adviceAsked, adviceGiven, agreedNextStep].some((words) => (words ?? '') !== ''),
    {
      path: ['adviceGiven'],
      message: 'Write what was asked, advised or agreed. If nobody answered, press “No answer”.',
    },
  );
export type AddLiaisonEntry = z.input<typeof AddLiaisonEntry>;

export const StrikeOutLiaisonEntry = z.strictObject({ because: requiredText(500, 'what is wrong with the entry') });
export type StrikeOutLiaisonEntry = z.infer<typeof StrikeOutLiaisonEntry>;

export const AnswerChecklistItem = z
  .strictObject({
    item: z.enum(TICKED_ITEMS, { error: 'Choose an item of the checklist.' }),
    /** null takes an answer back. */
    answer: z.enum(['done', 'not_needed']).nullable(),
    note: text(500).nullable().default(null),
  })
  .refine((value) => value.answer !== 'not_needed' || (value.note ?? '') !== '', {
    path: ['note'],
    message: 'Say why this is not needed.',
  });
export type AnswerChecklistItem = z.input<typeof AnswerChecklistItem>;

export const AwaitAlert = z.strictObject({
  version,
  what: oneOf(AWAITED, 'what you are waiting for'),
  from: requiredText(200, 'whom you are waiting for'),
  wakeAt: instant('when to look again'),
});
export type AwaitAlert = z.infer<typeof AwaitAlert>;

export const CloseAlert = z.strictObject({
  version,
  outcome: oneOf(ALERT_OUTCOMES, 'an outcome'),
  note: text(2000).nullable().default(null),
});
export type CloseAlert = z.input<typeof CloseAlert>;

export const ReopenAlert = z.strictObject({ version, reason: requiredText(500, 'why you re-open it') });
export type ReopenAlert = z.infer<typeof ReopenAlert>;

/** Alerts that this screen really showed to the signed-in person: the receipt of their "on screen" messages. */
export const ShownAlerts = z.strictObject({
  alertIds: z
    .array(z.uuid({ error: 'Send the ids of alerts.' }))
    .min(1)
    .max(500),
});
export type ShownAlerts = z.infer<typeof ShownAlerts>;

/** A call that was made. Who rang is the signed-in person, and when is now. */
export const CallMade = z.strictObject({ rang: requiredText(200, 'whom you rang') });
export type CallMade = z.infer<typeof CallMade>;

/** A message that will not arrive, about an alert that is not done. */
export interface Undelivered {
  alertId: string;
  reference: string | null;
  tier: Tier;
  channel: DeliveryChannel;
  to: string;
  at: string;
  reply: string;
}

/** "Telephone now": nobody has acknowledged this alert, so somebody must be rung. */
export interface CallToMake {
  /** Of the delivery: send it with {@link CallMade} when the call was made. */
  id: string;
  alertId: string;
  reference: string | null;
  hospital: string | null;
  tier: Tier;
  level: number;
  because: string;
  since: string;
}

/** Something wrong with the product itself or with the rota. */
export interface OpsProblem {
  cause: OpsCause;
  words: string;
  since: string;
}

/** Everything that stands between an alert and a person, at this moment. */
export interface DeliveryTrouble {
  /** Since when no email has gone out although some waits; null while email works. */
  emailSince: string | null;
  undelivered: Undelivered[];
  callsToMake: CallToMake[];
  /** The on-call team at this hour, by the same rule as everywhere. */
  ringUnit: RingLine[];
  problems: OpsProblem[];
  now: string;
}

/** A message that the demo's own mail server took, instead of sending it anywhere. */
export interface CaughtMail {
  id: string;
  at: string;
  to: string;
  subject: string;
  text: string;
  messageId: string;
}

/** To a named colleague, who accepts or declines. */
export const OfferAlert = z.strictObject({
  version,
  to: id('a colleague'),
  reason: requiredText(500, 'why you hand it over'),
});
export type OfferAlert = z.infer<typeof OfferAlert>;

export const AnswerOffer = z
  .strictObject({
    version,
    answer: z.enum(['accept', 'decline'], { error: 'Accept or decline.' }),
    reason: text(500).default(''),
  })
  .refine((value) => value.answer === 'accept' || value.reason !== '', {
    path: ['reason'],
    message: 'Say why you decline, so that its owner knows what to do.',
  });
export type AnswerOffer = z.input<typeof AnswerOffer>;

export const RaiseTier = z
  .strictObject({
    version,
    trigger: z.enum(RAISING_TRIGGERS, { error: 'Choose what makes it more urgent.' }),
    words: text(500).default(''),
  })
  .refine(({ trigger, words }) => (trigger !== 'judged_red' && trigger !== 'judged_amber') || words !== '', {
    path: ['words'],
    message: 'Say in words what makes it more urgent.',
  });
export type RaiseTier = z.input<typeof RaiseTier>;

export const LowerTier = z.strictObject({
  version,
  tier: z.enum(['amber', 'blue'], { error: 'Choose the tier.' }),
  reason: requiredText(500, 'why the tier is lowered'),
});
export type LowerTier = z.infer<typeof LowerTier>;
