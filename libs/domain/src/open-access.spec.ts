import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, londonInstant } from './london-time';
import {
  OPEN_ACCESS_STATES,
  OPEN_ACCESS_VALIDITIES,
  VALIDITIES_BY_STRENGTH,
  isHonoured,
  openAccessAt,
  openAccessStateAt,
  type ArrangementFacts,
  type OpenAccessState,
  type OpenAccessValidity,
} from './open-access';

const HERE = 'northfield';
const STATES = Object.keys(OPEN_ACCESS_STATES) as OpenAccessState[];

function anArrangement(facts: Partial<ArrangementFacts> = {}): ArrangementFacts {
  return {
    id: 'a1',
    hospitalId: HERE,
    state: 'active',
    startsAt: new Date('2025-11-03T09:00:00Z'),
    endsAt: null,
    reviewBy: '2026-11-03',
    agreedAt: new Date('2025-11-03T08:00:00Z'),
    endedAt: null,
    suspensions: [],
    ...facts,
  };
}

const on = (date: string, time = '12:00') => londonInstant(date, time);
const at = (arrangement: Partial<ArrangementFacts>, instant: Date) =>
  openAccessAt([anArrangement(arrangement)], HERE, instant);

describe('one arrangement through its life', () => {
  test.each<[string, string, OpenAccessValidity, string]>([
    ['2025-11-03', '08:59', 'not_started', 'Starts 03-Nov-2025 09:00.'],
    ['2025-11-03', '09:00', 'valid', 'Valid until review on 03-Nov-2026.'],
    ['2026-11-03', '23:59', 'valid', 'Valid until review on 03-Nov-2026.'],
    ['2026-11-04', '00:00', 'due_review', 'Valid. Due review since 03-Nov-2026; ends 03-Dec-2026 if nothing is done.'],
    ['2026-12-03', '23:59', 'due_review', 'Valid. Due review since 03-Nov-2026; ends 03-Dec-2026 if nothing is done.'],
    ['2026-12-04', '00:00', 'expired', 'Expired 03-Dec-2026.'],
    ['2027-06-01', '00:00', 'expired', 'Expired 03-Dec-2026.'],
  ])('%s %s: %s', (date, time, validity, because) => {
    expect(at({}, on(date, time))).toEqual({
      validity,
      honoured: validity === 'valid' || validity === 'due_review',
      arrangementId: 'a1',
      because,
    });
  });

  test('the review date ends at midnight in London, also in summer', () => {
    const summer = { reviewBy: '2026-07-01' };
    expect(at(summer, new Date('2026-07-01T22:59:59Z')).validity).toBe('valid');
    expect(at(summer, new Date('2026-07-01T23:00:00Z')).validity).toBe('due_review');
  });

  test('an arrangement with an end has no days of grace', () => {
    const grant = { startsAt: on('2026-11-20', '14:00'), endsAt: on('2026-11-22', '14:00'), reviewBy: '2026-11-22' };
    expect(at(grant, on('2026-11-20', '13:59')).validity).toBe('not_started');
    expect(at(grant, on('2026-11-22', '13:59'))).toMatchObject({
      validity: 'valid',
      because: 'Valid until 22-Nov-2026 14:00.',
    });
    expect(at(grant, on('2026-11-22', '14:00'))).toMatchObject({
      validity: 'expired',
      honoured: false,
      because: 'Expired 22-Nov-2026 14:00.',
    });
  });

  test('an end that lies after the review date counts on top of it', () => {
    const grant = { endsAt: on('2026-11-10', '14:00') };
    expect(at(grant, on('2026-11-08'))).toMatchObject({
      validity: 'due_review',
      because: 'Valid. Due review since 03-Nov-2026; ends 10-Nov-2026 14:00 if nothing is done.',
    });
    expect(at(grant, on('2026-11-10', '14:00')).validity).toBe('expired');
  });
});

describe('stored states', () => {
  test.each<[OpenAccessState, OpenAccessValidity, string]>([
    ['draft', 'none', 'Only a draft at this hospital.'],
    ['awaiting_local_agreement', 'awaiting_agreement', 'Waiting for the local team to agree.'],
    ['active', 'valid', 'Valid until review on 03-Nov-2026.'],
    ['due_review', 'due_review', 'Valid, but marked for review by 03-Nov-2026.'],
    ['expired', 'expired', 'Expired.'],
    ['suspended', 'suspended', 'Suspended. Not to be relied on until the suspension is lifted.'],
    ['withdrawn', 'withdrawn', 'Withdrawn.'],
    ['superseded', 'none', 'The arrangement at this hospital was replaced.'],
  ])('%s in the middle of its time answers %s', (state, validity, because) => {
    expect(at({ state }, on('2026-06-01'))).toMatchObject({ validity, because });
  });

  test('a stored state that was not updated does not keep an arrangement alive', () => {
    for (const state of ['active', 'due_review', 'suspended'] as const) {
      expect(at({ state }, on('2026-12-04')).validity, state).toBe('expired');
    }
  });

  test('an arrangement stored as expired stays so within its dates', () => {
    expect(at({ state: 'expired' }, on('2026-11-20'))).toMatchObject({ validity: 'expired', honoured: false });
  });
});

describe('several arrangements', () => {
  test('none at this hospital', () => {
    expect(openAccessAt([anArrangement({ hospitalId: 'elsewhere' })], HERE, on('2026-06-01'))).toEqual({
      validity: 'none',
      honoured: false,
      arrangementId: null,
      because: 'No arrangement at this hospital.',
    });
  });

  test('a running renewal counts, not the old or the withdrawn one', () => {
    const arrangements = [
      anArrangement({ id: 'old', state: 'superseded' }),
      anArrangement({ id: 'gone', state: 'withdrawn' }),
      anArrangement({ id: 'new', startsAt: on('2026-11-01'), reviewBy: '2027-11-01' }),
    ];
    expect(openAccessAt(arrangements, HERE, on('2026-12-20'))).toMatchObject({
      validity: 'valid',
      arrangementId: 'new',
    });
  });

  test('of two that are valid the one that started last decides', () => {
    const arrangements = [anArrangement({ id: 'old' }), anArrangement({ id: 'new', startsAt: on('2026-05-01') })];
    expect(openAccessAt(arrangements, HERE, on('2026-06-01')).arrangementId).toBe('new');
    expect(openAccessAt(arrangements.toReversed(), HERE, on('2026-06-01')).arrangementId).toBe('new');
  });

  const facts: fc.Arbitrary<ArrangementFacts> = fc
    .record({
      id: fc.uuid(),
      hospitalId: fc.constantFrom(HERE, 'elsewhere'),
      state: fc.constantFrom(...STATES),
      start: fc.integer({ min: -500, max: 100 }),
      lasts: fc.option(fc.integer({ min: 0, max: 400 })),
      review: fc.integer({ min: -100, max: 400 }),
    })
    .map(({ id, hospitalId, state, start, lasts, review }) => ({
      id,
      hospitalId,
      state,
      startsAt: on(addDays('2026-06-01', start)),
      endsAt: lasts === null ? null : on(addDays('2026-06-01', start + lasts)),
      reviewBy: addDays('2026-06-01', review),
      agreedAt: on('2024-01-01'),
      endedAt: null,
      suspensions: [],
    }));

  test('the answer is the strongest any arrangement gives by itself, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 5 }), (arrangements) => {
        const now = on('2026-06-01');
        const answer = openAccessAt(arrangements, HERE, now);
        const alone = arrangements
          .filter(({ hospitalId }) => hospitalId === HERE)
          .map((each) => openAccessAt([each], HERE, now).validity);
        const strongest = VALIDITIES_BY_STRENGTH.find((validity) => alone.includes(validity)) ?? 'none';
        expect(answer.validity).toBe(strongest);
        expect(openAccessAt(arrangements.toReversed(), HERE, now).validity).toBe(strongest);
        expect(answer.because).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  test('nothing is honoured that is stored otherwise, not started, ended, or a month past review', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: -600, max: 600 }), (each, days) => {
        const date = addDays('2026-06-01', days);
        const now = on(date);
        const { honoured } = openAccessAt([each], HERE, now);
        const rightful =
          each.hospitalId === HERE &&
          (each.state === 'active' || each.state === 'due_review') &&
          each.startsAt <= now &&
          (each.endsAt === null || now < each.endsAt) &&
          date <= addDays(each.reviewBy, 30);
        expect(honoured).toBe(rightful);
      }),
      { numRuns: 300 },
    );
  });
});

describe('tables', () => {
  test('exactly valid and due review are honoured', () => {
    const all = Object.keys(OPEN_ACCESS_VALIDITIES) as OpenAccessValidity[];
    expect(all.filter(isHonoured)).toEqual(['valid', 'due_review']);
    expect(new Set([...VALIDITIES_BY_STRENGTH, 'unknown'])).toEqual(new Set(all));
  });
});

describe('what held when the child arrived', () => {
  const changed = on('2026-06-01', '10:00');
  const before = on('2026-06-01', '09:59');

  test('a version counted until it was superseded or withdrawn', () => {
    for (const state of ['superseded', 'withdrawn'] as const) {
      expect(at({ state, endedAt: changed }, before).validity, state).toBe('valid');
      expect(at({ state, endedAt: changed }, changed).honoured, state).toBe(false);
    }
  });

  test('a suspension counts from its minute until it is lifted, also when looked at later', () => {
    const lifted = on('2026-06-03', '10:00');
    const suspensions = [{ from: changed, to: lifted }];
    expect(at({ suspensions }, before).validity).toBe('valid');
    expect(at({ suspensions }, changed).validity).toBe('suspended');
    expect(at({ suspensions }, lifted).validity).toBe('valid');
    const running = { state: 'suspended' as const, suspensions: [{ from: changed, to: null }] };
    expect(at(running, before).validity).toBe('valid');
    expect(at(running, on('2026-07-01')).validity).toBe('suspended');
  });

  test('a discarded draft never was an arrangement', () => {
    expect(at({ state: 'withdrawn', agreedAt: null, endedAt: changed }, on('2026-07-01'))).toMatchObject({
      validity: 'none',
      because: 'Only a draft at this hospital, and it was discarded.',
    });
  });

  test('dates make of a stored state what they must', () => {
    expect(openAccessStateAt(anArrangement(), on('2026-11-04'))).toBe('due_review');
    expect(openAccessStateAt(anArrangement({ state: 'suspended' }), on('2026-12-04'))).toBe('expired');
    expect(openAccessStateAt(anArrangement({ state: 'draft' }), on('2027-12-04'))).toBe('draft');
    expect(
      openAccessStateAt(anArrangement({ startsAt: on('2027-01-01'), reviewBy: '2027-12-31' }), on('2026-12-01')),
    ).toBe('active');
  });
});
