import {
  BREAK_GLASS_OUTCOMES,
  BREAK_GLASS_REASONS,
  type BreakGlassOutcome,
  type BreakGlassReason,
} from '@shared-care/domain/break-glass';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import * as z from 'zod';
import type { EmergencyCard } from './emergency-plans';
import type { OpenAccessSummary, PatientIdentity } from './patients';
import { calendarDate, oneOf, requiredText, text } from './text';

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

/** What helps in an emergency and nothing more: the card of one child, no timeline, no address, nothing to write. */
export interface EmergencyView extends EmergencyCard {
  /** Of the grant, never of the child. */
  id: string;
  reference: string;
  openAccess: OpenAccessSummary[];
  expiresAt: string;
}

/** One shape for a hit and a miss. An unknown number and a wrong birth date are the same miss. */
export interface BreakGlassAnswer {
  access: EmergencyView | null;
  /** Whole sentences. They never block. */
  warnings: string[];
  now: string;
}

/** What an alert of this kind is about: one grant, or several tries that matched nobody. */
export interface EmergencyAccess {
  /** Null for tries that matched nobody. */
  grantId: string | null;
  by: string;
  hospitalName: string | null;
  reason: BreakGlassReason;
  words: string;
  at: string;
  expiresAt: string | null;
  reviewedAt: string | null;
}

export interface BreakGlassToReview {
  id: string;
  reference: string;
  alertId: string;
  patient: PatientIdentity;
  by: string;
  hospitalName: string | null;
  reason: BreakGlassReason;
  words: string;
  grantedAt: string;
  expiresAt: string;
  reviewDue: string;
  overdue: boolean;
  review: { at: string; by: string; outcome: BreakGlassOutcome; words: string } | null;
}

export interface BreakGlassReviews {
  /** To be reviewed, by what is due first; then those reviewed in the last 30 days, latest first. */
  grants: BreakGlassToReview[];
  now: string;
}

export const ReviewBreakGlass = z.strictObject({
  outcome: oneOf(BREAK_GLASS_OUTCOMES, 'what you found'),
  words: requiredText(1000, 'what you looked at and found'),
});
export type ReviewBreakGlass = z.infer<typeof ReviewBreakGlass>;
