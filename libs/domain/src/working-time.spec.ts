import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, londonDate, londonInstant, londonTime } from './london-time';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { isInHours, isWorkingDay, nextStartOfHours, nextWorkingDay } from './working-time';

const everyDay = Array.from({ length: 1461 }, (_, days) => addDays('2024-01-01', days));
const london = (date: string, time: string) => londonInstant(date, time);
const instant = fc.date({ min: new Date('2024-01-01Z'), max: new Date('2027-12-01Z'), noInvalidDate: true });

describe('working days, 2024 to 2027', () => {
  test('every day is a working day unless it is a weekend or on the list', () => {
    expect(everyDay.at(-1)).toBe('2027-12-31');
    for (const date of everyDay) {
      const weekend = [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
      expect(isWorkingDay(date, BANK_HOLIDAYS), date).toBe(!weekend && !BANK_HOLIDAYS.has(date));
    }
  });

  test('four years have 1,045 weekdays, of which the 32 bank holidays are taken', () => {
    expect(BANK_HOLIDAYS.size).toBe(32);
    expect(everyDay.filter((date) => isWorkingDay(date, BANK_HOLIDAYS))).toHaveLength(1045 - 32);
  });

  test.each(['2026-12-28', '2027-12-27', '2027-12-28'])('the substitute day %s is no working day', (date) => {
    expect(isWorkingDay(date, BANK_HOLIDAYS)).toBe(false);
    expect(isWorkingDay(date, new Set())).toBe(true);
  });
});

describe('nextWorkingDay', () => {
  test.each([
    ['2026-11-23', '2026-11-24'],
    ['2026-11-20', '2026-11-23'],
    ['2026-11-21', '2026-11-23'],
    ['2026-12-24', '2026-12-29'],
    ['2026-12-31', '2027-01-04'],
    ['2026-04-02', '2026-04-07'],
    ['2027-12-24', '2027-12-29'],
  ])('after %s comes %s', (date, next) => {
    expect(nextWorkingDay(date, BANK_HOLIDAYS)).toBe(next);
  });

  test('is a working day, strictly later, with none between', () => {
    for (const date of everyDay.slice(0, -10)) {
      const next = nextWorkingDay(date, BANK_HOLIDAYS);
      expect(next > date && isWorkingDay(next, BANK_HOLIDAYS), date).toBe(true);
      for (let between = addDays(date, 1); between < next; between = addDays(between, 1)) {
        expect(isWorkingDay(between, BANK_HOLIDAYS), between).toBe(false);
      }
    }
  });
});

describe('isInHours', () => {
  test.each([
    ['2026-11-23', '08:59', false],
    ['2026-11-23', '09:00', true],
    ['2026-11-23', '16:59', true],
    ['2026-11-23', '17:00', false],
    ['2026-11-22', '12:00', false],
    ['2026-12-25', '12:00', false],
    ['2026-12-28', '12:00', false],
    ['2026-12-29', '12:00', true],
    ['2026-03-30', '09:00', true],
    ['2026-10-26', '09:00', true],
  ])('%s %s: %s', (date, time, expected) => {
    expect(isInHours(london(date, time), BANK_HOLIDAYS)).toBe(expected);
  });

  test('hours follow the clock on the wall, in summer and in winter', () => {
    expect(isInHours(new Date('2026-07-01T08:00:00Z'), BANK_HOLIDAYS)).toBe(true);
    expect(isInHours(new Date('2026-07-01T16:00:00Z'), BANK_HOLIDAYS)).toBe(false);
    expect(isInHours(new Date('2026-12-01T08:00:00Z'), BANK_HOLIDAYS)).toBe(false);
    expect(isInHours(new Date('2026-12-01T16:00:00Z'), BANK_HOLIDAYS)).toBe(true);
  });

  test('each working day has 480 minutes in hours, every other day none', () => {
    for (const date of [
      '2026-03-27',
      '2026-03-29',
      '2026-03-30',
      '2026-10-23',
      '2026-10-25',
      '2026-10-26',
      '2026-12-28',
    ]) {
      let minutes = 0;
      for (let at = london(date, '00:00').getTime(); londonDate(new Date(at)) === date; at += 60_000) {
        if (isInHours(new Date(at), BANK_HOLIDAYS)) minutes++;
      }
      expect(minutes, date).toBe(isWorkingDay(date, BANK_HOLIDAYS) ? 480 : 0);
    }
  });
});

test('the next start of hours is a 09:00 with no hours before it, unless hours run now', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const next = nextStartOfHours(at, BANK_HOLIDAYS);
      expect(next.getTime()).toBeGreaterThan(at.getTime());
      expect(londonTime(next)).toBe('09:00');
      expect(isInHours(next, BANK_HOLIDAYS)).toBe(true);
      expect(isInHours(new Date(next.getTime() - 1), BANK_HOLIDAYS)).toBe(false);
      if (!isInHours(at, BANK_HOLIDAYS)) {
        for (let between = at.getTime(); between < next.getTime(); between += 1_800_000) {
          expect(isInHours(new Date(between), BANK_HOLIDAYS)).toBe(false);
        }
      }
    }),
  );
});
