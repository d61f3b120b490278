import { describe, expect, it } from 'vitest';
import { readTypedDate } from './read-typed-date';

describe('a date as people type it', () => {
  it.each([
    ['5/4/2027', '2027-04-05'],
    ['05.04.27', '2027-04-05'],
    ['050427', '2027-04-05'],
    ['05042027', '2027-04-05'],
    ['5 Apr 2027', '2027-04-05'],
    ['05-Apr-2027', '2027-04-05'],
    ['5 april 2027', '2027-04-05'],
  ])('takes %s', (typed, date) => expect(readTypedDate(typed)).toBe(date));

  it.each(['', '31/2/2027', '4/13/2027', '5 foo 2027', 'tomorrow', '5/4', '310227', '05042', '0504202'])(
    'refuses “%s”',
    (typed) => expect(readTypedDate(typed)).toBeNull(),
  );
});
