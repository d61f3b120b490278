import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  daysBetween,
  londonDate,
  londonInstant,
  londonTime,
  longDate,
  longDateTime,
  shortDate,
  shortDateTime,
  weekday,
} from './london-time';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const SPRING_2026 = new Date('2026-03-29T01:00:00Z');
const AUTUMN_2026 = new Date('2026-10-25T01:00:00Z');

const instant = fc.date({ min: new Date('2000-01-01Z'), max: new Date('2037-12-31Z'), noInvalidDate: true });
const nearAClockChange = fc
  .tuple(fc.constantFrom(SPRING_2026, AUTUMN_2026), fc.integer({ min: -1600, max: 1600 }))
  .map(([change, minutes]) => new Date(change.getTime() + minutes * MINUTE));

describe('wall clock', () => {
  test.each([
    ['2026-11-23T14:31:00Z', '2026-11-23', '14:31'],
    ['2026-07-01T14:31:00Z', '2026-07-01', '15:31'],
    ['2026-07-01T23:30:00Z', '2026-07-02', '00:30'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31', '23:59'],
    ['2027-01-01T00:00:00Z', '2027-01-01', '00:00'],
    ['2026-03-29T00:59:59Z', '2026-03-29', '00:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '02:00'],
    ['2026-10-25T00:59:00Z', '2026-10-25', '01:59'],
    ['2026-10-25T01:00:00Z', '2026-10-25', '01:00'],
  ])('%s is %s %s in London', (utc, date, time) => {
    expect(londonDate(new Date(utc))).toBe(date);
    expect(londonTime(new Date(utc))).toBe(time);
  });

  test('agrees with the platform at every quarter of an hour around both clock changes, and at random', () => {
    const platform = (at: Date) =>
      at.toLocaleString('sv-SE', { timeZone: 'Europe/London', dateStyle: 'short', timeStyle: 'short' });
    for (const change of [SPRING_2026, AUTUMN_2026]) {
      for (let quarter = -200; quarter <= 200; quarter++) {
        const at = new Date(change.getTime() + quarter * 15 * MINUTE);
        expect(`${londonDate(at)} ${londonTime(at)}`).toBe(platform(at));
      }
    }
    fc.assert(
      fc.property(instant, (at) => {
        expect(`${londonDate(at)} ${londonTime(at)}`).toBe(platform(at));
      }),
    );
  });

  test('an impossible instant is refused, not shown', () => {
    expect(() => londonDate(new Date('nonsense'))).toThrow(RangeError);
  });
});

describe('londonInstant', () => {
  test.each([
    ['2026-11-23', '14:31', '2026-11-23T14:31:00Z'],
    ['2026-07-01', '14:31', '2026-07-01T13:31:00Z'],
    ['2026-07-02', '00:30', '2026-07-01T23:30:00Z'],
  ])('%s %s in London is %s', (date, time, utc) => {
    expect(londonInstant(date, time)).toEqual(new Date(utc));
  });

  test('every time in the hour skipped in spring gives the first instant after the gap', () => {
    for (const time of ['01:00', '01:01', '01:30', '01:59']) {
      expect(londonInstant('2026-03-29', time)).toEqual(SPRING_2026);
    }
    expect(londonInstant('2026-03-29', '00:59')).toEqual(new Date('2026-03-29T00:59:00Z'));
    expect(londonInstant('2026-03-29', '02:00')).toEqual(SPRING_2026);
    expect(londonInstant('2026-03-29', '02:01')).toEqual(new Date('2026-03-29T01:01:00Z'));
  });

  test('every time in the hour that comes twice in autumn gives its first passing', () => {
    expect(londonInstant('2026-10-25', '01:00')).toEqual(new Date('2026-10-25T00:00:00Z'));
    expect(londonInstant('2026-10-25', '01:30')).toEqual(new Date('2026-10-25T00:30:00Z'));
    expect(londonInstant('2026-10-25', '01:59')).toEqual(new Date('2026-10-25T00:59:00Z'));
    expect(londonInstant('2026-10-25', '02:00')).toEqual(new Date('2026-10-25T02:00:00Z'));
  });

  test('what is shown leads back to the instant, or to the first of two that look the same', () => {
    fc.assert(
      fc.property(fc.oneof(instant, nearAClockChange), (at) => {
        const minute = new Date(Math.floor(at.getTime() / MINUTE) * MINUTE);
        const back = londonInstant(londonDate(minute), londonTime(minute));
        expect([0, HOUR]).toContain(minute.getTime() - back.getTime());
        expect(londonTime(back)).toBe(londonTime(minute));
        expect(londonDate(back)).toBe(londonDate(minute));
        if (back.getTime() !== minute.getTime()) expect(londonDate(minute).slice(5, 7)).toBe('10');
      }),
      { numRuns: 300 },
    );
  });

  test('a later wall clock is never an earlier instant', () => {
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      let last = londonInstant(date, '00:00').getTime();
      for (let minute = 1; minute < 1440; minute++) {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const next = londonInstant(date, time).getTime();
        expect(next).toBeGreaterThanOrEqual(last);
        last = next;
      }
    }
  });

  test.each(['24:00', '9:00', '09:60', '0900', ''])('"%s" is no time of day', (time) => {
    expect(() => londonInstant('2026-11-23', time)).toThrow(RangeError);
  });
});

describe('words', () => {
  test('staff read the short style, families the long one', () => {
    expect(shortDate('2019-04-05')).toBe('05-Apr-2019');
    expect(longDate('2026-08-06')).toBe('6 August 2026');
    expect(shortDateTime(new Date('2019-04-05T13:31:00Z'))).toBe('05-Apr-2019 14:31');
    expect(longDateTime(new Date('2026-08-06T16:30:00Z'))).toBe('6 August 2026 at 5:30pm');
    expect(longDateTime(new Date('2026-01-06T00:05:00Z'))).toBe('6 January 2026 at 12:05am');
    expect(longDateTime(new Date('2026-01-06T12:00:00Z'))).toBe('6 January 2026 at 12:00pm');
  });

  test('every month has its own three letters', () => {
    const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) =>
      shortDate(`2026-${String(month).padStart(2, '0')}-01`).slice(3, 6),
    );
    expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
  });
});

describe('calendar', () => {
  const day = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2000-01-01', days));

  test('days across a clock change and a leap day', () => {
    expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
    expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(daysBetween('2026-03-01', '2026-11-01')).toBe(245);
  });

  test('adding days and counting them are one thing', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  test('weekdays follow each other, also before 1970', () => {
    expect(weekday('2026-11-23')).toBe(1);
    expect(weekday('2026-11-22')).toBe(0);
    expect(weekday('1969-12-28')).toBe(0);
    fc.assert(
      fc.property(day, (date) => {
        expect(weekday(addDays(date, 1))).toBe((weekday(date) + 1) % 7);
        expect(weekday(date)).toBe(new Date(`${date}T12:00:00Z`).getUTCDay());
      }),
    );
  });
});
