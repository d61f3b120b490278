import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newLetterCode, readLetterCode, writeLetterCode } from './letter-code';

const codes = fc.array(fc.nat(18), { minLength: 9, maxLength: 9 }).map((places) => newLetterCode(() => places.pop()!));

describe('the code on a letter', () => {
  it('is read back however it is typed', () => {
    fc.assert(
      fc.property(codes, (code) => {
        for (const typed of [code, writeLetterCode(code), writeLetterCode(code).toLowerCase(), ` ${code} `])
          expect(readLetterCode(typed)).toBe(code);
      }),
    );
  });

  it('holds no sign that is taken for another, and no vowel', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[CDFHJKMNPRTVWXY3479]{10}$/);
      }),
    );
  });

  it('with one sign wrong is no code', () => {
    fc.assert(
      fc.property(codes, fc.nat(9), fc.constantFrom(...'CDFHJKMNPRTVWXY3479'), (code, place, sign) => {
        fc.pre(code[place] !== sign);
        expect(readLetterCode(code.slice(0, place) + sign + code.slice(place + 1))).toBeNull();
      }),
    );
  });

  it('with two neighbours swapped is no code', () => {
    fc.assert(
      fc.property(codes, fc.nat(7), (code, place) => {
        fc.pre(code[place] !== code[place + 1]);
        const swapped = code.slice(0, place) + code[place + 1]! + code[place]! + code.slice(place + 2);
        expect(readLetterCode(swapped)).toBeNull();
      }),
    );
  });

  it.each(['', 'K7H', 'O0I1-L5S', 'x'.repeat(500), '<script>'])('“%s” is no code', (typed) => {
    expect(readLetterCode(typed)).toBeNull();
  });
});
