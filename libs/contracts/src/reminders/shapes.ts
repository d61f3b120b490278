import { VACCINATION_ADVICE_STATES } from '@shared-care/domain/care-reviews';
import * as z from 'zod';
import { pageAsked } from '../paging';
import { calendarDate, id, oneOf, text, version } from '../text';

export const REMINDER_RULES = {
  dental_overdue: 'Dental check more than 7 months ago',
  extraction_without_plan: 'Extraction planned, no plan sent to the dentist',
  vaccination_letter: 'Vaccination advice letter due',
  stock_low: 'Stock at home for 10 days or fewer',
  delivery_unconfirmed: 'Home delivery expected, nothing heard',
  diary_silent: 'No diary entry for 14 days',
  diary_low: 'Diary below 75% over 90 days',
  weight_old: 'Weight older than 12 months, or 6 under 5 years',
  inhibitor_test_old: 'Severe haemophilia, inhibitor test older than 12 months',
  adult_still_here: 'Over 18 and still on our list',
} as const;

export type ReminderKey = keyof typeof REMINDER_RULES;

export const SwitchRule = z.strictObject({
  key: oneOf(REMINDER_RULES, 'a rule'),
  version,
  switchedOn: z.boolean({ error: 'Say whether it is on.' }),
});

export type SwitchRule = z.infer<typeof SwitchRule>;

/** The digest of this week was looked at. */
export const SeeDigest = z.strictObject({ weekOf: calendarDate('the week') });

export type SeeDigest = z.infer<typeof SeeDigest>;

export const ChangeDentalCare = z.strictObject({
  version: z.int({ error: 'Send the version you saw.' }).min(0),
  lastCheckOn: calendarDate('the last check').nullable(),
  extractionOn: calendarDate('the extraction').nullable(),
  planSentOn: calendarDate('the day on which the plan was sent').nullable(),
});

export type ChangeDentalCare = z.input<typeof ChangeDentalCare>;

export const RecordVaccinationAdvice = z
  .strictObject({
    ageId: id('an age'),
    state: oneOf(VACCINATION_ADVICE_STATES, 'what happened'),
    on: calendarDate('the day'),
    note: text(500).nullable().default(null),
  })
  .refine(({ state, note }) => state !== 'exception' || (note ?? '') !== '', {
    path: ['note'],
    message: 'Say what the exception is.',
  });

export type RecordVaccinationAdvice = z.input<typeof RecordVaccinationAdvice>;

/** Columns of the list, which has one row for each child; it begins with what waits longest. */
export const REMINDER_SORTS = { due: 1, name: 1 } as const;

export const ReminderListQuery = z.strictObject({
  ...pageAsked(REMINDER_SORTS, 'due'),
  /** What this rule finds, also while it is switched off; '' is what all that are switched on find. */
  rule: z.union([z.literal(''), oneOf(REMINDER_RULES, 'a rule')]).default(''),
});

export type ReminderListQuery = z.output<typeof ReminderListQuery>;
