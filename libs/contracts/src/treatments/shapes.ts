import {
  amountIn,
  MOST_MONTHS_AFTER,
  TREATMENT_CLASSES,
  TREATMENT_PURPOSES,
  TREATMENT_TEXTS,
} from '@shared-care/domain/treatments';
import { CHOSEN_SOURCES } from '@shared-care/domain/fact-source';
import * as z from 'zod';
import { clinicalText } from '../emergency-plans/shapes';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

/** Words about a drug, which every child on it is treated by: they hold no amount. */
function drugText(maxLength: number) {
  return clinicalText(maxLength).superRefine((typed, context) => {
    const amount = amountIn(typed);
    if (amount !== null)
      context.addIssue({
        code: 'custom',
        message: `Take “${amount}” out. Amounts are in the emergency plan of each child, never here.`,
      });
  });
}

const facts = {
  name: requiredText(80, 'the name of the treatment'),
  class: oneOf(TREATMENT_CLASSES, 'what kind of treatment it is'),
  emergencyWords: drugText(TREATMENT_TEXTS.emergencyWords),
  tests: drugText(TREATMENT_TEXTS.tests),
  careBeside: drugText(TREATMENT_TEXTS.careBeside),
  careWith: z.array(oneOf(TREATMENT_CLASSES, 'kinds from the list')).max(Object.keys(TREATMENT_CLASSES).length),
  redWhenBleeding: z.boolean({ error: 'Say whether a bleed on it is red.' }),
  monthsAfter: z
    .int({ error: 'Enter the months as a whole number.' })
    .min(0, 'Enter 0 or more months.')
    .max(MOST_MONTHS_AFTER, `Enter ${MOST_MONTHS_AFTER} months or fewer.`),
};

/** A drug that is not in the list yet: it begins as a draft. */
export const AddTreatment = z.strictObject({ id: id('the treatment'), ...facts });

export type AddTreatment = z.input<typeof AddTreatment>;

/** Begins the next version: a copy of the one that counts. */
export const BeginTreatmentWords = z.strictObject({ treatmentId: id('a treatment') });

export type BeginTreatmentWords = z.infer<typeof BeginTreatmentWords>;

export const SaveTreatmentWords = z.strictObject({ version, ...facts });

export type SaveTreatmentWords = z.input<typeof SaveTreatmentWords>;

export const TreatmentVersion = z.strictObject({ version });

export type TreatmentVersion = z.infer<typeof TreatmentVersion>;

export const WithdrawTreatmentWords = z.strictObject({ version, because: requiredText(300, 'why') });

export type WithdrawTreatmentWords = z.infer<typeof WithdrawTreatmentWords>;

const given = {
  treatmentId: id('a treatment'),
  purpose: oneOf(TREATMENT_PURPOSES, 'prophylaxis or on demand'),
  /** In words: "every two weeks". */
  regimen: text(120),
  /** Null: not known. */
  startedOn: calendarDate('the first day').nullable(),
  stoppedOn: calendarDate('the last day').nullable(),
  source: oneOf(CHOSEN_SOURCES, 'who says so'),
};

/** `id` is made by the sender, so that the same treatment sent twice is one. */
export const RecordTreatment = z.strictObject({ id: id('the entry'), ...given });

export type RecordTreatment = z.input<typeof RecordTreatment>;

export const ChangeTreatment = z.strictObject({ version, ...given });

export type ChangeTreatment = z.input<typeof ChangeTreatment>;

export const StrikeOutTreatment = z.strictObject({ version, because: requiredText(300, 'why it is wrong') });

export type StrikeOutTreatment = z.infer<typeof StrikeOutTreatment>;

export const RestoreTreatment = z.strictObject({ version });

export type RestoreTreatment = z.infer<typeof RestoreTreatment>;
