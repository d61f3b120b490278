import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

describe('the database holds the rules about accounts by itself', () => {
  let database: TestDatabase;
  let app: DataSource;
  const people: Record<'first' | 'second' | 'nurse', string> = { first: '', second: '', nurse: '' };

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await createDataSource(database.url, 'app', 3).initialize();
    for (const [who, role] of [
      ['first', 'admin'],
      ['second', 'admin'],
      ['nurse', 'haemostasis_nurse'],
    ] as const) {
      const [made] = await database.owner.query<{ id: string }[]>(
        'INSERT INTO users (email, display_name, role) VALUES ($1, $1, $2) RETURNING id',
        [`${who}@example.org`, role],
      );
      people[who] = made!.id;
    }
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  const as = <T>(who: keyof typeof people, sql: string, parameters: unknown[] = []): Promise<T[]> =>
    app.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [people[who]]);
      return tx.query<T[]>(sql, parameters);
    });
  const ask = (who: keyof typeof people, about: keyof typeof people, to: string) =>
    as<{ id: string }>(
      who,
      `INSERT INTO role_change_requests (user_id, from_role, to_role) SELECT id, role, $2 FROM users WHERE id = $1 RETURNING id`,
      [people[about], to],
    );
  const decide = async (who: keyof typeof people, request: string): Promise<boolean> => {
    const [answer] = await as<{ decided: boolean }>(who, 'SELECT sec.decide_role_change($1, 1, true) AS decided', [
      request,
    ]);
    return answer!.decided;
  };

  it('the program cannot write a role, an account or a password', async () => {
    for (const sql of [
      `UPDATE users SET role = 'admin'`,
      `UPDATE users SET hospital_id = NULL`,
      `UPDATE users SET email = 'x'`,
      `INSERT INTO users (email, display_name, role) VALUES ('x@example.org', 'X', 'admin')`,
      `DELETE FROM users`,
      `UPDATE role_change_requests SET state = 'approved'`,
      `UPDATE invitations SET accepted_at = now()`,
      `INSERT INTO invitations (email, role, token_hash) VALUES ('x@example.org', 'admin', sha256('x'))`,
      `INSERT INTO user_identities (user_id, issuer, subject) SELECT id, 'x', 'x' FROM users`,
      `UPDATE access_requests SET state = 'confirmed'`,
      `SELECT token_hash FROM invitations`,
    ])
      await expect(as('first', sql), sql).rejects.toThrow('permission denied');
  });

  it('nobody asks for their own role, and nobody decides what they asked or what is about them', async () => {
    await expect(ask('first', 'first', 'haemostasis_nurse')).rejects.toThrow('role_changes_not_own');
    const [aboutNurse] = await ask('first', 'nurse', 'phu_doctor');
    await expect(decide('first', aboutNurse!.id)).rejects.toThrow('role_changes_by_two');
    const [aboutSecond] = await ask('first', 'second', 'haemostasis_nurse');
    await expect(decide('second', aboutSecond!.id)).rejects.toThrow('role_changes_not_own');
    expect(await decide('nurse', aboutSecond!.id)).toBe(false);
    expect(await decide('second', aboutNurse!.id)).toBe(true);
    expect(await decide('second', aboutNurse!.id)).toBe(false);
    expect(await database.owner.query('SELECT role, version FROM users WHERE id = $1', [people.nurse])).toEqual([
      { role: 'phu_doctor', version: 2 },
    ]);
  });

  it('only an admin sees invitations and requests', async () => {
    const asking = (email: string): string =>
      `INSERT INTO access_requests (kind, email, role) VALUES ('invitation', '${email}', 'admin') RETURNING id`;
    const [asked] = await as<{ id: string }>('first', asking('new@example.org'));
    await expect(as('nurse', asking('n2@example.org'))).rejects.toThrow('row-level security');
    const confirm = (who: keyof typeof people) =>
      as<{ made: string | null }>(who, `SELECT sec.decide_access($1, 1, true, sha256('t')) AS made`, [asked!.id]);
    await expect(confirm('first')).rejects.toThrow('access_requests_by_two');
    expect(await confirm('nurse')).toEqual([{ made: null }]);
    expect((await confirm('second'))[0]?.made).not.toBeNull();
    for (const table of ['invitations', 'role_change_requests', 'access_requests']) {
      expect((await as('second', `SELECT id FROM ${table}`)).length, table).toBeGreaterThan(0);
      expect(await as('nurse', `SELECT id FROM ${table}`), table).toEqual([]);
    }
  });

  it('two admins who disable each other at the same moment leave one', async () => {
    const [one, other] = [app.createQueryRunner(), app.createQueryRunner()];
    const disable = async (runner: typeof one, by: string, whom: string): Promise<void> => {
      await runner.startTransaction();
      await runner.query(`SELECT set_config('app.uid', $1, true)`, [by]);
      await runner.query('UPDATE users SET disabled_at = sec.now() WHERE id = $1', [whom]);
    };
    await disable(one, people.first, people.second);
    await disable(other, people.second, people.first);
    // Both have written and neither sees the other's; the first has been checked, the second is checked meanwhile.
    await one.query('SET CONSTRAINTS ALL IMMEDIATE');
    const late = expect(other.commitTransaction()).rejects.toThrow('no admin would remain');
    const waiting = `SELECT count(*)::int AS sessions FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    await expect.poll(() => database.owner.query(waiting)).toEqual([{ sessions: 1 }]);
    await one.commitTransaction();
    await late;
    await other.rollbackTransaction().catch(() => undefined);
    await Promise.all([one.release(), other.release()]);
    expect(await database.owner.query(`SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL`)).toEqual([
      { id: people.first },
    ]);
  });
});
