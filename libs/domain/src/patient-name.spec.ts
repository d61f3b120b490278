import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formalName } from './patient-name';
import { hasUnseenLetters } from './unseen-letters';

test.each([
  ['Smith', 'Ava', 'Miss', 'SMITH, Ava (Miss)'],
  ['Smith', 'Ava', null, 'SMITH, Ava'],
  ['Smith', 'Ava', ' ', 'SMITH, Ava'],
  ["O'Neil-Jones", 'Mary  Ann', null, "O'NEIL-JONES, Mary Ann"],
  ['Groß', 'Jörg', null, 'GROẞ, Jörg'],
  ['Yıldırım', 'İpek', null, 'YILDIRIM, İpek'],
  ['Łukaszewicz', 'Zoë', null, 'ŁUKASZEWICZ, Zoë'],
  ['山田', '太郎', null, '山田, 太郎'],
  ['حداد', 'ليلى', null, 'حداد, ليلى'],
  ['', 'Suharto', null, 'Suharto'],
  ['Smith', '', 'Baby', 'SMITH (Baby)'],
  ['Sm\u200Bith', 'A\u202Eva', null, 'SM▯ITH, A▯va'],
])('%s / %s / %s reads %s', (familyName, givenName, title, expected) => {
  expect(formalName({ familyName, givenName, title })).toBe(expected);
});

test('two different family names never look alike because of the capitals of ß', () => {
  const shown = (familyName: string) => formalName({ familyName, givenName: 'A', title: null });
  expect(shown('Groß')).not.toBe(shown('Gross'));
});

test('any name in any script whose letters can be seen is shown, and the given name is not altered', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => text.trim() !== '' && !/\s/u.test(text) && !hasUnseenLetters(text));
  fc.assert(
    fc.property(name, name, (familyName, givenName) => {
      expect(formalName({ familyName, givenName, title: null }).endsWith(`, ${givenName}`)).toBe(true);
    }),
  );
});
