import * as z from 'zod';

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
