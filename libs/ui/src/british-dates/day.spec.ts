import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate } from './day';

describe('a calendar day for a date picker', () => {
  it.each(['2026-07-05', '2026-03-29', '2026-10-25', '2024-02-29', '1999-12-31'])('keeps %s', (day) => {
    expect(dayOfDate(dateOfDay(day))).toBe(day);
  });

  it('is midnight where the browser stands, also in summer', () => {
    const date = dateOfDay('2026-07-05')!;
    expect([date.getFullYear(), date.getMonth(), date.getDate(), date.getHours()]).toEqual([2026, 6, 5, 0]);
  });

  it.each([null, '', '2026-02-31', '5/7/2026', 'soon'])('has no date for %s', (day) => {
    expect(dateOfDay(day)).toBeNull();
  });

  it('has no day for a date that is none', () => {
    expect(dayOfDate(new Date(NaN))).toBe('');
    expect(dayOfDate(null)).toBe('');
  });
});
