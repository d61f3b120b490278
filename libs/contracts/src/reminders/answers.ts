import * as z from 'zod';
import { REMINDER_RULES } from './shapes';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';
import { DENTAL_STATES, VACCINATION_ADVICE_STATES } from '@shared-care/domain/care-reviews';

export const ReminderRule = z.strictObject({
  key: keyOf(REMINDER_RULES),
  words: z.string(),
  switchedOn: z.boolean(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
  version: z.number(),
  /** How many children it finds now, whether it is switched on or not. */
  finds: z.number(),
});
export type ReminderRule = z.output<typeof ReminderRule>;

export const Reminder = z.strictObject({
  key: keyOf(REMINDER_RULES),
  patient: PatientIdentity,
  /** For example "last checked 02-Feb-2026" or "1 year". */
  what: z.string(),
  /** Since when, or by when; for the order. */
  on: z.string().nullable(),
});
export type Reminder = z.output<typeof Reminder>;

export const ReminderList = z.strictObject({
  rules: z.array(ReminderRule),
  /** Of the children of this page, whole children together, the oldest first. */
  due: z.array(Reminder),
  /** How many children the rule that was asked for finds, or all that are switched on. */
  total: z.number(),
  /** How many children the rules that are switched on find. */
  all: z.number(),
  /** The same for each rule that is switched on. */
  counts: z.partialRecord(keyOf(REMINDER_RULES), z.number()),
  /** The Monday of this week, and what had changed since the last digest this person saw. */
  digest: z.strictObject({
    weekOf: z.string(),
    counts: z.partialRecord(keyOf(REMINDER_RULES), z.number()),
    before: z.partialRecord(keyOf(REMINDER_RULES), z.number()).nullable(),
    seen: z.boolean(),
  }),
  now: z.string(),
});
export type ReminderList = z.output<typeof ReminderList>;

export const CareReviews = z.strictObject({
  dental: z.strictObject({
    /** As recorded on the page of the family; null also while the address is restricted. */
    dentist: z.string().nullable(),
    dentistPhone: z.string().nullable(),
    lastCheckOn: z.string().nullable(),
    extractionOn: z.string().nullable(),
    planSentOn: z.string().nullable(),
    state: keyOf(DENTAL_STATES),
    version: z.number(),
  }),
  vaccinations: z.array(
    z.strictObject({
      ageId: z.string(),
      label: z.string(),
      /** The day on which the child reaches the age. */
      on: z.string(),
      due: z.boolean(),
      advice: z
        .strictObject({
          state: keyOf(VACCINATION_ADVICE_STATES),
          on: z.string(),
          note: z.string().nullable(),
          by: z.string(),
          version: z.number(),
        })
        .nullable(),
    }),
  ),
  now: z.string(),
});
export type CareReviews = z.output<typeof CareReviews>;
