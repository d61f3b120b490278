import { calendarDate } from '@shared-care/domain/calendar-date';

export type DateReading = { ok: true; date: string } | { ok: false; because: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day as a list holds it: `2010-01-02`, `02/01/2010`, `2.1.10`, `2 Jan 2010`, with or without midnight behind it. The
 * day comes before the month, always: a month above 12 is refused and never turned round. A year of two digits is the
 * latest that is not after `today`.
 */
export function readListDate(text: string, today: string): DateReading {
  const written = text.trim().replace(/[ T]00:00(?::00(?:\.0+)?)?Z?$/, '');
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(written);
  if (iso) return dated(text, Number(iso[1]), Number(iso[2]), Number(iso[3]), today);
  const british = /^(\d{1,2})([/. -])(\d{1,2})\2(\d{4}|\d{2})$/.exec(written);
  if (british) return dated(text, fullYear(british[4]!, today), Number(british[3]), Number(british[1]), today);
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[ .,/-]*([a-z]{3,9})\.?[ ,./-]*(\d{4}|\d{2})$/i.exec(written);
  const month = named ? MONTHS.indexOf(named[2]!.slice(0, 3).toLowerCase()) + 1 : 0;
  if (named && month > 0) return dated(text, fullYear(named[3]!, today), month, Number(named[1]), today);
  if (/^\d{5}$/.test(written))
    return refuse(text, 'is a number of a spreadsheet. Format the column as a date and save the file again');
  return refuse(text, 'is not a date. Write it as 02/01/2010 or 2010-01-02');
}

function dated(text: string, year: number, month: number, day: number, today: string): DateReading {
  const date = calendarDate(year, month, day);
  if (month > 12 || month < 1) return refuse(text, `has no month ${month}: the day comes before the month`);
  if (date === null) return refuse(text, 'is a day that does not exist');
  if (date > today) return refuse(text, 'lies in the future');
  if (year < 1900) return refuse(text, 'lies before 1900');
  return { ok: true, date };
}

function fullYear(written: string, today: string): number {
  if (written.length === 4) return Number(written);
  const century = Number(today.slice(0, 2)) * 100;
  const year = century + Number(written);
  return year > Number(today.slice(0, 4)) ? year - 100 : year;
}

function refuse(text: string, because: string): DateReading {
  return { ok: false, because: `“${text.trim().slice(0, 40)}” ${because}.` };
}
