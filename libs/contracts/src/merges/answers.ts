import * as z from 'zod';
import { PatientIdentity, PatientRisks } from '../patients/answers';
import { MERGE_STATES } from '@shared-care/domain/patient-merge';
import { keyOf } from '../text';

export const RecordInMerge = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  /** Where it is linked now. */
  hospitals: z.array(z.string()),
});
export type RecordInMerge = z.output<typeof RecordInMerge>;

/** What happens to the rows of one table. */
export const MergedRows = z.strictObject({
  table: z.string(),
  /** In words of the screens: "attendances". */
  words: z.string(),
  moved: z.number(),
  kept: z.number(),
  /** Why some stay with the record that closes; null when all move. */
  because: z.string().nullable(),
});
export type MergedRows = z.output<typeof MergedRows>;

export const MergePreview = z.strictObject({
  loser: RecordInMerge,
  survivor: RecordInMerge,
  facts: z.array(z.strictObject({ label: z.string(), loser: z.string(), survivor: z.string(), differs: z.boolean() })),
  /** Of what differs and is chosen from: the values, and which is kept without a choice. */
  choices: z.array(
    z.strictObject({
      fact: z.enum([
        'name',
        'birth_date',
        'sex',
        'nhs_number',
        'hospital_number',
        'allergies',
        'diagnosis',
        'severity',
        'baseline_level',
        'central_line',
      ]),
      survivor: z.string(),
      loser: z.string(),
      both: z.string().nullable(),
      changed: z.strictObject({ survivor: z.string().nullable(), loser: z.string().nullable() }),
      proposed: z.enum(['survivor', 'loser', 'both']),
    }),
  ),
  rows: z.array(MergedRows),
  /** What a person has to look at before or after, because the program decides nothing about it. */
  lookAt: z.array(z.string()),
  /** What must be settled first; null when they can be merged. */
  obstacle: z.string().nullable(),
  now: z.string(),
});
export type MergePreview = z.output<typeof MergePreview>;

export const MergeSummary = z.strictObject({
  id: z.string(),
  state: keyOf(MERGE_STATES),
  version: z.number(),
  loser: PatientIdentity,
  survivor: PatientIdentity,
  because: z.string(),
  proposedBy: z.strictObject({
    id: z.string(),
    displayName: z.string(),
  }),
  proposedAt: z.string(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  /** Until when they can be parted again; null when they cannot. */
  undoUntil: z.string().nullable(),
  /** Who declined it or parted them, when and why. */
  ended: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
});
export type MergeSummary = z.output<typeof MergeSummary>;

export const MergeDetail = MergeSummary.extend({
  /** While it waits: what would happen now. */
  preview: MergePreview.nullable(),
  /** Once merged: what happened. */
  rows: z.array(MergedRows),
  /** Once parted: what did not go back as it was, in words. */
  notAsBefore: z.array(z.string()),
  now: z.string(),
});
export type MergeDetail = z.output<typeof MergeDetail>;

/** Two records that may be of one child. Only a person can tell. */
export const MaybeOneChild = z.strictObject({
  one: PatientIdentity,
  other: PatientIdentity,
  /** Different given names: twins look like this. */
  maybeTwins: z.boolean(),
});
export type MaybeOneChild = z.output<typeof MaybeOneChild>;

export const MergeBoard = z.strictObject({
  proposed: z.array(MergeSummary),
  merged: z.array(MergeSummary),
  suggestions: z.array(MaybeOneChild),
  /** There are more suggestions than are shown. */
  moreSuggestions: z.boolean(),
  now: z.string(),
});
export type MergeBoard = z.output<typeof MergeBoard>;
