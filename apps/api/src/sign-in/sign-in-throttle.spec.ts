import type { UserList } from '@shared-care/contracts/users/answers';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { ADMIN, DOCTOR, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

describe('guessing passwords', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ trustedProxies: 1 });
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    await app.sql('DELETE FROM sign_in_attempts');
    await app.database.setClock(TUESDAY_11);
  });

  const from = (n: number): string => `203.0.${n >> 8}.${n & 255}`;
  const tryIn = (client: Client, email: string, password: string, address: string): Promise<Answer<unknown>> =>
    client.post('/api/session', { email, password }, { 'X-Forwarded-For': address });
  const tried = async (): Promise<number> =>
    (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM sign_in_attempts'))[0]!.n;

  it('1,000 tries from as many addresses: ten are looked at, and the duty nurse gets in where she always does', async () => {
    const duty = await app.signIn(NURSE);
    await duty.delete('/api/session');
    const seen: Record<number, number> = {};
    for (let start = 0; start < 1000; start += 50)
      await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          const { status } = await tryIn(
            app.anonymous(),
            n % 2 ? NURSE : NURSE.toUpperCase(),
            'wrong',
            from(start + n),
          );
          seen[status] = (seen[status] ?? 0) + 1;
        }),
      );
    expect(seen).toEqual({ 400: 10, 429: 990 });
    expect(await tried()).toBe(10);
    // Even the right password: whoever guesses learns nothing from the eleventh on.
    expect((await tryIn(app.anonymous(), NURSE, DEMO_PASSWORD, from(1))).status).toBe(429);
    expect((await tryIn(duty, NURSE, DEMO_PASSWORD, from(1))).status).toBe(201);
  });

  it('an admin sees who is held up, and lets them try again; nobody else can', async () => {
    const admin = await app.signIn(ADMIN);
    const account = async () =>
      (await admin.get<UserList>('/api/users')).body.users.find(({ email }) => email === DOCTOR)!;
    for (let n = 0; n < 10; n++) await tryIn(app.anonymous(), DOCTOR, 'wrong', from(n));
    const held = await account();
    expect(held.slowed).toBe(true);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(11))).status).toBe(429);
    const unlock = { version: held.version };
    expect((await (await app.signIn(NURSE)).post(`/api/users/${held.id}/unlock`, unlock)).status).toBe(404);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(11))).status).toBe(429);
    expect((await admin.post(`/api/users/${held.id}/unlock`, unlock)).status).toBe(204);
    expect((await account()).slowed).toBe(false);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(11))).status).toBe(201);
    expect(
      await app.sql(`SELECT actor_role, entity_id, detail FROM audit_entries WHERE detail LIKE 'unlock%'`),
    ).toEqual([{ actor_role: 'admin', entity_id: held.id, detail: 'unlock, cleared 10 tries' }]);
  });

  it('a refused try is cheap: it never comes to the check of the password', async () => {
    const took = async (): Promise<number> => {
      const start = performance.now();
      await tryIn(app.anonymous(), NURSE, 'wrong', from(7));
      return performance.now() - start;
    };
    const checked: number[] = [];
    const refused: number[] = [];
    for (let n = 0; n < 10; n++) checked.push(await took());
    for (let n = 0; n < 10; n++) refused.push(await took());
    const middle = (times: number[]): number => times.sort((a, b) => a - b)[5]!;
    expect(middle(refused)).toBeLessThan(middle(checked) / 2);
  });

  it('an account that does not exist is refused in the same words after the same number', async () => {
    const last = async (email: string): Promise<Answer<unknown>> => {
      for (let n = 0; n < 10; n++) expect((await tryIn(app.anonymous(), email, 'wrong', from(n))).status).toBe(400);
      return tryIn(app.anonymous(), email, 'wrong', from(10));
    };
    const [known, unknown] = [await last(NURSE), await last('nobody@example.org')];
    for (const { status, problem, headers } of [known, unknown]) {
      expect(status).toBe(429);
      expect(problem).toMatchObject({ code: 'too_many', title: 'Too many tries' });
      expect(problem.detail).toMatch(/^Wait 15 minutes and try again, use a browser you have signed in with before/);
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(880);
      expect(headers.getSetCookie().join()).not.toMatch(/shared-care(-browser)?=/);
    }
    expect({ ...known.problem, reference: '' }).toEqual({ ...unknown.problem, reference: '' });
  });

  it('fifteen minutes later there are tries again, and not a minute before', async () => {
    for (let n = 0; n < 10; n++) await tryIn(app.anonymous(), DOCTOR, 'wrong', from(n));
    await app.database.letMinutesPass(14);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(1))).status).toBe(429);
    await app.database.letMinutesPass(1.1);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(1))).status).toBe(201);
  });

  it('what is right is not counted, however often', async () => {
    for (let n = 0; n < 12; n++)
      expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, from(3))).status).toBe(201);
    expect(await tried()).toBe(0);
  });

  it('one address that tries many people is held up too, not a person in a browser they know', async () => {
    const known = await app.signIn(DOCTOR);
    for (let n = 0; n < 10; n++) await tryIn(app.anonymous(), NURSE, 'wrong', '198.51.100.9');
    await app.sql(
      `INSERT INTO sign_in_attempts (account, network) SELECT ('person ' || n)::bytea, network
       FROM (SELECT network FROM sign_in_attempts LIMIT 1) AS one, generate_series(1, 90) AS n`,
    );
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, '198.51.100.9')).status).toBe(429);
    expect((await tryIn(app.anonymous(), DOCTOR, DEMO_PASSWORD, '198.51.100.10')).status).toBe(201);
    expect((await tryIn(known, DOCTOR, DEMO_PASSWORD, '198.51.100.9')).status).toBe(201);
  });

  it('addresses of one IPv6 line count as one', async () => {
    for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::7', '2001:db8:1:3::1'])
      await tryIn(app.anonymous(), NURSE, 'wrong', address);
    expect(await app.sql('SELECT DISTINCT network FROM sign_in_attempts')).toHaveLength(2);
  });

  it('a browser somebody else signed in with is not a known one for this account', async () => {
    const theirs = await app.signIn(DOCTOR);
    for (let n = 0; n < 10; n++) await tryIn(app.anonymous(), NURSE, 'wrong', from(n));
    expect((await tryIn(theirs, NURSE, DEMO_PASSWORD, from(1))).status).toBe(429);
  });

  it('a known browser has ten tries of its own, no more', async () => {
    const duty = await app.signIn(NURSE);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await tryIn(duty, NURSE, 'wrong', from(n))).status);
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429]);
  });

  it('keeps neither the address typed, nor the one tried from, nor the browser’s token', async () => {
    const duty = await app.signIn(NURSE);
    await tryIn(duty, NURSE, 'wrong', '198.51.100.77');
    const rows = await app.sql<object>(
      `SELECT encode(account, 'escape') AS a, encode(network, 'escape') AS n FROM sign_in_attempts`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/example|198\.51/);
    expect(rows).toHaveLength(1);
  });
});
