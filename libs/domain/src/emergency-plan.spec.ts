import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterPlanAction,
  changesSince,
  EMERGENCY_PLAN_ACTIONS,
  emptySections,
  missingSections,
  outOfDateWords,
  PLAN_FIELD_NAMES,
  planStanding,
  weightWarning,
  whyNotReviewBy,
  type EmergencyPlanState,
  type PlanBasis,
} from './emergency-plan';

const BASIS: PlanBasis = {
  weightKg: '22',
  weighedOn: '2026-01-05',
  inhibitor: 'none',
  treatments: [],
  centralLine: 'none',
};

describe('the states of an emergency plan', () => {
  it('a draft has never been shown; what was approved never becomes a draft again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EMERGENCY_PLAN_ACTIONS), { maxLength: 6 }), (actions) => {
        let state: EmergencyPlanState = 'draft';
        let approved = false;
        for (const action of actions) {
          state = afterPlanAction(state, action) ?? state;
          approved ||= state === 'approved';
          if (approved) expect(['approved', 'superseded', 'withdrawn']).toContain(state);
          else expect(['draft', 'discarded']).toContain(state);
        }
      }),
    );
  });

  it('is current through the whole of its review date', () => {
    const plan = { state: 'approved' as const, reviewBy: '2026-03-10' };
    expect(planStanding(plan, '2026-03-10')).toBe('current');
    expect(planStanding(plan, '2026-03-11')).toBe('past_review');
    expect(outOfDateWords('past_review', plan)).toBe(
      'Review was due 10-Mar-2026. Ring the unit before relying on this.',
    );
    expect(outOfDateWords('current', plan)).toBeNull();
    expect(planStanding({ ...plan, state: 'withdrawn' }, '2026-01-01')).toBe('withdrawn');
  });
});

describe('what a plan was written for', () => {
  it('a new weight is named with both weights', () => {
    expect(changesSince(BASIS, { ...BASIS, weightKg: '24.5' })).toEqual([
      'Written at 22\u00a0kg; weight now 24.5\u00a0kg.',
    ]);
    expect(changesSince({ ...BASIS, weightKg: null }, BASIS)[0]).toContain('a weight not recorded');
    expect(changesSince(BASIS, { ...BASIS, weightKg: null })[0]).toContain('no weight now');
  });

  it('weighed again at the same weight is no change', () => {
    expect(changesSince(BASIS, { ...BASIS, weighedOn: '2026-03-01' })).toEqual([]);
  });

  it.each([
    [{ inhibitor: 'present' }, 'inhibitor'],
    [
      { treatments: [{ treatmentId: 't1', name: 'Emicizumab' }] },
      'Written before emicizumab; the child is on emicizumab now.',
    ],
    [{ centralLine: 'port' }, 'port'],
  ] as const)('%j is named', (change, words) => {
    const [sentence, ...more] = changesSince(BASIS, { ...BASIS, ...change });
    expect(sentence).toContain(words);
    expect(more).toEqual([]);
  });
});

describe('a weight too old to lean on', () => {
  const weighed = (birthDate: string, weighedOn: string | null) =>
    weightWarning({ birthDate, weightKg: weighedOn && '20', weighedOn }, '2026-03-10');

  it.each([
    ['2022-01-01', '2025-09-10', false],
    ['2022-01-01', '2025-09-09', true],
    ['2016-01-01', '2025-03-10', false],
    ['2016-01-01', '2025-03-09', true],
    // Five years old today: the longer limit holds from the birthday on.
    ['2021-03-10', '2025-04-01', false],
    ['2021-03-11', '2025-04-01', true],
  ])('born %s, weighed %s: %s', (born, on, warns) => {
    expect(weighed(born, on) !== null).toBe(warns);
  });

  it('no weight is said as well', () => {
    expect(weighed('2020-01-01', null)).toBe('No weight is recorded. Weigh the child.');
  });
});

describe('a plan before it is approved', () => {
  it('has its red sections, and no other is demanded', () => {
    expect(missingSections(emptySections())).toEqual([
      'firstSteps',
      'doNot',
      'product',
      'majorBleed',
      'minorBleed',
      'headInjury',
    ]);
    const filled = Object.fromEntries(PLAN_FIELD_NAMES.map((name) => [name, 'x'])) as ReturnType<typeof emptySections>;
    expect(missingSections({ ...filled, gp: '' })).toEqual([]);
    expect(missingSections({ ...filled, doNot: ' ' })).toEqual(['doNot']);
  });

  it('is reviewed within a year, and not yesterday', () => {
    expect(whyNotReviewBy('2026-03-10', '2026-03-10')).toContain('after today');
    expect(whyNotReviewBy('2026-03-11', '2026-03-10')).toBeNull();
    expect(whyNotReviewBy('2027-03-10', '2026-03-10')).toBeNull();
    expect(whyNotReviewBy('2027-03-11', '2026-03-10')).toContain('10 March 2027');
  });
});
