import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { loadDemo } from './demo/load-demo';
import { createTestDatabase, type TestDatabase } from './testing/test-database';
import { startWire, type Wire } from './testing/wire';

/** PostgreSQL may settle on one plan for all once it has made five. */
const OFTEN = 12;
const CHILDREN = 'SELECT array_agg(id ORDER BY id) AS ids FROM patients WHERE family_name >= $1';

describe('A connection keeps what it is asked prepared', () => {
  let database: TestDatabase;
  let wire: Wire;
  let app: DataSource;
  const people: Record<string, string> = {};

  beforeAll(async () => {
    database = await createTestDatabase();
    await loadDemo(database.owner, { passwordHash: 'none', size: 'small' });
    wire = await startWire(database.url);
    const users = await database.owner.query<{ id: string; role: string }[]>(
      'SELECT id, role FROM users ORDER BY role, email',
    );
    for (const { id, role } of users) people[role in people ? `other ${role}` : role] = id;
  });
  afterAll(async () => {
    wire.stop();
    await database.drop();
  });
  beforeEach(async () => {
    app = await createDataSource(wire.url, 'app', 1).initialize();
    wire.take();
  });
  afterEach(() => app.destroy());

  const as = <T>(user: string | undefined, sql: string, parameters: unknown[] = []): Promise<T[]> =>
    app.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [user ?? '']);
      return tx.query<T[]>(sql, parameters);
    });
  const idsFor = async (user: string | undefined): Promise<string[]> =>
    (await as<{ ids: string[] | null }>(user, CHILDREN, ['']))[0]!.ids ?? [];
  const held = async (): Promise<number> =>
    (await app.query<{ held: number }[]>('SELECT count(*)::int AS held FROM pg_prepared_statements'))[0]!.held;

  it('and sends a text once, however often it asks', async () => {
    for (let time = 0; time < OFTEN; time++)
      expect(await app.query('SELECT $1::int + 1 AS sum', [time])).toEqual([{ sum: time + 1 }]);
    expect(wire.take()).toHaveLength(OFTEN);
    const [kept] = await app.query<{ asked: number; statement: string }[]>(
      `SELECT (generic_plans + custom_plans)::int AS asked, statement FROM pg_prepared_statements WHERE statement LIKE '%+ 1 AS sum'`,
    );
    expect(kept).toEqual({ asked: OFTEN, statement: 'SELECT $1::int + 1 AS sum' });
  });

  it('and shows each user their own children, in whatever order they come', async () => {
    const everybody = await idsFor(people['haemostasis_nurse']);
    const scopes = new Map<string, string[]>();
    for (const who of ['link_consultant', 'other link_consultant'])
      scopes.set(
        who,
        await database.owner.transaction(async (tx) => {
          await tx.query(`SELECT set_config('app.uid', $1, true)`, [people[who]]);
          const [own] = await tx.query<[{ ids: string[] }]>(
            'SELECT array_agg(id ORDER BY id) AS ids FROM patients WHERE sec.can_see(id)',
          );
          return own.ids;
        }),
      );
    expect(scopes.get('link_consultant')).not.toEqual(scopes.get('other link_consultant'));
    for (let time = 0; time < OFTEN; time++) {
      expect(await idsFor(people['haemostasis_nurse'])).toEqual(everybody);
      for (const [who, own] of scopes) expect(await idsFor(people[who])).toEqual(own);
      expect(await idsFor(undefined)).toEqual([]);
    }
    expect(everybody.length).toBeGreaterThan(scopes.get('link_consultant')!.length);
    const [plans] = await app.query<{ kept: number }[]>(
      'SELECT count(*)::int AS kept FROM pg_prepared_statements WHERE statement = $1',
      [CHILDREN],
    );
    expect(plans!.kept).toBe(1);
  });

  it('and asks again what a role may see when the role has changed', async () => {
    for (let time = 0; time < OFTEN; time++) expect((await idsFor(people['haemostasis_nurse'])).length).not.toBe(0);
    await expect(
      app.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [people['haemostasis_nurse']]);
        await tx.query('SET LOCAL ROLE shared_care_worker');
        return tx.query(CHILDREN, ['']);
      }),
    ).rejects.toThrow(/permission denied/);
    expect((await idsFor(people['haemostasis_nurse'])).length).not.toBe(0);
  });

  it('and plans anew when a policy or a function was made anew meanwhile', async () => {
    const everybody = await idsFor(people['haemostasis_nurse']);
    for (let time = 0; time < OFTEN; time++) await idsFor(people['haemostasis_nurse']);
    await database.owner.query('CREATE POLICY nobody ON patients AS RESTRICTIVE USING (false)');
    try {
      expect(await idsFor(people['haemostasis_nurse'])).toEqual([]);
    } finally {
      await database.owner.query('DROP POLICY nobody ON patients');
    }
    expect(await idsFor(people['haemostasis_nurse'])).toEqual(everybody);
  });

  it('and knows a text again after its columns became others', async () => {
    await database.owner.query(
      'CREATE FUNCTION public.lately() RETURNS TABLE (one int) LANGUAGE sql AS $$ SELECT 1 $$; GRANT EXECUTE ON FUNCTION lately() TO shared_care_app',
    );
    const lately = (): Promise<unknown> => app.query('SELECT * FROM lately() WHERE $1 = 1', [1]);
    expect(await lately()).toEqual([{ one: 1 }]);
    await database.owner.query(
      `DROP FUNCTION lately; CREATE FUNCTION public.lately() RETURNS TABLE (one int, two text) LANGUAGE sql AS $$ SELECT 1, 'two' $$; GRANT EXECUTE ON FUNCTION lately() TO shared_care_app`,
    );
    await expect(lately()).rejects.toThrow(/cached plan/);
    expect(await lately()).toEqual([{ one: 1, two: 'two' }]);
    await app.query('DEALLOCATE ALL');
    await expect(lately()).rejects.toThrow(/does not exist/);
    expect(await lately()).toEqual([{ one: 1, two: 'two' }]);
  });

  it('and lets go of the one used longest ago, so that a connection never grows for ever', async () => {
    for (let text = 0; text < 300; text++)
      expect(await app.query(`SELECT $1::int + ${text} AS sum`, [1])).toEqual([{ sum: text + 1 }]);
    expect(await held()).toBeLessThanOrEqual(257);
    expect(await app.query('SELECT $1::int + 0 AS sum', [1])).toEqual([{ sum: 1 }]);
  });

  it('also after a statement failed in a transaction that went wrong', async () => {
    const sum = 'SELECT 1 / $1::int AS part';
    await expect(
      app.transaction(async (tx) => {
        await tx.query(sum, [0]).catch(() => undefined);
        return tx.query('SELECT $1::text AS late', ['x']);
      }),
    ).rejects.toThrow(/aborted/);
    expect(await app.query(sum, [1])).toEqual([{ part: 1 }]);
    expect(await app.query('SELECT $1::text AS late', ['x'])).toEqual([{ late: 'x' }]);
  });

  it('and keeps none behind a pooler', async () => {
    const shared = await createDataSource(wire.url, 'app', 1, false).initialize();
    try {
      for (let time = 0; time < 3; time++) await shared.query('SELECT $1::int AS one', [1]);
      expect(await shared.query('SELECT count(*)::int AS held FROM pg_prepared_statements')).toEqual([{ held: 0 }]);
    } finally {
      await shared.destroy();
    }
  });
});
