import { randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDataSource } from './data-source';
import { migrate } from './migrate';
import { OLDER } from './migrations/older';
import { keepState } from './schema/run-schema';
import { printSnapshot } from './snapshot';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

/** Here as long as the steps are: proves that nothing is lost when they go. */
describe('the baseline and the steps it replaces make the same database', () => {
  let fresh: TestDatabase;
  let made: string;
  let server: string;
  const name = `test_${randomBytes(6).toString('hex')}`;
  beforeAll(async () => {
    fresh = await createTestDatabase();
    made = await printSnapshot(fresh.owner);
    server = inject('postgresUrl');
    await withAdmin(`CREATE DATABASE ${name}`);
  });
  afterAll(async () => {
    await fresh.drop();
    await withAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
  });

  async function withAdmin(sql: string): Promise<void> {
    const admin = await createDataSource(`${server}postgres`, 'owner', 1).initialize();
    await admin.query(sql);
    await admin.destroy();
  }

  it('every object, owner, right and row, byte for byte', async () => {
    const { options } = createDataSource(server + name, 'owner', 2);
    const older = await new DataSource({ ...options, migrations: OLDER } as DataSourceOptions).initialize();
    await older.runMigrations({ transaction: 'each' });
    await older.query('SELECT sec.let_merge_reach_every_table()');
    const runner = older.createQueryRunner();
    await keepState(runner);
    await runner.release();
    // Words of functions too, however far they are indented.
    const bodies = `SELECT p.oid::regprocedure::text AS name, regexp_replace(prosrc, '\\s+', ' ', 'g') AS body FROM pg_proc p
      WHERE pronamespace::regnamespace::text IN ('public', 'sec') AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
      ORDER BY 1`;
    const trimmed = (rows: { name: string; body: string }[]) => rows.map(({ name, body }) => [name, body.trim()]);
    expect(trimmed(await older.query(bodies))).toEqual(trimmed(await fresh.owner.query(bodies)));
    expect(await printSnapshot(older)).toBe(made);
    await older.destroy();
  });

  it('and it is adopted as it is', async () => {
    const adopted = await createDataSource(server + name, 'owner', 2).initialize();
    await migrate(adopted);
    expect(await printSnapshot(adopted)).toBe(made);
    await adopted.destroy();
  });
});
