import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { londonInstant } from './london-time';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { hoursChangeAfter, unitLinesAt, type UnitWeek } from './unit-week';
import { HOURS_BANDS, type RingContact } from './where-and-whom';
import { isInHours } from './working-time';

const contact = (purpose: RingContact['purpose'], hours: RingContact['hours'], phone: string): RingContact => ({
  purpose,
  hours,
  phone,
  unitKind: null,
  label: purpose,
  extension: null,
  bleep: null,
  verifiedOn: null,
});
const AS_OF = londonInstant('2026-11-27', '16:40');
const WEEK: UnitWeek = {
  contacts: [contact('phu_nurses', 'in_hours', 'day'), contact('on_call_registrar', 'out_of_hours', 'night')],
  bankHolidays: [...BANK_HOLIDAYS],
  now: [
    { label: 'by the rota', phone: 'rota', extension: null, bleep: null, hours: 'any', verifiedOn: null, because: '' },
  ],
  asOf: AS_OF.toISOString(),
  until: londonInstant('2026-11-27', '17:00').toISOString(),
};
const phones = (at: Date) => unitLinesAt(WEEK, at).map(({ phone }) => phone);

describe('unitLinesAt', () => {
  test('by the rota until the answer ends, then by the clock', () => {
    expect(phones(AS_OF)).toEqual(['rota']);
    expect(phones(londonInstant('2026-11-27', '16:59'))).toEqual(['rota']);
    expect(phones(londonInstant('2026-11-27', '17:00'))).toEqual(['night']);
    expect(phones(londonInstant('2026-11-29', '02:13'))).toEqual(['night']);
    expect(phones(londonInstant('2026-11-30', '09:00'))).toEqual(['day']);
    expect(phones(londonInstant('2026-12-25', '11:00'))).toEqual(['night']);
  });

  test('nothing when no number of the hour is known, never the other one', () => {
    const onlyDay = { ...WEEK, contacts: WEEK.contacts.slice(0, 1) };
    expect(unitLinesAt(onlyDay, londonInstant('2026-11-29', '02:13'))).toEqual([]);
  });

  test('at any minute of a year no number outside its hours', () => {
    const start = londonInstant('2026-11-28', '00:00').getTime();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 1440 }), (minute) => {
        const at = new Date(start + minute * 60_000);
        const [line, ...rest] = unitLinesAt(WEEK, at);
        expect(rest).toEqual([]);
        expect(line!.hours).toBe(HOURS_BANDS[isInHours(at, BANK_HOLIDAYS) ? 'in_hours' : 'out_of_hours']);
      }),
    );
  });

  test('hours change when they do', () => {
    const next = (day: string, time: string) => hoursChangeAfter(londonInstant(day, time), BANK_HOLIDAYS);
    expect(next('2026-11-27', '16:40')).toEqual(londonInstant('2026-11-27', '17:00'));
    expect(next('2026-11-27', '17:00')).toEqual(londonInstant('2026-11-30', '09:00'));
    expect(next('2026-12-24', '17:00')).toEqual(londonInstant('2026-12-29', '09:00'));
  });
});
