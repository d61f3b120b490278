import { ALERT_STATES } from '@shared-care/domain/alert-states';
import { TIERS } from '@shared-care/domain/alert-tier';
import * as z from 'zod';
import { keyOf } from '../text';

/** What waits behind an entry of the navigation: numbers alone, about no child. */
export const NAVIGATION_COUNTS = [
  'requests',
  'plansToApprove',
  'openAccessOverdue',
  'toAgree',
  'merges',
  'corrections',
  'homeTherapy',
  'reminders',
  'emergencyAccess',
  'notices',
  'verification',
  'swaps',
  'recoveries',
  'settings',
] as const;
export type NavigationCount = (typeof NAVIGATION_COUNTS)[number];

export const NavigationCounts = z.strictObject({
  /** Only of the lists that the asking person may open. */
  counts: z.partialRecord(z.enum(NAVIGATION_COUNTS), z.number()),
  now: z.string(),
});
export type NavigationCounts = z.output<typeof NavigationCounts>;

/** What the search box of the header finds beside children, a few of each kind. */
export const Found = z.strictObject({
  /** More match than are listed. */
  more: z.boolean(),
  /** By their whole reference. */
  alerts: z.array(
    z.strictObject({
      id: z.string(),
      reference: z.string(),
      tier: keyOf(TIERS),
      state: keyOf(ALERT_STATES),
      /** Of the child, as it is known. */
      name: z.string().nullable(),
    }),
  ),
  hospitals: z.array(z.strictObject({ id: z.string(), name: z.string(), town: z.string().nullable() })),
  /** Link consultants, and for admins the people who have an account. */
  people: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['link_consultant', 'user']),
      name: z.string(),
      hospital: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
});
export type Found = z.output<typeof Found>;
