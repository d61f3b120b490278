import { COMMENT_KINDS, CORRECTED_PARTS, CORRECTION_OUTCOMES } from '@shared-care/domain/record-correction';
import * as z from 'zod';
import { AddWeight, FactChange } from '../patient-facts/shapes';
import { oneOf, requiredText, text, version } from '../text';

export const CommentOnAlert = z
  .strictObject({
    kind: oneOf(COMMENT_KINDS, 'what you say'),
    words: text(1000).default(''),
  })
  .refine(({ kind, words }) => kind === 'told_phu' || words !== '', {
    path: ['words'],
    message: 'Write the comment.',
  });

export type CommentOnAlert = z.input<typeof CommentOnAlert>;

export const SuggestCorrection = z.strictObject({
  part: oneOf(CORRECTED_PARTS, 'what is wrong'),
  words: requiredText(1000, 'what it should say, and how you know'),
});

export type SuggestCorrection = z.infer<typeof SuggestCorrection>;

export const CorrectedWeight = AddWeight.omit({ id: true, source: true });

export type CorrectedWeight = z.input<typeof CorrectedWeight>;

export const DecideCorrection = z
  .strictObject({
    version,
    outcome: oneOf(CORRECTION_OUTCOMES, 'what you did'),
    answer: requiredText(500, 'what you checked and did, or where it was put right'),
    /** What the fact is to be: written with the decision, or neither is. */
    changes: z.array(FactChange).max(1, 'Change one fact at a time.').default([]),
    weight: CorrectedWeight.nullable().default(null),
  })
  .refine(({ outcome, changes, weight }) => outcome === 'corrected' || (changes.length === 0 && weight === null), {
    path: ['outcome'],
    message: 'Only “Corrected” changes a fact.',
  });

export type DecideCorrection = z.input<typeof DecideCorrection>;
