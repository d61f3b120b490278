import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from './london-time';
import {
  haemtrackPerCent,
  HOME_THERAPY_STATES,
  homeTherapyConcerns,
  mayBecomeHomeTherapy,
  stockDaysLeft,
  type HomeTherapyFacts,
  type HomeTherapyState,
} from './home-therapy';

const TODAY = '2026-03-10';
const FINE: HomeTherapyFacts = {
  state: 'active',
  homeDelivery: true,
  stock: { days: 40, on: '2026-03-01' },
  nextDeliveryOn: '2026-03-20',
  haemtrack: 'active',
  lastEntryOn: '2026-03-09',
  perCent: 92,
};

describe('what somebody should look into', () => {
  test.each<[string, Partial<HomeTherapyFacts>, boolean, string[]]>([
    ['nothing', {}, false, []],
    ['a missed delivery', {}, true, ['delivery_missed']],
    ['a delivery nobody heard of', { nextDeliveryOn: '2026-03-09' }, false, ['delivery_unconfirmed']],
    ['one that is due today', { nextDeliveryOn: TODAY }, false, []],
    ['stock for ten days', { stock: { days: 19, on: '2026-03-01' } }, false, ['stock_low']],
    ['stock for eleven days', { stock: { days: 20, on: '2026-03-01' } }, false, []],
    ['stock never counted', { stock: null }, false, ['stock_unknown']],
    ['delivery without a diary', { haemtrack: 'invited' }, false, ['diary_missing']],
    ['a diary that need not be', { haemtrack: 'not_needed', homeDelivery: false }, false, []],
    ['silent for 14 days', { lastEntryOn: '2026-02-24' }, false, ['diary_silent']],
    ['silent for 13 days', { lastEntryOn: '2026-02-25' }, false, []],
    ['no entry ever', { lastEntryOn: null }, false, ['diary_silent']],
    ['74 per cent', { perCent: 74 }, false, ['diary_low']],
    ['75 per cent', { perCent: 75 }, false, []],
    ['a family that stopped', { state: 'stopped', stock: null, lastEntryOn: null, perCent: 3 }, false, []],
  ])('%s', (_what, change, missed, found) => {
    expect(homeTherapyConcerns({ ...FINE, ...change }, TODAY, missed)).toEqual(found);
  });
});

describe('entries of the diary', () => {
  test('of the last 90 days, rounded down', () => {
    const period = (to: string, planned: number, entered: number) => ({
      from: addDays(to, -29),
      to,
      planned,
      entered,
    });
    expect(haemtrackPerCent([], TODAY)).toBeNull();
    expect(haemtrackPerCent([period('2026-03-01', 0, 0)], TODAY)).toBeNull();
    expect(haemtrackPerCent([period('2026-03-01', 12, 9), period('2026-02-01', 12, 8)], TODAY)).toBe(70);
    expect(haemtrackPerCent([period('2025-12-11', 12, 0), period('2026-03-01', 12, 12)], TODAY)).toBe(50);
    expect(haemtrackPerCent([period('2025-12-10', 12, 0), period('2026-03-01', 12, 12)], TODAY)).toBe(100);
    expect(haemtrackPerCent([period('2026-03-11', 12, 0)], TODAY)).toBeNull();
    expect(haemtrackPerCent([period('2026-03-01', 10, 25), period('2026-02-01', 10, 0)], TODAY)).toBe(50);
  });

  test('are never more than all of them', () => {
    const period = fc.record({
      from: fc.constant('2026-01-01'),
      to: fc.integer({ min: 0, max: 120 }).map((days) => addDays(TODAY, -days)),
      planned: fc.nat({ max: 200 }),
      entered: fc.nat({ max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(period), (periods) => {
        const perCent = haemtrackPerCent(periods, TODAY);
        expect(perCent === null || (perCent >= 0 && perCent <= 100)).toBe(true);
      }),
    );
  });
});

test('stock runs down by the day and never below nothing', () => {
  expect(stockDaysLeft(null, TODAY)).toBeNull();
  expect(stockDaysLeft({ days: 12, on: '2026-03-08' }, TODAY)).toBe(10);
  expect(stockDaysLeft({ days: 12, on: '2026-01-08' }, TODAY)).toBe(0);
  expect(stockDaysLeft({ days: 12, on: '2026-03-12' }, TODAY)).toBe(12);
});

test('nobody goes on home therapy without training', () => {
  expect(mayBecomeHomeTherapy('not_eligible', 'active')).toBe(false);
  expect(mayBecomeHomeTherapy('not_eligible', 'training')).toBe(true);
  expect(mayBecomeHomeTherapy('training', 'active')).toBe(true);
  for (const state of Object.keys(HOME_THERAPY_STATES) as HomeTherapyState[])
    expect(mayBecomeHomeTherapy(state, state)).toBe(true);
});
