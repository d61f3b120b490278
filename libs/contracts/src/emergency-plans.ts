import { textFaults } from '@shared-care/domain/clinical-text';
import {
  PLAN_FIELDS,
  type EmergencyPlanState,
  type PlanBasis,
  type PlanFieldName,
  type PlanSections,
  type PlanStanding,
} from '@shared-care/domain/emergency-plan';
import type { PlaceNow } from '@shared-care/domain/place-now';
import type { RingLine, UnitNumber } from '@shared-care/domain/where-and-whom';
import * as z from 'zod';
import type { PatientIdentity, PatientRisks } from './patients';
import { calendarDate, id, requiredText, text, version } from './text';

/** Text that a child may be treated by: amounts are written so that nobody can misread them. */
export function clinicalText(maxLength: number) {
  return text(maxLength).superRefine((typed, context) => {
    for (const { found, instead, because } of textFaults(typed).slice(0, 5))
      context.addIssue({ code: 'custom', message: `“${found}” should be “${instead}”. ${because}` });
  });
}

const sections = z.strictObject(
  Object.fromEntries(Object.entries(PLAN_FIELDS).map(([name, { most }]) => [name, clinicalText(most)])) as Record<
    PlanFieldName,
    ReturnType<typeof clinicalText>
  >,
);

/** Begins a draft: a copy of the approved version, or blank. */
export const BeginPlan = z.strictObject({ patientId: id('the child') });
export type BeginPlan = z.infer<typeof BeginPlan>;

export const SavePlan = z.strictObject({
  version,
  sections,
  reviewBy: calendarDate('the review date'),
  /** True: the text was checked against today's weight, inhibitor, treatment and line, and is written for them. */
  forTodaysFacts: z.boolean().default(false),
});
export type SavePlan = z.input<typeof SavePlan>;

export const PlanVersion = z.strictObject({ version });
export type PlanVersion = z.infer<typeof PlanVersion>;

export const PlanReason = z.strictObject({ version, because: requiredText(500, 'why') });
export type PlanReason = z.infer<typeof PlanReason>;

/** An approved version as the card shows it. */
export interface CardPlan {
  id: string;
  versionNumber: number;
  standing: PlanStanding;
  /** Words of the red block; null while the plan is current. */
  outOfDate: string | null;
  /** Null of a withdrawn plan: nobody is to act on it. */
  sections: PlanSections | null;
  approvedBy: string;
  approvedAt: string;
  reviewBy: string;
  weightKg: string | null;
  weighedOn: string | null;
  /** What is no longer as it was when the text was written, one sentence each. */
  changes: string[];
  /** As printed; answers at `/check/…` whether this version is still the newest. */
  code: string;
}

/** What a local doctor needs at 3 am, on one screen and one page. */
export interface EmergencyCard {
  patient: PatientIdentity;
  risks: PatientRisks;
  /** Null: none was ever approved. */
  plan: CardPlan | null;
  weightWarning: string | null;
  /** Where the child is or would be seen, with open access there; null when no open hospital counts for them. */
  place: PlaceNow | null;
  /** Hospitals that count for the child and have closed, one sentence each. */
  closedHospitals: string[];
  /** For this moment, the unit's own number first. */
  ringNow: RingLine[];
  /** The unit's numbers for every hour: for paper, which cannot know when it is read (H7). */
  unitNumbers: UnitNumber[];
  now: string;
}

/** One version in the list of all, newest first. */
export interface PlanInHistory {
  id: string;
  versionNumber: number;
  state: EmergencyPlanState;
  writtenBy: string;
  changedAt: string;
  reviewBy: string;
  approvedBy: string | null;
  approvedAt: string | null;
  endedAt: string | null;
  endedBecause: string | null;
}

/** One version in full, for those who write and approve it. */
export interface EmergencyPlan extends PlanInHistory {
  version: number;
  patient: PatientIdentity;
  risks: PatientRisks;
  sections: PlanSections;
  basis: PlanBasis;
  /** Sentences about what changed on the record since. */
  changes: string[];
  weightWarning: string | null;
  /** Why a doctor sent it back, until it is saved again. */
  returned: { by: string; at: string; because: string } | null;
  /** Everybody who typed in it; none of them can approve it. */
  authors: { id: string; name: string }[];
  /** The approved version that this one would replace. */
  replaces: { versionNumber: number; sections: PlanSections; reviewBy: string } | null;
  /** What stands in the way of approval, whoever looks. Empty: a doctor who is not an author may approve. */
  missingToApprove: string[];
  now: string;
}

/** With the 409 of a draft that somebody else changed meanwhile, in `current`. */
export interface PlanChangedByAnother {
  by: string;
  version: number;
  sections: PlanSections;
  reviewBy: string;
}

/** Why a child is on the board. */
export const PLAN_CONCERNS = {
  to_approve: 'To approve',
  sent_back: 'Sent back',
  withdrawn: 'Withdrawn, no plan in force',
  none: 'No approved plan',
  past_review: 'Past its review date',
  changed: 'Written for other facts',
  weight: 'Weight too old',
  due_soon: 'Review within 60 days',
} as const;
export type PlanConcern = keyof typeof PLAN_CONCERNS;

export interface PlanOnBoard {
  patient: PatientIdentity;
  hospitalName: string | null;
  concern: PlanConcern;
  /** The version concerned: the draft, or the approved one. */
  planId: string | null;
  versionNumber: number | null;
  words: string;
}

export interface PlanBoard {
  rows: PlanOnBoard[];
  /** H9: of all children on the list, those with an approved plan, past review, and with a weight too old. */
  figures: { children: number; approved: number; pastReview: number; oldWeight: number };
  now: string;
}
