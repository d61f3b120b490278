import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANONICAL_AUDIT_ENTRY } from '../audit-chain';
import { migrate } from '../migrate';
import { OlderDatabaseError } from '../migrations/adopt-older';
import { LAST_BUILD_WITH_THEM, REPLACED } from '../migrations/replaced';
import { printSnapshot } from '../snapshot';
import { createTestDatabase, type TestDatabase } from '../testing/test-database';
import { TABLES } from './order';
import { GROUND, kindOf, MADE_ONCE, REPEATED, SCHEMA_PATHS } from './schema-files';

const ROOMS = [
  ...globSync('*/', { cwd: join(import.meta.dirname, '../../../../apps/api/src') }).map((room) =>
    room.replace('/', ''),
  ),
  // Has tables, and its code still lives in `users` and `platform`.
  'sign-in',
];
const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');
/** Words of the statements, without comments, texts and bodies. */
const bare = (text: string): string =>
  text
    .replace(/--.*$/gm, '')
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '$$$$')
    .replace(/'(?:[^']|'')*'/g, "''");
const statementsOf = (text: string): string[] =>
  bare(text)
    .split(';')
    .map((statement) => statement.trim().replace(/\s+/g, ' '))
    .filter((statement) => statement !== '');

const TABLE = /^(CREATE TABLE|CREATE (UNIQUE )?INDEX|ALTER TABLE \S+ ADD CONSTRAINT|COMMENT ON)/;
const ALLOWED: Record<string, RegExp> = {
  tables: TABLE,
  roles: /^(CREATE (EXTENSION|SCHEMA) IF NOT EXISTS|DO |GRANT |ALTER DEFAULT PRIVILEGES)/,
  rules: /^(CREATE OR REPLACE FUNCTION|(ALTER|REVOKE ALL ON|GRANT EXECUTE ON) FUNCTION)/,
  references: /^ALTER TABLE \S+ ADD CONSTRAINT/,
  rows: /^(INSERT|WITH) /,
  functions: /^(CREATE OR REPLACE FUNCTION|(ALTER|REVOKE ALL ON|GRANT EXECUTE ON) FUNCTION)/,
  views: /^CREATE OR REPLACE VIEW/,
  triggers: /^CREATE (CONSTRAINT )?TRIGGER/,
  policies: /^(ALTER TABLE \S+ ENABLE ROW LEVEL SECURITY|CREATE POLICY)/,
  grants: /^GRANT /,
};

describe('the files of the schema', () => {
  it('are all run, each once, and all there', () => {
    const onDisk = globSync('**/*.sql', { cwd: import.meta.dirname }).map((path) => path.replaceAll('\\', '/'));
    const run = [...GROUND, ...MADE_ONCE, ...REPEATED].map(({ path }) => path);
    expect(run.toSorted()).toEqual(onDisk.toSorted());
    expect(new Set(run).size).toBe(run.length);
  });

  it('stand in the room of their concept', () => {
    expect(SCHEMA_PATHS.filter((path) => !ROOMS.includes(path.split('/')[0]!))).toEqual([]);
  });

  it.each(SCHEMA_PATHS)('%s holds nothing but its kind, and reads as the others do', (path) => {
    const text = read(path);
    const allowed = (TABLES as readonly string[]).includes(path) ? TABLE : ALLOWED[kindOf(path)]!;
    expect(statementsOf(text).filter((statement) => !allowed.test(statement))).toEqual([]);
    expect(text.endsWith('\n') && !text.endsWith('\n\n'), 'ends with one line break').toBe(true);
    expect(/[\t\r]| $|\n{3}/m.exec(text)?.index, 'tab, space at an end, two empty lines').toBeUndefined();
    const long = kindOf(path) === 'rows' ? [] : text.split('\n').filter((line) => line.length > 170);
    expect(long).toEqual([]);
    const small =
      /\b(create|alter|grant|revoke|select|from|where|insert|returns|references|primary|unique|check|default|not null|policy)\b/;
    expect(small.exec(bare(text))?.[0], 'words of SQL are capital').toBeUndefined();
  });

  it('write one function in one place', () => {
    const names = SCHEMA_PATHS.flatMap((path) =>
      [...read(path).matchAll(/^CREATE OR REPLACE FUNCTION (\S+?)\s*\(/gm)].map(([, name]) => name!),
    );
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('hash a row of the log as rows already sealed were hashed', () => {
    const words = (text: string): string => text.replace(/\s+/g, ' ');
    expect(words(read('audit/functions.sql'))).toContain(words(CANONICAL_AUDIT_ENTRY));
  });
});

describe('a database in use', () => {
  let database: TestDatabase;
  let made: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    made = await printSnapshot(database.owner);
  });
  afterAll(() => database.drop());

  it('has no function whose body does not hold', async () => {
    const runner = database.owner.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SET LOCAL check_function_bodies = on; SET LOCAL search_path = public');
    for (const { path, text } of [...GROUND, ...REPEATED])
      if (/functions|rules/.test(kindOf(path))) await runner.query(text);
    await runner.rollbackTransaction();
    await runner.release();
  });

  it.each([
    ['a policy that is gone', 'DROP POLICY patients_seen_by_user ON patients'],
    ['a policy that says more', 'ALTER POLICY patients_seen_by_user ON patients USING (true)'],
    ['a policy too many', 'CREATE POLICY everything ON alerts TO shared_care_app USING (true)'],
    ['a right too many', 'GRANT SELECT ON contact_details TO shared_care_app'],
    ['a right to a column too many', 'GRANT UPDATE (role) ON users TO shared_care_app'],
    ['a right that is gone', 'REVOKE ALL ON alerts FROM shared_care_app'],
    ['a trigger that is gone', 'DROP TRIGGER emergency_plans_guarded ON emergency_plans'],
    ['a function that everybody may call', 'GRANT EXECUTE ON FUNCTION sec.message_address(uuid) TO PUBLIC'],
    ['a function of another owner', 'ALTER FUNCTION sec.can_see(uuid) OWNER TO CURRENT_USER'],
    [
      'a function of other words',
      'CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$',
    ],
    ['records that a merge does not reach', 'DROP POLICY reached_by_merge ON notices'],
  ])('is put right when the texts changed: %s', async (_, change) => {
    await database.owner.query(change);
    expect(await printSnapshot(database.owner)).not.toBe(made);
    await database.owner.query(`UPDATE schema_state SET hash = 'of other texts'`);
    await migrate(database.owner);
    expect(await printSnapshot(database.owner)).toBe(made);
  });

  it('is left alone as long as no text changed', async () => {
    const stamp = 'SELECT run_at::text FROM schema_state';
    const before = await database.owner.query(stamp);
    await migrate(database.owner);
    expect(await database.owner.query(stamp)).toEqual(before);
  });

  it('is left alone by a build that is older than it', async () => {
    await database.owner.query(
      `INSERT INTO migrations ("timestamp", name) VALUES (1999999999999, 'AddedLater1999999999999')`,
    );
    await database.owner.query(`UPDATE schema_state SET hash = 'of newer texts'`);
    await database.owner.query('DROP POLICY patients_seen_by_user ON patients');
    const newer = await printSnapshot(database.owner);
    await migrate(database.owner);
    expect(await printSnapshot(database.owner)).toBe(newer);
    await database.owner.query(`DELETE FROM migrations WHERE name LIKE 'AddedLater%'`);
    await migrate(database.owner);
    expect(await printSnapshot(database.owner)).toBe(made);
  });

  it('comes to the same by its dated steps, undone and taken again', async () => {
    await undoDated();
    await expect(database.owner.undoLastMigration()).rejects.toThrow(/never undone/);
    await database.owner.query(`UPDATE schema_state SET hash = 'of other texts'`);
    await migrate(database.owner);
    expect(await printSnapshot(database.owner)).toBe(made);
  });

  it('made by the steps before the baseline is adopted with its rows', async () => {
    await asBefore(REPLACED);
    await database.owner.query(
      `INSERT INTO trusts (ods_code, name, published_name) VALUES ('RZZ', 'Riverside', 'Riverside')`,
    );
    await migrate(database.owner);
    expect(await database.owner.query('SELECT ods_code FROM trusts')).toEqual([{ ods_code: 'RZZ' }]);
    await database.owner.query('DELETE FROM trusts');
    expect(await printSnapshot(database.owner)).toBe(made);
  });

  it('that lacks some of those steps is refused with what to do, and left as it is', async () => {
    await asBefore(REPLACED.slice(0, -2));
    const refused = migrate(database.owner);
    await expect(refused).rejects.toThrow(OlderDatabaseError);
    await expect(refused).rejects.toThrow(LAST_BUILD_WITH_THEM);
    expect(await database.owner.query('SELECT count(*)::int AS taken FROM migrations')).toEqual([
      { taken: REPLACED.length - 2 },
    ]);
  });

  async function undoDated(): Promise<void> {
    for (let dated = database.owner.migrations.length - 1; dated > 0; dated--) await database.owner.undoLastMigration();
  }

  async function asBefore(steps: readonly string[]): Promise<void> {
    await undoDated();
    await database.owner.query('DROP TABLE IF EXISTS schema_state; DELETE FROM migrations');
    await database.owner.query(
      `INSERT INTO migrations ("timestamp", name) SELECT right(name, 13)::bigint, name FROM unnest($1::text[]) AS name`,
      [steps],
    );
  }
});
