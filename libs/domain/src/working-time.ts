import { addDays, londonDate, londonInstant, londonTime, weekday } from './london-time';

/** Hours in which the unit's nurses answer; at other times the on-call registrar does. Europe/London wall clock. */
export interface WorkingHours {
  /** `HH:mm` */
  start: string;
  end: string;
  /** From here to the end nurses and registrar are both told, so that nothing falls between two shifts (W3). */
  handoverFrom: string;
}

/** What a unit begins with; it may set others. */
export const DEFAULT_HOURS: WorkingHours = { start: '09:00', end: '17:00', handoverFrom: '16:30' };

/** The bank holidays and the working hours of a unit, each from an instant on; without hours, those it begins with. */
export class UnitCalendar extends Set<string> {
  private readonly latestFirst: readonly { from: Date; hours: WorkingHours }[];

  constructor(days: Iterable<string>, hours: readonly { from: Date; hours: WorkingHours }[] = []) {
    super(days);
    this.latestFirst = [...hours].reverse().sort((one, other) => other.from.getTime() - one.from.getTime());
  }

  hoursAt(instant: Date): WorkingHours {
    return this.latestFirst.find(({ from }) => from <= instant)?.hours ?? DEFAULT_HOURS;
  }

  /** The hours set last, at every instant and without bank holidays: for what is about no week in particular. */
  ordinary(): UnitCalendar {
    const hours = this.latestFirst[0]?.hours ?? DEFAULT_HOURS;
    return new UnitCalendar([], [{ from: new Date(0), hours }]);
  }
}

/** The working hours in force at an instant. They change at a midnight only, so a London date has one answer. */
export function hoursAt(instant: Date, calendar: ReadonlySet<string>): WorkingHours {
  return calendar instanceof UnitCalendar ? calendar.hoursAt(instant) : DEFAULT_HOURS;
}

export function hoursOn(date: string, calendar: ReadonlySet<string>): WorkingHours {
  return hoursAt(londonInstant(date, '00:00'), calendar);
}

/**
 * Monday to Friday and not a bank holiday. `bankHolidays` holds England-and-Wales dates `yyyy-mm-dd`; the caller must
 * supply a list that reaches far enough, since a missing bank holiday shows an in-hours number on a quiet ward (H7).
 */
export function isWorkingDay(date: string, bankHolidays: ReadonlySet<string>): boolean {
  const day = weekday(date);
  return day !== 0 && day !== 6 && !bankHolidays.has(date);
}

/** From the start up to but not including the end of working hours on a working day (H7, H20). */
export function isInHours(instant: Date, bankHolidays: ReadonlySet<string>): boolean {
  const time = londonTime(instant);
  const { start, end } = hoursAt(instant, bankHolidays);
  return time >= start && time < end && isWorkingDay(londonDate(instant), bankHolidays);
}

/**
 * Whether numbers and places that are recorded as "Monday to Friday 09:00 to 17:00" are answered: what somebody else keeps
 * open does not follow the hours that this unit sets for itself.
 */
export function isInRecordedHours(instant: Date, bankHolidays: ReadonlySet<string>): boolean {
  const time = londonTime(instant);
  const { start, end } = DEFAULT_HOURS;
  return time >= start && time < end && isWorkingDay(londonDate(instant), bankHolidays);
}

/** The first working day strictly after this date. */
export function nextWorkingDay(date: string, bankHolidays: ReadonlySet<string>): string {
  let day = addDays(date, 1);
  while (!isWorkingDay(day, bankHolidays)) day = addDays(day, 1);
  return day;
}

/** The next time on a working day at which hours begin, strictly after this instant. */
export function nextStartOfHours(instant: Date, bankHolidays: ReadonlySet<string>): Date {
  const today = londonDate(instant);
  const stillToCome = londonTime(instant) < hoursOn(today, bankHolidays).start && isWorkingDay(today, bankHolidays);
  const day = stillToCome ? today : nextWorkingDay(today, bankHolidays);
  return londonInstant(day, hoursOn(day, bankHolidays).start);
}

/** How many working days have come since this date, the last one counted: 1 on the working day that follows it. */
export function workingDaysAfter(from: string, to: string, bankHolidays: ReadonlySet<string>): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, bankHolidays)) count++;
  return count;
}
