import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import type { SessionInfo, SignInPage } from '@shared-care/contracts/session/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argon2Verify } from './password';
import type { Client } from '../testing/client';
import { ADMIN, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('signing in and out', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  const tryIn = (
    client: Client,
    email: string,
    password: string = DEMO_PASSWORD,
    headers: Record<string, string> = {},
  ) => client.post<SessionInfo>('/api/session', { email, password }, headers);

  it('tells who is signed in, whatever the case of the address', async () => {
    const client = app.anonymous();
    const { status, body } = await tryIn(client, 'A.Boyd@Example.ORG');
    expect(status).toBe(201);
    expect(body.user).toEqual({
      id: await app.user(NURSE),
      displayName: 'A Boyd',
      email: NURSE,
      role: 'haemostasis_nurse',
      hospitalId: null,
    });
    expect((await client.get<SessionInfo>('/api/session')).body.user).toEqual(body.user);
  });

  it('an unknown address, a wrong password and a disabled user are answered alike', async () => {
    await app.sql(
      `INSERT INTO users (email, display_name, role, password_hash, disabled_at)
       SELECT 'leaver@example.org', 'A Leaver', 'haemostasis_nurse', password_hash, now() FROM users LIMIT 1`,
    );
    await app.sql(`INSERT INTO users (email, display_name, role) VALUES ('new@example.org', 'Not Ready', 'admin')`);
    const answers = await Promise.all([
      tryIn(app.anonymous(), 'nobody@example.org'),
      tryIn(app.anonymous(), NURSE, 'wrong'),
      tryIn(app.anonymous(), 'leaver@example.org'),
      tryIn(app.anonymous(), 'new@example.org'),
      tryIn(app.anonymous(), "' OR 1=1 --"),
    ]);
    for (const { status, problem, headers } of answers) {
      expect(status).toBe(400);
      expect({ ...problem, reference: '' }).toEqual({ ...answers[0]!.problem, reference: '' });
      expect(headers.getSetCookie()).toEqual(answers[0]!.headers.getSetCookie());
      expect(headers.getSetCookie().join()).not.toMatch(/shared-care=/);
    }
  });

  it('the hash that unknown addresses are checked against lets nobody in, even by its own password', async () => {
    expect(await argon2Verify(null, 'no account has this password')).toBe(false);
  });

  it('gives a new session id at every sign-in, and the one from before is worth nothing', async () => {
    const client = await app.signIn(NURSE);
    const first = client.sessionCookie;
    await tryIn(client, ADMIN);
    expect(client.sessionCookie).not.toBe(first);
    expect((await client.copy(first).get('/api/session')).status).toBe(401);
    expect((await client.get<SessionInfo>('/api/session')).body.user.role).toBe('admin');
  });

  it('does not take a session id that somebody else chose', async () => {
    const chosen = app.anonymous().copy('shared-care=s%3Achosen.signature');
    await tryIn(chosen, NURSE);
    expect(chosen.sessionCookie).not.toContain('chosen');
    expect((await app.anonymous().copy('shared-care=s%3Achosen.signature').get('/api/session')).status).toBe(401);
  });

  it('hands the cookie out for this site only, out of reach of scripts', async () => {
    const { headers } = await tryIn(app.anonymous(), NURSE);
    const cookies = headers.getSetCookie();
    expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
      'shared-care',
      'shared-care-browser',
      // The one that our pages read, to repeat it with every write.
      WRITE_TOKEN_COOKIE,
    ]);
    for (const cookie of cookies) {
      if (cookie.startsWith(WRITE_TOKEN_COOKIE)) expect(cookie).toMatch(/; SameSite=Strict/);
      else expect(cookie).toMatch(/; HttpOnly.*; SameSite=Lax/);
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).not.toMatch(/Domain=/);
    }
  });

  it('on https the cookie is bound to the host and secure', async () => {
    const https = await startTestApp({ publicUrl: 'https://shared-care.example.org', trustedProxies: 1 });
    expect(https.url).toBe('https://shared-care.example.org');
    // As the proxy in front of it would pass it on.
    const answer = await fetch(`${await https.running.nest.getUrl()}/api/session`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Forwarded-Proto': 'https',
        Origin: https.url,
        Cookie: `__Host-${WRITE_TOKEN_COOKIE}=none-yet`,
        [WRITE_TOKEN_HEADER]: 'none-yet',
      },
      body: JSON.stringify({ email: NURSE, password: DEMO_PASSWORD }),
    });
    expect(answer.status).toBe(201);
    for (const name of ['__Host-shared-care', '__Host-shared-care-browser', `__Host-${WRITE_TOKEN_COOKIE}`])
      expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${name}=`))).toContain('; Secure');
    expect(answer.headers.get('Strict-Transport-Security')).toContain('max-age=31536000');
    await https.stop();
  });

  it('signing out ends the session everywhere it was copied to', async () => {
    const client = await app.signIn(NURSE);
    const copied = client.copy();
    const out = await client.delete('/api/session');
    expect([out.status, out.body]).toEqual([200, { next: null }]);
    expect(out.headers.get('Clear-Site-Data')).toBe('"cache", "storage"');
    expect((await copied.get('/api/session')).status).toBe(401);
    expect((await copied.get('/api/alerts')).status).toBe(401);
  });

  it('disabling a user acts on the next request, and a change of role too', async () => {
    const client = await app.signIn(OTHER_NURSE);
    expect((await client.get('/api/alerts')).status).toBe(200);
    await app.sql(`UPDATE users SET role = 'admin' WHERE email = $1`, [OTHER_NURSE]);
    expect((await client.get('/api/alerts')).status).toBe(404);
    expect((await client.get<SessionInfo>('/api/session')).body.user.role).toBe('admin');
    await app.sql(`UPDATE users SET disabled_at = now() WHERE email = $1`, [OTHER_NURSE]);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('a session ends twelve hours after sign-in, whatever was done in between', async () => {
    const client = await app.signIn(NURSE);
    await client.get('/api/alerts');
    const [{ hours }] = (await app.sql<{ hours: number }>(
      `SELECT round(extract(epoch FROM max(expire) - now()) / 3600)::int AS hours FROM sessions WHERE sess -> 'passport' ->> 'user' = $1`,
      [await app.user(NURSE)],
    )) as [{ hours: number }];
    expect(hours).toBe(12);
    await app.sql(`UPDATE sessions SET expire = now() - interval '1 second'`);
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('sign-in and sign-out are in the audit log', async () => {
    const [before] = await app.sql<{ last: string }>('SELECT coalesce(max(id), 0) AS last FROM audit_entries');
    const client = await app.signIn(NURSE);
    await client.delete('/api/session');
    expect(
      await app.sql('SELECT action, actor_id FROM audit_entries WHERE id > $1 ORDER BY id', [before!.last]),
    ).toEqual([
      { action: 'sign_in', actor_id: await app.user(NURSE) },
      { action: 'sign_out', actor_id: await app.user(NURSE) },
    ]);
  });

  it.each([
    ['another site', { Origin: 'https://evil.example' }],
    ['a page without origin', { Origin: 'null' }],
    ['a site whose name begins like ours', { Origin: 'http://localhost.evil.example' }],
    ['another port of this machine', { Origin: 'http://localhost:1' }],
    ['a browser that says cross-site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a browser that says same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ])('a write from %s is refused, the session cookie notwithstanding', async (_, headers: Record<string, string>) => {
    const client = await app.signIn(NURSE);
    const before = await app.counts();
    const { alertId } = await app.logAttendance(client);
    const after = await app.counts();
    expect(after).not.toEqual(before);
    for (const answer of [
      await client.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 }, headers),
      await client.post('/api/attendances', await app.attendance(), headers),
      await client.delete('/api/session', headers),
      await tryIn(app.anonymous(), NURSE, DEMO_PASSWORD, headers),
    ])
      expect(answer.status).toBe(404);
    expect(await app.counts()).toEqual(after);
    expect((await client.get('/api/session')).status).toBe(200);
  });

  it.each([
    ['none', () => ({ [WRITE_TOKEN_HEADER]: '' })],
    ['one made up', () => ({ [WRITE_TOKEN_HEADER]: 'none-yet' })],
    ['that of another’s session', (other: string) => ({ [WRITE_TOKEN_HEADER]: other })],
  ])('a write with a token that is not this session’s is refused: %s', async (_, headers) => {
    const client = await app.signIn(NURSE);
    const { alertId } = await app.logAttendance(client);
    const [other] = (await tryIn(app.anonymous(), ADMIN)).headers
      .getSetCookie()
      .flatMap((line) => new RegExp(`^${WRITE_TOKEN_COOKIE}=([^;]+)`).exec(line)?.[1] ?? []);
    const before = await app.counts();
    for (const answer of [
      await client.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 }, headers(other!)),
      await client.post('/api/attendances', await app.attendance(), headers(other!)),
      await client.delete('/api/session', headers(other!)),
    ])
      expect(answer.status).toBe(404);
    expect(await app.counts()).toEqual(before);
    expect((await client.get('/api/session')).status).toBe(200);
  });

  it('before anybody is signed in, header and cookie must agree', async () => {
    expect((await tryIn(app.anonymous(), NURSE, DEMO_PASSWORD, { [WRITE_TOKEN_HEADER]: 'another' })).status).toBe(404);
    expect((await tryIn(app.anonymous(), NURSE, DEMO_PASSWORD, { [WRITE_TOKEN_HEADER]: '' })).status).toBe(404);
  });

  it('whoever is no longer signed in is told so, and not that the token is wrong', async () => {
    const client = await app.signIn(NURSE);
    await app.sql('DELETE FROM sessions');
    expect((await client.post('/api/patients/search', { query: 'Smith' })).status).toBe(401);
  });

  it('a write from our own page is taken', async () => {
    const client = await app.signIn(NURSE);
    const { alertId } = await app.logAttendance(client);
    const headers = { Origin: app.url, 'Sec-Fetch-Site': 'same-origin' };
    expect((await client.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 }, headers)).status).toBe(200);
  });

  it('every answer carries the headers that fence a browser in, with a nonce of its own', async () => {
    const nonces = new Set<string>();
    for (const path of ['/api/session', '/api/sign-in-page', '/api/nothing', '/health/live']) {
      const { headers } = await app.anonymous().get(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "'strict-dynamic'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
        "require-trusted-types-for 'script'",
        'trusted-types angular angular#bundler',
      ])
        expect(policy).toContain(part);
      expect(policy).not.toMatch(/unsafe|\*/);
      nonces.add(/script-src 'nonce-([^']{16,})'/.exec(policy)![1]!);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Powered-By')).toBeNull();
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      // Binds pages alone: an answer of the API is none.
      expect(headers.get('Permissions-Policy') === null).toBe(path.startsWith('/api'));
      if (!path.startsWith('/api')) expect(headers.get('Permissions-Policy')).toMatch(/camera=\(\).*microphone=\(\)/);
      if (path.startsWith('/api')) expect(headers.get('Cache-Control')).toBe('no-store');
    }
    expect(nonces.size).toBe(4);
  });

  it('the sign-in page lists the published accounts in the demo, and none elsewhere', async () => {
    expect((await app.anonymous().get<SignInPage>('/api/sign-in-page')).body.demoAccounts.length).toBeGreaterThan(3);
    const real = await startTestApp({ demo: false });
    const { text, body } = await real.anonymous().get<SignInPage>('/api/sign-in-page');
    expect(body.demoAccounts).toEqual([]);
    expect(text).not.toContain(DEMO_PASSWORD);
    await real.stop();
  });

  it('says whom to tell of a weakness, where the installation has said it', async () => {
    expect((await app.anonymous().get('/.well-known/security.txt')).status).toBe(404);
    const real = await startTestApp({ securityContact: 'mailto:security@example.org' });
    const { text, headers } = await real.anonymous().get('/.well-known/security.txt');
    await real.stop();
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
    expect(text).toMatch(/^Contact: mailto:security@example\.org\nExpires: (\S+)\nPreferred-Languages: en\n/);
    const expires = Date.parse(/Expires: (\S+)/.exec(text)![1]!);
    expect(expires).toBeGreaterThan(Date.now() + 30 * 86_400_000);
  });
});
