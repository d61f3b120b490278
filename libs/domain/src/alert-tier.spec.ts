import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acknowledgeBy, DEFAULT_LIMITS } from './alert-clock';
import {
  FIRST_TREATMENT_WITHIN_MINUTES,
  LATE_REPORT_AFTER_MINUTES,
  TIER_TRIGGERS,
  decideTier,
  isBleeding,
  type Tier,
  type TierFacts,
  type TierTrigger,
} from './alert-tier';
import { ATTENDANCE_REASONS, BLEED_SITES, type AttendanceReason, type BleedSite } from './attendance-reasons';
import { OPEN_ACCESS_VALIDITIES, type OpenAccessValidity } from './open-access';
import { BANK_HOLIDAYS } from './testing/bank-holidays';

/** A known child at its own hospital with nothing remarkable about it, whose treatment and advice are in hand. */
function aVisit(facts: Partial<TierFacts> = {}): TierFacts {
  return {
    reason: 'other',
    site: null,
    unmatched: false,
    inhibitor: false,
    urgentTreatment: false,
    careWithApcc: false,
    centralLine: false,
    apccMentioned: false,
    invasiveProcedure: false,
    admittedOrTransferred: false,
    openAccess: 'valid',
    inNetwork: true,
    hospitalUnlisted: false,
    previousIn7Days: 0,
    previousIn60Days: 0,
    planOverdueReview: false,
    minutesSinceArrival: 10,
    firstTreatmentKnown: true,
    adviceSought: true,
    minutesSinceLeaving: null,
    stillUnwell: false,
    ...facts,
  };
}

const decided = (facts: Partial<TierFacts>) => {
  const { tier, trigger } = decideTier(aVisit(facts));
  return { tier, trigger };
};

describe('red, from the table', () => {
  test.each<[string, Partial<TierFacts>, TierTrigger]>([
    ['head injury', { reason: 'head_injury' }, 'head_injury'],
    ['bleed in the head', { reason: 'bleeding', site: 'head' }, 'suspected_bleed_site'],
    ['bleed in the neck', { reason: 'bleeding', site: 'neck' }, 'suspected_bleed_site'],
    ['bleed in the chest', { reason: 'bleeding', site: 'chest' }, 'suspected_bleed_site'],
    ['bleed in the abdomen', { reason: 'bleeding', site: 'abdomen' }, 'suspected_bleed_site'],
    ['pain that may be iliopsoas', { reason: 'pain_joint_muscle', site: 'iliopsoas' }, 'suspected_bleed_site'],
    [
      'a dangerous site named at planned treatment',
      { reason: 'planned_treatment', site: 'head' },
      'suspected_bleed_site',
    ],
    ['inhibitor and bleeding', { reason: 'bleeding', site: 'mouth', inhibitor: true }, 'inhibitor_bleeding'],
    [
      'inhibitor and a problem giving factor',
      { reason: 'problem_giving_factor', inhibitor: true },
      'inhibitor_bleeding',
    ],
    [
      'inhibitor and a site named for something else',
      { reason: 'other', site: 'joint', inhibitor: true },
      'inhibitor_bleeding',
    ],
    ['an urgent treatment and bleeding', { reason: 'bleeding', urgentTreatment: true }, 'treatment_bleeding'],
    [
      'aPCC mentioned beside a treatment that needs care with it',
      { reason: 'other', careWithApcc: true, apccMentioned: true },
      'apcc_mentioned',
    ],
    ['fever with a line', { reason: 'fever_with_line', centralLine: true }, 'fever_with_line'],
    ['fever with a line that the record lacks', { reason: 'fever_with_line', centralLine: false }, 'fever_with_line'],
    ['theatre', { reason: 'planned_treatment', invasiveProcedure: true }, 'invasive_procedure'],
    [
      'no first treatment after 30 minutes',
      { reason: 'bleeding', firstTreatmentKnown: false, minutesSinceArrival: 30 },
      'no_treatment_30_min',
    ],
    ['advice not sought', { reason: 'pain_joint_muscle', adviceSought: false }, 'advice_not_sought'],
  ])('%s', (_words, facts, trigger) => {
    expect(decided(facts)).toEqual({ tier: 'red', trigger });
  });

  test('the limit for first treatment is 30 minutes, not 29', () => {
    expect(FIRST_TREATMENT_WITHIN_MINUTES).toBe(30);
    const waiting = { reason: 'bleeding', firstTreatmentKnown: false } as const;
    expect(decided({ ...waiting, minutesSinceArrival: 29 }).tier).toBe('amber');
    expect(decided({ ...waiting, minutesSinceArrival: 31 }).tier).toBe('red');
    expect(decided({ ...waiting, minutesSinceArrival: 31, minutesSinceLeaving: 5 }).tier).toBe('amber');
    expect(decided({ ...waiting, minutesSinceArrival: 31, firstTreatmentKnown: true }).tier).toBe('amber');
  });

  test('a question nobody asked is not an answer', () => {
    expect(decided({ reason: 'bleeding', adviceSought: null }).tier).toBe('amber');
  });

  test('treatment and advice are asked of bleeding children only', () => {
    const neglected = { firstTreatmentKnown: false, adviceSought: false, minutesSinceArrival: 500 } as const;
    expect(decided({ ...neglected, reason: 'unrelated_illness' }).tier).toBe('blue');
    expect(decided({ ...neglected, reason: 'planned_treatment', site: 'joint' }).tier).toBe('blue');
    expect(decided({ ...neglected, reason: 'line_site' }).tier).toBe('amber');
    expect(decided({ ...neglected, reason: 'unrelated_illness', site: 'mouth' }).tier).toBe('red');
  });

  test('inhibitor and treatment alone raise nothing without bleeding', () => {
    const flags = { inhibitor: true, urgentTreatment: true, careWithApcc: true } as const;
    expect(decided({ ...flags, reason: 'unrelated_illness' }).tier).toBe('blue');
    expect(decided({ ...flags, reason: 'planned_treatment' }).tier).toBe('blue');
    expect(decided({ apccMentioned: true, reason: 'unrelated_illness' }).tier).toBe('blue');
  });
});

describe('amber, from the table', () => {
  test.each<[string, Partial<TierFacts>, TierTrigger]>([
    ['joint or muscle pain', { reason: 'pain_joint_muscle' }, 'joint_or_muscle_bleed'],
    ['bleed in a joint', { reason: 'bleeding', site: 'joint' }, 'joint_or_muscle_bleed'],
    ['bleed in a muscle', { reason: 'problem_giving_factor', site: 'muscle' }, 'joint_or_muscle_bleed'],
    ['admitted', { reason: 'unrelated_illness', admittedOrTransferred: true }, 'admitted_or_transferred'],
    [
      'admitted from planned treatment',
      { reason: 'planned_treatment', admittedOrTransferred: true },
      'admitted_or_transferred',
    ],
    ['outside their shared care', { reason: 'unrelated_illness', inNetwork: false }, 'out_of_network'],
    [
      'planned, at a hospital that is not listed',
      { reason: 'planned_treatment', hospitalUnlisted: true },
      'out_of_network',
    ],
    ['second visit in 7 days', { reason: 'unrelated_illness', previousIn7Days: 1 }, 'return_within_7_days'],
    ['third visit in 60 days', { reason: 'unrelated_illness', previousIn60Days: 2 }, 'three_in_60_days'],
    ['plan overdue review', { reason: 'unrelated_illness', planOverdueReview: true }, 'plan_overdue_review'],
    ['not matched', { reason: 'unrelated_illness', unmatched: true, openAccess: 'unknown' }, 'unmatched'],
    ['line site red or sore', { reason: 'line_site' }, 'bleeding_disorder_problem'],
    ['other', { reason: 'other' }, 'bleeding_disorder_problem'],
    ['problem giving factor', { reason: 'problem_giving_factor' }, 'bleeding_disorder_problem'],
    ['bleeding from the mouth', { reason: 'bleeding', site: 'mouth' }, 'bleeding_disorder_problem'],
    [
      'a bleed site at an unrelated illness',
      { reason: 'unrelated_illness', site: 'mouth' },
      'bleeding_disorder_problem',
    ],
  ])('%s', (_words, facts, trigger) => {
    expect(decided(facts)).toEqual({ tier: 'amber', trigger });
  });

  test.each(Object.keys(OPEN_ACCESS_VALIDITIES) as OpenAccessValidity[])('open access %s', (openAccess) => {
    const fine = ['valid', 'due_review', 'unknown'].includes(openAccess);
    expect(decided({ reason: 'unrelated_illness', openAccess })).toEqual(
      fine ? { tier: 'blue', trigger: 'unrelated_illness' } : { tier: 'amber', trigger: 'open_access_not_valid' },
    );
  });

  test('the second visit in 60 days is not yet the third', () => {
    expect(decided({ reason: 'unrelated_illness', previousIn60Days: 1 }).tier).toBe('blue');
  });

  test('nothing is read from the record of a child who has none', () => {
    const facts = aVisit({
      reason: 'unrelated_illness',
      unmatched: true,
      openAccess: 'none',
      inNetwork: false,
      previousIn7Days: 3,
      previousIn60Days: 3,
      planOverdueReview: true,
    });
    expect(decideTier(facts).triggers).toEqual(['unmatched', 'unrelated_illness']);
  });

  test.each<[Partial<TierFacts>, Tier]>([
    [{ reason: 'head_injury' }, 'red'],
    [{ reason: 'bleeding', site: 'abdomen' }, 'red'],
    [{ reason: 'fever_with_line' }, 'red'],
    [{ reason: 'bleeding' }, 'amber'],
    [{ reason: 'planned_treatment' }, 'amber'],
  ])('an unmatched child with %j is %s', (facts, tier) => {
    expect(decided({ ...facts, unmatched: true, openAccess: 'unknown' }).tier).toBe(tier);
  });
});

describe('blue, from the table', () => {
  test('unrelated illness', () => {
    expect(decided({ reason: 'unrelated_illness' })).toEqual({ tier: 'blue', trigger: 'unrelated_illness' });
  });

  test('planned treatment, whatever the record says of open access, network, visits and plan', () => {
    const facts = aVisit({
      reason: 'planned_treatment',
      site: 'joint',
      openAccess: 'none',
      inNetwork: false,
      previousIn7Days: 2,
      previousIn60Days: 8,
      planOverdueReview: true,
    });
    expect(decideTier(facts)).toEqual({ tier: 'blue', trigger: 'planned_treatment', triggers: ['planned_treatment'] });
  });

  test.each(['unrelated_illness', 'planned_treatment'] as const)('%s reported after the child had left', (reason) => {
    for (const minutesSinceLeaving of [0, 90, LATE_REPORT_AFTER_MINUTES, LATE_REPORT_AFTER_MINUTES + 1]) {
      const { tier, triggers } = decideTier(aVisit({ reason, minutesSinceLeaving }));
      expect({ tier, triggers }).toEqual({ tier: 'blue', triggers: [reason, 'retrospective'] });
    }
  });

  test('a report made before the child left is not retrospective', () => {
    expect(decideTier(aVisit({ reason: 'unrelated_illness', minutesSinceLeaving: -20 })).triggers).toEqual([
      'unrelated_illness',
    ]);
  });
});

describe('late reports', () => {
  const headInjury = { reason: 'head_injury', adviceSought: false } as const;

  test('24 hours after leaving a head injury is still red, a minute later amber', () => {
    expect(decided({ ...headInjury, minutesSinceLeaving: 1440 })).toEqual({ tier: 'red', trigger: 'head_injury' });
    expect(decided({ ...headInjury, minutesSinceLeaving: 1441 })).toEqual({ tier: 'amber', trigger: 'late_report' });
  });

  test('the red facts stay visible under the cap', () => {
    expect(decideTier(aVisit({ ...headInjury, minutesSinceLeaving: 5000 })).triggers).toEqual([
      'late_report',
      'head_injury',
      'advice_not_sought',
    ]);
  });

  test('a child who is still unwell is not capped', () => {
    expect(decided({ ...headInjury, minutesSinceLeaving: 5000, stillUnwell: true }).tier).toBe('red');
  });
});

test('all that fired is listed, the deciding trigger first, the rest in the order of the table', () => {
  const facts = aVisit({
    reason: 'bleeding',
    site: 'head',
    inhibitor: true,
    openAccess: 'expired',
    previousIn7Days: 1,
    minutesSinceLeaving: 30,
  });
  expect(decideTier(facts)).toEqual({
    tier: 'red',
    trigger: 'suspected_bleed_site',
    triggers: [
      'suspected_bleed_site',
      'inhibitor_bleeding',
      'open_access_not_valid',
      'return_within_7_days',
      'retrospective',
    ],
  });
});

test('bleeding is meant by four reasons, or by a site named at any unplanned visit', () => {
  const reasons = Object.keys(ATTENDANCE_REASONS) as AttendanceReason[];
  expect(reasons.filter((reason) => isBleeding({ reason, site: null }))).toEqual([
    'bleeding',
    'head_injury',
    'pain_joint_muscle',
    'problem_giving_factor',
  ]);
  expect(reasons.filter((reason) => !isBleeding({ reason, site: 'other' }))).toEqual(['planned_treatment']);
});

describe('for any facts', () => {
  const rank: Record<Tier, number> = { blue: 0, amber: 1, red: 2 };
  const anyFacts: fc.Arbitrary<TierFacts> = fc.record({
    reason: fc.constantFrom(...(Object.keys(ATTENDANCE_REASONS) as AttendanceReason[])),
    site: fc.option(fc.constantFrom(...(Object.keys(BLEED_SITES) as BleedSite[])), { freq: 1 }),
    unmatched: fc.boolean(),
    inhibitor: fc.boolean(),
    urgentTreatment: fc.boolean(),
    careWithApcc: fc.boolean(),
    centralLine: fc.boolean(),
    apccMentioned: fc.boolean(),
    invasiveProcedure: fc.boolean(),
    admittedOrTransferred: fc.boolean(),
    openAccess: fc.constantFrom(...(Object.keys(OPEN_ACCESS_VALIDITIES) as OpenAccessValidity[])),
    inNetwork: fc.boolean(),
    hospitalUnlisted: fc.boolean(),
    previousIn7Days: fc.nat({ max: 3 }),
    previousIn60Days: fc.nat({ max: 5 }),
    planOverdueReview: fc.boolean(),
    minutesSinceArrival: fc.integer({ min: -5, max: 5000 }),
    firstTreatmentKnown: fc.boolean(),
    adviceSought: fc.constantFrom(true, false, null),
    minutesSinceLeaving: fc.option(fc.integer({ min: -10, max: 5000 }), { freq: 1 }),
    stillUnwell: fc.boolean(),
  });
  /** Most random visits are red many times over; quiet ones show single steps. */
  const facts = fc.oneof(
    anyFacts,
    fc
      .tuple(anyFacts, fc.subarray(Object.keys(aVisit()) as (keyof TierFacts)[], { maxLength: 3 }))
      .map(([any, kept]) => aVisit(Object.fromEntries(kept.map((key) => [key, any[key]])) as Partial<TierFacts>)),
  );

  test('there is always one deciding trigger, and the tier is its tier', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { tier, trigger, triggers } = decideTier(each);
        expect(TIER_TRIGGERS[trigger].tier).toBe(tier);
        expect(triggers[0]).toBe(trigger);
        expect(new Set(triggers).size).toBe(triggers.length);
        if (trigger !== 'late_report') {
          expect(rank[tier]).toBe(Math.max(...triggers.map((fired) => rank[TIER_TRIGGERS[fired].tier])));
        }
      }),
      { numRuns: 300 },
    );
  });

  const worse: [string, Partial<TierFacts>][] = [
    ['head injury', { reason: 'head_injury' }],
    ['fever with a line', { reason: 'fever_with_line', site: null }],
    ['a dangerous site', { site: 'neck' }],
    ['an inhibitor', { inhibitor: true }],
    ['urgent treatment', { urgentTreatment: true }],
    ['aPCC mentioned', { apccMentioned: true }],
    ['an invasive procedure', { invasiveProcedure: true }],
    ['advice not sought', { adviceSought: false }],
    ['a long wait without treatment', { minutesSinceArrival: 6000, firstTreatmentKnown: false }],
    ['admission', { admittedOrTransferred: true }],
    ['no open access', { openAccess: 'none' }],
    ['another network', { inNetwork: false }],
    ['a hospital that is not listed', { hospitalUnlisted: true }],
    ['many visits', { previousIn7Days: 5, previousIn60Days: 9 }],
    ['a plan overdue', { planOverdueReview: true }],
    ['still unwell', { stillUnwell: true }],
  ];
  test.each(worse)('adding %s never lowers the tier', (_words, change) => {
    fc.assert(
      fc.property(facts, (each) => {
        expect(rank[decideTier({ ...each, ...change }).tier]).toBeGreaterThanOrEqual(
          change.reason === 'fever_with_line' ? rank.amber : rank[decideTier(each).tier],
        );
      }),
      { numRuns: 200 },
    );
  });

  test('an alert for a child with an inhibitor, or on an urgent treatment, is never slower than without (W2)', () => {
    const opened = fc.date({ min: new Date('2024-01-01Z'), max: new Date('2027-12-01Z'), noInvalidDate: true });
    // The half hours around the morning handover, where a night of waiting ends, as often as all others together.
    const morning = fc
      .tuple(fc.nat(1400), fc.nat(60))
      .map(([day, minutes]) => new Date(Date.UTC(2024, 0, 1 + day, 7, 0) + minutes * 60_000));
    const limits = fc.record({
      redMinutes: fc.integer({ min: 1, max: 120 }),
      amberMinutes: fc.integer({ min: 1, max: 240 }),
      amberAfterNight: fc.constantFrom('07:30', '08:30', '09:00'),
      blueTime: fc.constantFrom('09:00', '12:00', '17:00'),
    });
    fc.assert(
      fc.property(
        facts,
        fc.oneof(opened, morning),
        fc.oneof(fc.constant(DEFAULT_LIMITS), limits),
        fc.constantFrom({ inhibitor: true }, { urgentTreatment: true }, { inhibitor: true, urgentTreatment: true }),
        (each, at, by, flag) => {
          const due = (child: TierFacts): number =>
            acknowledgeBy(decideTier(child).tier, at, BANK_HOLIDAYS, by).getTime();
          const without = due({ ...each, inhibitor: false, urgentTreatment: false });
          expect(due({ ...each, ...flag })).toBeLessThanOrEqual(without);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a late report of a child who is well again is never red; every other red fact is', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { tier, triggers } = decideTier(each);
        const late = each.minutesSinceLeaving !== null && each.minutesSinceLeaving > 1440 && !each.stillUnwell;
        const redFact = triggers.some((trigger) => TIER_TRIGGERS[trigger].tier === 'red');
        expect(tier === 'red').toBe(redFact && !late);
      }),
      { numRuns: 300 },
    );
  });

  test('an unmatched child is never blue, and a visit that may concern bleeding never is', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const harmless = ['planned_treatment', 'unrelated_illness'].includes(each.reason) && !isBleeding(each);
        if (each.unmatched || !harmless) expect(decideTier(each).tier).not.toBe('blue');
      }),
      { numRuns: 300 },
    );
  });
});
