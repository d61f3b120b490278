import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasUnseenLetters, markUnseen } from './unseen-letters';

test.each([
  ['a space of no width', 'Sh\u200Bah', 'Sh▯ah'],
  ['an order turned round', '\u202Ehah\u202CS', '▯hah▯S'],
  ['a mark of direction', 'Shah\u200F', 'Shah▯'],
  ['a soft hyphen', 'Sh\u00ADah', 'Sh▯ah'],
  ['a filler of Hangul', 'Shah\u3164', 'Shah▯'],
  ['a blank of Braille', 'Sh\u2800ah', 'Sh▯ah'],
  ['a tag', 'Shah\u{E0041}', 'Shah▯'],
  ['a joiner between Latin letters', 'Sh\u200Dah', 'Sh▯ah'],
])('%s is marked', (_what, name, shown) => {
  expect(markUnseen(name)).toBe(shown);
  expect(hasUnseenLetters(name)).toBe(true);
});

test.each(['Zoë Łukaszewicz', "O'Neil-Jones", '山田 太郎', 'علی\u200Cرضا', 'ശ്രീ\u200Dകുമാർ', 'Nguyễn', 'Zoe\u0308'])(
  '%s is a name as it is',
  (name) => {
    expect(markUnseen(name)).toBe(name);
    expect(hasUnseenLetters(name)).toBe(false);
  },
);

test('what is marked once has nothing left to mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      expect(hasUnseenLetters(markUnseen(text))).toBe(false);
    }),
  );
});
