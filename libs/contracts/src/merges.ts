import { MERGE_CHOICES, MERGE_PICKS, type FactToChoose, type MergeChoice } from '@shared-care/domain/merge-choice';
import type { FactSideBySide, MergeState } from '@shared-care/domain/patient-merge';
import * as z from 'zod';
import type { PatientIdentity, PatientRisks } from './patients';
import { id, oneOf, requiredText, version } from './text';

const because = requiredText(500, 'the reason').min(10, 'Write the reason in at least 10 characters.');

/** Two records that somebody thinks are of one child: `loser` would close, `survivor` would be kept. */
export const TwoRecords = z.strictObject({
  loserId: id('the record to close'),
  survivorId: id('the record to keep'),
});
export type TwoRecords = z.input<typeof TwoRecords>;

export const ProposeMerge = TwoRecords.extend({ because });
export type ProposeMerge = z.input<typeof ProposeMerge>;

export const MergeVersion = z.strictObject({ version });
export type MergeVersion = z.input<typeof MergeVersion>;

const choices = Object.keys(MERGE_CHOICES) as [MergeChoice, ...MergeChoice[]];

/** What of two values the kept record will have; of a fact that is not named, what was proposed. */
export const ConfirmMerge = MergeVersion.extend({
  keep: z.partialRecord(z.enum(choices), oneOf(MERGE_PICKS, 'which value is kept')).default({}),
});
export type ConfirmMerge = z.input<typeof ConfirmMerge>;

export const EndMerge = z.strictObject({ version, because });
export type EndMerge = z.input<typeof EndMerge>;

export interface RecordInMerge {
  patient: PatientIdentity;
  risks: PatientRisks;
  /** Where it is linked now. */
  hospitals: string[];
}

/** What happens to the rows of one table. */
export interface MergedRows {
  table: string;
  /** In words of the screens: "attendances". */
  words: string;
  moved: number;
  kept: number;
  /** Why some stay with the record that closes; null when all move. */
  because: string | null;
}

export interface MergePreview {
  loser: RecordInMerge;
  survivor: RecordInMerge;
  facts: FactSideBySide[];
  /** Of what differs and is chosen from: the values, and which is kept when nobody chooses. */
  choices: FactToChoose[];
  rows: MergedRows[];
  /** What a person has to look at before or after, because the program decides nothing about it. */
  lookAt: string[];
  /** What must be settled first; null when they can be merged. */
  obstacle: string | null;
  now: string;
}

export interface MergeSummary {
  id: string;
  state: MergeState;
  version: number;
  loser: PatientIdentity;
  survivor: PatientIdentity;
  because: string;
  proposedBy: { id: string; displayName: string };
  proposedAt: string;
  confirmedBy: string | null;
  confirmedAt: string | null;
  /** Until when they can be parted again; null when they cannot. */
  undoUntil: string | null;
  /** Who declined it or parted them, when and why. */
  ended: { by: string; at: string; because: string } | null;
}

export interface MergeDetail extends MergeSummary {
  /** While it waits: what would happen now. */
  preview: MergePreview | null;
  /** Once merged: what happened. */
  rows: MergedRows[];
  /** Once parted: what did not go back as it was, in words. */
  notAsBefore: string[];
  now: string;
}

/** Two records that may be of one child. Only a person can tell. */
export interface MaybeOneChild {
  one: PatientIdentity;
  other: PatientIdentity;
  /** Different given names: twins look like this. */
  maybeTwins: boolean;
}

export interface MergeBoard {
  proposed: MergeSummary[];
  merged: MergeSummary[];
  suggestions: MaybeOneChild[];
  /** There are more suggestions than are shown. */
  moreSuggestions: boolean;
  now: string;
}
