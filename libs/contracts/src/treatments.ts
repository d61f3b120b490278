import {
  amountIn,
  MOST_MONTHS_AFTER,
  TREATMENT_CLASSES,
  TREATMENT_PURPOSES,
  TREATMENT_TEXTS,
  type TreatmentClass,
  type TreatmentEvent,
  type TreatmentPurpose,
  type TreatmentVersionState,
} from '@shared-care/domain/treatments';
import { CHOSEN_SOURCES, type TREATMENT_SOURCES } from '@shared-care/domain/fact-source';
import * as z from 'zod';
import { clinicalText } from './emergency-plans';
import { calendarDate, id, oneOf, requiredText, text, version } from './text';

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

/** One version of what is said of a drug. */
export interface TreatmentVersionView {
  id: string;
  versionNumber: number;
  state: TreatmentVersionState;
  name: string;
  class: TreatmentClass;
  emergencyWords: string;
  tests: string;
  careBeside: string;
  careWith: TreatmentClass[];
  redWhenBleeding: boolean;
  monthsAfter: number;
  /** Null: shipped with the product. */
  writtenBy: string | null;
  changedBy: string | null;
  changedAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
  ended: { by: string | null; at: string; because: string | null } | null;
  /** Whoever asks typed in it, and so cannot approve it. */
  mine: boolean;
  version: number;
}

export interface TreatmentOfUnit {
  id: string;
  name: string;
  class: TreatmentClass;
  /** Of the version that counts. */
  state: TreatmentVersionState;
  /** A draft waits for a doctor. */
  draft: boolean;
  redWhenBleeding: boolean;
  monthsAfter: number;
  /** How many children are on it now. */
  children: number;
}

export interface TreatmentList {
  treatments: TreatmentOfUnit[];
  now: string;
}

export interface TreatmentDetail extends TreatmentOfUnit {
  /** Newest first. */
  versions: TreatmentVersionView[];
  now: string;
}

/** With the 409 of a draft that somebody else changed meanwhile, in `current`. */
export interface TreatmentWordsChangedByAnother {
  by: string;
  version: number;
  name: string;
  class: TreatmentClass;
  emergencyWords: string;
  tests: string;
  careBeside: string;
  careWith: TreatmentClass[];
  redWhenBleeding: boolean;
  monthsAfter: number;
}

export interface PatientTreatment {
  id: string;
  treatmentId: string;
  name: string;
  class: TreatmentClass;
  redWhenBleeding: boolean;
  purpose: TreatmentPurpose;
  regimen: string;
  startedOn: string | null;
  stoppedOn: string | null;
  /** The last day on which a stopped one counts. */
  countsUntil: string | null;
  source: keyof typeof TREATMENT_SOURCES;
  /** Null: it came with an earlier record. */
  recordedBy: string | null;
  recordedAt: string;
  struckOut: { by: string; at: string; because: string } | null;
  /** Newest first. */
  history: PatientTreatmentEvent[];
  version: number;
}

export interface PatientTreatmentEvent {
  kind: TreatmentEvent;
  by: string | null;
  at: string;
  /** What it said before, in words: "On demand, from 03-Mar-2026". */
  was: string | null;
  because: string | null;
}

export interface PatientTreatments {
  /** Running ones first, then stopped, then struck out. */
  treatments: PatientTreatment[];
  /** What can be given, by name. */
  choices: { id: string; name: string; class: TreatmentClass; approved: boolean }[];
  now: string;
}

/** With the 409 of a treatment that somebody else changed meanwhile, in `current`. */
export interface TreatmentChangedByAnother {
  by: string | null;
  treatment: PatientTreatment;
  version: number;
}
