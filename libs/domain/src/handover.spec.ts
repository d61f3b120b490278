import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handoverMoment, shiftOf } from './handover';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { isInHours, isWorkingDay } from './working-time';

const at = (instant: string) => handoverMoment(new Date(instant), BANK_HOLIDAYS);

describe('the change of shift', () => {
  it.each([
    ['2026-03-10T16:29:00Z', 'morning'],
    ['2026-03-10T16:30:00Z', 'evening'],
    ['2026-03-10T22:00:00Z', 'evening'],
    ['2026-03-10T08:29:00Z', 'between'],
    ['2026-03-10T08:30:00Z', 'morning'],
    // British Summer Time: 16:30 in London.
    ['2026-07-14T15:30:00Z', 'evening'],
    ['2026-07-14T15:29:00Z', 'morning'],
    ['2026-03-14T12:00:00Z', 'between'],
    // Easter Monday.
    ['2026-04-06T12:00:00Z', 'between'],
  ])('%s is %s', (instant, kind) => expect(at(instant).kind).toBe(kind));

  it('a long weekend is one night: asked for on the Tuesday, from Thursday 17:00 on', () => {
    const moment = at('2026-04-07T08:45:00Z');
    expect(moment).toMatchObject({ kind: 'morning', morning: '2026-04-07' });
    expect(moment.nightBegan.toISOString()).toBe('2026-04-02T16:00:00.000Z');
    expect(at('2026-04-05T10:00:00Z')).toMatchObject({ morning: '2026-04-07' });
    expect(at('2026-04-05T10:00:00Z').nightFrom.toISOString()).toBe('2026-04-05T10:00:00.000Z');
    expect(at('2026-04-07T07:45:00Z').nightFrom.toISOString()).toBe('2026-04-07T16:00:00.000Z');
  });

  const instant = fc.date({ min: new Date('2026-01-05'), max: new Date('2027-11-30'), noInvalidDate: true });

  it('the night began before now, and what is handed over goes to an hour of the night', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const { nightBegan, nightFrom, morning } = handoverMoment(now, BANK_HOLIDAYS);
        expect(nightBegan.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(nightFrom.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(isInHours(nightFrom, BANK_HOLIDAYS)).toBe(false);
        expect(isWorkingDay(morning, BANK_HOLIDAYS)).toBe(true);
        expect(isInHours(nightBegan, BANK_HOLIDAYS)).toBe(false);
        expect(isInHours(new Date(nightBegan.getTime() - 60_000), BANK_HOLIDAYS)).toBe(true);
      }),
    );
  });

  it('every instant is in one shift, and in hours only in a day shift', () => {
    fc.assert(
      fc.property(instant, (now) => {
        expect(shiftOf(now, BANK_HOLIDAYS).hours === 'day').toBe(isInHours(now, BANK_HOLIDAYS));
      }),
    );
  });
});
