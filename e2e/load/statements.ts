import { createHash, randomUUID } from 'node:crypto';
import type { Statement } from './recorder.ts';

/** What a recorded request was about, by name: the places where another request differs. */
export type Known = Readonly<Record<string, string>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MINUTE = 60_000;

/**
 * Turns the statements of one request into those of any request: what the caller knows becomes `{{name}}`, ids made by
 * the server become `{{new 1}}`, the clock `{{now}}` and `{{epoch}}`. What is left (a tier, a count) stays as it was.
 */
export function templateOf(recorded: readonly Statement[], known: Known): Statement[] {
  const made = new Map<string, string>();
  const now = Date.now();
  const named = (text: string): string =>
    Object.entries(known).reduce((sofar, [name, value]) => sofar.replaceAll(value, `{{${name}}}`), text);
  const placed = (value: string): string => {
    if (/^\d{10}$/.test(value) && Math.abs(Number(value) * 1000 - now) < MINUTE) return '{{epoch}}';
    if (/^\d{4}-\d\d-\d\dT/.test(value) && Math.abs(Date.parse(value) - now) < MINUTE) return '{{now}}';
    if (!UUID.test(value)) return value;
    if (!made.has(value)) made.set(value, `{{new ${made.size + 1}}}`);
    return made.get(value)!;
  };
  return recorded.filter(ofARequest).map(({ sql, name, values }) => ({
    sql: named(sql),
    name,
    values: values?.map((value) => (value === null ? null : placed(named(value)))) ?? null,
  }));
}

/** What timers send between requests is no part of any. */
function ofARequest({ sql }: Statement): boolean {
  return !/^LISTEN |^DELETE FROM "sessions"|alerts_digest/.test(sql);
}

/** Fills a template for one request; ids made by the server are fresh, and the same within the request. */
export function filler(known: Known): (text: string) => string {
  const values = new Map(Object.entries(known));
  const now = new Date().toISOString();
  return (text) =>
    text.replaceAll(/\{\{([a-z]+(?: \d+)?)\}\}/g, (_, name: string) => {
      if (name === 'now') return now;
      if (name === 'epoch') return String(Math.ceil(Date.now() / 1000));
      if (name.startsWith('new ') && !values.has(name)) values.set(name, randomUUID());
      // Whom a search found is asked of the database, not known before: any child will do for its audit row.
      return values.get(name) ?? (name === 'patient' ? randomUUID() : '');
    });
}

/** What two programs must agree on to have asked PostgreSQL the same: texts and names, in order. */
export function sameStatements(one: readonly Statement[], other: readonly Statement[]): boolean {
  const shape = (list: readonly Statement[]): string =>
    JSON.stringify(list.map(({ sql, name, values }) => [sql, name, values?.length ?? null]));
  return shape(one) === shape(other);
}

/** The session as the product stores it, from express-session's cookie `s:<id>.<signature>`: only a hash of the id. */
export function storedSession(cookie: string): string {
  const id = /=s:([^.]+)\./.exec(decodeURIComponent(cookie))?.[1] ?? '';
  return createHash('sha256').update(id).digest('base64url');
}
