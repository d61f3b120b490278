import { describe, expect, it } from 'vitest';
import { isHonoured, openAccessAt, type ArrangementFacts } from './open-access';
import { honouredSpans } from './open-access-spans';

const FROM = new Date('2025-03-10T00:00:00Z');
const NOW = new Date('2026-03-10T11:00:00Z');
const one = (over: Partial<ArrangementFacts> = {}): ArrangementFacts => ({
  id: 'a',
  hospitalId: 'h',
  state: 'active',
  startsAt: new Date('2025-06-01T00:00:00Z'),
  endsAt: null,
  reviewBy: '2026-02-20',
  agreedAt: new Date('2025-05-20T00:00:00Z'),
  endedAt: null,
  suspensions: [],
  ...over,
});

describe('when a hospital takes the child straight in', () => {
  it('runs from the start, changes its colour at the review, and reaches to now', () => {
    expect(honouredSpans([one()], FROM, NOW)).toEqual([
      {
        hospitalId: 'h',
        validity: 'valid',
        from: new Date('2025-06-01T00:00:00Z'),
        to: new Date('2026-02-21T00:00:00Z'),
      },
      { hospitalId: 'h', validity: 'due_review', from: new Date('2026-02-21T00:00:00Z'), to: NOW },
    ]);
  });

  it('stops while it is suspended and when it expired', () => {
    const suspended = one({
      reviewBy: '2025-12-01',
      suspensions: [{ from: new Date('2025-07-01T09:00:00Z'), to: new Date('2025-07-03T09:00:00Z') }],
    });
    const spans = honouredSpans([suspended], FROM, NOW).map(({ from, to }) => [from.toISOString(), to.toISOString()]);
    expect(spans).toEqual([
      ['2025-06-01T00:00:00.000Z', '2025-07-01T09:00:00.000Z'],
      ['2025-07-03T09:00:00.000Z', '2025-12-02T00:00:00.000Z'],
      ['2025-12-02T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ]);
  });

  it('says at every hour what the rule says', () => {
    const all = [
      one({ state: 'superseded', endedAt: new Date('2025-11-05T10:00:00Z') }),
      one({ id: 'b', startsAt: new Date('2025-11-05T10:00:00Z'), reviewBy: '2026-01-10' }),
      one({ id: 'c', hospitalId: 'other', startsAt: NOW, state: 'draft', agreedAt: null }),
    ];
    const spans = honouredSpans(all, FROM, NOW);
    for (let at = FROM.getTime(); at < NOW.getTime(); at += 3_600_000)
      for (const hospitalId of ['h', 'other']) {
        const drawn = spans.some(
          (span) => span.hospitalId === hospitalId && span.from.getTime() <= at && at < span.to.getTime(),
        );
        expect(drawn).toBe(isHonoured(openAccessAt(all, hospitalId, new Date(at)).validity));
      }
  });
});
