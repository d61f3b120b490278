import { calendarDate } from '@shared-care/domain/calendar-date';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date as people type it, day first: `5/4/2027`, `05.04.27`, `050427`, `5 Apr 2027`, `05-Apr-2027`, as `yyyy-mm-dd`.
 * Two digits of a year are those of this century. Null when it is no date.
 */
export function readTypedDate(typed: string): string | null {
  const parts =
    /^\s*(\d\d)(\d\d)(\d\d|\d{4})\s*$/.exec(typed) ??
    /^\s*(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.-]+(\d{2}|\d{4})\s*$/i.exec(typed);
  if (parts === null) return null;
  const [, day, monthTyped, yearTyped] = parts as unknown as [string, string, string, string];
  const month = /^\d/.test(monthTyped) ? Number(monthTyped) : MONTHS.indexOf(monthTyped.slice(0, 3).toLowerCase()) + 1;
  const year = yearTyped.length === 2 ? 2000 + Number(yearTyped) : Number(yearTyped);
  return calendarDate(year, month, Number(day));
}
