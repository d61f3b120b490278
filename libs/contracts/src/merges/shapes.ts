import { MERGE_CHOICES, MERGE_PICKS, type MergeChoice } from '@shared-care/domain/merge-choice';
import * as z from 'zod';
import { id, oneOf, requiredText, version } from '../text';

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
