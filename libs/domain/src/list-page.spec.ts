import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from './list-page';

const keys = { name: (row: { name: string | null }) => row.name };
const of = (...names: (string | null)[]) => names.map((name) => ({ name }));

describe('a page of a list', () => {
  it('sorts as people do, and what is missing stands last both ways', () => {
    const all = of('Żak', null, 'adams', 'Brown 10', 'Brown 9');
    expect(pageOf(all, { sort: 'name', order: 'up', page: 1, rows: 10 }, keys)).toEqual(
      of('adams', 'Brown 9', 'Brown 10', 'Żak', null),
    );
    expect(pageOf(all, { sort: 'name', order: 'down', page: 1, rows: 10 }, keys).at(-1)).toEqual({ name: null });
  });

  it('every row is on one page, and on one only', () => {
    const lists = fc.array(fc.record({ name: fc.option(fc.string()), id: fc.nat() }));
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 7 }), (all, rows) => {
        const pages = Array.from({ length: Math.ceil(all.length / rows) }, (_, place) =>
          pageOf(all, { sort: 'name', order: 'up', page: place + 1, rows }, keys),
        );
        const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id).toSorted((one, other) => one - other);
        expect(ids(pages.flat())).toEqual(ids(all));
        expect(pages.every((page) => page.length <= rows)).toBe(true);
      }),
    );
  });
});
