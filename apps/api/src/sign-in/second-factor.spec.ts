import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import type { AccountSafety, Enrolment, RecoveryCodes, SessionInfo } from '@shared-care/contracts/session/answers';
import { generate } from 'otplib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, DOCTOR, NURSE, OTHER_NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { whyGuessable } from './guessable-password';

describe('the second step of signing in, outside the demo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ demo: false });
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    await app.sql('DELETE FROM sign_in_attempts');
    await app.sql('DELETE FROM user_totp');
    await app.sql('DELETE FROM user_recovery_codes');
    await app.database.setClock(TUESDAY_11);
  });

  const first = (client: Client, email: string) => client.post('/api/session', { email, password: DEMO_PASSWORD });
  const type = (client: Client, code: string) =>
    client.post<SessionInfo & RecoveryCodes>('/api/session/code', { code });
  const isIn = async (client: Client): Promise<boolean> => (await client.get('/api/session')).status === 200;
  /** What the app on a telephone shows, by the server's clock or some seconds off it. */
  const shown = async (secret: string, secondsOff = 0): Promise<string> => {
    const [{ now }] = (await app.sql<{ now: number }>('SELECT extract(epoch FROM sec.now())::int AS now')) as [
      { now: number },
    ];
    return generate({ secret, epoch: now + secondsOff });
  };

  async function enrol(email: string): Promise<{ client: Client; secret: string; recoveryCodes: string[] }> {
    const client = app.anonymous();
    expect((await first(client, email)).body).toEqual({ secondStep: 'enrol', passkey: false });
    const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
    const answer = await type(client, await shown(body.secret));
    expect(answer.status).toBe(201);
    // The next code belongs to the next half minute.
    await app.database.letMinutesPass(0.5);
    return { client, secret: body.secret, recoveryCodes: answer.body.recoveryCodes };
  }

  it('the picture to photograph says what the key says', async () => {
    const client = app.anonymous();
    await first(client, NURSE);
    const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
    const [, base64] = /^data:image\/png;base64,(.+)$/.exec(body.qrCode)!;
    const { data, width, height } = PNG.sync.read(Buffer.from(base64!, 'base64'));
    const read = jsQR(new Uint8ClampedArray(data), width, height);
    expect(read?.data).toBe(body.uri);
    expect(new URL(body.uri).searchParams.get('secret')).toBe(body.secret);
  });

  it('somebody without a second factor sets one up before anything else', async () => {
    const client = app.anonymous();
    expect((await first(client, NURSE)).body).toEqual({ secondStep: 'enrol', passkey: false });
    expect(await isIn(client)).toBe(false);
    expect((await client.get('/api/alerts')).status).toBe(401);
    const halfway = client.sessionCookie;
    const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
    expect(body.uri).toMatch(/^otpauth:\/\/totp\/Shared%20Care/);
    expect(new URL(body.uri).searchParams.get('secret')).toBe(body.secret);
    expect((await type(client, '000000')).status).toBe(400);
    expect(await isIn(client)).toBe(false);
    const answer = await type(client, await shown(body.secret));
    expect(answer.body.user.email).toBe(NURSE);
    expect(answer.body.recoveryCodes).toHaveLength(10);
    expect(await isIn(client)).toBe(true);
    expect(client.sessionCookie).not.toBe(halfway);
    expect((await app.anonymous().copy(halfway).get('/api/session')).status).toBe(401);
  });

  it('later the app’s code is asked for, early and late by half a minute too, and nothing can be set up without it', async () => {
    const { secret } = await enrol(NURSE);
    for (const off of [0, 30, -29]) {
      await app.database.letMinutesPass(2);
      const client = app.anonymous();
      expect((await first(client, NURSE)).body).toEqual({ secondStep: 'code', passkey: false });
      expect((await client.post('/api/session/enrolment', { kind: 'authenticator_app' })).status).toBe(401);
      expect((await type(client, await shown(secret, off))).status, String(off)).toBe(201);
      expect(await isIn(client)).toBe(true);
    }
    await app.database.letMinutesPass(2);
    const client = app.anonymous();
    await first(client, NURSE);
    for (const off of [-90, 90]) expect((await type(client, await shown(secret, off))).status).toBe(400);
  });

  it('a code opens once: not again, not for two at once, and no older one after it', async () => {
    const { secret } = await enrol(NURSE);
    await app.database.letMinutesPass(2);
    const clients = [app.anonymous(), app.anonymous(), app.anonymous(), app.anonymous()];
    for (const client of clients) await first(client, NURSE);
    const code = await shown(secret);
    const answers = await Promise.all(clients.map((client) => type(client, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    const late = app.anonymous();
    await first(late, NURSE);
    expect((await type(late, code)).status).toBe(400);
    expect((await type(late, await shown(secret, -30))).status).toBe(400);
    expect(await isIn(late)).toBe(false);
  });

  it('a recovery code opens once, however it is typed, and is kept as a hash', async () => {
    const { recoveryCodes } = await enrol(NURSE);
    const [code, other] = recoveryCodes as [string, string];
    expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    expect(new Set(recoveryCodes).size).toBe(10);
    const client = app.anonymous();
    await first(client, NURSE);
    expect((await type(client, code.toLowerCase().replaceAll('-', ' '))).status).toBe(201);
    expect((await client.get<AccountSafety>('/api/account')).body.recoveryCodesLeft).toBe(9);
    const again = app.anonymous();
    await first(again, NURSE);
    expect((await type(again, code)).status).toBe(400);
    expect((await type(again, other)).status).toBe(201);
    const kept = await app.sql<object>(`SELECT encode(code_hash, 'escape') AS hash FROM user_recovery_codes`);
    for (const one of recoveryCodes) expect(JSON.stringify(kept)).not.toContain(one.replaceAll('-', ''));
  });

  it('the code of one person opens nothing for another', async () => {
    const nurse = await enrol(NURSE);
    await enrol(DOCTOR);
    await app.database.letMinutesPass(2);
    const client = app.anonymous();
    await first(client, DOCTOR);
    expect((await type(client, await shown(nurse.secret))).status).toBe(400);
    expect((await type(client, nurse.recoveryCodes[0]!)).status).toBe(400);
  });

  it('ten wrong codes, then none is looked at for a quarter of an hour', async () => {
    const { secret } = await enrol(NURSE);
    await app.database.letMinutesPass(2);
    const client = app.anonymous();
    await first(client, NURSE);
    for (let n = 0; n < 10; n++) expect((await type(client, '000000')).status).toBe(400);
    expect((await type(client, await shown(secret))).status).toBe(429);
    // Half a sign-in does not make a browser a known one.
    expect((await first(client, NURSE)).status).toBe(429);
  });

  it('halfway is worth nothing after ten minutes, nor once the user is disabled', async () => {
    const { secret } = await enrol(OTHER_NURSE);
    const [slow, gone] = [app.anonymous(), app.anonymous()];
    await first(slow, OTHER_NURSE);
    await app.database.letMinutesPass(10.1);
    expect((await type(slow, await shown(secret))).status).toBe(401);
    await first(gone, OTHER_NURSE);
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [OTHER_NURSE]);
    expect((await type(gone, await shown(secret))).status).toBe(401);
    expect((await type(app.anonymous(), '123456')).status).toBe(401);
  });

  it('a second factor is changed with the password only, and the old one is worth nothing then', async () => {
    const { client, secret, recoveryCodes } = await enrol(NURSE);
    await app.database.letMinutesPass(2);
    expect((await client.post('/api/account/authenticator-app', { password: 'wrong' })).status).toBe(400);
    expect((await client.post('/api/account/authenticator-app/confirm', { code: '123456' })).status).toBe(422);
    const { body } = await client.post<Enrolment>('/api/account/authenticator-app', { password: DEMO_PASSWORD });
    expect((await client.post('/api/account/authenticator-app/confirm', { code: '000000' })).status).toBe(422);
    // Until the new app has shown a code, the old one goes on.
    const before = app.anonymous();
    await first(before, NURSE);
    expect((await type(before, await shown(secret))).status).toBe(201);
    const code = await shown(body.secret);
    const confirmed = await client.post<RecoveryCodes>('/api/account/authenticator-app/confirm', { code });
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    await app.database.letMinutesPass(2);
    const after = app.anonymous();
    await first(after, NURSE);
    for (const old of [await shown(secret), recoveryCodes[0]!]) expect((await type(after, old)).status).toBe(400);
    expect((await type(after, await shown(body.secret))).status).toBe(201);
  });

  it('new recovery codes put an end to the old ones', async () => {
    const { client, recoveryCodes } = await enrol(NURSE);
    expect((await client.post('/api/account/recovery-codes', { password: 'wrong' })).status).toBe(400);
    const { body } = await client.post<RecoveryCodes>('/api/account/recovery-codes', { password: DEMO_PASSWORD });
    const later = app.anonymous();
    await first(later, NURSE);
    expect((await type(later, recoveryCodes[0]!)).status).toBe(400);
    expect((await type(later, body.recoveryCodes[0]!)).status).toBe(201);
  });

  it('a new password ends every other session, and the old one is worth nothing', async () => {
    const { client } = await enrol(ADMIN);
    const elsewhere = app.anonymous();
    await first(elsewhere, ADMIN);
    const { recoveryCodes } = (
      await client.post<RecoveryCodes>('/api/account/recovery-codes', { password: DEMO_PASSWORD })
    ).body;
    await type(elsewhere, recoveryCodes[0]!);
    expect(await isIn(elsewhere)).toBe(true);
    const change = (password: string, newPassword: string) =>
      client.post('/api/account/password', { password, newPassword });
    expect((await change('wrong', 'marble kettle harbour')).status).toBe(400);
    for (const bad of ['short', 'Password2026!!', 'aaaaaaaaaaaaaa', '123456789012345'])
      expect((await change(DEMO_PASSWORD, bad)).problem.errors, bad).toMatchObject([{ field: 'newPassword' }]);
    expect((await change(DEMO_PASSWORD, 'marble kettle harbour')).status).toBe(204);
    expect(await isIn(client)).toBe(true);
    expect(await isIn(elsewhere)).toBe(false);
    expect((await first(app.anonymous(), ADMIN)).status).toBe(400);
    const anew = await app.anonymous().post('/api/session', { email: ADMIN, password: 'marble kettle harbour' });
    expect(anew.status).toBe(201);
  });
});

describe('in the demo', () => {
  it('no second factor is asked for, and nobody changes a published password', async () => {
    const app = await startTestApp();
    const client = await app.signIn(NURSE);
    const body = { password: DEMO_PASSWORD, newPassword: 'marble kettle harbour' };
    expect((await client.post('/api/account/password', body)).status).toBe(422);
    await app.stop();
  });
});

describe('a password that somebody would guess', () => {
  const who = { displayName: 'Dr Ruth Lindqvist', email: 'r.lindqvist@example.org' };
  it.each([
    'password1234',
    'P@ssw0rd2026!',
    'qwertyuiop12',
    'Liverpool2026!!',
    'haemophilia1!',
    'Purple-Monkey-99',
    'm1cr0s0ftwindows',
    'unbelievable1',
    '123456789012',
    'abcdefghijklm',
    'aaaaaaaaaaaaa',
    'abcabcabcabcabc',
    'lindqvist tall ship',
    'Summer2026Winter',
    'correct horse battery staple',
    '09876543210987',
  ])('%s', (password) => expect(whyGuessable(password, who)).toMatch(/\.$/));

  it.each([
    'marble kettle harbour',
    'seven grey owls at noon',
    'x9#Lq2!vTz0&mW',
    'Ærø høst 1987 båd',
    '椅子と緑の雨が好き今日も晴れ',
  ])('not %s', (password) => expect(whyGuessable(password, who)).toBeNull());
});
