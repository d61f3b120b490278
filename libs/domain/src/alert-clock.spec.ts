import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, acknowledgeBy, howLongAgo, timeToBreach } from './alert-clock';
import type { Tier } from './alert-tier';
import { londonDate, londonInstant, londonTime } from './london-time';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { isInHours, nextWorkingDay } from './working-time';

const MINUTE = 60_000;
const at = (dateAndTime: string) => {
  const [date, time] = dateAndTime.split(' ');
  return londonInstant(date!, time!);
};
const opened = fc.date({ min: new Date('2024-01-01Z'), max: new Date('2027-12-01Z'), noInvalidDate: true });

describe('acknowledgeBy', () => {
  test.each<[Tier, string, string]>([
    ['red', '2026-11-23 14:05', '2026-11-23 14:20'],
    ['red', '2026-11-22 03:00', '2026-11-22 03:15'],
    ['red', '2026-12-25 23:55', '2026-12-26 00:10'],
    ['red', '2026-11-24 08:14', '2026-11-24 08:29'],
    ['red', '2026-11-24 08:20', '2026-11-24 08:30'],
    ['amber', '2026-11-23 09:00', '2026-11-23 10:00'],
    ['amber', '2026-11-23 16:59', '2026-11-23 17:59'],
    ['amber', '2026-11-23 17:00', '2026-11-24 08:30'],
    ['amber', '2026-11-24 03:00', '2026-11-24 08:30'],
    ['amber', '2026-11-24 08:29', '2026-11-24 08:30'],
    ['amber', '2026-11-24 08:30', '2026-11-24 10:00'],
    ['amber', '2026-11-24 08:59', '2026-11-24 10:00'],
    ['amber', '2026-11-21 14:00', '2026-11-22 08:30'],
    ['amber', '2026-12-25 11:00', '2026-12-26 08:30'],
    ['blue', '2026-11-23 08:00', '2026-11-24 17:00'],
    ['blue', '2026-11-23 23:59', '2026-11-24 17:00'],
    ['blue', '2026-11-20 10:00', '2026-11-23 17:00'],
    ['blue', '2026-11-21 10:00', '2026-11-23 17:00'],
    ['blue', '2026-12-24 18:00', '2026-12-29 17:00'],
  ])('%s opened %s: by %s', (tier, openedAt, by) => {
    expect(acknowledgeBy(tier, at(openedAt), BANK_HOLIDAYS)).toEqual(at(by));
  });

  test('a night with a clock change still ends at 08:30 on the wall', () => {
    expect(acknowledgeBy('amber', at('2026-03-28 23:00'), BANK_HOLIDAYS)).toEqual(new Date('2026-03-29T07:30:00Z'));
    expect(acknowledgeBy('amber', at('2026-10-24 23:00'), BANK_HOLIDAYS)).toEqual(new Date('2026-10-25T08:30:00Z'));
  });

  test('red minutes are real minutes through both clock changes', () => {
    for (const change of ['2026-03-29T00:55:00Z', '2026-10-25T00:55:00Z']) {
      const by = acknowledgeBy('red', new Date(change), BANK_HOLIDAYS);
      expect(by.getTime() - new Date(change).getTime()).toBe(15 * MINUTE);
    }
  });

  test('the unit may set other limits', () => {
    const limits = { redMinutes: 10, amberMinutes: 30, amberAfterNight: '08:00', blueTime: '12:00' };
    expect(acknowledgeBy('red', at('2026-11-23 14:05'), BANK_HOLIDAYS, limits)).toEqual(at('2026-11-23 14:15'));
    expect(acknowledgeBy('amber', at('2026-11-23 14:05'), BANK_HOLIDAYS, limits)).toEqual(at('2026-11-23 14:35'));
    expect(acknowledgeBy('amber', at('2026-11-23 22:00'), BANK_HOLIDAYS, limits)).toEqual(at('2026-11-24 08:00'));
    expect(acknowledgeBy('blue', at('2026-11-23 14:05'), BANK_HOLIDAYS, limits)).toEqual(at('2026-11-24 12:00'));
  });

  test('every alert gets a later instant, and amber never waits longer than a night', () => {
    fc.assert(
      fc.property(opened, (openedAt) => {
        const red = acknowledgeBy('red', openedAt, BANK_HOLIDAYS);
        const amber = acknowledgeBy('amber', openedAt, BANK_HOLIDAYS);
        const blue = acknowledgeBy('blue', openedAt, BANK_HOLIDAYS);
        expect(red.getTime()).toBe(Math.min(openedAt.getTime() + DEFAULT_LIMITS.redMinutes * MINUTE, amber.getTime()));
        expect(amber.getTime()).toBeLessThanOrEqual(blue.getTime());
        expect(amber.getTime()).toBeGreaterThan(openedAt.getTime());
        expect(amber.getTime() - openedAt.getTime()).toBeLessThanOrEqual(25 * 60 * MINUTE);
        if (isInHours(openedAt, BANK_HOLIDAYS)) expect(amber.getTime() - openedAt.getTime()).toBe(60 * MINUTE);
        else expect(['08:30', '10:00']).toContain(londonTime(amber));
        expect(londonTime(blue)).toBe('17:00');
        expect(londonDate(blue)).toBe(nextWorkingDay(londonDate(openedAt), BANK_HOLIDAYS));
      }),
      { numRuns: 300 },
    );
  });
});

describe('timeToBreach', () => {
  const by = new Date('2026-11-23T14:20:00Z');
  test.each([
    [-6 * MINUTE, '6 min left'],
    [-6 * MINUTE - 59_000, '6 min left'],
    [-59_000, 'less than 1 min left'],
    [-1, 'less than 1 min left'],
    [0, 'Overdue less than 1 min'],
    [59_000, 'Overdue less than 1 min'],
    [12 * MINUTE, 'Overdue 12 min'],
    [180 * MINUTE, 'Overdue 3 h'],
    [185 * MINUTE, 'Overdue 3 h 5 min'],
    [-125 * MINUTE, '2 h 5 min left'],
    [-60 * MINUTE, '1 h left'],
    [1439 * MINUTE, 'Overdue 23 h 59 min'],
    [1440 * MINUTE, 'Overdue 1 day'],
    [2 * 1440 * MINUTE, 'Overdue 2 days'],
    [30 * 1440 * MINUTE, 'Overdue 30 days'],
  ])('%d ms after the limit reads "%s"', (sinceLimit, words) => {
    expect(timeToBreach(new Date(by.getTime() + sinceLimit), by)).toEqual({ overdue: sinceLimit >= 0, words });
  });

  test('the words always carry a size and never promise more time than there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e9, max: 4e9 }), (left) => {
        const { overdue, words } = timeToBreach(new Date(by.getTime() - left), by);
        expect(overdue).toBe(left <= 0);
        expect(words).toMatch(/^(Overdue )?(less than 1 min|\d+ min|\d+ h( \d+ min)?|1 day|\d+ days)( left)?$/);
        expect(words.startsWith('Overdue')).toBe(overdue);
        expect(words.endsWith(' left')).toBe(!overdue);
        expect(said(words)).toBeLessThanOrEqual(Math.abs(left));
      }),
    );
  });

  /** Milliseconds that the words state. */
  function said(words: string): number {
    const count = (unit: RegExp) => Number(unit.exec(words)?.[1] ?? 0);
    if (words.includes('less than')) return 0;
    return ((count(/(\d+) day/) * 24 + count(/(\d+) h/)) * 60 + count(/(\d+) min/)) * MINUTE;
  }
});

describe('howLongAgo', () => {
  const now = new Date('2026-11-23T14:32:00Z');
  test.each([
    [27 * MINUTE, '27 min'],
    [185 * MINUTE, '3 h 5 min'],
    [2 * 1440 * MINUTE, '2 days'],
    [1440 * MINUTE, '1 day'],
    [10_000, 'less than 1 min'],
    [-3 * MINUTE, 'less than 1 min'],
  ])('%d ms ago reads "%s"', (elapsed, words) => {
    expect(howLongAgo(now, new Date(now.getTime() - elapsed))).toBe(words);
  });
});
