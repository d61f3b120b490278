import { expect, it } from 'vitest';
import { shareOf } from './share';

it('a share is never more than all, never rounded up to all, and nothing of nothing', () => {
  expect([shareOf(5, 14), shareOf(199, 200), shareOf(30, 14), shareOf(-1, 14), shareOf(0, 0)]).toEqual([
    35,
    99,
    100,
    0,
    null,
  ]);
});
