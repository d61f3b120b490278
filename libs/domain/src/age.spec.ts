import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageAt, ageInWords } from './age';
import { dateOfDayNumber } from './calendar-date';
import { addDays, daysBetween } from './london-time';

describe('ageAt', () => {
  test.each([
    ['2019-04-05', '2026-11-23', '7y 7m', '7 years 7 months'],
    ['2026-11-23', '2026-11-23', '0d', '0 days'],
    ['2026-11-22', '2026-11-23', '1d', '1 day'],
    ['2026-11-20', '2026-11-23', '3d', '3 days'],
    ['2026-10-27', '2026-11-23', '27d', '27 days'],
    ['2026-10-26', '2026-11-23', '4w', '4 weeks'],
    ['2026-10-10', '2026-11-23', '6w 2d', '6 weeks 2 days'],
    ['2025-11-24', '2026-11-23', '52w', '52 weeks'],
    ['2025-11-23', '2026-11-23', '12m', '12 months'],
    ['2025-08-15', '2026-11-23', '15m 8d', '15 months 8 days'],
    ['2024-11-24', '2026-11-23', '23m 30d', '23 months 30 days'],
    ['2024-11-23', '2026-11-23', '2y', '2 years'],
    ['2024-10-23', '2026-11-23', '2y 1m', '2 years 1 month'],
    ['2008-11-24', '2026-11-23', '17y 11m', '17 years 11 months'],
    ['2008-11-23', '2026-11-23', '18y', '18 years'],
    ['2007-01-01', '2026-11-23', '19y', '19 years'],
    ['2026-11-24', '2026-11-23', 'not born yet', 'not born yet'],
  ])('born %s, on %s: %s', (born, on, short, words) => {
    expect(ageAt(born, on)).toBe(short);
    expect(ageInWords(born, on)).toBe(words);
  });

  test.each([
    ['2020-02-29', '2021-02-28', '52w 1d'],
    ['2020-02-29', '2021-03-01', '12m'],
    ['2020-02-29', '2022-02-28', '23m 30d'],
    ['2020-02-29', '2022-03-01', '2y'],
    ['2008-02-29', '2026-02-28', '17y 11m'],
    ['2008-02-29', '2026-03-01', '18y'],
    ['2024-01-31', '2025-02-28', '12m 28d'],
    ['2024-01-31', '2025-03-01', '13m'],
    ['2023-02-28', '2024-02-28', '12m'],
    ['2023-02-28', '2024-02-29', '12m 1d'],
  ])('born %s, on %s: %s, where a month has no such day', (born, on, short) => {
    expect(ageAt(born, on)).toBe(short);
  });

  const anyDate = fc.integer({ min: 0, max: 30_000 }).map(dateOfDayNumber);

  test('from one day to the next a child never looks younger', () => {
    const daysIn: Record<string, number> = { d: 1, w: 7, m: 30.4, y: 365.2 };
    const rank = (age: string) =>
      age.split(' ').reduce((days, part) => days + Number(part.slice(0, -1)) * daysIn[part.slice(-1)]!, 0);
    fc.assert(
      fc.property(anyDate, fc.nat({ max: 7000 }), (born, days) => {
        const today = ageAt(born, addDays(born, days));
        const tomorrow = ageAt(born, addDays(born, days + 1));
        // A calendar month has 28 to 31 days, so whole months may lag the mean by a few days.
        expect(rank(tomorrow)).toBeGreaterThan(rank(today) - 4);
      }),
    );
  });

  test('each band begins on its birthday, never a day early or late', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 7300 }), (born, days) => {
        const on = addDays(born, days);
        const [bornMonthDay, onMonthDay] = [born.slice(5), on.slice(5)];
        const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (onMonthDay < bornMonthDay ? 1 : 0);
        const age = ageAt(born, on);
        if (days < 28) expect(age).toBe(`${days}d`);
        else if (years < 1) expect(age).toMatch(/^\d+w( [1-6]d)?$/);
        else if (years < 2) expect(age).toMatch(/^(1[2-9]|2[0-3])m( ([1-9]|[12]\d|30)d)?$/);
        else if (years < 18) expect(age).toMatch(new RegExp(`^${years}y( ([1-9]|1[01])m)?$`));
        else expect(age).toBe(`${years}y`);
      }),
      { numRuns: 300 },
    );
  });

  test('weeks and days add up to the days lived', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 28, max: 364 }), (born, days) => {
        const [, weeks, rest] = /^(\d+)w(?: (\d)d)?$/.exec(ageAt(born, addDays(born, days)))!;
        expect(Number(weeks) * 7 + Number(rest ?? 0)).toBe(days);
      }),
    );
  });

  test('nobody has an age before being born', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 400 }), (born, days) => {
        const before = addDays(born, -days);
        expect(daysBetween(born, before)).toBe(-days);
        expect(ageAt(born, before)).toBe('not born yet');
      }),
    );
  });
});
