import { shortDate } from '@shared-care/domain/london-time';
import { understandPatientSearch } from '@shared-care/domain/patient-search';
import { readTypedDate } from '@shared-care/ui/typed-date/read-typed-date';

/** `5/4/19`, `050419`, `5 apr 2019` as `yyyy-mm-dd`; null when it is no date, or one after today. */
export function readDate(typed: string, today: string): string | null {
  return understandPatientSearch(typed, today).birthDate;
}

/** As {@link readDate}, of a day that may be still to come: two digits of a year are those of this century. */
export function readDay(typed: string, today: string): string | null {
  return readTypedDate(typed) ?? readDate(typed, today);
}

/** A typed date as it was understood, when that is not how it was typed: a slip then shows before it is saved. */
export function readBack(typed: string, today: string, read = readDate): string {
  const date = read(typed, today);
  const words = date === null ? '' : shortDate(date);
  return words === typed.trim() ? '' : words;
}

/** `14:05`, `14.05`, `1405`, `905` as `HH:mm`; null when it is no time of day. */
export function readTime(typed: string): string | null {
  const [, hours, minutes] = /^\s*(\d{1,2})[:. ]?(\d{2})\s*$/.exec(typed) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
