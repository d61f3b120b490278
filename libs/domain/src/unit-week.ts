import { londonDate, londonInstant } from './london-time';
import { ringNow, type RingContact, type RingLine } from './where-and-whom';
import { hoursOn, isInHours, nextStartOfHours } from './working-time';

/**
 * The unit's own numbers with the hours of each: enough to say, on a device without a connection, which one answers at
 * any hour to come. It holds no fact about a child and no name.
 */
export interface UnitWeek {
  contacts: RingContact[];
  /** England-and-Wales dates `yyyy-mm-dd`, from the day of `asOf` on. */
  bankHolidays: string[];
  /** By the rota; counts from `asOf` until `until`, and the clock alone decides at other times. */
  now: RingLine[];
  asOf: string;
  until: string;
}

/** Our own numbers of an instant. Empty when none is known for it; never one that is not answered then. */
export function unitLinesAt(week: UnitWeek, at: Date): RingLine[] {
  if (at >= new Date(week.asOf) && at < new Date(week.until)) return week.now;
  return ringNow({
    at,
    bankHolidays: new Set(week.bankHolidays),
    unitKind: null,
    hospitalName: '',
    childIsThere: false,
    contacts: [],
    linkConsultant: null,
    phuContacts: week.contacts,
    onDuty: [],
  });
}

/** The next instant at which the nurses' hours begin or end. */
export function hoursChangeAfter(at: Date, bankHolidays: ReadonlySet<string>): Date {
  const today = londonDate(at);
  return isInHours(at, bankHolidays)
    ? londonInstant(today, hoursOn(today, bankHolidays).end)
    : nextStartOfHours(at, bankHolidays);
}
