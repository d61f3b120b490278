/** One column of a list. Cells are templates: `<ng-template scCell="id" let-row>`. */
export interface ListColumn {
  id: string;
  word: string;
  /** Makes it sortable; says in words how it then stands, for example "oldest first". */
  sort?: { up: string; down: string };
  /** How it stands on a phone, where each row is a card. */
  phone?: 'lead' | 'line' | 'hidden';
}

/** How a list is sorted and which part of it is shown. Pages count from 1. */
export interface ListQuery {
  sort: string;
  descending: boolean;
  page: number;
  size: number;
}

/** One page of a list, as the server answers it. */
export interface ListPage<Row> {
  rows: readonly Row[];
  /** How many match the filters. */
  total: number;
  /** How many there are without filters, where the server says so. */
  all?: number;
}

/** A key that was pressed in a row, and whether on the row itself. */
export interface RowKey<Row> {
  event: KeyboardEvent;
  row: Row;
  index: number;
  onRow: boolean;
}

/** What one and several of the rows are called: "child", "children". */
export interface ListNoun {
  one: string;
  many: string;
}

const figures = new Intl.NumberFormat('en-GB');

export function counted(count: number, noun: ListNoun): string {
  return `${figures.format(count)} ${count === 1 ? noun.one : noun.many}`;
}

/** "312 children, 41 match. Sorted by name, A to Z." */
export function listInWords(
  page: Pick<ListPage<unknown>, 'total' | 'all'>,
  noun: ListNoun,
  query: ListQuery,
  columns: readonly ListColumn[],
): string {
  const { total, all } = page;
  const count =
    all === undefined || all === total
      ? counted(total, noun)
      : `${counted(all, noun)}, ${figures.format(total)} ${total === 1 ? 'matches' : 'match'}`;
  const column = columns.find(({ id }) => id === query.sort);
  if (total < 2 || column?.sort === undefined) return `${count}.`;
  const direction = query.descending ? column.sort.down : column.sort.up;
  return `${count}. Sorted by ${column.word.charAt(0).toLowerCase()}${column.word.slice(1)}, ${direction}.`;
}

/** "26 to 50 of 312" */
export function rangeInWords(page: number, size: number, total: number): string {
  if (total === 0) return '0 of 0';
  const first = page * size + 1;
  return `${figures.format(first)} to ${figures.format(Math.min(total, first + size - 1))} of ${figures.format(total)}`;
}
