import { addMonths, dateOfDayNumber, dayNumber, isCalendarDate } from '@shared-care/domain/calendar-date';
import type { OdsRecord } from './ods-record';

/** The day whose state a file tells, and how that is known. */
export interface AsOf {
  /** `yyyy-mm-dd`; null when nothing tells. */
  on: string | null;
  by: 'said' | 'file_name' | 'newest_date' | 'nothing';
}

/**
 * By the name of the file: `etr_20260731.csv`, `etr-2022-03-south.csv` (the end of that month), `hospital-2018.csv` (the
 * end of that year). A day after `today` is no such date.
 */
export function asOfFileName(fileName: string, today: string): string | null {
  const base = fileName.split(/[\\/]/).at(-1)!;
  const day = /(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(base);
  if (day) return usable(`${day[1]}-${day[2]}-${day[3]}`, today);
  const month = /(?<!\d)((?:19|20)\d\d)[-_.](\d\d)(?!\d)/.exec(base);
  const first = month && `${month[1]}-${month[2]}-01`;
  if (first && isCalendarDate(first))
    return notAfter(dateOfDayNumber(dayNumber(addMonths(first, 1)) - 1), first, today);
  const year = /(?<!\d)((?:19|20)\d\d)(?!\d)/.exec(base);
  return year ? notAfter(`${year[1]}-12-31`, `${year[1]}-01-01`, today) : null;
}

function usable(date: string, today: string): string | null {
  return isCalendarDate(date) && date <= today ? date : null;
}

/** The month or year that runs ends today. */
function notAfter(last: string, first: string, today: string): string | null {
  if (first > today) return null;
  return last > today ? today : last;
}

/** The newest opening or closing that is not still to come: the file is at least that new. */
export function newestDate(records: Iterable<OdsRecord>, today: string): string | null {
  let newest: string | null = null;
  for (const { openedOn, closedOn } of records)
    for (const date of [openedOn, closedOn])
      if (date !== null && date <= today && (newest === null || date > newest)) newest = date;
  return newest;
}
