import { randomUUID } from 'node:crypto';
import type { BreakGlassAnswer } from '@shared-care/contracts/break-glass';
import { PERMISSIONS, permits } from '@shared-care/contracts/permissions';
import type { Role } from '@shared-care/domain/roles';
import { createTestDatabase } from '@shared-care/database/testing/test-database';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp } from '../app';
import { acceptedBodies, type Sample } from '../testing/bodies';
import type { Client } from '../testing/client';
import { pathOf, routesOf, type Route } from '../testing/routes';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  testConfig,
  type TestApp,
} from '../testing/test-app';
import { refusePowerfulRole } from './database-role';
import { HealthController } from './health.controller';

/**
 * Which line of the permission table opens each route, written a second time on purpose: a route that moves to another
 * line, or a new one, fails here until somebody has thought about it.
 */
const OPENED_BY: Record<string, string> = {
  'GET /health/live': 'anybody',
  'GET /health/ready': 'anybody',
  'GET /api/sign-in-page': 'anybody',
  'POST /api/session': 'anybody',
  'POST /api/session/enrolment': 'anybody',
  'POST /api/session/code': 'anybody',
  'GET /api/account': 'account.read',
  'POST /api/account/authenticator-app': 'account.change',
  'POST /api/account/authenticator-app/confirm': 'account.change',
  'POST /api/account/recovery-codes': 'account.change',
  'POST /api/account/password': 'account.change',
  'GET /api/session': 'session.read',
  'DELETE /api/session': 'session.end',
  'GET /api/sessions': 'session.read',
  'DELETE /api/sessions/:id': 'session.end',
  'GET /api/live': 'live.listen',
  'GET /api/hospitals': 'hospital.read',
  'POST /api/patients/search': 'patient.search',
  'GET /api/patients/:id': 'patient.read',
  'POST /api/attendances/preview': 'attendance.log',
  'POST /api/attendances': 'attendance.log',
  'POST /api/attendances/:id/match': 'attendance.match',
  'POST /api/attendances/:id/first-treatment': 'attendance.update',
  'POST /api/attendances/:id/move': 'attendance.update',
  'GET /api/audit/patients/:id': 'audit.by_patient',
  'GET /api/audit/patients/:id/export': 'audit.export',
  'GET /api/audit/users/:id': 'audit.by_user',
  'GET /api/audit/unusual': 'audit.unusual',
  'GET /api/alerts': 'alert.list',
  'GET /api/alerts/:id': 'alert.read',
  'POST /api/alerts/:id/acknowledge': 'alert.acknowledge',
  'POST /api/alerts/:id/hand-back': 'alert.work',
  'POST /api/alerts/:id/liaison-entries': 'alert.work',
  'POST /api/alerts/:id/checklist': 'alert.work',
  'POST /api/alerts/:id/await': 'alert.work',
  'POST /api/alerts/:id/resume': 'alert.work',
  'POST /api/alerts/:id/close': 'alert.close',
  'POST /api/alerts/:id/reopen': 'alert.work',
  'POST /api/break-glass': 'breakGlass.use',
  'GET /api/break-glass/reviews': 'breakGlass.review',
  'GET /api/break-glass/:id': 'breakGlass.use',
  'POST /api/break-glass/:id/review': 'breakGlass.review',
  'GET /api/users': 'user.list',
  'POST /api/users/:id/disable': 'user.disable',
  'POST /api/users/:id/enable': 'user.disable',
  'POST /api/users/:id/end-sessions': 'user.end_sessions',
  'POST /api/users/:id/identities': 'user.attach_identity',
  'POST /api/users/:id/role-changes': 'user.change_role',
  'POST /api/role-changes/:id/approve': 'user.change_role',
  'POST /api/role-changes/:id/refuse': 'user.change_role',
  'POST /api/invitations': 'user.invite',
  'POST /api/invitations/accept': 'anybody',
  'GET /api/oidc/start': 'anybody',
  'GET /api/oidc/callback': 'anybody',
};
const LINES = Object.fromEntries(
  Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
    Object.entries(actions).map(([action, roles]) => [`${resource}.${action}`, roles as readonly Role[]]),
  ),
);

/** The child at the Royal Berkshire whom nobody outside may read about, by every way in which she could be told apart. */
const CANARY = {
  family: 'Featherstonehaugh',
  given: 'Zuleika',
  nhs: '9990000018',
  phone: '01632 960987',
  number: 'R900001',
};

interface Actor {
  client: Client;
  role: Role | null;
  /** May see the canary child. */
  seesHer: boolean;
}

describe('every route answers exactly those who may have it', () => {
  let app: TestApp;
  let routes: Route[];
  let her: { patientId: string; id: string; alertId: string; grantId: string };
  let samples: Record<string, Sample[]>;
  const actors: Record<string, Actor> = {};

  beforeAll(async () => {
    app = await startTestApp();
    routes = routesOf(app.running);
    await app.sql('UPDATE patients SET nhs_number = NULL, nhs_number_status = $1 WHERE nhs_number = $2', [
      'absent',
      CANARY.nhs,
    ]);
    const patientId = await app.find('Smith', 'Ava');
    await app.sql(
      `UPDATE patients SET family_name = $2, given_name = $3, nhs_number = $4, nhs_number_status = 'verified', phone = $5, hospital_number = $6 WHERE id = $1`,
      [patientId, CANARY.family, CANARY.given, CANARY.nhs, CANARY.phone, CANARY.number],
    );
    const as = async (email: string, role: Role, seesHer: boolean): Promise<Actor> => ({
      client: await app.signIn(email),
      role,
      seesHer,
    });
    actors['nobody signed in'] = { client: app.anonymous(), role: null, seesHer: false };
    actors['a nurse'] = await as(NURSE, 'haemostasis_nurse', true);
    actors['a doctor'] = await as(DOCTOR, 'phu_doctor', true);
    actors['her link consultant'] = await as(BERKSHIRE_CONSULTANT, 'link_consultant', true);
    actors['another link consultant'] = await as(STOKE_CONSULTANT, 'link_consultant', false);
    actors['an admin'] = await as(ADMIN, 'admin', false);
    actors['a disabled nurse'] = { client: await app.signIn(OTHER_NURSE), role: null, seesHer: false };
    await app.sql('UPDATE users SET disabled_at = now() WHERE email = $1', [OTHER_NURSE]);
    const logged = await app.logAttendance(actors['a nurse'].client, {
      patientId,
      callBack: CANARY.phone,
      reason: 'planned_treatment',
      bleedSite: null,
    });
    // Somebody who need not have: what counts here is that the grant is hers and nobody else's.
    const broken = await actors['her link consultant'].client.post<BreakGlassAnswer>('/api/break-glass', {
      nhsNumber: CANARY.nhs,
      birthDate: (
        await app.sql<{ born: string }>('SELECT birth_date AS born FROM patients WHERE id = $1', [patientId])
      )[0]!.born,
      reason: 'bleeding_now',
      words: 'Head injury, unconscious.',
    });
    her = { patientId, id: logged.id, alertId: logged.alertId, grantId: broken.body.access!.id };
    samples = await acceptedBodies(app, her);
    for (const sample of [...samples['/api/attendances']!, ...samples['/api/attendances/preview']!]) {
      if ('patientId' in sample.body)
        Object.assign(sample.body, { patientId, hospitalId: await app.hospital('RHW01') });
    }
    samples['/api/patients/search']![0]!.body['query'] = CANARY.family;
  });
  afterAll(() => app.stop());

  /** The one answer that counts is the first: every call is made with what would be accepted from the right person. */
  async function call(client: Client, route: Route, method = route.method) {
    const id = route.path.includes('patients')
      ? her.patientId
      : route.path.includes('attendances')
        ? her.id
        : route.path.includes('break-glass')
          ? her.grantId
          : her.alertId;
    const path = pathOf(route, id);
    if (method === 'POST') return client.post(path, samples[route.path]![0]!.body, { 'Idempotency-Key': randomUUID() });
    return client.send(method, path, undefined);
  }
  const withCanary = (text: string): string[] => Object.values(CANARY).filter((part) => text.includes(part));

  it('each running route is declared here, and each declared one runs', () => {
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(Object.keys(OPENED_BY)));
    expect(new Set(Object.values(OPENED_BY))).toEqual(new Set(['anybody', ...Object.keys(LINES)]));
  });

  // Sign-in and sign-out would change who is asking, the stream has no end: session.spec, own-sessions.spec and
  // live.spec try those.
  const tried = Object.keys(OPENED_BY).filter(
    (key) => !/\/session(\/|$)|\/sessions\/:id$|\/live$|\/invitations\/accept$|\/oidc\//.test(key),
  ); // an invitation works once: users.spec tries it; oidc.spec tries the service
  const people = [
    'nobody signed in',
    'a nurse',
    'a doctor',
    'her link consultant',
    'another link consultant',
    'an admin',
    'a disabled nurse',
  ];

  it.each(people.flatMap((who) => tried.map((key) => [who, key] as const)))('%s: %s', async (who, key) => {
    const [method, path] = key.split(' ') as [string, string];
    const { client, role, seesHer } = actors[who]!;
    const line = OPENED_BY[key]!;
    const before = await app.counts();
    const answer = await call(client, { method, path });
    if (line === 'anybody') expect(answer.status).toBe(200);
    else if (!role) expect(answer.status).toBe(401);
    else {
      const [resource, action] = line.split('.') as [keyof typeof PERMISSIONS, never];
      if (!permits(role, resource, action)) expect(answer.status).toBe(404);
      // Refusals about the state of the alert are answers, too: what matters is that it was not hidden. Everybody has
      // an account of their own.
      else if (seesHer || resource === 'account') expect([200, 201, 409, 422]).toContain(answer.status);
      else expect([200, 404]).toContain(answer.status);
    }
    const mayKnow = seesHer && answer.status < 300;
    if (!mayKnow) expect(withCanary(answer.text)).toEqual([]);
    if (!seesHer || !role) expect(await app.counts()).toEqual(before);
  });

  it.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])('the method %s opens nothing more', async (method) => {
    for (const who of ['nobody signed in', 'another link consultant', 'an admin', 'a disabled nurse']) {
      for (const route of routes.filter(({ path }) => !/session|live/.test(path))) {
        const before = await app.counts();
        const answer = await call(actors[who]!.client, route, method);
        expect(withCanary(answer.text + JSON.stringify([...answer.headers])), `${who} ${method} ${route.path}`).toEqual(
          [],
        );
        expect(await app.counts()).toEqual(before);
      }
    }
  });

  it.each(['/API/patients/', '/api//patients/', '/api/patients//', '/Api/Patients/', '/api/./patients/'])(
    'the spelling %s opens nothing more',
    async (path) => {
      for (const who of ['nobody signed in', 'another link consultant', 'an admin']) {
        const answer = await actors[who]!.client.get(path + her.patientId);
        expect([401, 404]).toContain(answer.status);
        expect(withCanary(answer.text)).toEqual([]);
      }
    },
  );

  it('a signed-in person who may not is told the same as about a thing that is not there', async () => {
    const refused = await actors['an admin']!.client.get(`/api/patients/${her.patientId}`);
    const missing = await actors['a nurse']!.client.get(`/api/patients/${randomUUID()}`);
    expect({ ...refused.problem, reference: '' }).toEqual({ ...missing.problem, reference: '' });
  });
});

describe('what is not safe does not start', () => {
  const start = (url: string) => startApp(testConfig(), url, randomUUID());

  it('a handler that declares no access makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    const handler = HealthController.prototype.live;
    const declared = Reflect.getMetadata('access', handler) as unknown;
    Reflect.deleteMetadata('access', handler);
    try {
      await expect(start(database.url)).rejects.toThrow('Declare @Access or @Public on: HealthController.live');
    } finally {
      Reflect.defineMetadata('access', declared, handler);
    }
    await database.drop();
  });

  it('a connection with the owner’s or a superuser’s rights makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    await expect(refusePowerfulRole(database.owner)).rejects.toThrow('past the row-level policies');
    const [{ me }] = await database.owner.query<[{ me: string }]>('SELECT current_user AS me');
    // An address that names a role of its own would win over the role the program asks for.
    await expect(start(`${database.url}?options=${encodeURIComponent(`-c role=${me}`)}`)).rejects.toThrow(
      'Connect as shared_care_app',
    );
    await database.drop();
  });

  it('a patient table whose policy is not forced makes the program refuse to start', async () => {
    const database = await createTestDatabase();
    await database.owner.query('ALTER TABLE liaison_entries NO FORCE ROW LEVEL SECURITY');
    await expect(start(database.url)).rejects.toThrow('no forced row-level policy: liaison_entries');
    await database.owner.query('ALTER TABLE liaison_entries FORCE ROW LEVEL SECURITY');
    await (await start(database.url)).stop();
    await database.drop();
  });

  it('with no user set, nothing is seen at all', async () => {
    const app = await startTestApp();
    const bare = await createDataSource(app.database.url, 'app', 1).initialize();
    for (const table of [
      'patients',
      'shared_care_links',
      'open_access_arrangements',
      'attendances',
      'alerts',
      'alert_events',
      'liaison_entries',
      'checklist_answers',
      'attendance_sources',
    ])
      expect(await bare.query(`SELECT * FROM ${table}`), table).toEqual([]);
    await expect(bare.query('SELECT * FROM audit_entries')).rejects.toThrow('permission denied');
    await bare.destroy();
    await app.stop();
  });
});
