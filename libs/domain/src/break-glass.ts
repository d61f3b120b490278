import { londonDate } from './london-time';
import { nextStartOfHours } from './working-time';

/** Why a consultant opens the emergency view of a child who is not linked to them. */
export const BREAK_GLASS_REASONS = {
  bleeding_now: 'Bleeding or head injury now',
  treatment_now: 'Treatment to be chosen now',
  procedure_now: 'Urgent procedure or theatre',
  transfer: 'Being transferred to us',
  other: 'Other emergency',
} as const;
export type BreakGlassReason = keyof typeof BREAK_GLASS_REASONS;

/** What the reviewer found afterwards. */
export const BREAK_GLASS_OUTCOMES = {
  justified: 'Justified',
  not_justified: 'Not justified',
  needs_follow_up: 'Needs follow-up',
} as const;
export type BreakGlassOutcome = keyof typeof BREAK_GLASS_OUTCOMES;

/** The table counts the same hours when it sets the end. */
export const BREAK_GLASS_HOURS = 4;

/** From this many grants to one person in 24 hours on, they and the unit are warned. No grant is ever refused. */
export const GRANTS_BEFORE_WARNING = 3;
/** This many tries without a match, within this many minutes, raise an alert of their own. */
export const MISSES_BEFORE_ALERT = 6;
export const MISSES_WITHIN_MINUTES = 10;

/** The working day on which an emergency access must be reviewed: the one whose hours begin next. */
export function breakGlassReviewDue(grantedAt: Date, bankHolidays: ReadonlySet<string>): string {
  return londonDate(nextStartOfHours(grantedAt, bankHolidays));
}
