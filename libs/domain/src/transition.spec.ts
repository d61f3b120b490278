import { describe, expect, it } from 'vitest';
import { birthday, transitionGroup } from './transition';

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
});
