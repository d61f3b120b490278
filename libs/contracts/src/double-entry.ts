/// <reference types="vite/types/importMeta.d.ts" />
import type { Answered, RefusesAll } from './actors';

/**
 * Who is answered on each route, and what it leaves in the audit log, written a second time beside the permission table
 * and the routes, on purpose without looking at them: a line of that table that opens too much, a handler on the wrong
 * line or a rule of the database that went missing shows here. `npm run access` asks every route of the running program
 * as each of the actors of `actors.ts`; `audit-rows.spec.ts` reads the log.
 *
 * Each concept has its own lines, and this file finds them. To add a route, add a line to
 *
 * - `<concept>/access.ts` (`ANSWERED`): a group of `actors.ts` or a list of people; the others must be refused. The
 *   children, attendances, alerts and grants in the requests are hers;
 * - `<concept>/leaves.ts` (`LEAVES`), when its answer is about children;
 * - `apps/api/src/<concept>/testing/samples.ts`, when it takes a body or an id of its own kind.
 *
 * Then run `npm run access`; it names each cell that answered otherwise.
 */
const ACCESS = import.meta.glob<{ ANSWERED: Answered; REFUSES_ALL?: RefusesAll }>('./*/access.ts', { eager: true });
const AUDIT = import.meta.glob<{ LEAVES: Leaves }>('./*/leaves.ts', { eager: true });

/** The rows (`action entity`) that one accepted request leaves. */
export type Leaves = Readonly<Record<string, readonly string[]>>;

/**
 * @throws Error when two rooms speak of one route
 */
export function together<T>(rooms: Readonly<Record<string, Readonly<Record<string, T>>>>): Readonly<Record<string, T>> {
  const saidBy = new Map<string, string>();
  for (const [room, lines] of Object.entries(rooms))
    for (const key of Object.keys(lines)) {
      const first = saidBy.get(key);
      if (first !== undefined) throw new Error(`${key} stands in ${first} and in ${room}`);
      saidBy.set(key, room);
    }
  return Object.assign({}, ...Object.values(rooms)) as Record<string, T>;
}

function part<T, U>(rooms: Readonly<Record<string, T>>, of: (room: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(rooms).map(([file, room]) => [file, of(room)]));
}

export const ANSWERED: Answered = together(part(ACCESS, (room) => room.ANSWERED));
export const REFUSES_ALL: RefusesAll = together(part(ACCESS, (room) => room.REFUSES_ALL ?? {}));
export const LEAVES: Leaves = together(part(AUDIT, (room) => room.LEAVES));
