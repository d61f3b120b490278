import { addDays, londonDate, londonInstant, londonTime, weekday } from './london-time';

/** Hours in which the unit's nurses answer; at other times the on-call registrar does. Europe/London wall clock. */
export const HOURS_START = '09:00';
export const HOURS_END = '17:00';

/**
 * Monday to Friday and not a bank holiday. `bankHolidays` holds England-and-Wales dates `yyyy-mm-dd`; the caller must
 * supply a list that reaches far enough, since a missing bank holiday shows an in-hours number on a quiet ward (H7).
 */
export function isWorkingDay(date: string, bankHolidays: ReadonlySet<string>): boolean {
  const day = weekday(date);
  return day !== 0 && day !== 6 && !bankHolidays.has(date);
}

/** From 09:00 up to but not including 17:00 London time on a working day (H7, H20). */
export function isInHours(instant: Date, bankHolidays: ReadonlySet<string>): boolean {
  const time = londonTime(instant);
  return time >= HOURS_START && time < HOURS_END && isWorkingDay(londonDate(instant), bankHolidays);
}

/** The first working day strictly after this date. */
export function nextWorkingDay(date: string, bankHolidays: ReadonlySet<string>): string {
  let day = addDays(date, 1);
  while (!isWorkingDay(day, bankHolidays)) day = addDays(day, 1);
  return day;
}

/** The next 09:00 of a working day at which hours begin, strictly after this instant. */
export function nextStartOfHours(instant: Date, bankHolidays: ReadonlySet<string>): Date {
  const today = londonDate(instant);
  const stillToCome = londonTime(instant) < HOURS_START && isWorkingDay(today, bankHolidays);
  return londonInstant(stillToCome ? today : nextWorkingDay(today, bankHolidays), HOURS_START);
}

/** How many working days have come since this date, the last one counted: 1 on the working day that follows it. */
export function workingDaysAfter(from: string, to: string, bankHolidays: ReadonlySet<string>): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, bankHolidays)) count++;
  return count;
}
