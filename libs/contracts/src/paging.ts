import * as z from 'zod';
import { oneOf } from './text';

const whole = (most: number, otherwise: number) => z.coerce.number().int().min(1).max(most).default(otherwise);

/** What the query of a list says of its order and its page; `sorts` are its columns, the list begins with `first`. */
export function pageAsked<const S extends Record<string, 1>>(sorts: S, first: Extract<keyof S, string>, rows = 25) {
  return {
    page: whole(1_000_000, 1),
    rows: whole(100, rows),
    sort: oneOf(sorts, 'a column of the list').default(first as never),
    order: oneOf({ up: 1, down: 1 }, 'up or down').default('up'),
  };
}
