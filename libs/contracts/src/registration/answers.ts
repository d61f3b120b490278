import * as z from 'zod';
import { PatientMatch } from '../patients/answers';
import { SIMILAR_BECAUSE } from '@shared-care/domain/similar-patient';
import { keyOf } from '../text';

export const RegisteredPatient = z.strictObject({
  patientId: z.string(),
  /** Of the attendance that was matched with it. */
  alertId: z.string().nullable(),
});
export type RegisteredPatient = z.output<typeof RegisteredPatient>;

export const SimilarPatient = PatientMatch.extend({
  because: keyOf(SIMILAR_BECAUSE),
});
export type SimilarPatient = z.output<typeof SimilarPatient>;

export const SimilarPatients = z.strictObject({
  /** The likeliest first. */
  similar: z.array(SimilarPatient),
  /** How many more there are than are listed. */
  more: z.number(),
});
export type SimilarPatients = z.output<typeof SimilarPatients>;

/** Where a fact comes from: one of the list, in words where they help. */
export const SourceOfFact = z.strictObject({
  kind: z.enum([
    'family',
    'clinic',
    'telephone',
    'letter',
    'laboratory',
    'local_hospital',
    'national_record',
    'import',
    'notice',
    'merge',
    'other',
  ]),
  words: z.string().nullable(),
});
export type SourceOfFact = z.output<typeof SourceOfFact>;
