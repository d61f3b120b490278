import { daysBetween } from './london-time';

/** How a number showed itself to be right or wrong. */
export const CHECK_OUTCOMES = {
  correct: 'Rung and correct',
  reached: 'Somebody answered',
  no_answer: 'No answer',
  wrong_number: 'Wrong number',
} as const;
export type CheckOutcome = keyof typeof CHECK_OUTCOMES;

/** Where an outcome came from: a round of checks, a call about an alert, or the call that confirmed a new number. */
export const CHECK_SOURCES = {
  round: 'Verification round',
  alert: 'Call about an alert',
  change: 'New number',
} as const;
export type CheckSource = keyof typeof CHECK_SOURCES;

/** Days after a check until a number turns amber, and until it turns red and becomes a task (H6). */
export const VERIFY_SOON_AFTER_DAYS = 90;
export const OVERDUE_AFTER_DAYS = 180;
/** Calls in a row without an answer, after which a number counts as stale. A wrong number counts as that many at once. */
export const STALE_AFTER_FAILED_CALLS = 2;

export const CONTACT_HEALTH = {
  verified: 'Verified',
  verify_soon: 'Verify soon',
  overdue: 'Overdue',
  never: 'Never checked',
  stale: 'Stale',
} as const;
export type ContactHealth = keyof typeof CONTACT_HEALTH;

export interface ContactFacts {
  /** Calendar date of the last check by calling; null when never checked. */
  verifiedOn: string | null;
  /** Calls in a row that failed since the number was last right; a wrong number counts twice. */
  failedCalls: number;
}

/** How far a number can be trusted today. A number that failed comes before any age: it may have been right long ago. */
export function contactHealth({ verifiedOn, failedCalls }: ContactFacts, today: string): ContactHealth {
  if (failedCalls >= STALE_AFTER_FAILED_CALLS) return 'stale';
  if (verifiedOn === null) return 'never';
  const age = daysBetween(verifiedOn, today);
  if (age > OVERDUE_AFTER_DAYS) return 'overdue';
  return age > VERIFY_SOON_AFTER_DAYS ? 'verify_soon' : 'verified';
}

/** The state with its size, for example "Overdue by 14 days": late by a day is not late by a month. */
export function contactHealthWords(facts: ContactFacts, today: string): string {
  const health = contactHealth(facts, today);
  if (health === 'stale') return 'Stale: calls to it failed';
  if (health === 'never' || facts.verifiedOn === null) return CONTACT_HEALTH.never;
  const age = daysBetween(facts.verifiedOn, today);
  if (health === 'overdue') return `Overdue by ${days(age - OVERDUE_AFTER_DAYS)}`;
  if (health === 'verify_soon') return `Verify within ${days(OVERDUE_AFTER_DAYS - age)}`;
  return CONTACT_HEALTH.verified;
}

/** Red: to be rung now. Amber numbers are asked for in a round as well, after these. */
export function isTask(health: ContactHealth): boolean {
  return health === 'stale' || health === 'never' || health === 'overdue';
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
