import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { GROUND, MADE_ONCE, REPEATED, type SchemaFile } from './schema-files';

/** Makes everything, in the transaction of the caller, in a database that has nothing yet. */
export async function makeSchema(runner: QueryRunner): Promise<void> {
  await run(runner, [...GROUND, ...MADE_ONCE, ...REPEATED]);
  await keepState(runner);
  await remember(runner);
}

/**
 * Runs functions, views, triggers, policies and rights again when a text of theirs is another than last time, in one
 * transaction: others see all of the old ones or all of the new ones. Answers whether it did.
 */
export async function renewSchema(runner: QueryRunner): Promise<boolean> {
  await keepState(runner);
  const [last] = (await runner.query('SELECT hash FROM schema_state')) as { hash: string }[];
  if (last?.hash === HASH) return false;
  await runner.startTransaction();
  try {
    // Whatever a file no longer says is gone, too.
    await runner.query(RESET);
    await run(runner, [...GROUND, ...REPEATED]);
    await remember(runner);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
  return true;
}

/** Which texts the functions and rights of this database were made from. Kept beside `migrations`, not a part of it. */
export async function keepState(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE IF NOT EXISTS schema_state (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    hash text NOT NULL,
    run_at timestamptz NOT NULL DEFAULT now()
  )`);
}

const HASH = createHash('sha256')
  .update([...GROUND, ...REPEATED].map(({ path, text }) => `${path}\n${text}`).join('\0'))
  .digest('hex');

async function remember(runner: QueryRunner): Promise<void> {
  await runner.query(
    `INSERT INTO schema_state (hash) VALUES ($1) ON CONFLICT (only_row) DO UPDATE SET hash = excluded.hash, run_at = now()`,
    [HASH],
  );
}

async function run(runner: QueryRunner, files: readonly SchemaFile[]): Promise<void> {
  // Functions call each other in a circle; a spec checks every body once all of them are there.
  await runner.query('SET LOCAL check_function_bodies = off; SET LOCAL search_path = public');
  for (const { path, text } of files) {
    try {
      await runner.query(text);
    } catch (error) {
      const { message, position } = error as Error & { position?: string };
      const line = position ? `:${text.slice(0, Number(position)).split('\n').length}` : '';
      throw new Error(`schema/${path}${line}: ${message}`, { cause: error });
    }
  }
}

const OURS = (row: string, namespace: string, catalogue: string): string =>
  `${row}.${namespace}::regnamespace::text IN ('public', 'sec') AND NOT EXISTS (
     SELECT FROM pg_depend e WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${row}.oid AND e.deptype = 'e')`;

/** Takes away what the files give: policies, triggers, rights, and the owners of functions. Tables and rows stay. */
const RESET = `
  DO $$
  DECLARE
    found record;
  BEGIN
    FOR found IN SELECT p.polname, c.oid::regclass AS place FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
                 WHERE ${OURS('c', 'relnamespace', 'pg_class')} LOOP
      EXECUTE format('DROP POLICY %I ON %s', found.polname, found.place);
    END LOOP;
    FOR found IN SELECT t.tgname, c.oid::regclass AS place FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                 WHERE NOT t.tgisinternal AND ${OURS('c', 'relnamespace', 'pg_class')} LOOP
      EXECUTE format('DROP TRIGGER %I ON %s', found.tgname, found.place);
    END LOOP;
    FOR found IN SELECT DISTINCT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || c.oid::regclass AS place,
                        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS whom
                 FROM pg_class c CROSS JOIN LATERAL (
                   SELECT grantee FROM aclexplode(c.relacl)
                   UNION SELECT g.grantee FROM pg_attribute t, aclexplode(t.attacl) AS g WHERE t.attrelid = c.oid) AS a
                 WHERE a.grantee <> c.relowner AND ${OURS('c', 'relnamespace', 'pg_class')} LOOP
      EXECUTE format('REVOKE ALL ON %s FROM %s', found.place, found.whom);
    END LOOP;
    FOR found IN SELECT p.oid::regprocedure AS place FROM pg_proc p WHERE ${OURS('p', 'pronamespace', 'pg_proc')} LOOP
      EXECUTE format('ALTER FUNCTION %s OWNER TO CURRENT_USER', found.place);
    END LOOP;
    FOR found IN SELECT p.oid::regprocedure AS place,
                        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS whom
                 FROM pg_proc p CROSS JOIN aclexplode(p.proacl) AS a
                 WHERE a.grantee <> p.proowner AND ${OURS('p', 'pronamespace', 'pg_proc')} LOOP
      EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %s', found.place, found.whom);
    END LOOP;
    FOR found IN SELECT p.oid::regprocedure AS place FROM pg_proc p WHERE ${OURS('p', 'pronamespace', 'pg_proc')} LOOP
      EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', found.place);
    END LOOP;
  END $$`;
