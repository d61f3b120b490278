import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneDigits, readPhoneNumber } from './phone-number';

describe('telephone numbers as people write them', () => {
  it.each([
    ['01632 960123', '01632 960123', null],
    ['01632960123', '01632 960123', null],
    ['(01632) 960 123', '01632 960123', null],
    ['+44 1632 960123', '01632 960123', null],
    ['0044 1632 960123', '01632 960123', null],
    ['01632 960123 ext 204', '01632 960123', '204'],
    ['01632 960123 x204', '01632 960123', '204'],
    ['01632 960123 extension 204', '01632 960123', '204'],
    ['07700 900123', '07700 900123', null],
    ['0118 496 0001', '0118 496 0001', null],
    ['020 7946 0123', '020 7946 0123', null],
  ])('%s is %s', (typed, phone, extension) => {
    expect(readPhoneNumber(typed)).toEqual({ phone, extension });
  });

  it.each(['5926', '999', '01632 96012', '01632 9601234', '+1 212 555 0100', 'ring the ward', '', '0'])(
    '“%s” is not one',
    (typed) => {
      expect(readPhoneNumber(typed)).toBeNull();
    },
  );

  it('reading what was read changes nothing, and its digits are the same however it is written', () => {
    const line = fc.integer({ min: 0, max: 999 }).map((number) => `960${String(number).padStart(3, '0')}`);
    fc.assert(
      fc.property(line, fc.constantFrom('01632 ', '+44 1632 ', '01632', '(01632) '), (number, area) => {
        const read = readPhoneNumber(area + number);
        expect(read).toEqual({ phone: `01632 ${number}`, extension: null });
        expect(readPhoneNumber(read!.phone)).toEqual(read);
        expect(phoneDigits(area + number)).toBe(phoneDigits(read!.phone));
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void readPhoneNumber(typed)));
  });
});
