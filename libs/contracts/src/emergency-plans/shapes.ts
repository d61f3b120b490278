import { textFaults } from '@shared-care/domain/clinical-text';
import { PLAN_FIELDS, type PlanFieldName } from '@shared-care/domain/emergency-plan';
import * as z from 'zod';
import { pageAsked } from '../paging';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

/** Text that a child may be treated by: amounts are written so that they cannot be misread. */
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

/** Columns that the board can be sorted by; it begins with what presses most. */
export const PLAN_SORTS = { concern: 1, name: 1, hospital: 1 } as const;

export const PlanBoardQuery = z.strictObject({
  ...pageAsked(PLAN_SORTS, 'concern'),
  concern: z.union([z.literal(''), oneOf(PLAN_CONCERNS, 'why the child is on the board')]).default(''),
});

export type PlanBoardQuery = z.output<typeof PlanBoardQuery>;
