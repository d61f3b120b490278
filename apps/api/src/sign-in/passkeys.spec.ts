import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import type { AccountSafety, RecoveryCodes, SessionInfo, SignInAnswer } from '@shared-care/contracts/session/answers';
import type { PasskeyAnswer } from '@shared-care/contracts/session/shapes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator, type Slips } from '../testing/authenticator';
import type { Client } from '../testing/client';
import { ADMIN, DOCTOR, NURSE, OTHER_NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

type Kept = AccountSafety & Partial<RecoveryCodes>;

describe('passkeys', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    await app.sql('DELETE FROM user_passkeys');
    await app.sql('DELETE FROM user_recovery_codes');
    await app.database.setClock(TUESDAY_11);
  });

  const password = DEMO_PASSWORD;
  const offered = async (client: Client): Promise<string> =>
    (await client.post<{ challenge: string }>('/api/account/passkeys/begin', { password })).body.challenge;
  const asked = async (client: Client): Promise<string> =>
    (await client.post<{ challenge: string }>('/api/session/passkey/begin')).body.challenge;
  const show = (client: Client, response: PasskeyAnswer) =>
    client.post<SessionInfo>('/api/session/passkey', { response });
  const isIn = async (client: Client): Promise<boolean> => (await client.get('/api/session')).status === 200;

  async function registered(email: string): Promise<{ owner: Client; phone: Authenticator; kept: Kept }> {
    const owner = await app.signIn(email);
    const phone = new Authenticator(app.url);
    const response = phone.make(await offered(owner));
    const answer = await owner.post<Kept>('/api/account/passkeys', { label: 'Phone', response });
    expect(answer.status, answer.text).toBe(201);
    return { owner, phone, kept: answer.body };
  }

  it('one touch signs in, without an email address, and is on record', async () => {
    const { phone, kept } = await registered(NURSE);
    expect(kept.passkeys).toMatchObject([{ label: 'Phone', lastUsedAt: null }]);
    expect(kept.recoveryCodes).toHaveLength(10);
    const client = app.anonymous();
    const answer = await show(client, phone.show(await asked(client)));
    expect(answer.status).toBe(201);
    expect(answer.body.user.email).toBe(NURSE);
    expect(await isIn(client)).toBe(true);
    expect((await client.get<AccountSafety>('/api/account')).body.passkeys[0]!.lastUsedAt).not.toBeNull();
    const rows = await app.sql('SELECT action, entity, detail FROM audit_entries ORDER BY id DESC LIMIT 1');
    expect(rows).toEqual([{ action: 'sign_in', entity: 'session', detail: 'passkey' }]);
  });

  it('what is asked for is a passkey of this site that was unlocked by its owner', async () => {
    const owner = await app.signIn(NURSE);
    const made = await owner.post<Record<string, unknown>>('/api/account/passkeys/begin', { password });
    expect(made.body).toMatchObject({
      rp: { id: 'localhost' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const got = await app.anonymous().post('/api/session/passkey/begin');
    expect(got.body).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  });

  it.each<[string, Slips]>([
    ['another site', { origin: 'https://shared-care.evil.example' }],
    ['another host', { host: 'evil.example' }],
    ['nobody’s finger', { unverified: true }],
  ])('is neither kept nor taken with %s', async (_, slips) => {
    const owner = await app.signIn(DOCTOR);
    const bad = new Authenticator(app.url);
    const kept = await owner.post('/api/account/passkeys', {
      label: 'X',
      response: bad.make(await offered(owner), slips),
    });
    expect(kept.status).toBe(422);
    const { phone } = await registered(NURSE);
    const client = app.anonymous();
    expect((await show(client, phone.show(await asked(client), slips))).status).toBe(400);
    expect(await isIn(client)).toBe(false);
  });

  it('an answer is worth something once, even for two who send it at once', async () => {
    const { phone } = await registered(NURSE);
    const [one, two] = [app.anonymous(), app.anonymous()];
    const answer = phone.show(await asked(one));
    const both = await Promise.all([show(one, answer), show(two, answer)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect((await show(app.anonymous(), answer)).status).toBe(400);
  });

  it('not with a challenge that is made up, for another purpose, or five minutes old', async () => {
    const { owner, phone } = await registered(NURSE);
    const client = app.anonymous();
    expect((await show(client, phone.show('bm90LW91cnM'))).status).toBe(400);
    expect((await show(client, phone.show(await offered(owner)))).status).toBe(400);
    const old = await asked(client);
    await app.database.letMinutesPass(5);
    expect((await show(client, phone.show(old))).status).toBe(400);
    expect(await isIn(client)).toBe(false);
  });

  it('a copy is found out: the counter of a passkey never goes back', async () => {
    const { phone } = await registered(NURSE);
    const client = app.anonymous();
    expect((await show(client, phone.show(await asked(client), { counter: 40 }))).status).toBe(201);
    const copy = app.anonymous();
    expect((await show(copy, phone.show(await asked(copy), { counter: 40 }))).status).toBe(400);
    expect((await show(copy, phone.show(await asked(copy), { counter: 41 }))).status).toBe(201);
  });

  it('not for a disabled user, and not after it was removed', async () => {
    const { phone } = await registered(OTHER_NURSE);
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [OTHER_NURSE]);
    const client = app.anonymous();
    expect((await show(client, phone.show(await asked(client)))).status).toBe(400);
    await app.sql('UPDATE users SET disabled_at = NULL WHERE email = $1', [OTHER_NURSE]);
    const other = await registered(NURSE);
    const removed = await other.owner.post<AccountSafety>(
      `/api/account/passkeys/${other.kept.passkeys[0]!.id}/remove`,
      {
        password,
      },
    );
    expect(removed.body.passkeys).toEqual([]);
    expect((await show(client, other.phone.show(await asked(client)))).status).toBe(400);
  });

  it('is made and removed with the password only, and by its owner only', async () => {
    const { owner, kept } = await registered(NURSE);
    const wrong = { password: 'not the password' };
    expect((await owner.post('/api/account/passkeys/begin', wrong)).status).toBe(400);
    const path = `/api/account/passkeys/${kept.passkeys[0]!.id}/remove`;
    expect((await owner.post(path, wrong)).status).toBe(400);
    const other = await app.signIn(DOCTOR);
    expect((await other.post(path, { password })).status).toBe(404);
    // A challenge given to one person is not another's to answer.
    const response = new Authenticator(app.url).make(await offered(owner));
    expect((await other.post('/api/account/passkeys', { label: 'Mine', response })).status).toBe(422);
  });

  it('a refused one is on record as a failed sign-in', async () => {
    const client = app.anonymous();
    await show(client, new Authenticator(app.url).show(await asked(client)));
    expect(await app.sql('SELECT action, outcome FROM audit_entries ORDER BY id DESC LIMIT 1')).toEqual([
      { action: 'sign_in', outcome: 'failed' },
    ]);
  });
});

describe('a passkey as the second step, outside the demo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ demo: false });
  });
  afterAll(() => app.stop());

  it('finishes the sign-in of whoever gave the password, and nobody else’s', async () => {
    // Keeps a passkey for two people behind the product's back: outside the demo a first sign-in wants an app.
    const demo = await startTestApp();
    const phones: Record<string, Authenticator> = {};
    for (const email of [NURSE, ADMIN]) {
      const owner = await demo.signIn(email);
      phones[email] = new Authenticator(demo.url);
      const begun = await owner.post<{ challenge: string }>('/api/account/passkeys/begin', { password: DEMO_PASSWORD });
      await owner.post('/api/account/passkeys', { label: 'Phone', response: phones[email].make(begun.body.challenge) });
      const [row] = await demo.sql<{ credential_id: string; public_key: Buffer }>(
        'SELECT * FROM user_passkeys ORDER BY created_at DESC LIMIT 1',
      );
      await app.sql(
        `INSERT INTO user_passkeys (user_id, credential_id, public_key, label) SELECT id, $2, $3, 'Phone' FROM users WHERE email = $1`,
        [email, row!.credential_id, row!.public_key],
      );
    }
    await demo.stop();

    const client = app.anonymous();
    const first = () => client.post<SignInAnswer>('/api/session', { email: NURSE, password: DEMO_PASSWORD });
    expect((await first()).body).toEqual({ secondStep: 'code', passkey: true });
    const challenge = async (): Promise<string> => {
      const { body } = await client.post<{ challenge: string; allowCredentials: unknown[] }>(
        '/api/session/passkey/begin',
      );
      expect(body.allowCredentials).toHaveLength(1);
      return body.challenge;
    };
    const slips = { origin: app.url };
    const show = async (email: string) =>
      client.post('/api/session/passkey', { response: phones[email]!.show(await challenge(), slips) });
    expect((await show(ADMIN)).status).toBe(400);
    expect((await client.get('/api/session')).status).toBe(401);
    expect((await show(NURSE)).status).toBe(201);
    expect((await client.get<SessionInfo>('/api/session')).body.user.email).toBe(NURSE);
  });
});
