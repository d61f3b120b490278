import { Injectable, type Provider } from '@angular/core';
import { DateAdapter, MAT_DATE_FORMATS, MAT_DATE_LOCALE, type MatDateFormats } from '@angular/material/core';
import { DateFnsAdapter } from '@angular/material-date-fns-adapter';
import { londonDate } from '@shared-care/domain/london-time';
import { enGB } from 'date-fns/locale/en-GB';
import { readTypedDate } from '../typed-date/read-typed-date';
import { dateOfDay } from './day';

/** Dates as British hands type them: `14/5/22`, `14/05/2022`, `14 may 2022`, `5.7.2026`, `14-May-2022`. */
@Injectable()
export class BritishDateAdapter extends DateFnsAdapter {
  override parse(value: unknown, format: string | string[]): Date | null {
    if (typeof value !== 'string') return super.parse(value as Date | null, format);
    const typed = value.trim();
    if (typed === '') return null;
    return dateOfDay(readTypedDate(typed) ?? typed) ?? this.invalid();
  }

  /** Today in London, wherever the browser thinks it is. */
  override today(): Date {
    return dateOfDay(londonDate(new Date())) ?? new Date();
  }
}

const FORMATS: MatDateFormats = {
  parse: { dateInput: 'd/M/yyyy', timeInput: ['HH:mm', 'HHmm', 'H:mm'] },
  display: {
    dateInput: 'dd-MMM-yyyy',
    monthLabel: 'LLL',
    monthYearLabel: 'LLLL yyyy',
    dateA11yLabel: 'd MMMM yyyy',
    monthYearA11yLabel: 'LLLL yyyy',
    timeInput: 'HH:mm',
    timeOptionLabel: 'HH:mm',
  },
};

/**
 * Makes the date and time pickers below it British: typed day first, shown `14-May-2022`, weeks from Monday, 24 hours.
 * For the providers of a component or of a route file; `sc-day-box` has it already.
 */
export function provideBritishDates(): Provider[] {
  return [
    { provide: MAT_DATE_LOCALE, useValue: enGB },
    { provide: MAT_DATE_FORMATS, useValue: FORMATS },
    { provide: DateAdapter, useClass: BritishDateAdapter },
  ];
}
