import { calendarDate, dateOfDayNumber, dateParts, dayNumber } from './calendar-date';

/**
 * Instants are kept in UTC and shown in Europe/London; calendar dates are text `yyyy-mm-dd` without a zone.
 * Both clock changes are handled here and nowhere else (H20).
 */

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** Calendar date in London at this instant, `yyyy-mm-dd`. */
export function londonDate(instant: Date): string {
  return wallClock(instant).slice(0, 10);
}

/** Wall clock in London at this instant, `HH:mm`, 24 hours. */
export function londonTime(instant: Date): string {
  return wallClock(instant).slice(11, 16);
}

/** `05-Apr-2019`, the style of staff screens (ux §1 E2). */
export function shortDate(date: string): string {
  const { year, month, day } = dateParts(date);
  return `${pad(day)}-${MONTHS[month - 1]!.slice(0, 3)}-${pad(year, 4)}`;
}

/** `6 August 2026`, the style of letters and of what a screen reader says. */
export function longDate(date: string): string {
  const { year, month, day } = dateParts(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** `05-Apr-2019 14:31` in London. */
export function shortDateTime(instant: Date): string {
  return `${shortDate(londonDate(instant))} ${londonTime(instant)}`;
}

/** `6 August 2026 at 5:30pm` in London; families read the 12-hour clock. */
export function longDateTime(instant: Date): string {
  const [hour, minute] = londonTime(instant).split(':');
  const hours = Number(hour);
  return `${longDate(londonDate(instant))} at ${hours % 12 || 12}:${minute}${hours < 12 ? 'am' : 'pm'}`;
}

/**
 * The instant at which London's clocks show this date and time (`HH:mm`). A time in the hour skipped in spring gives
 * the first instant after the gap; a time in the hour that comes twice in autumn gives its first passing (H20).
 */
export function londonInstant(date: string, time: string): Date {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError('A time must read HH:mm, from 00:00 to 23:59.');
  const wall = dayNumber(date) * MS_PER_DAY + Number(match[1]) * MS_PER_HOUR + Number(match[2]) * MS_PER_MINUTE;

  // The clocks change at most once in these two days. The earlier offset is tried first: in the doubled hour both fit.
  const before = offsetAt(wall - MS_PER_DAY);
  const after = offsetAt(wall + MS_PER_DAY);
  if (offsetAt(wall - before) === before) return new Date(wall - before);
  if (offsetAt(wall - after) === after) return new Date(wall - after);
  // London's clocks have always gone forward by one hour, on the hour.
  return new Date(Math.floor((wall - before) / MS_PER_HOUR) * MS_PER_HOUR);
}

export function addDays(date: string, days: number): string {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Whole days from one calendar date to another; negative when `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** 0 is Sunday. */
export function weekday(date: string): Weekday {
  // 1970-01-01 was a Thursday; the second modulus keeps earlier dates positive.
  return ((((dayNumber(date) + 4) % 7) + 7) % 7) as Weekday;
}

/** `yyyy-mm-ddTHH:mm` as London's clocks show it. */
function wallClock(instant: Date): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime())).toISOString().slice(0, 16);
}

/**
 * Offsets by UTC day; null for a day in whose course the clocks change. Lists show thousands of times, and asking Intl
 * for each takes long enough to be felt.
 */
const offsetByDay = new Map<number, number | null>();
const DAYS_KEPT = 10_000;

/** Milliseconds by which London's wall clock is ahead of UTC at this instant. */
function offsetAt(utc: number): number {
  const day = Math.floor(utc / MS_PER_DAY);
  let offset = offsetByDay.get(day);
  if (offset === undefined) {
    const atStart = askOffset(day * MS_PER_DAY);
    offset = askOffset((day + 1) * MS_PER_DAY) === atStart ? atStart : null;
    if (offsetByDay.size >= DAYS_KEPT) offsetByDay.clear();
    offsetByDay.set(day, offset);
  }
  return offset ?? askOffset(utc);
}

function askOffset(utc: number): number {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of london.formatToParts(utc)) {
    if (type in shown) shown[type as keyof typeof shown] = Number(value);
  }
  const days = dayNumber(calendarDate(shown.year, shown.month, shown.day)!);
  const wall = days * MS_PER_DAY + shown.hour * MS_PER_HOUR + shown.minute * MS_PER_MINUTE;
  return wall - Math.floor(utc / MS_PER_MINUTE) * MS_PER_MINUTE;
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}
