import { expect, test } from 'vitest';
import { breakGlassReviewDue } from './break-glass';

const GOOD_FRIDAY_AND_EASTER_MONDAY = new Set(['2026-04-03', '2026-04-06']);

test.each([
  ['at 02:40 of a working day: that day', '2026-03-10T02:40:00Z', '2026-03-10'],
  ['as hours begin: the next day has the whole day', '2026-03-10T09:00:00Z', '2026-03-11'],
  ['in hours: the next working day', '2026-03-10T11:00:00Z', '2026-03-11'],
  ['on Friday evening: Monday', '2026-03-13T20:00:00Z', '2026-03-16'],
  ['after midnight in London, before it in UTC', '2026-06-09T23:30:00Z', '2026-06-10'],
  ['before Easter: Tuesday', '2026-04-02T18:00:00Z', '2026-04-07'],
])('a grant is reviewed by the next working day, %s', (_, at, due) => {
  expect(breakGlassReviewDue(new Date(at), GOOD_FRIDAY_AND_EASTER_MONDAY)).toBe(due);
});
