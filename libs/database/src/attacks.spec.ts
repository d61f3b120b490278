import type { DataSource, QueryResult, QueryRunner } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from './data-source';
import { loadDemo } from './demo/load-demo';
import { attacks, ROLES, type Aims, type Attack, type Attacker } from './testing/attacks';
import { createTestDatabase, type TestDatabase } from './testing/test-database';

/** Not allowed, not of this row, or against a rule: a statement with a slip in it is no attack that was held off. */
const HELD = new Set(['42501', '23514', 'P0001']);

describe('somebody who speaks SQL as a role of the product', () => {
  let database: TestDatabase;
  let aims: Aims;
  const connections: Partial<Record<Attacker, DataSource>> = {};

  beforeAll(async () => {
    database = await createTestDatabase();
    await loadDemo(database.owner, { passwordHash: 'unused', size: 'small' });
    aims = await aim(database.owner);
    // As one logs in who is a member of that role and of no other.
    for (const role of ROLES) {
      const login = `${new URL(database.url).pathname.slice(1)}_${role}`;
      await database.owner.query(
        `CREATE ROLE ${login} LOGIN PASSWORD '${login}' IN ROLE shared_care_${role} ${role === 'backup' ? 'BYPASSRLS' : ''}`,
      );
      const url = new URL(database.url);
      url.username = url.password = login;
      connections[role] = await createDataSource(url.href, role, 1).initialize();
    }
  });
  afterAll(async () => {
    for (const connection of Object.values(connections)) await connection.destroy();
    for (const role of ROLES)
      await database.owner.query(`DROP ROLE ${new URL(database.url).pathname.slice(1)}_${role}`);
    await database.drop();
  });

  async function tried(runner: QueryRunner, { sql }: Attack, uid: string): Promise<number> {
    await runner.startTransaction();
    try {
      await runner.query(`SELECT set_config('app.uid', $1, true)`, [uid]);
      const { records, affected } = (await runner.query(sql, [], true)) as QueryResult<Record<string, unknown>>;
      // A function that answers with nothing, or that it did not.
      const told = records.filter((row) => Object.values(row).some((value) => value !== null && value !== false));
      return records.length > 0 ? told.length : (affected ?? 1);
    } finally {
      await runner.rollbackTransaction().catch(() => undefined);
    }
  }

  it.each(attacks)('$as $who: $what', async (attack) => {
    const filled = { ...attack, sql: attack.sql(aims) };
    const uid = attack.who === 'no person' ? '' : aims[attack.who];
    const runner = connections[attack.as]!.createQueryRunner();
    const outcome = await tried(runner, filled, uid)
      .then((rows) => (rows === 0 ? 'found nothing' : 'through'))
      .catch((error: unknown) => {
        const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
        return HELD.has(code ?? '') ? 'held' : `${code}: ${(error as Error).message}`;
      })
      .finally(() => runner.release());
    expect(['held', 'found nothing']).toContain(outcome);
    // What finds nothing must be there to be found; a function may say no by itself.
    if (outcome === 'found nothing' && attack.who !== 'no person' && !/^SELECT (\* FROM )?sec\./.test(filled.sql)) {
      const owner = database.owner.createQueryRunner();
      expect(await tried(owner, filled, uid).finally(() => owner.release()), 'as the owner').toBeGreaterThan(0);
    }
  });
});

/** Rows that an attack would find or change: an account with all that lets it in, a request of each kind that waits. */
async function aim(owner: DataSource): Promise<Aims> {
  const one = async (sql: string, values: unknown[] = []): Promise<string> =>
    (await owner.query<{ id: string }[]>(sql, values))[0]!.id;
  const account = (email: string) => one('SELECT id FROM users WHERE email = $1', [`${email}@example.org`]);
  const post = (user: string) => one('SELECT id FROM link_consultants WHERE user_id = $1 AND to_on IS NULL', [user]);
  const [nurse, okoro, lindqvist, admin, quist] = (await Promise.all(
    ['a.boyd', 'm.okoro', 'p.lindqvist', 'admin', 'r.quist'].map(account),
  )) as [string, string, string, string, string];
  await letIn(owner, nurse);
  const endedPost = await one(
    `INSERT INTO link_consultants (user_id, hospital_id, name, from_on, to_on)
     SELECT id, hospital_id, 'Dr M Okoro', '2010-01-01', '2015-01-01' FROM users WHERE id = $1 RETURNING id`,
    [okoro],
  );
  const hers = `SELECT 1 FROM shared_care_links l JOIN users u ON u.id = '${okoro}' AND u.hospital_id = l.hospital_id`;
  const attended = await owner.query<{ id: string; alert: string }[]>(
    `SELECT a.id, a.alert_id AS alert FROM attendances a WHERE EXISTS (${hers} WHERE l.patient_id = a.patient_id
       AND l.valid_from <= now() AND l.valid_to IS NULL) LIMIT 1`,
  );
  await owner.query(
    `INSERT INTO consultant_covers (absent_id, covering_id, covers_from, covers_to, recorded_by)
     SELECT $1, $2, '2020-01-01', '2020-01-02', $3`,
    [endedPost, await post(lindqvist), nurse],
  );
  await owner.query(
    `INSERT INTO invitations (email, role, token_hash, invited_by) VALUES ('invited@example.org', 'admin', sha256('invited'), $1)`,
    [admin],
  );
  return {
    nurse,
    okoro,
    lindqvist,
    admin,
    okoroPost: await post(okoro),
    lindqvistPost: await post(lindqvist),
    endedPost,
    child: await one(
      `SELECT p.id FROM patients p JOIN contact_details d ON d.patient_id = p.id AND d.address IS NOT NULL
       JOIN shared_care_links x ON x.patient_id = p.id AND x.role = 'primary' AND x.valid_to IS NULL
       WHERE p.merged_into_id IS NULL AND NOT EXISTS (${hers} WHERE l.patient_id = p.id) LIMIT 1`,
    ),
    alert: attended[0]!.alert,
    attendance: attended[0]!.id,
    roleChange: await one(
      `INSERT INTO role_change_requests (user_id, from_role, to_role, requested_by)
       VALUES ($1, 'link_consultant', 'phu_doctor', $2) RETURNING id`,
      [okoro, admin],
    ),
    recovery: await one(
      `INSERT INTO account_recoveries (user_id, lost, state, asked_by, identified, because, ends_at)
       VALUES ($1, 'both', 'waiting', $2, 'telephone', 'Lost it.', sec.now() + interval '1 day') RETURNING id`,
      [admin, quist],
    ),
  };
}

async function letIn(owner: DataSource, nurse: string): Promise<void> {
  await owner.query(`INSERT INTO user_totp (user_id, secret, confirmed_at) VALUES ($1, 'SECRET', sec.now())`, [nurse]);
  await owner.query(
    `INSERT INTO user_passkeys (user_id, credential_id, public_key, label) VALUES ($1, 'hers', '\\x01', 'hers')`,
    [nurse],
  );
  await owner.query(`INSERT INTO user_recovery_codes (user_id, code_hash) VALUES ($1, '\\x02')`, [nurse]);
  await owner.query(
    `INSERT INTO sessions (sid, sess, expire) VALUES ('hers', json_build_object('passport', json_build_object('user', $1::text)), now() + interval '1 day')`,
    [nurse],
  );
  await owner.query(
    `INSERT INTO user_identities (user_id, issuer, subject, attached_by)
     SELECT $1, 'https://nhs.example', 'nurse', id FROM users WHERE email = 'admin@example.org'`,
    [nurse],
  );
}
