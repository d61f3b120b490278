import { BREAK_GLASS_OUTCOMES, BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import * as z from 'zod';
import { calendarDate, oneOf, requiredText, text } from '../text';

const nhsNumber = text(20).transform((typed, context) => {
  const check = checkNhsNumber(typed);
  if (check.ok) return check.number;
  context.addIssue({ code: 'custom', message: check.because });
  return z.NEVER;
});

/** What `POST /api/break-glass` takes. Only number and birth date together find a child. */
export const BreakGlass = z.strictObject({
  nhsNumber,
  birthDate: calendarDate('the birth date'),
  reason: oneOf(BREAK_GLASS_REASONS, 'a reason'),
  words: requiredText(500, 'why you need it now').min(10, 'Use at least 10 characters to say why.'),
});

export type BreakGlass = z.input<typeof BreakGlass>;

export const ReviewBreakGlass = z.strictObject({
  outcome: oneOf(BREAK_GLASS_OUTCOMES, 'what you found'),
  words: requiredText(1000, 'what you looked at and found'),
});

export type ReviewBreakGlass = z.infer<typeof ReviewBreakGlass>;
