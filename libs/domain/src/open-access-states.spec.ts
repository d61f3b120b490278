import { describe, expect, test } from 'vitest';
import { OPEN_ACCESS_STATES, type OpenAccessState } from './open-access';
import {
  afterOpenAccessAction,
  OPEN_ACCESS_ACTIONS,
  OPEN_ACCESS_STEPS,
  openAccessActionsOf,
  type OpenAccessAction,
} from './open-access-states';

const STATES = Object.keys(OPEN_ACCESS_STATES) as OpenAccessState[];
const ACTIONS = Object.keys(OPEN_ACCESS_ACTIONS) as OpenAccessAction[];

describe('the life of an arrangement', () => {
  test('every state can be reached from a draft, and the ends are ends', () => {
    const reached = new Set<OpenAccessState>(['draft']);
    for (const state of reached) for (const next of Object.values(OPEN_ACCESS_STEPS[state])) reached.add(next);
    expect(reached).toEqual(new Set(STATES));
    expect(STATES.filter((state) => ACTIONS.every((action) => afterOpenAccessAction(state, action) === null))).toEqual([
      'expired',
      'withdrawn',
      'superseded',
    ]);
  });

  test('nothing becomes active but by agreement, or by lifting its suspension', () => {
    const ways = STATES.flatMap((state) =>
      ACTIONS.filter((action) => afterOpenAccessAction(state, action) === 'active').map(
        (action) => `${state} ${action}`,
      ),
    );
    expect(ways).toEqual(['awaiting_local_agreement agree', 'suspended resume']);
  });

  test('only a doctor of the unit withdraws; a link consultant agrees or sends back and nothing else', () => {
    expect(STATES.flatMap((state) => openAccessActionsOf('haemostasis_nurse', state))).not.toContain('withdraw');
    expect(STATES.flatMap((state) => openAccessActionsOf('phu_doctor', state))).toContain('withdraw');
    expect(new Set(STATES.flatMap((state) => openAccessActionsOf('link_consultant', state)))).toEqual(
      new Set(['agree', 'send_back']),
    );
    expect(STATES.flatMap((state) => openAccessActionsOf('admin', state))).toEqual([]);
  });
});
