import { describe, expect, it } from 'vitest';
import { type ListColumn, listInWords, rangeInWords } from './list-state';

const child = { one: 'child', many: 'children' };
const columns: ListColumn[] = [
  { id: 'name', word: 'Name', sort: { up: 'A to Z', down: 'Z to A' } },
  { id: 'plan', word: 'Plan' },
];
const query = { sort: 'name', descending: false, page: 1, size: 25 };

describe('a list in words', () => {
  it('says how many there are, how many match, and the order', () => {
    expect(listInWords({ total: 41, all: 5312 }, child, query, columns)).toBe(
      '5,312 children, 41 match. Sorted by name, A to Z.',
    );
    expect(listInWords({ total: 1, all: 312 }, child, query, columns)).toBe('312 children, 1 matches.');
    expect(listInWords({ total: 312, all: 312 }, child, { ...query, descending: true }, columns)).toBe(
      '312 children. Sorted by name, Z to A.',
    );
    expect(listInWords({ total: 1 }, child, query, columns)).toBe('1 child.');
    expect(listInWords({ total: 3 }, child, { ...query, sort: 'plan' }, columns)).toBe('3 children.');
  });

  it('says which part of it is shown', () => {
    expect(rangeInWords(1, 25, 41)).toBe('26 to 41 of 41');
    expect(rangeInWords(0, 25, 5312)).toBe('1 to 25 of 5,312');
    expect(rangeInWords(0, 25, 0)).toBe('0 of 0');
  });
});
