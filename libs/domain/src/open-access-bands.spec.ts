import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, londonInstant } from './london-time';
import { bandWords, gapWords, phoneAt, phoneGaps, type PhoneBand } from './open-access-bands';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const band = (days: number[], from: string, to: string, label = 'Ward 7'): PhoneBand => ({
  days,
  from,
  to,
  label,
  phone: '01632 960204',
});
const words = (...bands: PhoneBand[]): string[] => gapWords(phoneGaps(bands));
const none: ReadonlySet<string> = new Set();

describe('every hour of the week has a number', () => {
  test.each<[string, PhoneBand[], string[]]>([
    ['nothing at all', [], ['every day, all day']],
    ['one number for ever', [band(WEEK, '00:00', '00:00')], []],
    ['day and night', [band(WEEK, '08:00', '18:00'), band(WEEK, '18:00', '08:00')], []],
    [
      'a Sunday morning forgotten',
      [band([1, 2, 3, 4, 5, 6], '00:00', '00:00'), band([7], '08:00', '00:00')],
      ['Sunday 00:00 to 08:00'],
    ],
    [
      'office hours only',
      [band([1, 2, 3, 4, 5], '09:00', '17:00')],
      ['Monday to Friday 00:00 to 09:00', 'Monday to Friday 17:00 to 24:00', 'Saturday and Sunday, all day'],
    ],
    ['a minute short', [band(WEEK, '00:00', '23:59')], ['every day 23:59 to 24:00']],
    [
      'a night that ends on the next day',
      [band([7], '20:00', '08:00'), band(WEEK, '08:00', '20:00')],
      ['Monday to Saturday 20:00 to 24:00', 'Tuesday to Sunday 00:00 to 08:00'],
    ],
  ])('%s', (_, bands, gaps) => {
    expect(words(...bands)).toEqual(gaps);
  });

  test('a band in words', () => {
    expect(bandWords(band([1, 2, 3, 4, 5], '08:00', '18:00'))).toBe('Monday to Friday 08:00 to 18:00');
    expect(bandWords(band(WEEK, '18:00', '08:00'))).toBe('Every day 18:00 to 08:00 (next day)');
    expect(bandWords(band([6, 7], '08:00', '00:00'))).toBe('Saturday and Sunday 08:00 to 24:00');
    expect(bandWords(band(WEEK, '00:00', '00:00'))).toBe('Every day, all hours');
  });
});

describe('whom to ring first now', () => {
  const day = band([1, 2, 3, 4, 5], '08:00', '18:00', 'Ward 7');
  const night = band([1, 2, 3, 4, 5], '18:00', '08:00', 'Night team');
  const weekend = band([6, 7], '08:00', '08:00', 'Weekend team');
  const all = [day, night, weekend];

  test.each([
    ['2026-03-10', '08:00', 'Ward 7'],
    ['2026-03-10', '17:59', 'Ward 7'],
    ['2026-03-10', '18:00', 'Night team'],
    ['2026-03-11', '07:59', 'Night team'],
    ['2026-03-14', '07:59', 'Night team'],
    ['2026-03-14', '08:00', 'Weekend team'],
    ['2026-03-16', '07:59', 'Weekend team'],
    ['2026-03-16', '08:00', 'Ward 7'],
  ])('%s %s: %s', (date, time, label) => {
    expect(phoneAt(all, londonInstant(date, time), none)?.label).toBe(label);
  });

  test('a bank holiday counts as a Sunday', () => {
    const easterMonday = new Set(['2026-04-06']);
    expect(phoneAt(all, londonInstant('2026-04-06', '12:00'), easterMonday)?.label).toBe('Weekend team');
    expect(phoneAt(all, londonInstant('2026-04-07', '07:00'), easterMonday)?.label).toBe('Weekend team');
    expect(phoneAt(all, londonInstant('2026-04-07', '12:00'), easterMonday)?.label).toBe('Ward 7');
  });

  test('in both passings of the hour that comes twice, and on both sides of the hour that is skipped', () => {
    for (const instant of [
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-03-29T00:59:00Z',
      '2026-03-29T01:00:00Z',
    ])
      expect(phoneAt(all, new Date(instant), none)?.label, instant).toBe('Weekend team');
  });

  const time = fc
    .integer({ min: 0, max: 95 })
    .map(
      (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
    );
  const anyBand = fc
    .record({ days: fc.uniqueArray(fc.constantFrom(...WEEK), { minLength: 1 }), from: time, to: time })
    .map(({ days, from, to }) => band(days, from, to));
  const instants = fc
    .record({ day: fc.integer({ min: 0, max: 800 }), minute: fc.integer({ min: 0, max: 1439 }) })
    .map(({ day, minute }) => new Date(londonInstant(addDays('2026-01-01', day), '00:00').getTime() + minute * 60_000));
  const holidays = fc
    .array(fc.integer({ min: 0, max: 800 }), { maxLength: 400 })
    .map((days) => new Set(days.map((each) => addDays('2026-01-01', each))));

  test('bands that cover the week answer at every instant, whatever days are bank holidays', () => {
    fc.assert(
      fc.property(fc.array(anyBand, { maxLength: 6 }), instants, holidays, (bands, at, off) => {
        const full = [
          ...bands,
          ...phoneGaps(bands).map(({ day: on, from, to }) => band([on], asTime(from), asTime(to))),
        ];
        expect(phoneGaps(full)).toEqual([]);
        expect(phoneAt(full, at, off)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('without bank holidays a number answers exactly where there is no gap', () => {
    fc.assert(
      fc.property(fc.array(anyBand, { maxLength: 4 }), instants, (bands, at) => {
        const wall = new Intl.DateTimeFormat('en-GB', {
          timeZone: 'Europe/London',
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).formatToParts(at);
        const part = (type: string): string => wall.find((each) => each.type === type)!.value;
        const on = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
        const minute = Number(part('hour')) * 60 + Number(part('minute'));
        const inGap = phoneGaps(bands).some((gap) => gap.day === on && minute >= gap.from && minute < gap.to);
        expect(phoneAt(bands, at, none) === null).toBe(inGap);
      }),
      { numRuns: 300 },
    );
  });
});

function asTime(minute: number): string {
  return `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
