import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, londonDate, londonInstant } from './london-time';
import {
  addWorkingDays,
  countedFrom,
  countedFromInWords,
  doBy,
  timeLeftInWords,
  urgency,
  workingDayBefore,
  workingDaysBetween,
  type RequestClock,
} from './request-clock';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { isWorkingDay } from './working-time';

const at = (date: string, time: string) => londonInstant(date, time);
const prescription = (receivedAt: Date, more: Partial<RequestClock> = {}): RequestClock => ({
  type: 'repeat_prescription',
  state: 'requested',
  receivedAt,
  since: receivedAt,
  neededBy: null,
  pausedWorkingDays: 0,
  ...more,
});
/** Every day of the published list, but the end, where nobody knows the next holidays yet. */
const everyDay = Array.from({ length: 1450 }, (_, days) => addDays('2024-01-01', days));

describe('three working days for a prescription', () => {
  test.each([
    ['2026-12-24', '17:00', '2027-01-04'],
    ['2026-12-24', '15:59', '2026-12-31'],
    ['2026-12-24', '16:00', '2027-01-04'],
    ['2026-11-23', '09:00', '2026-11-26'],
    ['2026-11-21', '09:00', '2026-11-26'],
    ['2026-04-02', '12:00', '2026-04-09'],
    ['2026-03-28', '23:59', '2026-04-02'],
  ])('received %s %s is to be ready by %s', (date, time, by) => {
    expect(doBy(prescription(at(date, time)), BANK_HOLIDAYS)).toBe(by);
  });

  test('for every day of the published years, counted here a second way', () => {
    const working = everyDay.filter((day) => isWorkingDay(day, BANK_HOLIDAYS));
    for (const day of everyDay.slice(0, -10)) {
      for (const [time, late] of [
        ['15:59', false],
        ['16:00', true],
      ] as const) {
        const start = working.findIndex((each) => (late ? each > day : each >= day));
        expect(doBy(prescription(at(day, time)), BANK_HOLIDAYS), `${day} ${time}`).toBe(working[start + 3]);
      }
    }
  });

  test('goes on counting from receipt through its steps, until it is ready', () => {
    const received = at('2026-11-23', '10:00');
    const later = at('2026-11-25', '15:00');
    expect(doBy(prescription(received, { state: 'checked', since: later }), BANK_HOLIDAYS)).toBe('2026-11-26');
    expect(doBy(prescription(received, { state: 'ready', since: later }), BANK_HOLIDAYS)).toBe('2026-12-02');
    expect(doBy(prescription(received, { state: 'collected', since: later }), BANK_HOLIDAYS)).toBeNull();
  });

  test('stands still while it waits for somebody else', () => {
    expect(doBy(prescription(at('2026-11-23', '10:00'), { pausedWorkingDays: 2 }), BANK_HOLIDAYS)).toBe('2026-11-30');
  });

  test.each([
    ['2026-11-26', '2026-11-25'],
    ['2026-11-30', '2026-11-26'],
    ['2026-11-24', '2026-11-23'],
    ['2026-11-20', '2026-11-23'],
  ])('needed by %s it is due on %s', (neededBy, by) => {
    expect(doBy(prescription(at('2026-11-23', '10:00'), { neededBy }), BANK_HOLIDAYS)).toBe(by);
  });

  test('a need of the family only ever brings it forward', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyDay.slice(0, 1400)), fc.integer({ min: 0, max: 40 }), (day, after) => {
        const clock = prescription(at(day, '10:00'));
        const usual = doBy(clock, BANK_HOLIDAYS)!;
        const sooner = doBy({ ...clock, neededBy: addDays(day, after) }, BANK_HOLIDAYS)!;
        expect(sooner <= usual && sooner >= day).toBe(true);
      }),
    );
  });
});

test('local support is looked at again after 180 days, on a working day', () => {
  const since = at('2026-06-30', '10:00');
  const clock: RequestClock = { ...prescription(since), type: 'local_support', state: 'running' };
  expect(addDays(londonDate(since), 180)).toBe('2026-12-27');
  expect(doBy(clock, BANK_HOLIDAYS)).toBe('2026-12-29');
});

test('days are counted on, back and between alike', () => {
  fc.assert(
    fc.property(fc.constantFrom(...everyDay.slice(0, 1380)), fc.integer({ min: 1, max: 30 }), (day, count) => {
      const there = addWorkingDays(day, count, BANK_HOLIDAYS);
      expect(isWorkingDay(there, BANK_HOLIDAYS)).toBe(true);
      expect(workingDaysBetween(day, there, BANK_HOLIDAYS)).toBe(count);
      expect(workingDaysBetween(there, day, BANK_HOLIDAYS)).toBe(-count);
      expect(workingDayBefore(addDays(there, 1), BANK_HOLIDAYS)).toBe(there);
    }),
  );
});

test.each([
  ['2026-11-26', '2026-11-24', 'on_time', '2 working days left'],
  ['2026-11-26', '2026-11-25', 'soon', '1 working day left'],
  ['2026-11-26', '2026-11-26', 'due', 'Due today'],
  ['2026-11-26', '2026-11-27', 'overdue', 'Overdue 1 working day'],
  ['2026-11-27', '2026-11-28', 'overdue', 'Overdue 1 day'],
  ['2026-11-26', '2026-12-27', 'overdue', 'Overdue 20 working days'],
] as const)('do by %s, on %s: %s, %s', (by, today, urgent, words) => {
  expect(urgency(by, today, BANK_HOLIDAYS)).toBe(urgent);
  expect(timeLeftInWords(by, today, BANK_HOLIDAYS)).toBe(words);
});

test('says why it is not counted from the day of receipt', () => {
  expect(countedFromInWords(at('2026-11-23', '17:20'), BANK_HOLIDAYS)).toBe(
    'Received 23-Nov-2026 17:20, after 16:00: counted from 24-Nov-2026.',
  );
  expect(countedFromInWords(at('2026-12-28', '10:00'), BANK_HOLIDAYS)).toBe(
    'Received 28-Dec-2026 10:00, not a working day: counted from 29-Dec-2026.',
  );
  expect(countedFromInWords(at('2026-11-23', '10:00'), BANK_HOLIDAYS)).toBe('');
  expect(countedFrom(at('2026-03-29', '00:30'), BANK_HOLIDAYS)).toBe('2026-03-30');
});
