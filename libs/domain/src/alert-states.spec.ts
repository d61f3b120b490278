import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ALERT_ACTIONS,
  ALERT_STATES,
  ALERT_TRANSITIONS,
  afterAction,
  allowedActions,
  type AlertAction,
  type AlertState,
} from './alert-states';

const STATES = Object.keys(ALERT_STATES) as AlertState[];

test.each<[AlertState, AlertAction, AlertState | null]>([
  ['open', 'acknowledge', 'acknowledged'],
  ['open', 'close', null],
  ['open', 'await', null],
  ['open', 'withdraw', 'withdrawn'],
  ['acknowledged', 'acknowledge', null],
  ['acknowledged', 'hand_back', 'open'],
  ['acknowledged', 'await', 'awaiting'],
  ['acknowledged', 'close', 'closed'],
  ['awaiting', 'resume', 'acknowledged'],
  ['awaiting', 'close', 'closed'],
  ['closed', 'reopen', 'acknowledged'],
  ['closed', 'withdraw', null],
  ['withdrawn', 'reopen', null],
])('%s, %s: %s', (state, action, next) => {
  expect(afterAction(state, action)).toBe(next);
});

test('every state can be reached from open, and withdrawn is the only end', () => {
  const reached = new Set<AlertState>(['open']);
  for (const state of reached) for (const next of Object.values(ALERT_TRANSITIONS[state])) reached.add(next);
  expect(reached).toEqual(new Set(STATES));
  expect(STATES.filter((state) => allowedActions(state).length === 0)).toEqual(['withdrawn']);
});

test('every action is possible somewhere, and the allowed ones are exactly those that lead on', () => {
  for (const action of ALERT_ACTIONS) expect(STATES.some((state) => afterAction(state, action) !== null)).toBe(true);
  for (const state of STATES) {
    expect(allowedActions(state)).toEqual(ALERT_ACTIONS.filter((action) => action in ALERT_TRANSITIONS[state]));
  }
});

/** H2, H14: whatever people press, nothing is closed that nobody owned. */
test('an alert is closed only after somebody acknowledged it, and never comes back from withdrawn', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ALERT_ACTIONS), { maxLength: 40 }), (presses) => {
      let state: AlertState = 'open';
      let owned = false;
      for (const action of presses) {
        const next = afterAction(state, action);
        if (next === null) continue;
        expect(state).not.toBe('withdrawn');
        if (action === 'acknowledge' || action === 'reopen') owned = true;
        if (action === 'hand_back') owned = false;
        if (next === 'closed') expect(owned).toBe(true);
        expect(next === 'open').toBe(action === 'hand_back');
        state = next;
      }
    }),
    { numRuns: 300 },
  );
});
