/// <reference types="vite/types/importMeta.d.ts" />
import { TABLES } from './order';

/** One file of the schema: its path below this folder, and its statements. */
export interface SchemaFile {
  path: string;
  text: string;
}

/** Every file below this folder; part of the built program, which has no folder of its own. */
const TEXTS: Record<string, string> = import.meta.glob('./*/*.sql', { query: '?raw', import: 'default', eager: true });

export const SCHEMA_PATHS = Object.keys(TEXTS).map((path) => path.slice(2));

/** `patients/merge-functions.sql` holds functions, as `patients/functions.sql` does. */
export function kindOf(path: string): string {
  return /([a-z]+)\.sql$/.exec(path)![1]!;
}

function file(path: string): SchemaFile {
  const text = TEXTS[`./${path}`];
  if (text === undefined) throw new Error(`schema/${path} is named in order.ts and is not there`);
  return { path, text };
}

function ofKind(kind: string): SchemaFile[] {
  return SCHEMA_PATHS.filter((path) => kindOf(path) === kind)
    .sort()
    .map(file);
}

/** What runs again when its text changed. A function comes before the view, trigger or policy that calls it. */
export const RUN_AGAIN = ['functions', 'views', 'triggers', 'policies', 'grants'] as const;

/** What tables stand on: roles, and functions in a default, a generated column or a check. Runs again as well. */
export const GROUND: readonly SchemaFile[] = ['roles', 'rules'].flatMap(ofKind);

/** What runs once, when a database is made; from then on dated migrations change it. */
export const MADE_ONCE: readonly SchemaFile[] = [
  ...TABLES.map(file),
  ...ofKind('tables').filter(({ path }) => !(TABLES as readonly string[]).includes(path)),
  ...ofKind('references'),
  ...ofKind('rows'),
];

export const REPEATED: readonly SchemaFile[] = RUN_AGAIN.flatMap(ofKind);
