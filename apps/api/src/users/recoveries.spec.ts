import type {
  CompletedRecovery,
  ListedRecovery,
  RecoveryList,
  RecoveryStep,
} from '@shared-care/contracts/recoveries/answers';
import type { Enrolment, RecoveryCodes } from '@shared-care/contracts/session/answers';
import type { UserList } from '@shared-care/contracts/users/answers';
import { confirmAsOwner } from './first-admins';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { generate } from 'otplib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import {
  ADMIN,
  DOCTOR,
  NURSE,
  OTHER_ADMIN,
  OTHER_NURSE,
  startTestApp,
  testConfig,
  TUESDAY_11,
  until,
  type TestApp,
} from '../testing/test-app';

const NEW_PASSWORD = 'violet harbour tuesday kettle';

describe('letting somebody in again', () => {
  let app: TestApp;
  let relay: MailRelay;
  let admin: Client;
  let other: Client;
  /** Mails that were looked at. */
  const read = new Set<unknown>();

  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({
      role: 'all',
      trustedProxies: 1,
      mail: { ...testConfig().mail, smtpUrl: relay.url },
      outbox: { ...testConfig().outbox, leaseSeconds: 2, firstRetrySeconds: 0.2, lastRetrySeconds: 0.4 },
    });
    admin = await app.signIn(ADMIN);
    other = await app.signIn(OTHER_ADMIN);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(async () => {
    relay.behave('take');
    for (const mail of relay.received) read.add(mail);
    await app.sql('DELETE FROM account_messages');
    await app.sql('DELETE FROM account_recovery_confirmations');
    await app.sql('DELETE FROM account_recoveries');
    await app.sql('DELETE FROM sign_in_attempts');
    await app.sql('UPDATE users SET disabled_at = NULL');
    await app.sql(`UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email = $1)`, [ADMIN]);
    await app.database.setClock(TUESDAY_11);
  });

  const ask = (email: string, lost = 'password', address = '203.0.113.1') =>
    app.anonymous().post('/api/recoveries/ask', { email, lost }, { 'X-Forwarded-For': address });
  const about = (email: string) =>
    relay.received.filter(
      ({ to, subject }) => JSON.stringify(to).includes(`"${email}"`) && subject?.startsWith('Shared Care: '),
    );
  /** The link of the newest mail to this person with these words in its subject, that was not read before. */
  const mailed = (email: string, words: string): Promise<{ token: string | null; text: string }> =>
    until(() => {
      const found = about(email).find((mail) => !read.has(mail) && mail.subject!.includes(words));
      if (!found) return Promise.resolve(null);
      read.add(found);
      return Promise.resolve({ token: /recovery#([\w-]{43})/.exec(found.text!)?.[1] ?? null, text: found.text! });
    });
  const post = <T>(path: string, body: object) => app.anonymous().post<T>(`/api/recoveries/${path}`, body);
  const look = (token: string) => post<RecoveryStep>('look', { token });
  const complete = (token: string, more: object = { password: NEW_PASSWORD }) =>
    post<CompletedRecovery>('complete', { token, ...more });
  const listed = async (email: string, client = admin): Promise<ListedRecovery> =>
    (await client.get<RecoveryList>('/api/recoveries')).body.recoveries.find(({ user }) => user.email === email)!;
  const confirm = (client: Client, { id, version }: ListedRecovery) =>
    client.post<RecoveryList>(`/api/recoveries/${id}/confirm`, { version, identified: 'telephone' });
  const version = async (email: string): Promise<number> =>
    (await admin.get<UserList>('/api/users')).body.users.find((user) => user.email === email)!.version;
  const start = async (client: Client, email: string, more: object = {}): Promise<Answer<RecoveryList>> =>
    client.post(`/api/users/${await app.user(email)}/recoveries`, {
      version: await version(email),
      lost: 'password',
      identified: 'telephone',
      because: 'Rang this morning.',
      ...more,
    });
  const tryIn = async (email: string, password: string): Promise<number> =>
    (await app.anonymous().post('/api/session', { email, password })).status;
  /** Asked by the person, the mailbox shown to be theirs: what waits for an admin. */
  const proved = async (email: string, lost = 'password'): Promise<ListedRecovery> => {
    expect((await ask(email, lost)).status).toBe(200);
    const { token } = await mailed(email, 'is this you');
    const answer = await post('prove', { token });
    expect(answer.status, answer.text).toBe(200);
    return listed(email);
  };
  const confirmed = async (email: string, lost = 'password'): Promise<string> => {
    expect((await confirm(admin, await proved(email, lost))).status).toBe(200);
    return (await mailed(email, 'your way back in')).token!;
  };

  it('a lost password: mailbox, one admin, a link that works once; every session ends and the person is told', async () => {
    const before = await app.signIn(NURSE);
    await ask(NURSE);
    const first = await mailed(NURSE, 'is this you');
    expect(first.text).not.toMatch(/01632/);
    expect((await look(first.token!)).body).toMatchObject({ step: 'prove', lost: 'password', passkeys: [] });
    expect((await complete(first.token!)).status).toBe(422);
    expect(await listed(NURSE)).toMatchObject({ state: 'asked', missing: 1 });
    expect((await post('prove', { token: first.token })).status).toBe(200);
    expect((await post('prove', { token: first.token })).status).toBe(422);
    const waiting = await listed(NURSE);
    expect(waiting).toMatchObject({ state: 'waiting', missing: 1, askedBy: null });
    const answer = await confirm(admin, waiting);
    expect(answer.body.recoveries.find(({ id }) => id === waiting.id)).toMatchObject({
      state: 'confirmed',
      missing: 0,
    });
    const { token } = await mailed(NURSE, 'your way back in');
    for (const client of [admin, other]) expect((await client.get('/api/recoveries')).text).not.toContain(token);
    const [{ found }] = (await app.sql<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM account_recoveries r WHERE r::text LIKE '%' || $1 || '%')
           OR EXISTS (SELECT 1 FROM account_messages m WHERE m::text LIKE '%' || $1 || '%') AS found`,
      [token],
    )) as [{ found: boolean }];
    expect(found).toBe(false);
    for (const weak of ['eleven char', 'haemophilia1', 'a boyd kettle moon'])
      expect((await complete(token!, { password: weak })).status).toBe(400);
    const tries = await Promise.all([complete(token!), complete(token!), complete(token!)]);
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect((await look(token!)).status).toBe(422);
    expect((await before.get('/api/session')).status).toBe(401);
    expect([await tryIn(NURSE, DEMO_PASSWORD), await tryIn(NURSE, NEW_PASSWORD)]).toEqual([400, 201]);
    expect((await mailed(NURSE, 'was changed')).text).toMatch(/password of your account was changed/);
    expect(
      (
        await app.sql<{ detail: string }>(
          `SELECT coalesce(actor_role, '-') || ' ' || action || ' ' || detail AS detail FROM audit_entries
           WHERE entity IN ('account_recovery', 'user') AND action NOT IN ('read', 'refresh') AND outcome = 'done' ORDER BY id`,
        )
      ).map(({ detail }) => detail),
    ).toEqual([
      '- create for password, asked on the sign-in page',
      'haemostasis_nurse update showed the mailbox is theirs',
      'admin update confirm, identified by telephone',
      'haemostasis_nurse update recovered: password, all sessions ended',
    ]);
  });

  it('known and unknown addresses are answered alike, and nothing goes to an unknown one', async () => {
    await app.sql('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [OTHER_NURSE]);
    const answers = [await ask(DOCTOR), await ask('nobody@example.org'), await ask(OTHER_NURSE)];
    expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(3).fill('200 {"asked":true}'));
    await mailed(DOCTOR, 'is this you');
    await until(async () => (await app.sql('SELECT 1 FROM recovery_asks')).length === 0);
    expect([...about('nobody@example.org'), ...about(OTHER_NURSE)]).toEqual([]);
    expect(await app.sql('SELECT DISTINCT user_id FROM account_recoveries')).toHaveLength(1);
  });

  it('is throttled as signing in is, alike for every address, and does not use up the tries at the password', async () => {
    for (const email of [DOCTOR, 'nobody@example.org']) {
      const seen: number[] = [];
      for (let n = 0; n < 12; n++) seen.push((await ask(email, 'password', `203.0.113.${n}`)).status);
      expect(seen).toEqual([...Array<number>(10).fill(200), 429, 429]);
    }
    await until(async () => (await app.sql('SELECT 1 FROM recovery_asks')).length === 0);
    expect(await app.sql(`SELECT 1 FROM account_messages WHERE kind = 'prove'`)).toHaveLength(3);
    expect(await tryIn(DOCTOR, DEMO_PASSWORD)).toBe(201);
  });

  it('one admin alone opens nobody’s account, and the second is neither the first nor the person', async () => {
    expect((await start(admin, NURSE)).status).toBe(200);
    const waiting = await listed(NURSE);
    expect(waiting).toMatchObject({ state: 'waiting', missing: 1, mail: { kind: 'started' } });
    expect((await mailed(NURSE, 'letting you in again')).text).toMatch(/a second admin confirms/);
    expect((await confirm(admin, waiting)).problem).toMatchObject({ status: 422, detail: /You started this/ });
    expect((await start(admin, ADMIN)).status).toBe(422);
    // Past the words of the program, the database refuses as well.
    await expect(
      app.sql(`INSERT INTO account_recoveries (user_id, lost, state, asked_by, identified, because, ends_at)
               SELECT id, 'password', 'waiting', id, 'telephone', 'Me.', sec.now() FROM users WHERE email = '${ADMIN}'`),
    ).rejects.toThrow('account_recoveries_not_own');
    expect(about(NURSE).some((mail) => !read.has(mail) && mail.subject!.includes('way back'))).toBe(false);
    expect((await confirm(other, waiting)).status).toBe(200);
    const { token } = await mailed(NURSE, 'your way back in');
    // The voice of whoever is no admin any more does not count, even after the mail has gone.
    await app.sql('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [OTHER_ADMIN]);
    expect((await complete(token!)).status).toBe(422);
    await app.sql('UPDATE users SET disabled_at = NULL');
    other = await app.signIn(OTHER_ADMIN);
    expect((await complete(token!)).status).toBe(200);
  });

  it('an admin’s own account needs two others, though the mailbox is theirs', async () => {
    await app.sql(`INSERT INTO users (email, display_name, role, password_hash)
                   SELECT 'third@example.org', 'T Hird', 'admin', password_hash FROM users WHERE email = '${ADMIN}' ON CONFLICT DO NOTHING`);
    const third = await app.signIn('third@example.org');
    const waiting = await proved(OTHER_ADMIN);
    expect(waiting.missing).toBe(2);
    expect((await confirm(other, waiting)).problem.detail).toMatch(/your own account/);
    expect((await confirm(admin, waiting)).status).toBe(200);
    expect(await listed(OTHER_ADMIN)).toMatchObject({ state: 'waiting', missing: 1 });
    expect((await confirm(admin, await listed(OTHER_ADMIN))).problem.detail).toMatch(/You have confirmed this/);
    expect((await confirm(third, await listed(OTHER_ADMIN))).status).toBe(200);
    const { token } = await mailed(OTHER_ADMIN, 'your way back in');
    expect((await complete(token!)).status).toBe(200);
    await app.sql(`UPDATE users SET role = 'phu_doctor' WHERE email = 'third@example.org'`);
    await app.sql(`UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email = $1)`, [ADMIN]);
    other = await app.signIn(OTHER_ADMIN);
  });

  it('of two admins the one locked out is confirmed by the owner of the database, and only then', async () => {
    const waiting = await proved(OTHER_ADMIN);
    await expect(confirmAsOwner(app.database.owner, NURSE)).rejects.toThrow('Nothing of an admin');
    await confirmAsOwner(app.database.owner, OTHER_ADMIN);
    expect(await listed(OTHER_ADMIN)).toMatchObject({ id: waiting.id, state: 'waiting', missing: 1 });
    expect((await confirm(admin, await listed(OTHER_ADMIN))).status).toBe(200);
    expect((await mailed(OTHER_ADMIN, 'your way back in')).token).not.toBeNull();
  });

  it('a link dies an hour after it was mailed, and with the newer one', async () => {
    const old = await confirmed(NURSE);
    const row = await listed(NURSE);
    const again = await admin.post(`/api/recoveries/${row.id}/send-again`, { version: row.version });
    expect(again.status, again.text).toBe(200);
    const token = (await mailed(NURSE, 'your way back in')).token!;
    expect((await look(old)).status).toBe(422);
    const { body } = await look(token);
    await app.database.setClock(new Date(Date.parse(body.expiresAt) - 1500));
    expect((await look(token)).status).toBe(200);
    await app.database.setClock(new Date(body.expiresAt));
    expect((await complete(token)).status).toBe(422);
    expect(Date.parse(body.expiresAt) - TUESDAY_11.getTime()).toBeLessThan(3_700_000);
  });

  it('a revoked link is dead, whoever revokes; and answers like one that never was', async () => {
    const token = await confirmed(NURSE);
    const row = await listed(NURSE);
    const ended = await other.post<RecoveryList>(`/api/recoveries/${row.id}/end`, { version: row.version });
    expect(ended.body.recoveries[0]).toMatchObject({ state: 'revoked', endedBy: expect.any(String) as string });
    const [dead, never] = [await complete(token), await complete('x'.repeat(43))];
    expect([dead.status, never.status]).toEqual([422, 422]);
    expect(dead.problem.detail).toBe(never.problem.detail);
    expect(await tryIn(NURSE, DEMO_PASSWORD)).toBe(201);
    expect((await confirm(other, row)).status).toBe(409);
  });

  it('a lost authenticator asks for the password, then a new enrolment with new recovery codes; passkeys are chosen', async () => {
    const nurse = await app.user(NURSE);
    await app.sql(`INSERT INTO user_totp (user_id, secret, confirmed_at) VALUES ($1, 'OLDOLDOLDOLDOLDO', sec.now())`, [
      nurse,
    ]);
    await app.sql(`INSERT INTO user_recovery_codes (user_id, code_hash) VALUES ($1, '\\x01')`, [nurse]);
    const keys = await app.sql<{ id: string }>(
      `INSERT INTO user_passkeys (user_id, credential_id, public_key, label) VALUES
       ($1, 'one', '\\x01', 'Lost phone'), ($1, 'two', '\\x02', 'Desk key') RETURNING id`,
      [nurse],
    );
    const token = await confirmed(NURSE, 'authenticator');
    const { body } = await look(token);
    expect(body).toMatchObject({ step: 'complete', password: 'current' });
    expect(body.passkeys.map(({ label }) => label).sort()).toEqual(['Desk key', 'Lost phone']);
    expect((await complete(token, { password: 'not my password' })).problem.errors).toEqual([
      { field: 'password', message: 'This is not your password.' },
    ]);
    const client = app.anonymous();
    const answer = await client.post<CompletedRecovery>('/api/recoveries/complete', {
      token,
      password: DEMO_PASSWORD,
      keepPasskeys: [keys[1]!.id],
    });
    expect(answer.body).toEqual({ email: NURSE, next: 'enrol' });
    expect((await client.get('/api/session')).status).toBe(401);
    expect(await app.sql('SELECT label FROM user_passkeys WHERE user_id = $1', [nurse])).toEqual([
      { label: 'Desk key' },
    ]);
    const { body: enrolment } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
    const [{ now }] = (await app.sql<{ now: number }>('SELECT extract(epoch FROM sec.now())::int AS now')) as [
      { now: number },
    ];
    const code = await generate({ secret: enrolment.secret, epoch: now });
    const done = await client.post<RecoveryCodes>('/api/session/code', { code });
    expect(done.body.recoveryCodes).toHaveLength(10);
    expect((await client.get('/api/session')).status).toBe(200);
    await app.sql('DELETE FROM user_passkeys');
  });

  it('whoever left comes back to the same account by two admins; one alone enables for a day only', async () => {
    const id = await app.user(OTHER_NURSE);
    await app.sql(`UPDATE users SET disabled_at = sec.now() - interval '25 hours' WHERE id = $1`, [id]);
    const enable = await admin.post(`/api/users/${id}/enable`, { version: await version(OTHER_NURSE) });
    expect(enable.problem).toMatchObject({ status: 422, detail: /Re-invite the person/ });
    expect((await start(admin, OTHER_NURSE)).status).toBe(422);
    const moved = { lost: 'account', newEmail: 'j.ferrars.new@example.org', because: 'Back from leave.' };
    expect((await start(admin, OTHER_NURSE, { ...moved, newEmail: NURSE })).status).toBe(400);
    expect((await start(admin, OTHER_NURSE, moved)).status).toBe(200);
    const waiting = await listed(OTHER_NURSE);
    expect(waiting).toMatchObject({ lost: 'account', user: { role: 'haemostasis_nurse' }, newEmail: moved.newEmail });
    expect((await confirm(other, waiting)).status).toBe(200);
    const { token } = await mailed(moved.newEmail, 'your account opens again');
    expect((await look(token!)).body).toMatchObject({
      role: 'haemostasis_nurse',
      password: 'new',
      email: moved.newEmail,
    });
    expect((await complete(token!)).body).toEqual({ email: moved.newEmail, next: 'enrol' });
    expect(await app.user(moved.newEmail)).toBe(id);
    for (const address of [OTHER_NURSE, moved.newEmail]) await mailed(address, 'was changed');
    expect(await tryIn(moved.newEmail, NEW_PASSWORD)).toBe(201);
    await app.sql('UPDATE users SET email = $2 WHERE id = $1', [id, OTHER_NURSE]);
  });

  it('an account of the sign-in service is told to ask there', async () => {
    await app.sql('UPDATE users SET password_hash = NULL WHERE email = $1', [DOCTOR]);
    await app.sql(
      `INSERT INTO user_identities (user_id, issuer, subject, attached_by)
       SELECT u.id, 'https://idp.example.org', 'doc', a.id FROM users u, users a WHERE u.email = $1 AND a.email = $2`,
      [DOCTOR, ADMIN],
    );
    await ask(DOCTOR);
    const { token, text } = await mailed(DOCTOR, 'how you sign in');
    expect(token).toBeNull();
    expect(text).toMatch(/helpdesk gives you a new password/);
    expect((await start(admin, DOCTOR)).problem.detail).toMatch(/helpdesk/);
    await app.sql('DELETE FROM user_identities');
  });

  it('a mail that does not arrive is said to the admins, and tried again', async () => {
    relay.behave('refuse');
    await ask(NURSE);
    await until(async () => (await listed(NURSE))?.mail?.reply === '450');
    relay.behave('take');
    expect((await mailed(NURSE, 'is this you')).token).not.toBeNull();
    relay.behave('reject');
    await ask(DOCTOR);
    expect(
      (await until(async () => (await listed(DOCTOR))?.mail?.state === 'failed' && listed(DOCTOR))).mail,
    ).toMatchObject({
      state: 'failed',
      reply: '550',
    });
  });

  it('is nobody’s but an admin’s', async () => {
    const nurse = await app.signIn(NURSE);
    const waiting = await proved(DOCTOR);
    expect((await nurse.get('/api/recoveries')).status).toBe(404);
    expect((await confirm(nurse, waiting)).status).toBe(404);
    expect((await start(nurse, DOCTOR)).status).toBe(404);
    const asNurse = `SET LOCAL ROLE shared_care_app; SELECT set_config('app.uid', '${await app.user(NURSE)}', true)`;
    await app.database.owner.transaction(async (tx) => {
      for (const statement of asNurse.split('; ')) await tx.query(statement);
      expect(await tx.query('SELECT id FROM account_recoveries')).toEqual([]);
      expect(
        await tx.query('SELECT sec.confirm_recovery($1, $2, $3) AS done', [waiting.id, waiting.version, 'telephone']),
      ).toEqual([{ done: false }]);
      await expect(tx.query('SELECT token_hash FROM account_recoveries')).rejects.toThrow('permission denied');
    });
  });
});
