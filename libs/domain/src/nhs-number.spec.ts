import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkNhsNumber, formatNhsNumber, isDemoNhsNumber, nhsNumberIsValid } from './nhs-number';
import { NHS_NUMBER_VECTORS } from './testing/nhs-number-vectors';

/** Rows where we are stricter than the program the row comes from. */
const REFUSED_HERE = new Map([
  ['1111111111', 'one repeated digit is a placeholder'],
  ['111-111-1111', 'one repeated digit is a placeholder'],
]);

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

const validNumber = digits(9)
  .map((nine) => [...'0123456789'].map((check) => nine + check).find(nhsNumberIsValid))
  .filter((number) => number !== undefined);

describe('checkNhsNumber against published tests', () => {
  test.each(NHS_NUMBER_VECTORS)('"$input" is $expected ($source)', ({ input, expected }) => {
    const answer = checkNhsNumber(input);
    const standsFor =
      /^normalises:(\d{10})$/.exec(expected)?.[1] ?? (expected === 'valid' ? input.replace(/\D/g, '') : null);
    if (standsFor === null || REFUSED_HERE.has(input)) expect(answer.ok).toBe(false);
    else expect(answer).toMatchObject({ ok: true, number: standsFor });
  });

  test('the rows cover acceptance, rewriting and refusal', () => {
    const kinds = NHS_NUMBER_VECTORS.map(({ expected }) => expected.replace(/\d{10}$/, '#'));
    expect(new Set(kinds)).toEqual(
      new Set(['valid', 'invalid', 'normalises:#', 'normalises:', 'normalises: lenient only']),
    );
    expect(NHS_NUMBER_VECTORS).toHaveLength(65);
  });
});

describe('checkNhsNumber', () => {
  test.each(['', '999 000 001', '999 000 00189', 'not known', '९९९००००१८'])('"%s" has not ten digits', (text) => {
    expect(checkNhsNumber(text)).toEqual({ ok: false, because: 'NHS number must have 10 digits.' });
  });

  test.each(['99 9000 0018', '999 000-0018', '999  000 0018', '999/000/0018', 'x9990000018'])(
    '"%s" has ten digits in a way nobody writes them',
    (text) => {
      expect(checkNhsNumber(text)).toEqual({
        ok: false,
        because: 'Write the NHS number as 10 digits, or as 3, 3 and 4 digits.',
      });
    },
  );

  test.each(['9990000140', '9990000141', '9990000145', '9990000149', '9990000019'])(
    '%s has a wrong check digit',
    (text) => {
      expect(checkNhsNumber(text)).toEqual({
        ok: false,
        because: 'This is not a valid NHS number. Check it against the letter.',
      });
    },
  );

  test('every number of one repeated digit is refused, though it passes the sum', () => {
    for (const digit of '0123456789') expect(checkNhsNumber(digit.repeat(10)).ok).toBe(false);
  });

  test.each(['9990000018', '9990000026', '9990000034', '9990000042', '9990000050'])(
    '%s is a demonstration number',
    (text) => {
      expect(checkNhsNumber(text)).toEqual({
        ok: true,
        number: text,
        warning: 'NHS numbers that start with 999 are for demonstration only.',
      });
    },
  );

  test.each([
    ['4823917286', null],
    ['6148595893', null],
    ['7219208987', null],
    ['0607230002', 'This looks like a CHI number of Scotland. Check it against the letter.'],
    ['5198697451', 'No NHS numbers are known to be issued in this range. Check it against the letter.'],
    ['8855413465', 'No NHS numbers are known to be issued in this range. Check it against the letter.'],
    ['9876543210', 'No NHS numbers are known to be issued in this range. Check it against the letter.'],
  ])('%s passes with the warning %s', (text, warning) => {
    expect(checkNhsNumber(text)).toEqual({ ok: true, number: text, warning });
  });

  test('a Northern Ireland number passes with a warning', () => {
    const number = [...'0123456789'].map((check) => `320000001${check}`).find(nhsNumberIsValid)!;
    expect(checkNhsNumber(number)).toMatchObject({ ok: true, warning: expect.stringContaining('Northern Ireland') });
  });

  test('what we print can be pasted back', () => {
    fc.assert(
      fc.property(validNumber, (number) => {
        expect(checkNhsNumber(` ${formatNhsNumber(number)}\n`)).toMatchObject({ ok: true, number });
      }),
    );
  });

  test('one wrong digit, or two neighbours swapped, is always noticed', () => {
    fc.assert(
      fc.property(validNumber, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const other = String((Number(number[place]) + shift) % 10);
        expect(nhsNumberIsValid(number.slice(0, place) + other + number.slice(place + 1))).toBe(false);
        const [one, two] = [number[place], number[place + 1]];
        if (two !== undefined && one !== two) {
          expect(nhsNumberIsValid(number.slice(0, place) + two + one + number.slice(place + 2))).toBe(false);
        }
      }),
    );
  });

  test('any text gets an answer, and whatever is accepted is valid', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), digits(10)), (text) => {
        const answer = checkNhsNumber(text);
        if (answer.ok) expect(nhsNumberIsValid(answer.number)).toBe(true);
        else expect(answer.because).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });
});

test('only the 999 range is for demonstration', () => {
  expect(isDemoNhsNumber('9990000018')).toBe(true);
  expect(isDemoNhsNumber('9876543210')).toBe(false);
  expect(isDemoNhsNumber('999')).toBe(false);
});

test('formatting never breaks within a number and leaves other text alone', () => {
  expect(formatNhsNumber('9990000018')).toBe('999\u00a0000\u00a00018');
  expect(formatNhsNumber('12345')).toBe('12345');
  expect(formatNhsNumber('')).toBe('');
});
