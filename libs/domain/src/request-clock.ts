import { daysBetween, addDays, londonDate, londonTime, shortDate } from './london-time';
import { REQUEST_COURSES, type Limit, type RequestState, type RequestType } from './request-states';
import { isWorkingDay, nextWorkingDay } from './working-time';

/** What arrives from this time on, Europe/London, counts from the next working day (to be confirmed by the unit). */
export const REQUEST_CUT_OFF = '16:00';

/**
 * The day from which working days are counted: the day of receipt when that is a working day and it came before the
 * cut-off, otherwise the next working day. `yyyy-mm-dd`, Europe/London.
 */
export function countedFrom(receivedAt: Date, bankHolidays: ReadonlySet<string>): string {
  const day = londonDate(receivedAt);
  const inTime = isWorkingDay(day, bankHolidays) && londonTime(receivedAt) < REQUEST_CUT_OFF;
  return inTime ? day : nextWorkingDay(day, bankHolidays);
}

/** The working day so many working days after this date; the date itself does not count. */
export function addWorkingDays(date: string, days: number, bankHolidays: ReadonlySet<string>): string {
  let day = date;
  for (let left = days; left > 0; left--) day = nextWorkingDay(day, bankHolidays);
  return day;
}

/** The last working day strictly before this date. */
export function workingDayBefore(date: string, bankHolidays: ReadonlySet<string>): string {
  let day = addDays(date, -1);
  while (!isWorkingDay(day, bankHolidays)) day = addDays(day, -1);
  return day;
}

/** Working days after `from` up to and including `to`; negative when `to` comes first. */
export function workingDaysBetween(from: string, to: string, bankHolidays: ReadonlySet<string>): number {
  if (to < from) return -workingDaysBetween(to, from, bankHolidays);
  let days = 0;
  for (let day = from; day < to;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, bankHolidays)) days++;
  }
  return days;
}

export interface RequestClock {
  type: RequestType;
  state: RequestState;
  receivedAt: Date;
  /** When it came into its state. */
  since: Date;
  /** The day before which the family must have it; null when they did not say. */
  neededBy: string | null;
  /** Working days for which the clock was stopped, within what the limit counts. */
  pausedWorkingDays: number;
}

/**
 * The day on which the next step is to be done, null at an end. A day given by the family or dentist brings it forward, never back: the
 * step is then due on the last working day before that day, or at once when that has passed.
 */
export function doBy(clock: RequestClock, bankHolidays: ReadonlySet<string>): string | null {
  const limit = REQUEST_COURSES[clock.type].limits[clock.state];
  if (!limit) return null;
  const usual = usualDoBy(clock, limit, bankHolidays);
  if (clock.neededBy === null) return usual;
  const before = workingDayBefore(clock.neededBy, bankHolidays);
  const sooner = before < usual ? before : usual;
  const received = londonDate(clock.receivedAt);
  return sooner < received ? received : sooner;
}

function usualDoBy(clock: RequestClock, limit: Limit, bankHolidays: ReadonlySet<string>): string {
  if ('calendarDays' in limit) {
    const day = addDays(londonDate(clock.since), limit.calendarDays);
    const due = isWorkingDay(day, bankHolidays) ? day : nextWorkingDay(day, bankHolidays);
    return addWorkingDays(due, clock.pausedWorkingDays, bankHolidays);
  }
  const from = countedFrom(limit.sinceReceipt ? clock.receivedAt : clock.since, bankHolidays);
  return addWorkingDays(from, limit.workingDays + clock.pausedWorkingDays, bankHolidays);
}

export type Urgency = 'on_time' | 'soon' | 'due' | 'overdue';

/** Red on the day itself and after, amber on the working day before it (domain W11: day 2 amber, day 3 red). */
export function urgency(doByDate: string, today: string, bankHolidays: ReadonlySet<string>): Urgency {
  if (doByDate < today) return 'overdue';
  if (doByDate === today) return 'due';
  return workingDaysBetween(today, doByDate, bankHolidays) <= 1 ? 'soon' : 'on_time';
}

/** `2 working days left`, `Due today`, `Overdue 1 working day`: the size of a delay is always said (ux §1 E6). */
export function timeLeftInWords(doByDate: string, today: string, bankHolidays: ReadonlySet<string>): string {
  if (doByDate === today) return 'Due today';
  const days = Math.abs(workingDaysBetween(today, doByDate, bankHolidays));
  if (doByDate > today) return days === 0 ? 'Next working day' : `${size(days)} left`;
  return days === 0 ? `Overdue ${plural(daysBetween(doByDate, today), 'day')}` : `Overdue ${size(days)}`;
}

/** Why that day: "Received Mon 17:20, after 16:00: counted from 24-Nov-2026." Empty when nothing needs explaining. */
export function countedFromInWords(receivedAt: Date, bankHolidays: ReadonlySet<string>): string {
  const day = londonDate(receivedAt);
  const from = countedFrom(receivedAt, bankHolidays);
  if (from === day) return '';
  const why = isWorkingDay(day, bankHolidays) ? `after ${REQUEST_CUT_OFF}` : 'not a working day';
  return `Received ${shortDate(day)} ${londonTime(receivedAt)}, ${why}: counted from ${shortDate(from)}.`;
}

const size = (days: number): string => plural(days, 'working day');
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
