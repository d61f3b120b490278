import type { SessionInfo, SignedOut, SignInPage } from '@shared-care/contracts/session/answers';
import type { AskedAccess, UserList } from '@shared-care/contracts/users/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../platform/config';
import type { Client } from '../testing/client';
import { type Proof, signInThere, startSignInService, type SignInService } from '../testing/sign-in-service';
import {
  ADMIN,
  DOCTOR,
  freePort,
  NURSE,
  OTHER_ADMIN,
  OTHER_NURSE,
  startTestApp,
  type TestApp,
} from '../testing/test-app';
import { isStrong } from './oidc';

const CLIENT = 'shared-care';
const ACR = ['AAL2_OR_AAL3_ANY', 'urn:example:card'];

describe('signing in by a service the unit trusts', () => {
  let service: SignInService;
  let app: TestApp;
  beforeAll(async () => {
    const port = await freePort();
    service = await startSignInService(port, CLIENT);
    app = await startTestApp({
      port,
      oidc: { issuer: service.issuer, clientId: CLIENT, clientSecret: null, name: 'NHSmail', acr: ACR },
    });
    await attach(NURSE, 'nurse-there');
  });
  afterAll(async () => {
    await app.stop();
    await service.stop();
  });

  async function attach(email: string, subject: string): Promise<number> {
    const admin = await app.signIn(ADMIN);
    const { users } = (await admin.get<UserList>('/api/users')).body;
    const { id, version } = users.find((user) => user.email === email)!;
    const asked = await admin.post<AskedAccess>(`/api/users/${id}/identities`, { version, subject });
    if (asked.status !== 200) return asked.status;
    // The account's own admin never confirms: then a third would have to.
    const other = await app.signIn(OTHER_ADMIN);
    const confirmed = await other.post(`/api/access-requests/${asked.body.id}/confirm`, {
      version: asked.body.version,
    });
    return confirmed.status;
  }
  const start = async (client: Client): Promise<URL> => {
    const answer = await client.get('/api/oidc/start');
    expect(answer.status).toBe(303);
    return new URL(answer.headers.get('Location')!);
  };
  const path = (url: URL): string => url.pathname + url.search;
  /** Where the browser lands after our callback. */
  const land = async (client: Client, url: URL): Promise<string> => {
    const answer = await client.get(path(url));
    expect(answer.status).toBe(303);
    return answer.headers.get('Location')!;
  };

  it('lets in whoever the service knows by the attached id, in a new session', async () => {
    const client = app.anonymous();
    const to = await start(client);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid',
      redirect_uri: `${app.url}/api/oidc/callback`,
      acr_values: ACR.join(' '),
      prompt: 'login',
      max_age: '600',
    });
    for (const each of ['state', 'nonce', 'code_challenge'])
      expect(to.searchParams.get(each)!.length).toBeGreaterThan(20);
    const before = client.sessionCookie;
    expect(before).toMatch(/^shared-care=/);
    expect(await land(client, await signInThere(to.href, 'nurse-there'))).toBe('/');
    expect(client.sessionCookie).not.toBe(before);
    expect((await client.copy(before).get('/api/session')).status).toBe(401);
    expect((await client.get<SessionInfo>('/api/session')).body.user.email).toBe(NURSE);
    const [last] = await app.sql<{ actor: string; detail: string }>(
      `SELECT actor_id AS actor, detail FROM audit_entries WHERE action = 'sign_in' ORDER BY id DESC LIMIT 1`,
    );
    expect(last).toEqual({ actor: await app.user(NURSE), detail: 'by the sign-in service' });
  });

  it('never goes by an email address: who is not attached is sent back with words', async () => {
    const client = app.anonymous();
    expect(await land(client, await signInThere((await start(client)).href, OTHER_NURSE))).toBe(
      '/sign-in?trouble=unknown_identity',
    );
    expect((await client.get('/api/session')).status).toBe(401);
  });

  it('does not take a password alone for enough, and no silence', async () => {
    const landed = async (proof: Proof): Promise<string> => {
      service.proof = proof;
      const client = app.anonymous();
      const place = await land(client, await signInThere((await start(client)).href, 'nurse-there'));
      expect((await client.get('/api/session')).status, JSON.stringify(proof)).toBe(place === '/' ? 200 : 401);
      return place;
    };
    const usual = service.proof;
    for (const weak of [{ acr: 'AAL1_USERPASS', amr: ['pwd'] }, { amr: ['pwd'] }, {}])
      expect(await landed(weak), JSON.stringify(weak)).toBe('/sign-in?trouble=too_weak');
    for (const strong of [{ acr: 'AAL2_OR_AAL3_ANY' }, { acr: 'urn:example:card' }, { amr: ['pwd', 'mfa'] }])
      expect(await landed(strong), JSON.stringify(strong)).toBe('/');
    service.proof = usual;
  });

  it('signs out at the service too, so that the next person at this computer is asked who they are', async () => {
    const client = app.anonymous();
    await land(client, await signInThere((await start(client)).href, 'nurse-there'));
    const { next } = (await client.delete<SignedOut>('/api/session')).body;
    const to = new URL(next!);
    expect(to.origin).toBe(service.issuer);
    expect(to.searchParams.get('post_logout_redirect_uri')).toBe(`${app.url}/sign-in`);
    // The service knows whom the hint names, and that it may send the browser back to us.
    const answer = await fetch(to);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('name="logout" value="yes"')]);
    const byPassword = await app.signIn(NURSE);
    expect((await byPassword.delete<SignedOut>('/api/session')).body).toEqual({ next: null });
  });

  it('knows the id at this service only', async () => {
    await app.sql(
      `INSERT INTO user_identities (user_id, issuer, subject, attached_by)
       SELECT $1, 'https://elsewhere.example', 'foreign', id FROM users WHERE email = $2`,
      [await app.user(OTHER_NURSE), ADMIN],
    );
    const client = app.anonymous();
    expect(await land(client, await signInThere((await start(client)).href, 'foreign'))).toContain('unknown_identity');
  });

  it('does not let in a disabled user', async () => {
    expect(await attach(OTHER_NURSE, 'leaver-there')).toBe(200);
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [OTHER_NURSE]);
    const client = app.anonymous();
    expect(await land(client, await signInThere((await start(client)).href, 'leaver-there'))).toContain(
      'unknown_identity',
    );
    await app.sql('UPDATE users SET disabled_at = NULL');
  });

  it('takes an answer only in the browser that asked, unchanged, and once', async () => {
    const [asked, victim] = [app.anonymous(), app.anonymous()];
    const answer = await signInThere((await start(asked)).href, 'nurse-there');
    // Somebody else's answer, sent to a browser that asked for nothing and to one that asked for its own.
    expect(await land(victim, answer)).toBe('/sign-in?trouble=not_completed');
    await start(victim);
    expect(await land(victim, answer)).toBe('/sign-in?trouble=not_completed');
    expect(await land(asked, answer)).toBe('/');
    expect(await land(asked, answer)).toBe('/sign-in?trouble=not_completed');

    for (const [name, value] of [
      ['state', 'x'.repeat(43)],
      ['iss', 'https://elsewhere.example'],
      ['code', 'x'.repeat(43)],
    ] as const) {
      const client = app.anonymous();
      const changed = await signInThere((await start(client)).href, 'nurse-there');
      changed.searchParams.set(name, value);
      expect(await land(client, changed), name).toBe('/sign-in?trouble=not_completed');
      expect((await client.get('/api/session')).status, name).toBe(401);
    }
  });

  it('refuses a code that another browser got, though its own state is right', async () => {
    const [mine, theirs] = [app.anonymous(), app.anonymous()];
    const stolen = await signInThere((await start(theirs)).href, 'nurse-there');
    const own = await signInThere((await start(mine)).href, 'somebody-else');
    own.searchParams.set('code', stolen.searchParams.get('code')!);
    expect(await land(mine, own)).toBe('/sign-in?trouble=not_completed');
  });

  it('says so when somebody turned back at the service', async () => {
    const client = app.anonymous();
    const state = (await start(client)).searchParams.get('state')!;
    const answer = await client.get(
      `/api/oidc/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(service.issuer)}`,
    );
    expect(answer.headers.get('Location')).toBe('/sign-in?trouble=not_completed');
  });

  it('an identity belongs to one account, and nobody attaches one to their own', async () => {
    expect(await attach(OTHER_NURSE, 'nurse-there')).toBe(422);
    expect(await attach(ADMIN, 'admin-there')).toBe(422);
    // Asked for by one admin and about the other: neither confirms it.
    expect(await attach(OTHER_ADMIN, 'other-admin-there')).toBe(422);
  });

  it('one admin alone attaches none, and the account holder and the doctors are told', async () => {
    const [admin, other] = [await app.signIn(ADMIN), await app.signIn(OTHER_ADMIN)];
    const { users } = (await admin.get<UserList>('/api/users')).body;
    const { id, version } = users.find((user) => user.email === DOCTOR)!;
    const asked = await admin.post<AskedAccess>(`/api/users/${id}/identities`, { version, subject: 'admins-own' });
    const enter = async () => {
      const client = app.anonymous();
      return land(client, await signInThere((await start(client)).href, 'admins-own'));
    };
    expect(await enter()).toContain('unknown_identity');
    const confirm = (client: Client) =>
      client.post(`/api/access-requests/${asked.body.id}/confirm`, { version: asked.body.version });
    expect((await confirm(admin)).status).toBe(422);
    expect(await enter()).toContain('unknown_identity');
    expect((await confirm(other)).status).toBe(200);
    expect(await enter()).toBe('/');
    const told = await app.sql<{ kind: string; to: string }>(
      `SELECT m.kind, m.address AS to FROM account_messages m WHERE m.access_request_id = $1`,
      [asked.body.id],
    );
    expect(told).toContainEqual({ kind: 'identity', to: DOCTOR });
    expect(told.filter(({ kind }) => kind === 'access').length).toBeGreaterThan(0);
    const { identities } = (await admin.get<UserList>('/api/users')).body;
    const [mine] = identities.filter(({ subject }) => subject === 'admins-own');
    expect(mine).toMatchObject({ userId: id, attachedBy: 'T Admin' });
    expect((await admin.post(`/api/identities/${mine!.id}/detach`, {})).status).toBe(204);
    expect(await enter()).toContain('unknown_identity');
  });

  it('the sign-in page names it; without one the routes are not there', async () => {
    expect((await app.anonymous().get<SignInPage>('/api/sign-in-page')).body.signInService).toBe('NHSmail');
    const without = await startTestApp();
    for (const route of ['/api/oidc/start', '/api/oidc/callback'])
      expect((await without.anonymous().get(route)).status).toBe(404);
    expect((await without.anonymous().get<SignInPage>('/api/sign-in-page')).body.signInService).toBeNull();
    await without.stop();
  });

  it('a service that cannot be reached is said, and asked again the next time', async () => {
    const nowhere = await startTestApp({
      oidc: {
        issuer: `http://127.0.0.1:${await freePort()}`,
        clientId: CLIENT,
        clientSecret: null,
        name: 'NHSmail',
        acr: ACR,
      },
    });
    for (let turn = 0; turn < 2; turn++)
      expect((await nowhere.anonymous().get('/api/oidc/start')).headers.get('Location')).toBe(
        '/sign-in?trouble=unreachable',
      );
    await nowhere.stop();
  });

  it('is set up by https addresses, or by http on this machine only', () => {
    const set = (issuer: string) => readConfig({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT }).oidc?.issuer;
    expect(set('https://service.example')).toBe('https://service.example');
    expect(set('http://127.0.0.1:9')).toBe('http://127.0.0.1:9');
    expect(() => set('http://service.example')).toThrow('OIDC_ISSUER: must be https');
    expect(() => readConfig({ OIDC_ISSUER: 'https://service.example' })).toThrow('OIDC_CLIENT_ID: is needed');
    expect(readConfig({}).oidc).toBeNull();
  });

  it.each<[Record<string, unknown>, boolean]>([
    [{ acr: 'AAL3_ANY' }, true],
    [{ acr: 'AAL2_TOTP' }, true],
    [{ acr: 'AAL1_USERPASS', authentication_assurance_level: '1' }, false],
    [{ authentication_assurance_level: '3' }, true],
    [{ authentication_assurance_level: 2 }, true],
    [{ acr: '1', amr: ['pwd', 'rsa'] }, false],
    [{ amr: ['pwd', 'mfa'] }, true],
    [{ amr: 'mfa' }, false],
    [{ acr: 'the unit’s own' }, true],
    [{ acr: ['AAL3_ANY'] }, false],
    [{}, false],
  ])('%o is more than a password: %s', (claims, expected) => {
    expect(isStrong(claims, ['the unit’s own'])).toBe(expected);
  });
});
