import type { RotaBand, RotaShift, RotaWeek } from '@shared-care/contracts/rota/answers';
import { addDays, londonInstant } from '@shared-care/domain/london-time';
import type { Duty } from '@shared-care/domain/rota';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanesOf, peopleOf, placeInWeek, stretchesOf } from './week-lanes';

const MONDAY = '2026-11-23';
const at = (date: string, time: string): string => londonInstant(date, time).toISOString();

function week(shifts: RotaShift[], monday = MONDAY, gaps: RotaBand['gaps'] = []): RotaWeek {
  const band: RotaBand = { kind: 'day', from: '', until: '', shifts, gaps };
  return {
    monday,
    days: [{ date: monday, bankHoliday: null, bands: [band] }],
    changes: [],
    people: [],
    problems: [],
    now: at(monday, '12:00'),
  };
}

const shift = (duty: Duty, userId: string, from: string, until: string): RotaShift => ({
  duty,
  userId,
  name: `Dr ${userId} Marsh`,
  from,
  until,
  by: 'pattern',
});

describe('the week as lanes', () => {
  it('a person who goes on over midnight is one bar of several parts, each pressed by itself', () => {
    const [monday, tuesday] = [MONDAY, addDays(MONDAY, 1)];
    const lane = lanesOf(
      week([
        shift('on_call_consultant', 'C', at(monday, '09:00'), at(monday, '17:00')),
        shift('on_call_consultant', 'C', at(monday, '17:00'), at(tuesday, '09:00')),
        shift('on_call_consultant', 'K', at(tuesday, '09:00'), at(tuesday, '17:00')),
      ]),
    ).find(({ duty }) => duty === 'on_call_consultant')!;
    expect(lane.segments).toHaveLength(3);
    expect(lane.bars.map(({ words }) => words)).toEqual(['Dr C Marsh', 'KM']);
    expect(lane.bars[0]!.width).toBeCloseTo((24 / 168) * 100);
  });

  it('who is on until when is told over midnight, and a break ends it', () => {
    const [monday, tuesday] = [MONDAY, addDays(MONDAY, 1)];
    const stretches = stretchesOf(
      week([
        shift('on_call_registrar', 'T', at(monday, '00:00'), at(monday, '09:00')),
        shift('on_call_registrar', 'T', at(monday, '09:00'), at(monday, '17:00')),
        shift('on_call_registrar', 'T', at(tuesday, '09:00'), at(tuesday, '17:00')),
      ]),
    );
    expect(stretches.map(({ from, until }) => [from, until])).toEqual([
      [at(monday, '00:00'), at(monday, '17:00')],
      [at(tuesday, '09:00'), at(tuesday, '17:00')],
    ]);
  });

  it('a gap says in words how long it is', () => {
    const [from, until] = [at(addDays(MONDAY, 3), '17:00'), at(addDays(MONDAY, 4), '09:00')];
    const gap = { duty: 'on_call_registrar' as const, from, until, whole: { from, until } };
    const lane = lanesOf(week([], MONDAY, [gap])).find(({ duty }) => duty === 'on_call_registrar')!;
    expect(lane.bars).toMatchObject([{ words: 'Gap, 16 h', gap: true }]);
  });

  it('of a night into the next week nothing stands outside; a day is as wide when the clock changes', () => {
    expect(placeInWeek(new Date(at(addDays(MONDAY, 7), '09:00')), MONDAY)).toBe(100);
    const autumn = '2026-10-19';
    expect(placeInWeek(new Date(at(addDays(autumn, 6), '12:00')), autumn)).toBeCloseTo(((6 * 24 + 12) / 168) * 100);
  });

  it('two nurses at once have a lane each, and nobody stands over somebody else', () => {
    const part = fc.record({
      who: fc.constantFrom('A', 'B', 'C'),
      start: fc.nat(160),
      hours: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const begin = Date.parse(at(MONDAY, '00:00'));
        const hour = (count: number): string => new Date(begin + count * 3_600_000).toISOString();
        const shown = week(
          parts.map(({ who, start, hours }) => shift('phu_nurse', who, hour(start), hour(start + hours))),
        );
        const lanes = lanesOf(shown).filter(({ duty }) => duty === 'phu_nurse');
        expect(lanes.flatMap(({ segments }) => segments)).toHaveLength(parts.length);
        for (const { segments, bars } of lanes) {
          for (const one of [...segments, ...bars]) {
            expect(one.left).toBeGreaterThanOrEqual(0);
            expect(one.left + one.width).toBeLessThanOrEqual(100.0001);
          }
          for (const [place, one] of segments.entries())
            if (place > 0) expect(segments[place - 1]!.until <= one.from).toBe(true);
        }
        expect(peopleOf(lanes).map(({ id }) => id)).toEqual([...new Set(parts.map(({ who }) => who))].sort());
      }),
    );
  });
});
