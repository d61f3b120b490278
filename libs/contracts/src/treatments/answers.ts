import * as z from 'zod';
import {
  TREATMENT_CLASSES,
  TREATMENT_EVENTS,
  TREATMENT_PURPOSES,
  TREATMENT_VERSION_STATES,
} from '@shared-care/domain/treatments';
import { keyOf } from '../text';

/** One version of what is said of a drug. */
export const TreatmentVersionView = z.strictObject({
  id: z.string(),
  versionNumber: z.number(),
  state: keyOf(TREATMENT_VERSION_STATES),
  name: z.string(),
  class: keyOf(TREATMENT_CLASSES),
  emergencyWords: z.string(),
  tests: z.string(),
  careBeside: z.string(),
  careWith: z.array(keyOf(TREATMENT_CLASSES)),
  redWhenBleeding: z.boolean(),
  monthsAfter: z.number(),
  /** Null: shipped with the product. */
  writtenBy: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  ended: z
    .strictObject({
      by: z.string().nullable(),
      at: z.string(),
      because: z.string().nullable(),
    })
    .nullable(),
  /** The reader typed in it, and so cannot approve it. */
  mine: z.boolean(),
  version: z.number(),
});
export type TreatmentVersionView = z.output<typeof TreatmentVersionView>;

export const TreatmentOfUnit = z.strictObject({
  id: z.string(),
  name: z.string(),
  class: keyOf(TREATMENT_CLASSES),
  /** Of the version that counts. */
  state: keyOf(TREATMENT_VERSION_STATES),
  /** A draft waits for a doctor. */
  draft: z.boolean(),
  redWhenBleeding: z.boolean(),
  monthsAfter: z.number(),
  /** How many children are on it now. */
  children: z.number(),
});
export type TreatmentOfUnit = z.output<typeof TreatmentOfUnit>;

export const TreatmentList = z.strictObject({
  treatments: z.array(TreatmentOfUnit),
  now: z.string(),
});
export type TreatmentList = z.output<typeof TreatmentList>;

export const TreatmentDetail = TreatmentOfUnit.extend({
  /** Newest first. */
  versions: z.array(TreatmentVersionView),
  now: z.string(),
});
export type TreatmentDetail = z.output<typeof TreatmentDetail>;

/** With the 409 of a draft that somebody else changed meanwhile, in `current`. */
export const TreatmentWordsChangedByAnother = z.strictObject({
  by: z.string(),
  version: z.number(),
  name: z.string(),
  class: keyOf(TREATMENT_CLASSES),
  emergencyWords: z.string(),
  tests: z.string(),
  careBeside: z.string(),
  careWith: z.array(keyOf(TREATMENT_CLASSES)),
  redWhenBleeding: z.boolean(),
  monthsAfter: z.number(),
});
export type TreatmentWordsChangedByAnother = z.output<typeof TreatmentWordsChangedByAnother>;

export const PatientTreatmentEvent = z.strictObject({
  kind: keyOf(TREATMENT_EVENTS),
  by: z.string().nullable(),
  at: z.string(),
  /** What it said before, in words: "On demand, from 03-Mar-2026". */
  was: z.string().nullable(),
  because: z.string().nullable(),
});
export type PatientTreatmentEvent = z.output<typeof PatientTreatmentEvent>;

export const PatientTreatment = z.strictObject({
  id: z.string(),
  treatmentId: z.string(),
  name: z.string(),
  class: keyOf(TREATMENT_CLASSES),
  redWhenBleeding: z.boolean(),
  purpose: keyOf(TREATMENT_PURPOSES),
  regimen: z.string(),
  startedOn: z.string().nullable(),
  stoppedOn: z.string().nullable(),
  /** The last day on which a stopped one counts. */
  countsUntil: z.string().nullable(),
  source: z.enum([
    'import',
    'notice',
    'family',
    'clinic',
    'telephone',
    'letter',
    'laboratory',
    'local_hospital',
    'national_record',
    'other',
  ]),
  /** Null: it came with an earlier record. */
  recordedBy: z.string().nullable(),
  recordedAt: z.string(),
  struckOut: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
  /** Newest first. */
  history: z.array(PatientTreatmentEvent),
  version: z.number(),
});
export type PatientTreatment = z.output<typeof PatientTreatment>;

export const PatientTreatments = z.strictObject({
  /** Running ones first, then stopped, then struck out. */
  treatments: z.array(PatientTreatment),
  /** What can be given, by name. */
  choices: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      class: keyOf(TREATMENT_CLASSES),
      approved: z.boolean(),
    }),
  ),
  now: z.string(),
});
export type PatientTreatments = z.output<typeof PatientTreatments>;

/** With the 409 of a treatment that somebody else changed meanwhile, in `current`. */
export const TreatmentChangedByAnother = z.strictObject({
  by: z.string().nullable(),
  treatment: PatientTreatment,
  version: z.number(),
});
export type TreatmentChangedByAnother = z.output<typeof TreatmentChangedByAnother>;
