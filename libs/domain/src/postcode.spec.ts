import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPostcode } from './postcode';

describe('a postcode is written with one space and in capitals', () => {
  it.each([
    ['ox39du', 'OX3 9DU'],
    ['OX3  9DU', 'OX3 9DU'],
    [' sw1a 1aa ', 'SW1A 1AA'],
    ['M1 1AE', 'M1 1AE'],
    ['gir0aa', 'GIR 0AA'],
    ['ZZ99 3AZ', 'ZZ99 3AZ'],
    ['BF1 2AU', 'BF1 2AU'],
  ])('%s', (typed, written) => expect(readPostcode(typed)).toBe(written));

  it.each(['', 'OX3', '12345', 'OX3 9D', 'OXX3 9DU', 'OX3 9DUU', 'Ö3 9DU', 'OX39-DU'])('not “%s”', (typed) =>
    expect(readPostcode(typed)).toBeNull(),
  );

  it('what it writes it reads again as the same, however many spaces are in it', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?[0-9][A-Za-z]{2}$/), fc.nat(3), (typed, at) => {
        const written = readPostcode(`${typed.slice(0, at)}  ${typed.slice(at)}`);
        expect(written).toMatch(/^[A-Z0-9]{2,4} \d[A-Z]{2}$/);
        expect(readPostcode(written!)).toBe(written);
      }),
    ));
});
