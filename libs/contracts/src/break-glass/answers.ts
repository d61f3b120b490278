import * as z from 'zod';
import { EmergencyCard } from '../emergency-plans/answers';
import { OpenAccessSummary, PatientIdentity } from '../patients/answers';
import { BREAK_GLASS_OUTCOMES, BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { keyOf } from '../text';

/** What helps in an emergency and nothing more: the card of one child, no timeline, no address, nothing to write. */
export const EmergencyView = EmergencyCard.extend({
  /** Of the grant, never of the child. */
  id: z.string(),
  reference: z.string(),
  openAccess: z.array(OpenAccessSummary),
  expiresAt: z.string(),
});
export type EmergencyView = z.output<typeof EmergencyView>;

/** One shape for a hit and a miss. An unknown number and a wrong birth date are the same miss. */
export const BreakGlassAnswer = z.strictObject({
  access: EmergencyView.nullable(),
  /** Whole sentences. They never block. */
  warnings: z.array(z.string()),
  now: z.string(),
});
export type BreakGlassAnswer = z.output<typeof BreakGlassAnswer>;

/** Emergency accesses of the asker that still run: left by mistake, each is found again. */
export const OpenBreakGlass = z.strictObject({
  /** The one that ends first on top. */
  grants: z.array(
    z.strictObject({
      id: z.string(),
      reference: z.string(),
      patient: PatientIdentity,
      grantedAt: z.string(),
      expiresAt: z.string(),
    }),
  ),
  now: z.string(),
});
export type OpenBreakGlass = z.output<typeof OpenBreakGlass>;

/** What an alert of this kind is about: one grant, or several tries without a match. */
export const EmergencyAccess = z.strictObject({
  /** Null for tries without a match. */
  grantId: z.string().nullable(),
  by: z.string(),
  hospitalName: z.string().nullable(),
  reason: keyOf(BREAK_GLASS_REASONS),
  words: z.string(),
  at: z.string(),
  expiresAt: z.string().nullable(),
  reviewedAt: z.string().nullable(),
});
export type EmergencyAccess = z.output<typeof EmergencyAccess>;

export const BreakGlassToReview = z.strictObject({
  id: z.string(),
  reference: z.string(),
  alertId: z.string(),
  patient: PatientIdentity,
  by: z.string(),
  hospitalName: z.string().nullable(),
  reason: keyOf(BREAK_GLASS_REASONS),
  words: z.string(),
  grantedAt: z.string(),
  expiresAt: z.string(),
  reviewDue: z.string(),
  overdue: z.boolean(),
  review: z
    .strictObject({
      at: z.string(),
      by: z.string(),
      outcome: keyOf(BREAK_GLASS_OUTCOMES),
      words: z.string(),
    })
    .nullable(),
});
export type BreakGlassToReview = z.output<typeof BreakGlassToReview>;

export const BreakGlassReviews = z.strictObject({
  /** To be reviewed, by what is due first; then those reviewed in the last 30 days, latest first. */
  grants: z.array(BreakGlassToReview),
  now: z.string(),
});
export type BreakGlassReviews = z.output<typeof BreakGlassReviews>;
