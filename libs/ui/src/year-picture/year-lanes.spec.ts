import { describe, expect, it } from 'vitest';
import { LEFT, monthTicks, placeInYear, RIGHT, yearRows, type YearLane } from './year-lanes';

const SPAN = { from: '2025-11-29', to: '2026-11-29' };

describe('twelve months over hospitals', () => {
  it('stand from the first day to the end of the last', () => {
    expect(placeInYear('2025-11-29', SPAN)).toBe(LEFT);
    expect(placeInYear('2026-11-30', SPAN)).toBe(RIGHT);
    expect(placeInYear('2026-05-31T00:00:00Z', SPAN)).toBeCloseTo((LEFT + RIGHT) / 2, 0);
    // Older than the picture: at its edge, not outside.
    expect(placeInYear('2019-01-01', SPAN)).toBe(LEFT);
  });

  it('have a tick for each month', () => {
    const ticks = monthTicks(SPAN);
    expect(ticks.map(({ word }) => word)).toEqual([
      'Dec',
      'Jan',
      'Feb',
      'Mar',
      'Apr',
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
    ]);
    expect(ticks.every(({ x }, index) => index === 0 || x > ticks[index - 1]!.x)).toBe(true);
  });

  it('are told in words, each mark and each band once, newest first', () => {
    const lanes: YearLane[] = [
      {
        id: 'h',
        label: 'Stoke Mandeville',
        under: 'shared care',
        marks: [{ id: 'm', at: '2026-03-01T23:30:00Z', shape: 'red', words: 'Red: head injury', href: null }],
        bands: [{ id: 'b', from: '2026-01-01', to: null, kind: 'valid', words: 'Open access valid', href: null }],
      },
      {
        id: 'l',
        label: 'Letters',
        under: '',
        marks: [{ id: 'n', at: '2026-02-01', shape: 'letter', words: 'School letter', href: null }],
        bands: [
          { id: 'c', from: '2026-02-03', to: '2026-02-05', kind: 'request', words: 'Repeat prescription', href: null },
        ],
      },
    ];
    expect(yearRows(lanes).map(({ id }) => id)).toEqual(['m', 'c', 'n', 'b']);
    expect(yearRows(lanes)[1]!.words).toBe('Repeat prescription, until 5 February 2026');
    expect(yearRows(lanes)[3]!.words).toBe('Open access valid, still runs');
  });
});
