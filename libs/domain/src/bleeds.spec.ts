import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bleedsByPlace, bleedsOf, bodyPlace } from './bleeds';

describe('where on the body', () => {
  it.each([
    ['left knee', 'left_knee'],
    ['Right ankle, after football', 'right_foot'],
    ['nosebleed', 'mouth'],
    ['R elbow', 'right_elbow'],
    ['psoas', 'iliopsoas'],
    // No side, both sides, two parts, nothing we know: nobody guesses.
    ['knee', null],
    ['left and right knee', null],
    ['left knee and ankle', null],
    ['bruise', null],
  ])('"%s" is %s', (words, place) => expect(bodyPlace(words)).toBe(place));
});

describe('bleeds told twice', () => {
  it('are one, with the words that say more exactly where', () => {
    expect(
      bleedsOf([{ on: '2026-03-03', site: 'joint', alertId: 'a' }], [{ on: '2026-03-02', site: 'left knee' }]),
    ).toEqual([{ on: '2026-03-03', place: 'left_knee', words: 'left knee', from: 'both', alertId: 'a' }]);
  });

  it('are two when they are three days or two places apart', () => {
    expect(
      bleedsOf([{ on: '2026-03-05', site: 'joint', alertId: 'a' }], [{ on: '2026-03-02', site: 'left knee' }]),
    ).toHaveLength(2);
    expect(
      bleedsOf([{ on: '2026-03-02', site: 'head', alertId: 'a' }], [{ on: '2026-03-02', site: 'left knee' }]),
    ).toHaveLength(2);
  });

  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
  const attended = fc.array(
    fc.record({
      on: day,
      site: fc.constantFrom('head' as const, 'joint' as const, 'mouth' as const, null),
      alertId: fc.constant('a'),
    }),
    { maxLength: 8 },
  );
  const diary = fc.array(fc.record({ on: day, site: fc.constantFrom('left knee', 'head', 'knee', 'gum') }), {
    maxLength: 8,
  });
  it('each record is told once, and the places add up to the bleeds', () => {
    fc.assert(
      fc.property(attended, diary, (seen, written) => {
        const bleeds = bleedsOf(seen, written);
        const both = bleeds.filter(({ from }) => from === 'both').length;
        expect(bleeds.length).toBe(seen.length + written.length - both);
        expect(bleedsByPlace(bleeds).reduce((sum, { count }) => sum + count, 0)).toBe(bleeds.length);
      }),
    );
  });
});
