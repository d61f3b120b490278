import type { Tier } from './alert-tier';
import { addDays, londonDate, londonInstant } from './london-time';
import { isInHours, nextStartOfHours, nextWorkingDay } from './working-time';

const MS_PER_MINUTE = 60_000;

/** How long an alert may wait for an owner (domain W2, architecture §4). Times of day are London wall clock. */
export interface AlertLimits {
  redMinutes: number;
  amberMinutes: number;
  /** When an amber alert of the night must have been taken: the morning handover. */
  amberAfterNight: string;
  blueTime: string;
}

export const DEFAULT_LIMITS: AlertLimits = {
  redMinutes: 15,
  amberMinutes: 60,
  amberAfterNight: '08:30',
  blueTime: '17:00',
};

/** From the top level on an alert is told again this often, without end. Defaults of `alert_limits`, as are the limits. */
export const REPEAT_MINUTES = 15;
/** A red alert that is owned without any liaison entry goes back to the queue after this long. */
export const SILENT_MINUTES = 240;

/**
 * The instant by which somebody must own the alert (H2, H20).
 * Red: minutes at any hour. Amber: minutes when opened in hours; otherwise the next 08:30, or that many minutes into
 * the next hours when that comes first (opened between 08:30 and 09:00 of a working day). Blue: 17:00 of the first
 * working day after the London day on which it was opened.
 * A higher tier is never given longer than a lower one: red at 08:20 is due by 08:30, as amber would be, not by 08:35.
 */
export function acknowledgeBy(
  tier: Tier,
  openedAt: Date,
  bankHolidays: ReadonlySet<string>,
  limits: AlertLimits = DEFAULT_LIMITS,
): Date {
  const own = limitOf(tier, openedAt, bankHolidays, limits);
  const lower = NEXT_LOWER[tier];
  return lower === null ? own : earlier(own, acknowledgeBy(lower, openedAt, bankHolidays, limits));
}

const NEXT_LOWER: Readonly<Record<Tier, Tier | null>> = { red: 'amber', amber: 'blue', blue: null };

function limitOf(tier: Tier, openedAt: Date, bankHolidays: ReadonlySet<string>, limits: AlertLimits): Date {
  switch (tier) {
    case 'red':
      return minutesAfter(openedAt, limits.redMinutes);
    case 'amber':
      if (isInHours(openedAt, bankHolidays)) return minutesAfter(openedAt, limits.amberMinutes);
      return earlier(
        nextTimeOfDay(openedAt, limits.amberAfterNight),
        minutesAfter(nextStartOfHours(openedAt, bankHolidays), limits.amberMinutes),
      );
    case 'blue':
      return londonInstant(nextWorkingDay(londonDate(openedAt), bankHolidays), limits.blueTime);
  }
}

/**
 * How long is left, or by how much the time has passed: `6 min left`, `2 h 5 min left`, `Overdue 12 min`,
 * `Overdue 2 days`. The size is always said: a minute late and a month late must not look alike (ux §1 E6).
 * Time left is rounded down, so the screen never promises more than there is; at the very instant it is overdue.
 */
export function timeToBreach(now: Date, by: Date): { overdue: boolean; words: string } {
  const left = by.getTime() - now.getTime();
  return left > 0
    ? { overdue: false, words: `${size(left)} left` }
    : { overdue: true, words: `Overdue ${size(-left)}` };
}

/** `27 min`, `3 h 5 min`, `2 days`; a moment slightly ahead of this clock counts as just now. */
export function howLongAgo(now: Date, then: Date): string {
  return size(Math.max(0, now.getTime() - then.getTime()));
}

/** Whole units only, rounded down; a day is 24 hours. */
function size(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MS_PER_MINUTE);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'}`;
  if (hours > 0) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min` : 'less than 1 min';
}

/** The next passing of a London time of day, strictly after this instant. */
function nextTimeOfDay(instant: Date, time: string): Date {
  const today = londonDate(instant);
  const at = londonInstant(today, time);
  return at > instant ? at : londonInstant(addDays(today, 1), time);
}

function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * MS_PER_MINUTE);
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
