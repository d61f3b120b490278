import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDate, dateOfDayNumber, dateParts, dayNumber, isCalendarDate } from './calendar-date';

test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (date) => {
  expect(isCalendarDate(date)).toBe(true);
});

test.each(['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-00-10', '2024-1-1', '2024-01-01T00:00', ''])(
  '"%s" is no calendar date',
  (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => dateParts(text)).toThrow(RangeError);
  },
);

test('the error does not repeat the text, which may be a birth date', () => {
  expect(() => dateParts('31-02-2019')).toThrow(/^A calendar date must exist and read yyyy-mm-dd\.$/);
});

test('day numbers count every day once', () => {
  fc.assert(
    fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
      const date = dateOfDayNumber(days);
      expect(dayNumber(date)).toBe(days);
      const { year, month, day } = dateParts(date);
      expect(calendarDate(year, month, day)).toBe(date);
      expect(dateOfDayNumber(days + 1) > date).toBe(true);
    }),
  );
});
