/** Which page of a list, in which order. Pages count from 1. */
export interface PageOrder<Sort extends string> {
  sort: Sort;
  order: 'up' | 'down';
  page: number;
  rows: number;
}

/** By what the rows stand in order; null for what a row does not have. */
export type SortKeys<Row, Sort extends string> = Readonly<Record<Sort, (row: Row) => string | number | null>>;

const words = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true });

/**
 * The page of a list that is at hand as a whole. What a row does not have stands last, whichever way the list is turned;
 * rows that are equal keep the order in which they come.
 */
export function pageOf<Row, Sort extends string>(
  all: readonly Row[],
  { sort, order, page, rows }: PageOrder<Sort>,
  keys: SortKeys<Row, Sort>,
): Row[] {
  const way = order === 'down' ? -1 : 1;
  const key = keys[sort];
  return all
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => {
      if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null);
      if (typeof one.key === 'number' && typeof other.key === 'number') return way * (one.key - other.key);
      return way * words.compare(String(one.key), String(other.key));
    })
    .slice((page - 1) * rows, page * rows)
    .map(({ row }) => row);
}
