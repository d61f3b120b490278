/**
 * Calendar dates as text `yyyy-mm-dd`: days without an hour or a time zone, such as birth dates and review dates.
 * They are never turned into an instant of local midnight, because London's midnight moves by an hour twice a year (H20).
 */

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

export interface DateParts {
  year: number;
  /** 1 to 12 */
  month: number;
  /** 1 to 31 */
  day: number;
}

/** The date as text, or null when the calendar has no such day (29 February of a common year, 31 April). */
export function calendarDate(year: number, month: number, day: number): string | null {
  const date = utcDay(year, month, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 0 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

export function isCalendarDate(text: string): boolean {
  const match = WRITTEN.exec(text);
  return match !== null && calendarDate(Number(match[1]), Number(match[2]), Number(match[3])) === text;
}

/** Throws a RangeError that does not repeat the text: it may be a birth date, and errors are logged. */
export function dateParts(date: string): DateParts {
  const match = WRITTEN.exec(date);
  if (!match || !isCalendarDate(date)) throw new RangeError('A calendar date must exist and read yyyy-mm-dd.');
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  const { year, month, day } = dateParts(date);
  return utcDay(year, month, day).getTime() / MS_PER_DAY;
}

export function dateOfDayNumber(days: number): string {
  const date = new Date(days * MS_PER_DAY).toISOString().slice(0, 10);
  if (!isCalendarDate(date)) throw new RangeError('The day lies outside the years 0000 to 9999.');
  return date;
}

/**
 * The day on which so many months are completed. Where the month has no such day it is the first of the next one:
 * a child of 29 February comes of age on 1 March in common years, as English law has it.
 */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = dateParts(date);
  const index = year * 12 + month - 1 + months;
  return dayOfMonthIndex(index, day) ?? dayOfMonthIndex(index + 1, 1)!;
}

/** Months are counted from January of the year 0. */
function dayOfMonthIndex(index: number, day: number): string | null {
  return calendarDate(Math.floor(index / 12), (index % 12) + 1, day);
}

/** Date.UTC would read the years 0 to 99 as 1900 to 1999. */
function utcDay(year: number, month: number, day: number): Date {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}
