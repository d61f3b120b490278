import { createHash, randomUUID } from 'node:crypto';
import { LEAVES } from '@shared-care/contracts/double-entry';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sample } from '../testing/sample';
import { readyAlert } from '../testing/ready-alert';
import { acceptedBodies } from '../testing/samples';
import type { Client } from '../testing/client';
import { pathOf, routesOf } from '../testing/routes';
import { ADMIN, log, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

interface Row {
  actor_id: string | null;
  actor_role: string | null;
  action: string;
  entity: string;
  entity_id: string | null;
  patient_id: string | null;
  patient_ids: string[] | null;
  outcome: string;
  request_id: string;
  session_hash: string | null;
  address: string;
}

/** Families of routes whose answers are about children; break-glass and open access say in specs of their own what they leave. */
const ABOUT_CHILDREN =
  /^\/api\/(patients|hospitals|attendances|attendance-drafts|alerts|handover|audit|requests)(?!.*\/open-access)(\/|$)/;

describe('what each request leaves in the audit log', () => {
  let app: TestApp;
  let nurse: Client;
  let consultant: Client;
  let samples: Record<string, Sample[]>;
  let alert: { id: string; alertId: string };
  let requestId: string;
  let patientId: string;
  let hospitalId: string;

  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    consultant = await app.signIn(STOKE_CONSULTANT);
    patientId = await app.find('Jones', 'Amelia');
    hospitalId = await app.hospital('RD816');
    alert = await app.logAttendance(nurse);
    samples = await acceptedBodies(app, alert);
    requestId = samples['/api/requests/:id/step']![0]!.id!;
  });

  function idFor(path: string): string {
    if (path.includes('patients')) return patientId;
    if (path.includes('requests')) return requestId;
    if (path.includes('hospitals')) return hospitalId;
    return path.includes('attendances') ? alert.id : alert.alertId;
  }

  afterAll(() => app.stop());

  async function leftBy<T>(work: () => Promise<T>): Promise<{ answer: T; rows: Row[] }> {
    const [{ last }] = (await app.sql<{ last: string }>('SELECT coalesce(max(id), 0) AS last FROM audit_entries')) as [
      { last: string },
    ];
    const answer = await work();
    return { answer, rows: await app.sql<Row>('SELECT * FROM audit_entries WHERE id > $1 ORDER BY id', [last]) };
  }
  const words = (rows: Row[]): string[] => rows.map(({ action, entity }) => `${action} ${entity}`);

  it('is decided for every route there is', () => {
    const routes = routesOf(app.running)
      .filter(({ path }) => ABOUT_CHILDREN.test(path))
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(routes)).toEqual(new Set(Object.keys(LEAVES)));
  });

  /** A new request in the state from which the route is accepted; answers with its version. */
  async function readyRequest(path: string): Promise<number> {
    const opened = await nurse.post<{ id: string; version: number }>(
      '/api/requests',
      samples['/api/requests']![0]!.body,
      { 'Idempotency-Key': randomUUID() },
    );
    requestId = opened.body.id;
    const first = { 'give-back': 'take', undo: 'take', resume: 'wait' }[path.split('/').at(-1)!];
    if (!first) return opened.body.version;
    const { body } = await nurse.post<{ version: number }>(`/api/requests/${requestId}/${first}`, {
      ...samples[`/api/requests/:id/${first}`]![0]!.body,
      version: opened.body.version,
    });
    return body.version;
  }

  /** Makes the alert from which the route is accepted, and answers with its version. */
  async function ready(path: string): Promise<number> {
    const { version, ...made } = await readyAlert(app, nurse, samples, path.split('/').at(-1)!);
    alert = made;
    return version;
  }

  /** What a verb answers with is a refresh of what this session was shown; a first look is a look. */
  async function showFirst(left: readonly string[]): Promise<void> {
    for (const word of left.filter((each) => each.startsWith('refresh '))) {
      const looked = word.replace('refresh', 'read');
      const [shows] = Object.keys(LEAVES).filter((key) => key.startsWith('GET ') && LEAVES[key]![0] === looked);
      const path = shows!.split(' ')[1]!;
      await nurse.get(pathOf({ method: 'GET', path }, idFor(path)));
    }
  }

  const bearing = Object.keys(LEAVES).filter((key) => LEAVES[key]!.length > 0);

  it.each(bearing)('%s', async (key) => {
    const [method, path] = key.split(' ') as [string, string];
    const several = /\/requests\/(step|take|wait|undo)$/.test(path);
    const version =
      several || path.includes('/requests/:id')
        ? await readyRequest(path)
        : path.includes(':id') && !/patients|hospitals/.test(path)
          ? await ready(path)
          : 1;
    const id = idFor(path);
    const sample = samples[path]?.[0]?.body ?? {};
    const withVersion = 'version' in sample && !path.includes('/patients/') ? { ...sample, version } : sample;
    const body = several ? { ...sample, requests: [{ id: requestId, version }] } : withVersion;
    await showFirst(LEAVES[key]!);
    const { answer, rows } = await leftBy(() =>
      method === 'GET'
        ? nurse.get(pathOf({ method, path }, id))
        : nurse.post(pathOf({ method, path }, id), body, { 'Idempotency-Key': randomUUID() }),
    );
    expect([200, 201], answer.text).toContain(answer.status);
    expect(words(rows)).toEqual(LEAVES[key]);
    for (const row of rows) {
      expect(row).toMatchObject({
        actor_id: await app.user(NURSE),
        actor_role: 'haemostasis_nurse',
        outcome: 'done',
        request_id: answer.headers.get('X-Request-Id'),
        address: expect.stringMatching(/127\.0\.0\.1|::1/) as string,
      });
      expect(row.session_hash).toMatch(/^[0-9a-f]{16}$/);
      expect(row.patient_id !== null || row.patient_ids !== null).toBe(true);
    }
  });

  it('each child on a list is on its row', async () => {
    const { answer, rows } = await leftBy(() =>
      nurse.post<{ matches: { patient: { id: string } }[] }>('/api/patients/search', { query: 'Smith', limit: 8 }),
    );
    expect(answer.body.matches.length).toBeGreaterThan(1);
    expect(rows[0]!.patient_ids).toEqual(answer.body.matches.map(({ patient }) => patient.id));
  });

  it('the same save sent again is a look, not a second save', async () => {
    const [key, sheet] = [randomUUID(), await app.attendance()];
    await log(nurse, sheet, key);
    expect(words((await leftBy(() => log(nurse, sheet, key))).rows)).toEqual(['read attendance']);
  });

  it.each([
    ['a child who is not theirs', () => consultant.get(`/api/patients/${patientId}`), 'patients', 404],
    ['an alert they may not open', () => consultant.get(`/api/alerts/${alert.alertId}`), 'alerts', 404],
    [
      'a change of what has changed',
      () => nurse.post(`/api/alerts/${alert.alertId}/resume`, { version: 999 }),
      'alerts',
      409,
    ],
  ])('being refused %s leaves one row, and only that', async (_what, ask, entity, status) => {
    const before = await app.counts();
    const { answer, rows } = await leftBy(ask);
    expect(answer.status).toBe(status);
    expect(words(rows)).toEqual([`refuse ${entity}`]);
    expect(rows[0]).toMatchObject({ outcome: 'refused', request_id: answer.headers.get('X-Request-Id') });
    expect(await app.counts()).toEqual(before);
  });

  it('an administrator asking for a child is refused, and on that child’s list', async () => {
    const admin = await app.signIn(ADMIN);
    const { rows } = await leftBy(() => admin.get(`/api/patients/${patientId}`));
    expect(rows).toMatchObject([{ action: 'refuse', patient_id: patientId, actor_role: 'admin' }]);
  });

  it('signing in, out and failing to are there; what was typed is not', async () => {
    const client = app.anonymous();
    const wrong = { email: NURSE, password: 'Hunter2 is a secret' };
    const { rows: failed } = await leftBy(() => client.post('/api/session', wrong));
    expect(words(failed)).toEqual(['sign_in user']);
    expect(failed[0]).toMatchObject({ outcome: 'failed', actor_id: null, entity_id: await app.user(NURSE) });
    expect(JSON.stringify(failed)).not.toContain('Hunter2');
    const { rows: unknown } = await leftBy(() => client.post('/api/session', { ...wrong, email: 'who@example.org' }));
    expect(unknown).toMatchObject([{ outcome: 'failed', entity_id: null }]);
    expect(JSON.stringify(unknown)).not.toContain('who@');
    const { rows: signedIn } = await leftBy(() =>
      client.post('/api/session', { email: NURSE, password: DEMO_PASSWORD }),
    );
    expect(words(signedIn)).toEqual(['sign_in session']);
    const id = decodeURIComponent(client.sessionCookie!)
      .replace(/^[^=]*=s:/, '')
      .split('.')[0]!;
    const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
    expect(signedIn[0]!.session_hash).toBe(hash);
    expect(words((await leftBy(() => client.delete('/api/session'))).rows)).toEqual(['sign_out session']);
  });

  it('what cannot be written down is neither done nor shown', async () => {
    alert = await app.logAttendance(nurse);
    await app.sql('REVOKE INSERT ON audit_entries FROM shared_care_app');
    try {
      const before = await app.counts();
      for (const key of bearing) {
        const [method, path] = key.split(' ') as [string, string];
        const id = idFor(path);
        const answer =
          method === 'GET'
            ? await nurse.get(pathOf({ method, path }, id))
            : await nurse.post(pathOf({ method, path }, id), samples[path]![0]!.body, {
                'Idempotency-Key': randomUUID(),
              });
        expect(answer.status, key).toBeGreaterThanOrEqual(400);
        expect(answer.text, key).not.toMatch(/Jones|Amelia/);
      }
      expect(await app.counts()).toEqual(before);
    } finally {
      await app.sql('GRANT INSERT ON audit_entries TO shared_care_app');
    }
  });
});
