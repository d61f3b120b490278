import { describe, expect, it } from 'vitest';
import { addMonths } from './calendar-date';
import {
  agesReached,
  birthday,
  quarterOf,
  TRANSITION_ITEMS,
  transitionGroup,
  transitionMissing,
  type TransitionItem,
} from './transition';

const group = (
  birthDate: string,
  today: string,
  transferOn: string | null = null,
  firstAdultVisitOn: string | null = null,
) => transitionGroup(birthDate, { transferOn, firstAdultVisitOn }, today);

describe('where a young person stands', () => {
  it('opens on the very day', () => {
    expect(group('2014-03-10', '2026-03-09')).toBeNull();
    expect(group('2014-03-10', '2026-03-10')).toBe('programme');
    expect(group('2010-09-10', '2026-03-09')).toBe('programme');
    expect(group('2010-09-10', '2026-03-10')).toBe('checklist');
    expect(group('2008-03-10', '2026-03-10')).toBe('over_18');
  });

  it('stays on the list until the first adult visit has happened, whatever was planned', () => {
    expect(group('2009-01-01', '2026-03-10', '2026-02-01')).toBe('transferring');
    expect(group('2008-01-01', '2026-03-10', '2026-02-01')).toBe('over_18');
    expect(group('2008-01-01', '2026-03-10', '2026-02-01', '2026-03-02')).toBeNull();
  });

  it('knows days that are missing in other years and months', () => {
    expect(birthday('2008-02-29', 18)).toBe('2026-03-01');
    expect(birthday('2008-08-31', 15, 6)).toBe('2024-03-01');
    expect(birthday('2008-12-31', 15, 6)).toBe('2024-07-01');
  });

  it('reaches an age in one quarter only, the one that holds the day', () => {
    expect(quarterOf('2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(quarterOf('2024-11-05')).toEqual({ from: '2024-10-01', to: '2024-12-31' });
    expect(agesReached('2008-03-31', quarterOf('2026-03-10'))).toEqual([{ age: '18', on: '2026-03-31' }]);
    expect(agesReached('2008-04-01', quarterOf('2026-03-10'))).toEqual([]);
    expect(agesReached('2010-09-30', quarterOf('2026-03-10'))).toEqual([{ age: '15½', on: '2026-03-30' }]);
    const quarters = Array.from({ length: 20 }, (_, n) => quarterOf(addMonths('2022-01-15', n * 3)));
    expect(quarters.flatMap((quarter) => agesReached('2008-02-29', quarter)).map(({ on }) => on)).toEqual([
      '2023-08-29',
      '2024-02-29',
      '2026-03-01',
    ]);
  });

  it('names what is missing until the first adult visit', () => {
    const all = new Set(Object.keys(TRANSITION_ITEMS) as TransitionItem[]);
    expect(transitionMissing(null, new Set())).toHaveLength(9);
    expect(transitionMissing({ transferOn: '2026-05-01', firstAdultVisitOn: null }, all)).toEqual([
      'First adult visit to attend, then to record here',
    ]);
    expect(transitionMissing({ transferOn: '2026-05-01', firstAdultVisitOn: '2026-05-01' }, new Set())).toEqual([]);
  });
});
