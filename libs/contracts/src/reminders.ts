import {
  VACCINATION_ADVICE_STATES,
  type DentalState,
  type VaccinationAdviceState,
} from '@shared-care/domain/care-reviews';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, id, oneOf, text, version } from './text';

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

export interface ReminderRule {
  key: ReminderKey;
  words: string;
  switchedOn: boolean;
  changedBy: string | null;
  changedAt: string | null;
  version: number;
  /** How many children it finds now, whether it is switched on or not. */
  finds: number;
}

export interface Reminder {
  key: ReminderKey;
  patient: PatientIdentity;
  /** For example "last checked 02-Feb-2026" or "1 year". */
  what: string;
  /** Since when, or by when; for the order. */
  on: string | null;
}

export interface ReminderList {
  rules: ReminderRule[];
  /** What the rules that are switched on find, the oldest first. */
  due: Reminder[];
  /** The Monday of this week, and what had changed since the last digest this person saw. */
  digest: {
    weekOf: string;
    counts: Partial<Record<ReminderKey, number>>;
    before: Partial<Record<ReminderKey, number>> | null;
    seen: boolean;
  };
  now: string;
}

export interface ReminderPreview {
  key: ReminderKey;
  found: Reminder[];
  now: string;
}

export const PreviewRule = z.strictObject({ key: oneOf(REMINDER_RULES, 'a rule') });
export type PreviewRule = z.infer<typeof PreviewRule>;

export const SwitchRule = z.strictObject({
  key: oneOf(REMINDER_RULES, 'a rule'),
  version,
  switchedOn: z.boolean({ error: 'Say whether it is on.' }),
});
export type SwitchRule = z.infer<typeof SwitchRule>;

/** The digest of this week was looked at. */
export const SeeDigest = z.strictObject({ weekOf: calendarDate('the week') });
export type SeeDigest = z.infer<typeof SeeDigest>;

export interface CareReviews {
  dental: {
    /** As recorded on the page of the family; null also while the address is restricted. */
    dentist: string | null;
    lastCheckOn: string | null;
    extractionOn: string | null;
    planSentOn: string | null;
    state: DentalState;
    version: number;
  };
  vaccinations: {
    ageId: string;
    label: string;
    /** The day on which the child reaches the age. */
    on: string;
    due: boolean;
    advice: { state: VaccinationAdviceState; on: string; note: string | null; by: string; version: number } | null;
  }[];
  now: string;
}

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
