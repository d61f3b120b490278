import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERT_STATES, type AlertState } from './alert-states';
import { TIERS, TIER_TRIGGERS, type Tier, type TierTrigger } from './alert-tier';
import { isHigher, lowered, raised, RAISING_TRIGGERS, whyNotLower, whyNotRaise, withoutSetAside } from './tier-change';

const states = Object.keys(ALERT_STATES) as AlertState[];
const tiers = Object.keys(TIERS) as Tier[];
const anyTriggers = fc.uniqueArray(fc.constantFrom(...(Object.keys(TIER_TRIGGERS) as TierTrigger[])), { minLength: 1 });

describe('the tier of an alert, changed by a person', () => {
  it('is lowered only of an alert that somebody owns, and only downwards', () => {
    for (const state of states) {
      for (const tier of tiers) {
        for (const to of tiers) {
          const may = whyNotLower({ state, tier, triggers: [] }, to) === null;
          expect(may, `${state} ${tier} to ${to}`).toBe(
            (state === 'acknowledged' || state === 'awaiting') && isHigher(tier, to),
          );
        }
      }
    }
  });

  it('is raised of any alert that runs, and only upwards', () => {
    for (const state of states) {
      for (const tier of tiers) {
        for (const trigger of RAISING_TRIGGERS) {
          const may = whyNotRaise({ state, tier, triggers: [] }, trigger) === null;
          expect(may).toBe(!['closed', 'withdrawn'].includes(state) && isHigher(TIER_TRIGGERS[trigger].tier, tier));
        }
      }
    }
  });

  it('names its trigger first, and no trigger of a higher tier stays in the list', () => {
    fc.assert(
      fc.property(anyTriggers, fc.constantFrom(...tiers), (triggers, to) => {
        const { setAside, ...decision } = lowered(triggers, to);
        expect(decision.triggers[0]).toBe(decision.trigger);
        expect(TIER_TRIGGERS[decision.trigger].tier).toBe(to);
        expect(decision.triggers.filter((trigger) => isHigher(TIER_TRIGGERS[trigger].tier, to))).toEqual([]);
        expect(new Set([...decision.triggers, ...setAside])).toEqual(new Set([...triggers, decision.trigger]));
      }),
    );
  });

  it('is not raised again by what was judged, and is by anything else', () => {
    fc.assert(
      fc.property(anyTriggers, fc.constantFrom(...RAISING_TRIGGERS), (triggers, fresh) => {
        const { setAside } = lowered(triggers, 'amber');
        const decision = raised(triggers, fresh);
        const left = withoutSetAside(decision, setAside);
        if (setAside.includes(fresh)) expect(left === null || !isHigher(left.tier, 'amber')).toBe(true);
        else expect(left).toEqual(decision);
      }),
    );
  });
});
