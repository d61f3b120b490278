import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import { PatientIdentity, PatientRisks } from '../patients/answers';
import { EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { keyOf } from '../text';
import { PLAN_CONCERNS } from './shapes';

/** The text of a plan, by section. */
const PlanSections = z.strictObject({
  firstSteps: z.string(),
  doNot: z.string(),
  product: z.string(),
  majorBleed: z.string(),
  minorBleed: z.string(),
  headInjury: z.string(),
  prophylaxis: z.string(),
  homeSupply: z.string(),
  localStock: z.string(),
  venousAccess: z.string(),
  desmopressin: z.string(),
  tranexamicAcid: z.string(),
  reactions: z.string(),
  history: z.string(),
  communication: z.string(),
  carers: z.string(),
  school: z.string(),
  gp: z.string(),
  dentist: z.string(),
});

/** An approved version as the card shows it. */
export const CardPlan = z.strictObject({
  id: z.string(),
  versionNumber: z.number(),
  standing: z.enum(['current', 'past_review', 'superseded', 'withdrawn']),
  /** Words of the red block; null while the plan is current. */
  outOfDate: z.string().nullable(),
  /** Null of a withdrawn plan: it must not be acted on. */
  sections: PlanSections.nullable(),
  approvedBy: z.string(),
  approvedAt: z.string(),
  reviewBy: z.string(),
  weightKg: z.string().nullable(),
  weighedOn: z.string().nullable(),
  /** What is no longer as it was when the text was written, one sentence each. */
  changes: z.array(z.string()),
  /** As printed; answers at `/check/…` whether this version is still the newest. */
  code: z.string(),
});
export type CardPlan = z.output<typeof CardPlan>;

/** What a local doctor needs at 3 am, on one screen and one page. */
export const EmergencyCard = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  /** Null: none was ever approved. */
  plan: CardPlan.nullable(),
  weightWarning: z.string().nullable(),
  /** Where the child is or would be seen, with open access there; null when no open hospital counts for them. */
  place: z
    .strictObject({
      validity: z.enum([
        'withdrawn',
        'valid',
        'due_review',
        'not_started',
        'awaiting_agreement',
        'expired',
        'suspended',
        'none',
        'unknown',
      ]),
      validityBecause: z.string(),
      openAccess: z
        .strictObject({
          where: z.string(),
          whereHours: z.string(),
          ringFirst: z
            .strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() })
            .nullable(),
          whereAllHours: z.string(),
          ringFirstAllHours: z.array(
            z.strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() }),
          ),
          say: z.string().nullable(),
        })
        .nullable(),
      hospital: z.strictObject({ id: z.string(), name: z.string() }),
      unitKind: z.enum(['ed', 'assessment', 'ward']).nullable(),
      childIsThere: z.boolean(),
      because: z.string(),
    })
    .nullable(),
  /** Hospitals that count for the child and have closed, one sentence each. */
  closedHospitals: z.array(z.string()),
  /** For this moment, the unit's own number first. */
  ringNow: z.array(NumberToRing),
  /** The unit's numbers for every hour: for paper, which cannot know when it is read (H7). */
  unitNumbers: z.array(
    z.strictObject({
      label: z.string(),
      phone: z.string(),
      extension: z.string().nullable(),
      bleep: z.string().nullable(),
      hours: z.string(),
    }),
  ),
  now: z.string(),
});
export type EmergencyCard = z.output<typeof EmergencyCard>;

/** One version in the list of all, newest first. */
export const PlanInHistory = z.strictObject({
  id: z.string(),
  versionNumber: z.number(),
  state: keyOf(EMERGENCY_PLAN_STATES),
  writtenBy: z.string(),
  changedAt: z.string(),
  reviewBy: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBecause: z.string().nullable(),
});
export type PlanInHistory = z.output<typeof PlanInHistory>;

/** One version in full, for those who write and approve it. */
export const EmergencyPlan = PlanInHistory.extend({
  version: z.number(),
  patient: PatientIdentity,
  risks: PatientRisks,
  sections: PlanSections,
  basis: z.strictObject({
    weightKg: z.string().nullable(),
    weighedOn: z.string().nullable(),
    inhibitor: z.enum(['none', 'present', 'past', 'not_tested']),
    treatments: z.array(
      z.strictObject({ treatmentId: z.string(), name: z.string(), stoppedOn: z.string().nullable().optional() }),
    ),
    centralLine: z.enum(['none', 'port', 'hickman', 'picc']),
  }),
  /** Sentences about what changed on the record since. */
  changes: z.array(z.string()),
  weightWarning: z.string().nullable(),
  /** Why a doctor sent it back, until it is saved again. */
  returned: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
  /** Everybody who typed in it; none of them can approve it. */
  authors: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  /** The approved version that this one would replace. */
  replaces: z
    .strictObject({
      versionNumber: z.number(),
      sections: PlanSections,
      reviewBy: z.string(),
    })
    .nullable(),
  /** What stands in the way of approval, the same for every reader. Empty: a doctor who is not an author may approve. */
  missingToApprove: z.array(z.string()),
  now: z.string(),
});
export type EmergencyPlan = z.output<typeof EmergencyPlan>;

/** The draft of the child: begun now, or there already. */
export const BegunPlan = EmergencyPlan.pick({ id: true, version: true });
export type BegunPlan = z.output<typeof BegunPlan>;

/** With the 409 of a draft that somebody else changed meanwhile, in `current`. */
export const PlanChangedByAnother = z.strictObject({
  by: z.string(),
  version: z.number(),
  sections: PlanSections,
  reviewBy: z.string(),
});
export type PlanChangedByAnother = z.output<typeof PlanChangedByAnother>;

export const PlanOnBoard = z.strictObject({
  patient: PatientIdentity,
  hospitalName: z.string().nullable(),
  concern: keyOf(PLAN_CONCERNS),
  /** The version concerned: the draft, or the approved one. */
  planId: z.string().nullable(),
  versionNumber: z.number().nullable(),
  words: z.string(),
});
export type PlanOnBoard = z.output<typeof PlanOnBoard>;

export const PlanBoard = z.strictObject({
  rows: z.array(PlanOnBoard),
  /** How many match the filter. */
  total: z.number(),
  /** How many there are without it. */
  all: z.number(),
  /** How many for each reason. */
  counts: z.partialRecord(keyOf(PLAN_CONCERNS), z.number()),
  /** H9: of all children on the list, those with an approved plan, past review, and with a weight too old. */
  figures: z.strictObject({
    children: z.number(),
    approved: z.number(),
    pastReview: z.number(),
    oldWeight: z.number(),
  }),
  now: z.string(),
});
export type PlanBoard = z.output<typeof PlanBoard>;
