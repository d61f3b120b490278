import { describe, expect, it } from 'vitest';
import { actingConsultant, isInPost, postEnds, type Cover, type Post } from './link-consultant';

const OKORO: Post = { id: 'okoro', fromOn: '2024-03-01', toOn: '2026-03-27' };
const IYER: Post = { id: 'iyer', fromOn: '2025-01-01', toOn: null };
const cover = (from: string, until: string): Cover => ({
  absentId: 'okoro',
  coveringId: 'iyer',
  from: new Date(from),
  until: new Date(until),
});
const at = (instant: string, covers: Cover[] = [], posts = [OKORO, IYER]) =>
  actingConsultant('okoro', posts, covers, new Date(instant));

describe('a time in post', () => {
  it('ends at the London midnight after the last day, also when the clocks have just changed', () => {
    expect(postEnds('2026-03-27')).toEqual(new Date('2026-03-28T00:00:00Z'));
    expect(postEnds('2026-03-29')).toEqual(new Date('2026-03-29T23:00:00Z'));
    expect(isInPost(OKORO, new Date('2026-03-27T23:59:59.999Z'))).toBe(true);
    expect(isInPost(OKORO, new Date('2026-03-28T00:00:00Z'))).toBe(false);
  });

  it('begins with the first London minute of its first day', () => {
    const june: Post = { id: 'june', fromOn: '2026-06-01', toOn: null };
    expect(isInPost(june, new Date('2026-05-31T22:59:59Z'))).toBe(false);
    expect(isInPost(june, new Date('2026-05-31T23:00:00Z'))).toBe(true);
  });
});

describe('who answers for a link', () => {
  it('is the consultant it names, while in post', () => {
    expect(at('2026-03-10T11:00:00Z')).toBe('okoro');
    expect(at('2026-03-28T00:00:00Z')).toBeNull();
  });

  it('is whoever covers, from the first instant to the last', () => {
    const week = cover('2026-03-09T00:00:00Z', '2026-03-16T00:00:00Z');
    expect(at('2026-03-08T23:59:59.999Z', [week])).toBe('okoro');
    expect(at('2026-03-09T00:00:00Z', [week])).toBe('iyer');
    expect(at('2026-03-15T23:59:59.999Z', [week])).toBe('iyer');
    expect(at('2026-03-16T00:00:00Z', [week])).toBe('okoro');
  });

  it('is nobody once the consultant has left, whatever cover was arranged: the gap must show', () => {
    expect(at('2026-03-28T00:00:00Z', [cover('2026-03-20T00:00:00Z', '2026-04-20T00:00:00Z')])).toBeNull();
  });

  it('is the consultant themselves when whoever covers has left', () => {
    const gone = { ...IYER, toOn: '2026-03-10' };
    const week = cover('2026-03-09T00:00:00Z', '2026-03-16T00:00:00Z');
    expect(at('2026-03-11T00:00:00Z', [week], [OKORO, gone])).toBe('okoro');
  });
});
