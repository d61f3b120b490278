import { daysBetween, londonDate } from './london-time';
import { workingDaysAfter } from './working-time';

/** What makes an arrangement due for review before its date (domain W6.6). Turning 15½ bounds the date itself. */
export const FORCED_REVIEWS = {
  product: 'Change of product',
  inhibitor: 'New inhibitor result',
  line: 'Central line put in or taken out',
  address: 'Move of house',
  link_consultant: 'Change of link consultant',
  hospital: 'Change or closure of the hospital',
} as const;
export type ForcedReview = keyof typeof FORCED_REVIEWS;

/** Who is told of a suspension before it stands (W6.5). */
export const TOLD_OF_SUSPENSION = {
  family: 'Family',
  link_consultant: 'Link consultant',
  ward: 'Ward',
  gp: 'GP',
} as const;
export type ToldOfSuspension = keyof typeof TOLD_OF_SUSPENSION;

/** How long an arrangement waits for local agreement before it is chased, and before a consultant of the unit steps in. */
export const CHASE_AFTER_WORKING_DAYS = 10;
export const CONSULTANT_AFTER_WORKING_DAYS = 20;

export const CHASES = {
  none: 'Waiting',
  chase: 'Chase',
  consultant: 'Consultant to ring',
} as const;
export type Chase = keyof typeof CHASES;

/** Working days that have passed since the day it was sent, and what is due for it. */
export function agreementChase(
  sentAt: Date,
  now: Date,
  bankHolidays: ReadonlySet<string>,
): { workingDays: number; chase: Chase } {
  const workingDays = workingDaysAfter(londonDate(sentAt), londonDate(now), bankHolidays);
  const chase =
    workingDays >= CONSULTANT_AFTER_WORKING_DAYS
      ? 'consultant'
      : workingDays >= CHASE_AFTER_WORKING_DAYS
        ? 'chase'
        : 'none';
  return { workingDays, chase };
}

/** The ladder to the review date, most pressing first. `overdue`: the date has passed, or something forced the review. */
export const REVIEW_RUNGS = {
  overdue: 'Due review',
  within_7: 'Review within 7 days',
  within_30: 'Review within 30 days',
  within_60: 'Review within 60 days',
} as const;
export type ReviewRung = keyof typeof REVIEW_RUNGS;

export const LADDER_DAYS = 60;

/** On which rung a review date stands on this day; null while it is further away than the ladder reaches. */
export function reviewRung(reviewBy: string, today: string): ReviewRung | null {
  const left = daysBetween(today, reviewBy);
  if (left < 0) return 'overdue';
  if (left <= 7) return 'within_7';
  if (left <= 30) return 'within_30';
  return left <= LADDER_DAYS ? 'within_60' : null;
}
