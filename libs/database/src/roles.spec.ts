import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { loadDemo } from './demo/load-demo';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

describe('the roles that serve nobody', () => {
  let database: TestDatabase;
  let worker: DataSource;
  let backup: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    await loadDemo(database.owner, { passwordHash: 'unused', size: 'small' });
    worker = await createDataSource(database.url, 'worker', 2).initialize();
    backup = await createDataSource(database.url, 'backup', 1).initialize();
  });
  afterAll(async () => {
    await worker.destroy();
    await backup.destroy();
    await database.drop();
  });

  it('the worker seals the log, and reads neither it nor a child', async () => {
    await expect(worker.query('SELECT sec.seal_audit(10)')).resolves.toHaveLength(1);
    for (const table of ['patients', 'shared_care_links', 'audit_entries'])
      await expect(worker.query(`SELECT * FROM ${table}`), table).rejects.toThrow(/permission denied/);
  });

  it('the backup reads every row of every table, past the policies', async () => {
    const tables = await database.owner.query<{ name: string }[]>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'sec')`,
    );
    const count = (as: DataSource, table: string): Promise<unknown> => as.query(`SELECT count(*) FROM ${table}`);
    for (const { name } of tables) expect(await count(backup, name), name).toEqual(await count(database.owner, name));
    expect(await count(backup, 'patients')).not.toEqual([{ count: '0' }]);
  });

  it('the backup writes nothing', async () => {
    const writable = await database.owner.query<{ relname: string }[]>(
      `SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text IN ('public', 'sec')
         AND has_table_privilege('shared_care_backup', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
    );
    expect(writable).toEqual([]);
  });

  it('a function of ours is for those whom its file names: none for everybody, none for the backup', async () => {
    const callable = (role: string): Promise<{ name: string }[]> =>
      database.owner.query(
        `SELECT p.oid::regprocedure::text AS name FROM pg_proc p
         WHERE p.pronamespace::regnamespace::text IN ('public', 'sec') AND has_function_privilege($1, p.oid, 'EXECUTE')
           AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')`,
        [role],
      );
    expect(await callable('public')).toEqual([]);
    expect(await callable('shared_care_backup')).toEqual([]);
    // Nor one that is made tomorrow.
    await database.owner.query('CREATE FUNCTION sec.made_tomorrow() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$');
    expect(await callable('public')).toEqual([]);
    await database.owner.query('DROP FUNCTION sec.made_tomorrow()');
  });
});
