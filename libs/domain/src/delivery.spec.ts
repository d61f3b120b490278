import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIVERY_STATES, DELIVERY_TRANSITIONS, retryAfterSeconds } from './delivery';

describe('the wait before a message is tried again', () => {
  it('doubles from five seconds to five minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => retryAfterSeconds(attempts))).toEqual([
      5, 10, 20, 40, 80, 160, 300, 300,
    ]);
  });

  it('never ends and never shrinks, however often it failed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), (attempts) => {
        const wait = retryAfterSeconds(attempts);
        expect(wait).toBeGreaterThanOrEqual(5);
        expect(wait).toBeLessThanOrEqual(300);
        expect(retryAfterSeconds(attempts + 1)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });
});

describe('the states of a message', () => {
  it('lead from waiting to every other', () => {
    const reached = new Set<string>(['due']);
    for (const state of reached)
      DELIVERY_TRANSITIONS[state as keyof typeof DELIVERY_STATES].forEach((to) => reached.add(to));
    expect(reached).toEqual(new Set(Object.keys(DELIVERY_STATES)));
  });

  it('never go back to waiting once it was sent', () => {
    for (const state of ['sent', 'confirmed', 'failed'] as const)
      expect(DELIVERY_TRANSITIONS[state]).not.toContain('due');
  });
});
