import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATTENDANCE_STATES, ATTENDANCE_TRANSITIONS, mayBecome, type AttendanceState } from './attendance-states';

const STATES = Object.keys(ATTENDANCE_STATES) as AttendanceState[];
const ENDS: AttendanceState[] = ['cancelled', 'entered_in_error', 'merged'];

test.each<[AttendanceState, AttendanceState, boolean]>([
  ['unmatched', 'arrived', true],
  ['arrived', 'in_department', true],
  ['admitted', 'transferred', true],
  ['transferred', 'admitted', true],
  ['left', 'in_department', true],
  ['left', 'cancelled', false],
  ['in_department', 'arrived', false],
  ['arrived', 'unmatched', false],
  ['cancelled', 'arrived', false],
  ['entered_in_error', 'arrived', false],
  ['merged', 'arrived', false],
])('%s to %s: %s', (from, to, expected) => {
  expect(mayBecome(from, to)).toBe(expected);
});

test('exactly the three side states are ends', () => {
  expect(STATES.filter((state) => ATTENDANCE_TRANSITIONS[state].length === 0)).toEqual(ENDS);
});

test('every state can be reached from a child who is not matched, each listed once', () => {
  const reached = new Set<AttendanceState>(['unmatched']);
  for (const state of reached) for (const next of ATTENDANCE_TRANSITIONS[state]) reached.add(next);
  expect(reached).toEqual(new Set(STATES));
  for (const state of STATES) {
    expect(new Set(ATTENDANCE_TRANSITIONS[state]).size).toBe(ATTENDANCE_TRANSITIONS[state].length);
  }
});

test('an attendance can be corrected or ended from every state that is no end', () => {
  for (const state of STATES.filter((each) => !ENDS.includes(each))) {
    expect(mayBecome(state, 'entered_in_error')).toBe(true);
    expect(mayBecome(state, 'merged')).toBe(true);
  }
});

test('however it is pushed, no attendance stays where it is, returns to unmatched, or leaves an end', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STATES),
      fc.array(fc.constantFrom(...STATES), { maxLength: 30 }),
      (start, wishes) => {
        let state = start;
        for (const wish of wishes) {
          if (!mayBecome(state, wish)) continue;
          expect(ENDS).not.toContain(state);
          expect(wish).not.toBe(state);
          expect(wish).not.toBe('unmatched');
          state = wish;
        }
      },
    ),
    { numRuns: 300 },
  );
});
