import type { Problem } from '@shared-care/contracts/problem';
import type { AskedAccess, ConfirmedAccess, UserList } from '@shared-care/contracts/users/answers';
import type { Role } from '@shared-care/domain/roles';
import { metrics } from '../platform/metrics';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import { openStream } from '../testing/stream';
import {
  ADMIN,
  DOCTOR,
  NURSE,
  OTHER_ADMIN,
  OTHER_NURSE,
  startTestApp,
  testConfig,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

describe('admins look after accounts, and no admin alone changes what somebody may do', () => {
  let app: TestApp;
  let relay: MailRelay;
  let admin: Client;
  let other: Client;
  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({ mail: { ...testConfig().mail, smtpUrl: relay.url } });
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  beforeEach(async () => {
    await app.sql(`DELETE FROM role_change_requests`);
    await app.sql(`UPDATE users SET disabled_at = NULL`);
    [admin, other] = [await app.signIn(ADMIN), await app.signIn(OTHER_ADMIN)];
  });

  const list = async (client: Client): Promise<UserList> => (await client.get<UserList>('/api/users')).body;
  const listed = async (email: string) => (await list(admin)).users.find((user) => user.email === email)!;
  /** The list as it is after a change; the change itself answers nothing. */
  const answeredList = async (answer: Answer<unknown>): Promise<Answer<UserList>> =>
    answer.status < 300 ? { ...answer, body: await list(admin) } : { ...answer, body: answer.problem as never };
  const verb = async (client: Client, email: string, what: string, body: object = {}): Promise<Answer<UserList>> => {
    const { id, version } = await listed(email);
    return answeredList(await client.post(`/api/users/${id}/${what}`, { version, ...body }));
  };
  const askRole = (client: Client, email: string, role: Role, hospitalId: string | null = null) =>
    verb(client, email, 'role-changes', { role, hospitalId });
  const decide = async (client: Client, what: 'approve' | 'refuse') => {
    const [waiting] = (await list(admin)).roleChanges;
    return answeredList(await client.post(`/api/role-changes/${waiting!.id}/${what}`, { version: waiting!.version }));
  };
  const audited = async (entity: string): Promise<string> => {
    const [last] = await app.sql<{ said: string }>(
      `SELECT concat_ws(' ', u.email, a.action, a.detail) AS said FROM audit_entries a JOIN users u ON u.id = a.actor_id
       WHERE a.entity = $1 AND a.action NOT IN ('read', 'refresh') ORDER BY a.id DESC LIMIT 1`,
      [entity],
    );
    return last!.said;
  };

  describe('the list', () => {
    it('tells role, hospital, state, browsers and last sign-in', async () => {
      await app.signIn(NURSE);
      const { users, issuer } = await list(admin);
      expect(issuer).toBeNull();
      expect(users.find(({ email }) => email === NURSE)).toMatchObject({
        displayName: 'A Boyd',
        role: 'haemostasis_nurse',
        hospital: null,
        disabledAt: null,
        identities: 0,
      });
      const consultant = users.find(({ role }) => role === 'link_consultant');
      expect(consultant?.hospital?.name).toMatch(/\w/);
      expect(consultant?.lastSignInAt).toBeNull();
      const nurse = await listed(NURSE);
      expect(nurse.sessions).toBeGreaterThan(0);
      expect(Math.abs(Date.parse(nurse.lastSignInAt!) - TUESDAY_11.getTime())).toBeLessThan(120_000);
    });

    it('is not for anybody else, and no answer to an admin tells of a child', async () => {
      for (const email of [NURSE, DOCTOR]) expect((await (await app.signIn(email)).get('/api/users')).status).toBe(404);
      const children = await app.sql<{ family: string; nhs: string | null; phone: string | null }>(
        'SELECT family_name AS family, nhs_number AS nhs, d.phone FROM patients p LEFT JOIN contact_details d ON d.patient_id = p.id',
      );
      const nurse = await app.signIn(NURSE);
      await app.logAttendance(nurse, { note: 'Canary note', callBack: '01632 960901' });
      await askRole(admin, DOCTOR, 'haemostasis_nurse');
      const answers = [
        await admin.get('/api/users'),
        await admin.get('/api/session'),
        await verb(admin, OTHER_NURSE, 'disable'),
        await verb(admin, OTHER_NURSE, 'enable'),
        await verb(admin, NURSE, 'end-sessions'),
        await admin.get('/api/alerts'),
        await admin.post('/api/patients/search', { query: children[0]!.family, limit: 8 }),
      ];
      const secrets = children.flatMap(({ family, nhs, phone }) => [`"${family}"`, ` ${family}"`, nhs, phone]);
      for (const { text } of answers)
        expect([...secrets, 'Canary note', '01632 960901'].filter((each) => each && text.includes(each))).toEqual([]);
    });
  });

  describe('a change of role', () => {
    it('waits for a second admin, then acts on the next request', async () => {
      const nurse = await app.signIn(OTHER_NURSE);
      expect((await nurse.get('/api/alerts')).status).toBe(200);
      expect((await askRole(admin, OTHER_NURSE, 'admin')).status).toBe(204);
      expect(await audited('role_change')).toBe(`${ADMIN} create from haemostasis_nurse to admin`);
      expect((await nurse.get('/api/alerts')).status).toBe(200);
      expect((await list(other)).roleChanges).toMatchObject([
        {
          user: { displayName: 'J Ferrars' },
          from: 'haemostasis_nurse',
          to: 'admin',
          requestedBy: { displayName: 'T Admin' },
        },
      ]);
      const answer = await decide(other, 'approve');
      expect(answer.status).toBe(204);
      expect(answer.body.roleChanges).toEqual([]);
      expect(await audited('role_change')).toBe(`${OTHER_ADMIN} update approve admin`);
      expect((await nurse.get('/api/alerts')).status).toBe(404);
      expect((await nurse.get('/api/users')).status).toBe(200);
      await app.sql(`UPDATE users SET role = 'haemostasis_nurse' WHERE email = $1`, [OTHER_NURSE]);
    });

    it('is refused to whoever asked for it', async () => {
      await askRole(admin, NURSE, 'phu_doctor');
      const answer = await decide(admin, 'approve');
      expect(answer.problem).toMatchObject({
        status: 422,
        detail: 'You asked for this change. Another admin decides it.',
      });
      expect((await listed(NURSE)).role).toBe('haemostasis_nurse');
    });

    it('is refused to whoever it is about, asked or decided', async () => {
      expect((await askRole(admin, ADMIN, 'haemostasis_nurse')).problem).toMatchObject({
        status: 422,
        detail: 'You cannot change your own role. Ask another admin.',
      });
      await askRole(admin, OTHER_ADMIN, 'haemostasis_nurse');
      for (const what of ['approve', 'refuse'] as const) expect((await decide(other, what)).status).toBe(422);
      expect((await listed(OTHER_ADMIN)).role).toBe('admin');
    });

    it('refused changes nothing, and can be decided once', async () => {
      await askRole(admin, NURSE, 'phu_doctor');
      const [waiting] = (await list(admin)).roleChanges;
      expect((await decide(other, 'refuse')).status).toBe(204);
      expect((await listed(NURSE)).role).toBe('haemostasis_nurse');
      const again = await other.post<Problem>(`/api/role-changes/${waiting!.id}/approve`, {
        version: waiting!.version,
      });
      expect(again.status).toBe(409);
      expect((await listed(NURSE)).role).toBe('haemostasis_nurse');
    });

    it('needs a hospital for a link consultant and none for anybody else, and an account as it was seen', async () => {
      expect((await askRole(admin, NURSE, 'link_consultant')).problem.errors).toEqual([
        { field: 'hospitalId', message: 'Choose the hospital they work at.' },
      ]);
      const hospital = await app.hospital('RHW01');
      expect((await askRole(admin, NURSE, 'phu_doctor', hospital)).status).toBe(400);
      const stale = await verb(admin, NURSE, 'role-changes', { role: 'phu_doctor', version: 99 });
      expect(stale.problem).toMatchObject({ status: 409, current: { version: (await listed(NURSE)).version } });
      expect((await askRole(admin, NURSE, 'link_consultant', hospital)).status).toBe(204);
      expect((await askRole(other, NURSE, 'phu_doctor')).status).toBe(409);
    });
  });

  describe('disabling', () => {
    it('acts on the next request and ends the stream; enabling lets the person sign in again', async () => {
      const leaver = await app.signIn(OTHER_NURSE);
      const stream = await openStream(leaver);
      await stream.next(({ kind }) => kind === 'beat', 0);
      const before = await listed(OTHER_NURSE);
      expect((await verb(admin, OTHER_NURSE, 'disable')).status).toBe(204);
      expect(await app.sql('SELECT id FROM sessions WHERE user_id = $1', [before.id])).toEqual([]);
      expect((await leaver.get('/api/session')).status).toBe(401);
      await stream.ended;
      expect(await audited('user')).toMatch(/^admin@example.org update disable, ended [1-9]\d* sessions$/);
      await expect(app.signIn(OTHER_NURSE)).rejects.toThrow('could not sign in');
      const stale = await admin.post<Problem>(`/api/users/${before.id}/enable`, { version: before.version });
      expect(stale.status).toBe(409);
      expect((await verb(admin, OTHER_NURSE, 'enable')).status).toBe(204);
      expect((await leaver.get('/api/session')).status).toBe(401);
      await app.signIn(OTHER_NURSE);
    });

    it('nobody disables themselves, and the last admin stays', async () => {
      expect((await verb(admin, ADMIN, 'disable')).status).toBe(422);
      const [mine, theirs] = [await listed(ADMIN), await listed(OTHER_ADMIN)];
      for (let round = 0; round < 3; round++) {
        const [one, two] = [await app.signIn(ADMIN), await app.signIn(OTHER_ADMIN)];
        const versions = await list(one);
        const version = (id: string): number => versions.users.find((user) => user.id === id)!.version;
        const answers = await Promise.all([
          one.post<Problem>(`/api/users/${theirs.id}/disable`, { version: version(theirs.id) }),
          two.post<Problem>(`/api/users/${mine.id}/disable`, { version: version(mine.id) }),
        ]);
        expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
        const left = await app.sql(`SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL`);
        expect(left).toHaveLength(1);
        await app.sql('UPDATE users SET disabled_at = NULL');
      }
    });

    it('ending sessions signs out every browser and nothing else', async () => {
      const [desk, ward] = [await app.signIn(NURSE), await app.signIn(NURSE)];
      const bystander = await app.signIn(DOCTOR);
      expect((await verb(admin, NURSE, 'end-sessions')).status).toBe(204);
      for (const client of [desk, ward]) expect((await client.get('/api/session')).status).toBe(401);
      expect((await bystander.get('/api/session')).status).toBe(200);
      await app.signIn(NURSE);
    });
  });

  describe('an invitation', () => {
    /** As Prometheus reads it. */
    const passwordWork = async (): Promise<{ total: number; running: number }> => {
      const text = await metrics.metrics();
      const of = (what: string): number =>
        Number(new RegExp(`^shared_care_password_work_${what} (\\d+)$`, 'm').exec(text)?.[1]);
      return { total: of('total'), running: of('running') };
    };
    const ask = (email: string, body: object = {}) =>
      admin.post<AskedAccess>('/api/invitations', { email, role: 'haemostasis_nurse', ...body });
    const confirm = (client: Client, { id, version }: AskedAccess) =>
      client.post<ConfirmedAccess>(`/api/access-requests/${id}/confirm`, { version });
    /** Asked by one admin, confirmed by the other; the link is in the mail alone. */
    const invite = async (email: string, body: object = {}): Promise<{ token: string; expiresAt: string }> => {
      const confirmed = await confirm(other, (await ask(email, body)).body);
      expect(confirmed.status, confirmed.text).toBe(200);
      const mail = relay.received.findLast(({ to }) => [to].flat()[0]?.text === email.toLowerCase());
      const token = /\/invitation#([\w-]{43})/.exec(mail?.text ?? '')?.[1];
      expect(token, email).toBeDefined();
      return { token: token!, expiresAt: confirmed.body.expiresAt! };
    };
    const accept = (token: string, body: object = {}) =>
      app.anonymous().post('/api/invitations/accept', {
        token,
        displayName: 'N Ewcomer',
        password: 'a long enough phrase',
        ...body,
      });

    it('makes one account with the role and address it names, once', async () => {
      const body = await invite('New.Nurse@Example.org');
      expect(Date.parse(body.expiresAt) - Date.now()).not.toBeNaN();
      const tries = await Promise.all([accept(body.token), accept(body.token), accept(body.token)]);
      expect(tries.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
      expect((await accept(body.token)).status).toBe(422);
      const client = app.anonymous();
      const signedIn = await client.post('/api/session', {
        email: 'new.nurse@example.org',
        password: 'a long enough phrase',
      });
      expect(signedIn.status).toBe(201);
      expect((await client.get('/api/alerts')).status).toBe(200);
      expect(await app.sql(`SELECT email FROM users WHERE display_name = 'N Ewcomer'`)).toHaveLength(1);
    });

    it('ends at the instant 72 hours after it was made', async () => {
      const made = await Promise.all(['late@example.org', 'in.time@example.org'].map((email) => invite(email)));
      const ends = Math.max(...made.map(({ expiresAt }) => Date.parse(expiresAt)));
      await app.database.setClock(new Date(Date.parse(made[1]!.expiresAt) - 1500));
      expect((await accept(made[1]!.token)).status).toBe(200);
      await app.database.setClock(new Date(ends));
      const late = await accept(made[0]!.token);
      expect(late.problem).toMatchObject({ status: 422, detail: expect.stringContaining('72 hours') as string });
      await app.database.setClock(TUESDAY_11);
    });

    it('ends when a newer one is sent, and with the account of either admin', async () => {
      const first = await invite('twice@example.org');
      const second = await invite('twice@example.org');
      expect((await accept(first.token)).status).toBe(422);
      for (const gone of [ADMIN, OTHER_ADMIN]) {
        await app.sql('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [gone]);
        expect((await accept(second.token)).status, gone).toBe(422);
        await app.sql('UPDATE users SET disabled_at = NULL');
      }
      expect((await accept(second.token)).status).toBe(200);
      expect((await ask('twice@example.org')).status).toBe(422);
    });

    it('asks for a password of 12 characters, and is answered alike when it never was', async () => {
      const body = await invite('short@example.org');
      expect((await accept(body.token, { password: 'eleven char' })).problem.errors).toEqual([
        { field: 'password', message: 'Use 12 characters or more.' },
      ]);
      expect((await accept(body.token, { password: 'short example mail', displayName: 'Example' })).status).toBe(400);
      const [used, never] = [await accept(body.token), await accept('x'.repeat(43))];
      expect([used.status, never.status]).toEqual([200, 422]);
      expect(never.problem.detail).toBe((await accept(body.token)).problem.detail);
    });

    it('takes no name that looks like a colleague’s and is another', async () => {
      const body = await invite('twin@example.org');
      for (const displayName of ['A Bo\u200Byd', '\u202EdyoB A', 'A Boyd\u3164'])
        expect((await accept(body.token, { displayName })).problem.errors).toEqual([
          { field: 'displayName', message: expect.stringContaining('letters that cannot be seen') as string },
        ]);
      expect((await accept(body.token, { displayName: 'Zoë Łukaszewicz' })).status).toBe(200);
    });

    it('costs a stranger a look at the table, and no slow work with a password', async () => {
      const body = await invite('slow@example.org');
      const before = await passwordWork();
      const strangers = await Promise.all(Array.from({ length: 20 }, () => accept('x'.repeat(43))));
      expect(strangers.map(({ status }) => status)).toEqual(Array<number>(20).fill(422));
      expect((await passwordWork()).total).toBe(before.total);
      expect((await accept(body.token)).status).toBe(200);
      expect((await passwordWork()).total).toBe(before.total + 1);
    });

    it('and many at the door take turns, two at once', async () => {
      const made = await Promise.all(
        Array.from({ length: 12 }, async (_, place) => (await invite(`door${place}@example.org`)).token),
      );
      const before = await passwordWork();
      let most = 0;
      let answered = false;
      const all = Promise.all(made.map((token) => accept(token))).finally(() => (answered = true));
      while (!answered) {
        most = Math.max(most, (await passwordWork()).running);
        await new Promise(setImmediate);
      }
      expect((await all).map(({ status }) => status)).toEqual(Array<number>(12).fill(200));
      expect((await passwordWork()).total).toBe(before.total + 12);
      expect(most).toBe(2);
      expect((await passwordWork()).running).toBe(0);
    });

    it('is made by two: nothing is mailed for one, and no answer tells the link', async () => {
      relay.received.length = 0;
      const asked = await ask('two@example.org');
      expect(asked.headers.get('Cache-Control')).toBe('no-store');
      expect(Object.keys(asked.body).sort()).toEqual(['id', 'version']);
      expect((await confirm(admin, asked.body)).problem.detail).toContain('Another admin');
      expect((await confirm(await app.signIn(NURSE), asked.body)).status).toBe(404);
      expect((await ask('two@example.org')).status).toBe(422);
      expect(relay.received).toEqual([]);
      const { access } = (await other.get<UserList>('/api/users')).body;
      expect(access.filter(({ email }) => email === 'two@example.org')).toMatchObject([
        { id: asked.body.id, kind: 'invitation', role: 'haemostasis_nurse', requestedBy: { displayName: 'T Admin' } },
      ]);
      const [one, again] = [await confirm(other, asked.body), await confirm(other, asked.body)];
      expect([one.status, again.status]).toEqual([200, 409]);
      expect(one.body.sentTo).toBe('two@example.org');
      const token = /#([\w-]{43})/.exec(relay.received[0]!.text!)![1]!;
      expect(one.text + (await other.get('/api/users')).text).not.toContain(token);
      // The database holds it by itself: an admin alone makes no link, whatever the program forgets.
      await app.database.owner.transaction(async (tx) => {
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(ADMIN)]);
        await expect(
          tx.query(
            `INSERT INTO invitations (email, role, token_hash) VALUES ('me@example.org', 'phu_doctor', sha256('x'))`,
          ),
        ).rejects.toThrow('permission denied');
      });
    });

    it('is taken back, refused or revoked by one admin, and then makes no account', async () => {
      for (const client of [admin, other]) {
        const { body } = await ask('stopped@example.org');
        expect((await client.post(`/api/access-requests/${body.id}/refuse`, { version: body.version })).status).toBe(
          204,
        );
        expect((await confirm(other, body)).status).toBe(409);
      }
      const { token } = await invite('revoked@example.org');
      const { invitations } = (await other.get<UserList>('/api/users')).body;
      const { id } = invitations.find(({ email }) => email === 'revoked@example.org')!;
      expect((await other.post(`/api/invitations/${id}/revoke`, {})).status).toBe(204);
      expect((await accept(token)).status).toBe(422);
      expect((await other.post(`/api/invitations/${id}/revoke`, {})).status).toBe(404);
    });

    it('is told to the doctors of the unit when it made an account that sees children', async () => {
      const told = () =>
        app.sql<{ to: string }>(`SELECT address AS to FROM account_messages WHERE kind = 'access' ORDER BY address`);
      const before = (await told()).length;
      await accept((await invite('manager@example.org', { role: 'admin' })).token);
      expect(await told()).toHaveLength(before);
      await accept((await invite('told@example.org')).token);
      const doctors = await app.sql(`SELECT 1 FROM users WHERE role = 'phu_doctor' AND disabled_at IS NULL`);
      expect(await told()).toHaveLength(before + doctors.length);
    });

    it('keeps the token out of the database and the list', async () => {
      const body = await invite('secret@example.org', {
        role: 'link_consultant',
        hospitalId: await app.hospital('RHW01'),
      });
      expect((await admin.get('/api/users')).text).not.toContain(body.token);
      const [{ found }] = (await app.sql<{ found: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM invitations i WHERE i::text LIKE '%' || $1 || '%') AS found`,
        [body.token],
      )) as [{ found: boolean }];
      expect(found).toBe(false);
    });
  });
});
