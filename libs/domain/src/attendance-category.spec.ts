import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendanceCategory } from './attendance-category';
import { ATTENDANCE_REASONS, type AttendanceReason } from './attendance-reasons';

const ARRIVED = new Date('2026-11-23T14:05:00Z');
const HERE = 'northfield';
const DAY = 86_400_000;

function category(
  reason: AttendanceReason,
  previous: [daysBefore: number, hospitalId: string, reason: AttendanceReason][],
) {
  return attendanceCategory({
    reason,
    arrivedAt: ARRIVED,
    hospitalId: HERE,
    previous: previous.map(([days, hospitalId, earlier]) => ({
      arrivedAt: new Date(ARRIVED.getTime() - days * DAY),
      hospitalId,
      reason: earlier,
    })),
  });
}

describe('attendanceCategory', () => {
  test('a child never seen before attends for the first time', () => {
    expect(category('bleeding', [])).toBe(1);
  });

  test('a bleed three days after a head injury here is a return to this hospital', () => {
    expect(category('bleeding', [[3, HERE, 'head_injury']])).toBe(2);
  });

  test('the same at another hospital is a return to another one', () => {
    expect(category('bleeding', [[3, 'elsewhere', 'head_injury']])).toBe(3);
  });

  test('this hospital counts first when the child was at both', () => {
    expect(
      category('bleeding', [
        [1, 'elsewhere', 'bleeding'],
        [6, HERE, 'bleeding'],
      ]),
    ).toBe(2);
  });

  test('the seventh day still counts, to the minute', () => {
    expect(category('bleeding', [[7, HERE, 'bleeding']])).toBe(2);
    expect(category('bleeding', [[7 + 1 / 1440, HERE, 'bleeding']])).toBe(1);
  });

  test('planned and unrelated visits before this one are no reason to call it a return', () => {
    expect(
      category('bleeding', [
        [2, HERE, 'planned_treatment'],
        [1, HERE, 'unrelated_illness'],
      ]),
    ).toBe(1);
  });

  test('an unrelated illness is a first attendance even the day after a bleed', () => {
    expect(category('unrelated_illness', [[1, HERE, 'bleeding']])).toBe(1);
  });

  test('planned treatment is planned whatever came before', () => {
    expect(category('planned_treatment', [[1, HERE, 'bleeding']])).toBe(4);
  });

  test('an attendance that was logged late but came after this one is ignored', () => {
    expect(category('bleeding', [[-1, HERE, 'bleeding']])).toBe(1);
  });

  test('there is always one category, and an older history never changes it', () => {
    const reason = fc.constantFrom(...(Object.keys(ATTENDANCE_REASONS) as AttendanceReason[]));
    const visit = fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.constantFrom(HERE, 'elsewhere'), reason);
    fc.assert(
      fc.property(reason, fc.array(visit, { maxLength: 4 }), (now, visits) => {
        const answer = category(now, visits);
        expect([1, 2, 3, 4]).toContain(answer);
        expect(category(now, [...visits, [8, HERE, 'bleeding']])).toBe(answer);
        expect(answer === 4).toBe(now === 'planned_treatment');
      }),
    );
  });
});
