import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import type { AlertView } from './shapes';
import { PatientIdentity, PatientRisks } from '../patients/answers';
import { ALERT_GROUPS, type AlertGroup } from '@shared-care/domain/alert-groups';
import { ALERT_ACTIONS, ALERT_OUTCOMES, ALERT_STATES, AWAITED } from '@shared-care/domain/alert-states';
import { keyOf } from '../text';
import { TIERS, TIER_TRIGGERS } from '@shared-care/domain/alert-tier';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { UnlistedHospital } from '../attendances/shapes';
import { ATTENDANCE_REASONS, BLEED_SITES, TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { EmergencyAccess } from '../break-glass/answers';
import { ALERT_VIEWS } from './shapes';
import { ILLNESS_SEVERITIES } from '@shared-care/domain/handover';
import { LIAISON_DIRECTIONS, LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import { DELIVERY_CHANNELS, DELIVERY_STATES } from '@shared-care/domain/delivery';
import { CHECKLIST_ITEMS } from '@shared-care/domain/close-checklist';
import { ConsultantComment } from '../my-patients/answers';
import { CONSENTS, CORRECTIONS } from '@shared-care/domain/corrections';
import { OPS_CAUSES } from '@shared-care/domain/ops-causes';

/** The child of an alert: a patient, or what is known of one who is not matched yet. */
export const AlertChild = z.strictObject({
  patient: PatientIdentity.nullable(),
  risks: PatientRisks.nullable(),
  unmatched: z
    .strictObject({
      name: z.string(),
      birthDate: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
});
export type AlertChild = z.output<typeof AlertChild>;

export const AlertInQueue = AlertChild.extend({
  id: z.string(),
  /** Bare reference, safe to say or print: names no child. */
  reference: z.string(),
  version: z.number(),
  state: keyOf(ALERT_STATES),
  tier: keyOf(TIERS),
  trigger: keyOf(TIER_TRIGGERS),
  triggers: z.array(keyOf(TIER_TRIGGERS)),
  level: z.number(),
  openedAt: z.string(),
  /** Acknowledge by this instant. */
  acknowledgeBy: z.string(),
  acknowledgedAt: z.string().nullable(),
  owner: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  awaiting: z
    .strictObject({
      what: keyOf(AWAITED),
      from: z.string(),
      wakeAt: z.string(),
    })
    .nullable(),
  /** Agreed in the last call, and no call was recorded since. */
  nextContactAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  outcome: keyOf(ALERT_OUTCOMES).nullable(),
  /** Handed over, and not yet accepted: the owner is still the owner. */
  offer: z
    .strictObject({
      to: z.strictObject({
        id: z.string(),
        displayName: z.string(),
      }),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
  withdrawn: z
    .strictObject({
      at: z.string(),
      because: z.string().nullable(),
    })
    .nullable(),
  /** What the alert is about: an attendance, or else an emergency access. */
  attendance: z
    .strictObject({
      id: z.string(),
      state: keyOf(ATTENDANCE_STATES),
      /** `id` is null while the child is at a hospital that is not in the directory; `name` then says so. */
      hospital: z.strictObject({
        id: z.string().nullable(),
        name: z.string(),
      }),
      /** As it was said, also after it has become a listed one. */
      unlistedHospital: UnlistedHospital.nullable(),
      unitKind: keyOf(UNIT_KINDS).nullable(),
      reason: keyOf(ATTENDANCE_REASONS),
      bleedSite: keyOf(BLEED_SITES).nullable(),
      arrivedAt: z.string(),
      leftAt: z.string().nullable(),
      toldBy: keyOf(TOLD_BY),
      openAccess: keyOf(OPEN_ACCESS_VALIDITIES),
      firstTreatmentAt: z.string().nullable(),
      firstTreatmentAbsentBecause: z.string().nullable(),
    })
    .nullable(),
  emergencyAccess: EmergencyAccess.nullable(),
});
export type AlertInQueue = z.output<typeof AlertInQueue>;

export const AttendanceOfAlert = z.strictObject({
  id: z.string(),
  state: z.enum([
    'unmatched',
    'arrived',
    'in_department',
    'admitted',
    'transferred',
    'left',
    'cancelled',
    'entered_in_error',
    'merged',
  ]),
  hospital: z.strictObject({ id: z.string().nullable(), name: z.string() }),
  unlistedHospital: z
    .strictObject({
      kind: z.enum(['abroad', 'other_nation', 'private', 'other']),
      name: z.string(),
      place: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  unitKind: z.enum(['ed', 'assessment', 'ward']).nullable(),
  reason: z.enum([
    'other',
    'bleeding',
    'head_injury',
    'pain_joint_muscle',
    'problem_giving_factor',
    'line_site',
    'fever_with_line',
    'planned_treatment',
    'unrelated_illness',
  ]),
  bleedSite: z.enum(['other', 'head', 'neck', 'chest', 'abdomen', 'iliopsoas', 'joint', 'muscle', 'mouth']).nullable(),
  arrivedAt: z.string(),
  leftAt: z.string().nullable(),
  toldBy: z.enum([
    'other',
    'mother',
    'father',
    'carer',
    'patient',
    'ward_nurse',
    'ward_doctor',
    'link_consultant',
    'switchboard',
  ]),
  openAccess: z.enum([
    'valid',
    'due_review',
    'not_started',
    'awaiting_agreement',
    'expired',
    'suspended',
    'withdrawn',
    'none',
    'unknown',
  ]),
  firstTreatmentAt: z.string().nullable(),
  firstTreatmentAbsentBecause: z.string().nullable(),
});
export type AttendanceOfAlert = z.output<typeof AttendanceOfAlert>;

export const HandoverState = z.strictObject({
  /** From when on working days nurses and registrar are both told, `HH:mm`. */
  from: z.string(),
  /** From then on while something is still to be handed over. */
  due: z.boolean(),
  /** "Calls overnight?" has not been answered this morning. */
  asksForCalls: z.boolean(),
});
export type HandoverState = z.output<typeof HandoverState>;

/** One number for each view. */
const viewCounts = Object.fromEntries(ALERT_VIEWS.map((view) => [view, z.number()])) as Record<AlertView, z.ZodNumber>;

const groupCounts = Object.fromEntries(ALERT_GROUPS.map((group) => [group, z.number()])) as Record<
  AlertGroup,
  z.ZodNumber
>;

export const AlertQueue = z.strictObject({
  alerts: z.array(AlertInQueue),
  /** Counts of every view and of every group of those running; `needsOwner` is what the badge shows. */
  counts: z.strictObject({
    ...viewCounts,
    ...groupCounts,
    unmatched: z.number(),
    emergencyAccessToReview: z.number(),
    /** Alerts others hand over to the person asking. */
    offeredToMe: z.number(),
    /** Sheets the person asking began and has not saved, of the last 24 hours. */
    unfinishedLogs: z.number(),
  }),
  handover: HandoverState,
  now: z.string(),
});
export type AlertQueue = z.output<typeof AlertQueue>;

export const LiaisonEntry = z.strictObject({
  id: z.string(),
  at: z.string(),
  direction: keyOf(LIAISON_DIRECTIONS),
  withRole: keyOf(LIAISON_ROLES),
  withName: z.string().nullable(),
  numberUsed: z.string().nullable(),
  result: keyOf(LIAISON_RESULTS),
  adviceAsked: z.string().nullable(),
  adviceGiven: z.string().nullable(),
  agreedNextStep: z.string().nullable(),
  nextContactAt: z.string().nullable(),
  recordedBy: z.string(),
  recordedAt: z.string(),
  /** It was wrong: shown struck through, and counted by nothing. */
  struck: z
    .strictObject({
      at: z.string(),
      by: z.string(),
      because: z.string(),
    })
    .nullable(),
});
export type LiaisonEntry = z.output<typeof LiaisonEntry>;

/** One line of an alert's history; words are made on the screen from `kind` and `detail`. */
export const AlertEvent = z.strictObject({
  id: z.string(),
  at: z.string(),
  kind: z.enum([
    'raised',
    'acknowledged',
    'handed_back',
    'liaison',
    'checklist',
    'first_treatment',
    'moved',
    'matched',
    'tier_raised',
    'awaiting',
    'resumed',
    'closed',
    'reopened',
    'withdrawn',
    'escalated',
    'told_again',
    'returned',
    'woken',
    'unmatched_long',
    'delivery_failed',
    'telephoned',
    'call_taken_back',
    'offered',
    'offer_taken_back',
    'offer_accepted',
    'offer_declined',
    'tier_lowered',
    'correction_asked',
    'correction_refused',
    'liaison_struck_out',
    'facts_corrected',
    'record_changed',
    'match_undone',
    'moved_to_patient',
    'handover_note',
  ]),
  by: z.string().nullable(),
  detail: z.string().nullable(),
});
export type AlertEvent = z.output<typeof AlertEvent>;

/** What the next owner of the child has to know, as it was written last. */
export const HandoverNote = z.strictObject({
  severity: keyOf(ILLNESS_SEVERITIES),
  plan: z.string(),
  whatIf: z.string().nullable(),
  by: z.string(),
  at: z.string(),
});
export type HandoverNote = z.output<typeof HandoverNote>;

/** One message about an alert: to whom, how, and what came of it. */
export const Delivery = z.strictObject({
  id: z.string(),
  channel: keyOf(DELIVERY_CHANNELS),
  /** A person's name, “fallback mailbox” or “switchboard”. */
  to: z.string(),
  /** Why this person: their duty at that moment. */
  because: z.string(),
  level: z.number(),
  round: z.number(),
  state: keyOf(DELIVERY_STATES),
  /** When it came to its state; of one still waiting, when it is tried next. */
  at: z.string(),
  attempts: z.number(),
  /** What came back last, as a short code. */
  reply: z.string().nullable(),
  /** Who was rung, and who rang. */
  rang: z.string().nullable(),
  confirmedBy: z.string().nullable(),
});
export type Delivery = z.output<typeof Delivery>;

export const ChecklistLine = z.strictObject({
  item: keyOf(CHECKLIST_ITEMS),
  answer: z.enum(['done', 'not_needed']).nullable(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
});
export type ChecklistLine = z.output<typeof ChecklistLine>;

/** The facts of a visit that were changed, each as it was or as it became. */
export const ChangedFacts = z.strictObject({
  hospital: z.string().optional(),
  unitKind: keyOf(UNIT_KINDS).nullable().optional(),
  reason: keyOf(ATTENDANCE_REASONS).optional(),
  bleedSite: keyOf(BLEED_SITES).nullable().optional(),
  arrivedAt: z.string().optional(),
});
export type ChangedFacts = z.output<typeof ChangedFacts>;

export const FactChange = z.strictObject({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  because: z.string(),
  was: ChangedFacts,
  becomes: ChangedFacts,
});
export type FactChange = z.output<typeof FactChange>;

/** Something to be taken back, which waits for the person who has to agree. */
export const Correction = z.strictObject({
  id: z.string(),
  kind: keyOf(CORRECTIONS),
  reason: z.string(),
  needs: keyOf(CONSENTS),
  askedBy: z.strictObject({
    id: z.string(),
    displayName: z.string(),
  }),
  askedAt: z.string(),
  toTier: keyOf(TIERS).nullable(),
  /** With `wrong_patient`: whose record it belongs to. */
  toPatient: PatientIdentity.nullable(),
  /** Whether the person reading this may agree. */
  mayAgree: z.boolean(),
});
export type Correction = z.output<typeof Correction>;

export const AlertDetail = AlertInQueue.extend({
  /** What was said of the child when it was logged without a match; stays after matching. */
  asSaid: z
    .strictObject({
      name: z.string(),
      birthDate: z.string().nullable(),
      phone: z.string().nullable(),
    })
    .nullable(),
  /** Put right since it was logged, oldest first. */
  factChanges: z.array(FactChange),
  /** By the corrected facts the rules give a lower tier than the alert has: it falls only by a person. */
  lowerByRules: keyOf(TIERS).nullable(),
  attendanceCategory: z.literal([1, 2, 3, 4]).nullable(),
  callBack: z.string().nullable(),
  note: z.string().nullable(),
  reportedAt: z.string(),
  loggedBy: z.string(),
  openAccessBecause: z.string().nullable(),
  firstTreatmentProduct: z.string().nullable(),
  ringNow: z.array(NumberToRing),
  /** The hospital has closed: a sentence that says so. */
  closedHospitals: z.array(z.string()),
  liaisonEntries: z.array(LiaisonEntry),
  /** What link consultants said; it works nothing. Oldest first. */
  consultantComments: z.array(ConsultantComment),
  /** Empty for blue alerts and emergency accesses, which need no checklist. */
  checklist: z.array(ChecklistLine),
  /** What still stands in the way of closing, as sentences with the item each belongs to. */
  missingToClose: z.array(
    z.strictObject({
      item: keyOf(CHECKLIST_ITEMS),
      message: z.string(),
    }),
  ),
  events: z.array(AlertEvent),
  handoverNote: HandoverNote.nullable(),
  /** Latest round first. */
  deliveries: z.array(Delivery),
  /** Asked for and not settled yet. */
  correction: Correction.nullable(),
  /** Tiers below this one; empty while the alert has no owner. */
  mayLowerTo: z.array(keyOf(TIERS)),
  allowedActions: z.array(z.enum(ALERT_ACTIONS)),
  now: z.string(),
});
export type AlertDetail = z.output<typeof AlertDetail>;

/** What a step on an alert changed. The screen asks again for the page that it shows. */
export const AlertStep = AlertInQueue.pick({
  id: true,
  version: true,
  state: true,
  tier: true,
  owner: true,
  acknowledgedAt: true,
  awaiting: true,
  nextContactAt: true,
  offer: true,
  closedAt: true,
  closedBy: true,
  outcome: true,
  withdrawn: true,
}).extend({
  /** Of what was asked for and waits for somebody to agree. */
  correctionId: z.string().nullable(),
  now: z.string(),
});
export type AlertStep = z.output<typeof AlertStep>;

/** `entryId` is struck out when the entry was a slip. */
export const LiaisonStep = AlertStep.extend({ entryId: z.string() });
export type LiaisonStep = z.output<typeof LiaisonStep>;

/** When the alert cannot be acknowledged because someone was first, the 409 carries this in `current`. */
export const AcknowledgedByAnother = z.strictObject({
  owner: z.string(),
  acknowledgedAt: z.string(),
});
export type AcknowledgedByAnother = z.output<typeof AcknowledgedByAnother>;

/** A message that will not arrive, about an alert that is not done. */
export const Undelivered = z.strictObject({
  alertId: z.string(),
  reference: z.string().nullable(),
  tier: keyOf(TIERS),
  channel: keyOf(DELIVERY_CHANNELS),
  to: z.string(),
  at: z.string(),
  reply: z.string(),
});
export type Undelivered = z.output<typeof Undelivered>;

/** "Telephone now": this alert is not acknowledged, so a person must be rung. */
export const CallToMake = z.strictObject({
  /** Of the delivery: send it with {@link CallMade} when the call was made. */
  id: z.string(),
  alertId: z.string(),
  reference: z.string().nullable(),
  hospital: z.string().nullable(),
  tier: keyOf(TIERS),
  level: z.number(),
  because: z.string(),
  since: z.string(),
});
export type CallToMake = z.output<typeof CallToMake>;

/** Something wrong with the product itself or with the rota. */
export const OpsProblem = z.strictObject({
  cause: keyOf(OPS_CAUSES),
  words: z.string(),
  since: z.string(),
});
export type OpsProblem = z.output<typeof OpsProblem>;

/** Everything that stands between an alert and a person, at this moment. */
export const DeliveryTrouble = z.strictObject({
  /** Since when no email has gone out although some waits; null while email works. */
  emailSince: z.string().nullable(),
  undelivered: z.array(Undelivered),
  callsToMake: z.array(CallToMake),
  /** That this user recorded and may still take back. */
  callsMade: z.array(
    z.strictObject({
      id: z.string(),
      alertId: z.string(),
      reference: z.string().nullable(),
      rang: z.string(),
      at: z.string(),
    }),
  ),
  /** The on-call team at this hour, by the same rule as everywhere. */
  ringUnit: z.array(NumberToRing),
  problems: z.array(OpsProblem),
  now: z.string(),
});
export type DeliveryTrouble = z.output<typeof DeliveryTrouble>;

/** A message that the demo's own mail server took, instead of sending it anywhere. */
export const CaughtMail = z.strictObject({
  id: z.string(),
  at: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  messageId: z.string(),
});
export type CaughtMail = z.output<typeof CaughtMail>;
