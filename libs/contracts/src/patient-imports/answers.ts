import * as z from 'zod';
import {
  CONSTANT_FIELDS,
  IMPORT_OUTCOMES,
  LIST_FIELDS,
  NAMES_IN_LISTS,
  PATIENT_IMPORT_STATES,
} from '@shared-care/domain/patient-list';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';

export const PatientImport = z.strictObject({
  id: z.string(),
  fileName: z.string(),
  state: keyOf(PATIENT_IMPORT_STATES),
  uploadedBy: z.string(),
  uploadedAt: z.string(),
  startedBy: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
  /** How many rows of each outcome; those of none are left out. */
  counts: z.partialRecord(keyOf(IMPORT_OUTCOMES), z.number()),
  version: z.number(),
});
export type PatientImport = z.output<typeof PatientImport>;

export const ImportColumn = z.strictObject({
  heading: z.string(),
  field: keyOf(LIST_FIELDS).nullable(),
  /** The first values that are there. */
  samples: z.array(z.string()),
});
export type ImportColumn = z.output<typeof ImportColumn>;

/** A hospital or product that the list names in words without a meaning yet. */
export const UnknownName = z.strictObject({
  kind: keyOf(NAMES_IN_LISTS),
  written: z.string(),
  /** How many rows wait for it. */
  rows: z.number(),
});
export type UnknownName = z.output<typeof UnknownName>;

export const PatientImportPage = PatientImport.extend({
  kind: z.enum(['csv', 'xlsx']),
  columns: z.array(ImportColumn),
  constants: z.partialRecord(z.enum(CONSTANT_FIELDS), z.string()),
  /** The columns were said before for a list with the same headings. */
  remembered: z.boolean(),
  /** What keeps the rows from being checked. */
  gaps: z.array(z.string()),
  notes: z.array(z.string()),
  /** Most rows first. */
  unknownNames: z.array(UnknownName),
  /** The same bytes came before. */
  sameFile: z
    .strictObject({
      id: z.string(),
      uploadedAt: z.string(),
      uploadedBy: z.string(),
      registered: z.number(),
    })
    .nullable(),
  /** Of the step that runs. */
  progress: z
    .strictObject({
      done: z.number(),
      total: z.number(),
    })
    .nullable(),
  now: z.string(),
});
export type PatientImportPage = z.output<typeof PatientImportPage>;

export const PatientImports = z.strictObject({
  /** Newest first. */
  imports: z.array(PatientImport),
  /** How many there are besides those listed. */
  more: z.number(),
});
export type PatientImports = z.output<typeof PatientImports>;

export const ImportRow = z.strictObject({
  line: z.number(),
  outcome: keyOf(IMPORT_OUTCOMES),
  /** Empty when the row has been put away. */
  familyName: z.string(),
  givenName: z.string(),
  birthDate: z.string().nullable(),
  nhsNumber: z.string().nullable(),
  hospital: z.string().nullable(),
  told: z.array(z.string()),
  doubts: z.array(z.string()),
  /** The record, as long as it is there. */
  patientId: z.string().nullable(),
  similar: z.array(PatientIdentity),
  /** Earlier lines of the file that may be the same child. */
  similarLines: z.array(z.number()),
});
export type ImportRow = z.output<typeof ImportRow>;

export const ImportRows = z.strictObject({
  rows: z.array(ImportRow),
  total: z.number(),
  page: z.number(),
  pages: z.number(),
});
export type ImportRows = z.output<typeof ImportRows>;
