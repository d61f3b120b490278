import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource, type DatabaseRole } from './data-source';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

const ROLES: readonly DatabaseRole[] = ['owner', 'app', 'feeds', 'worker', 'backup'];

describe('A connection that the database ends', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each(ROLES)('ends no process between the pool and whoever asked for it (%s)', async (role) => {
    const source = await createDataSource(database.url, role, 2).initialize();
    try {
      const pool = poolOf(source);
      // The pool has taken its own listener off; the asker's is not on yet.
      await new Promise<void>((done, fail) =>
        pool.connect((refused, client, release) => {
          if (refused || !client) return fail(refused ?? new Error('no connection'));
          try {
            client.emit('error', new Error('terminating connection due to administrator command'));
            release(true);
            done();
          } catch (thrown) {
            release(true);
            fail(thrown as Error);
          }
        }),
      );
      expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    } finally {
      await source.destroy();
    }
  });
});

function poolOf(source: DataSource): Pool {
  return (source.driver as unknown as { master: Pool }).master;
}
