import { randomUUID } from 'node:crypto';
import { startWire, type Statement, type Wire } from '@shared-care/database/testing/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './testing/client';
import { pathOf, routesOf, type Route } from './testing/routes';
import type { Sample } from './testing/sample';
import { acceptedBodies, samplesOf } from './testing/samples';
import { ADMIN, DOCTOR, log, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from './testing/test-app';

/** Most statements that a read may send; each is a message for whose answer the next one waits. */
const READ = 10;

/** Reads with more: the list may only shrink. */
const MORE: Readonly<Record<string, number>> = {
  // What a merge would do is told by doing it behind a savepoint.
  '/api/merges/:id': 13,
  // What reads stands behind one savepoint, notices, which may write, behind another.
  '/api/patients/:id/record': 17,
};

/** What is sent beside the request, after its answer. */
const BESIDE = /pg_notify|alerts_digest|^LISTEN/;

describe('each request sends few statements to the database', () => {
  let app: TestApp;
  let wire: Wire;
  let people: Client[];
  let samples: Record<string, Sample[]>;
  let alert: { id: string; alertId: string };
  let patientId: string;
  let hospitalId: string;

  beforeAll(async () => {
    app = await startTestApp({}, async (url) => {
      wire = await startWire(url);
      return wire.url;
    });
    people = await Promise.all([NURSE, DOCTOR, ADMIN, STOKE_CONSULTANT].map((email) => app.signIn(email)));
    alert = await app.logAttendance(people[0]!);
    samples = await acceptedBodies(app, alert);
    patientId = await app.find('Jones', 'Amelia');
    hospitalId = await app.hospital('RD816');
  });
  afterAll(async () => {
    await app.stop();
    wire.stop();
  });

  /** Asked twice: the first time a process joins a text, PostgreSQL is asked which of its columns are instants. */
  async function sentBy(ask: () => Promise<{ status: number; text: string }>): Promise<Statement[] | null> {
    await ask();
    wire.take();
    const { status } = await ask();
    const sent = wire.take().filter(({ sql }) => !BESIDE.test(sql));
    return status < 400 ? sent : null;
  }

  function idFor(route: Route): string {
    const [, , concept] = route.path.split('/');
    if (concept === 'attendances') return alert.id;
    if (concept === 'alerts') return alert.alertId;
    if (concept === 'hospitals') return hospitalId;
    return samplesOf(samples, route)[0]?.id ?? patientId;
  }

  const told = (sent: Statement[] | null): string => (sent ?? []).map(({ sql }) => sql).join('\n\n');

  it.each<[string, number, () => Promise<{ status: number; text: string }>]>([
    ['who is signed in', 7, () => people[0]!.get('/api/session')],
    ['search', 5, () => people[0]!.post('/api/patients/search', { query: 'Smith', limit: 8 })],
    ['search by a link consultant', 5, () => people[3]!.post('/api/patients/search', { query: 'Smith', limit: 8 })],
    ['queue', 5, () => people[0]!.get('/api/alerts?view=open')],
    ['patient page', 5, () => people[0]!.get(`/api/patients/${patientId}`)],
    ['card', 5, () => people[0]!.get(`/api/patients/${patientId}/emergency-card`)],
    ['save', 14, async () => log(people[0]!, await app.attendance(), randomUUID())],
    [
      'acknowledge',
      8,
      async () => {
        const { alertId } = await app.logAttendance(people[0]!);
        wire.take();
        return people[0]!.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
      },
    ],
  ])('%s: at most %i', async (_name, budget, ask) => {
    const sent = await sentBy(ask);
    expect(sent?.length, told(sent)).toBeLessThanOrEqual(budget);
  });

  it('any other read: at most ten', async () => {
    const over: string[] = [];
    let answered = 0;
    for (const route of routesOf(app.running).filter(({ method, path }) => method === 'GET' && path !== '/api/live')) {
      const path = pathOf(route, idFor(route)).replace(':figure', 'attendances');
      let sent: Statement[] | null = null;
      for (const person of people) sent ??= await sentBy(() => person.get(path));
      if (sent) answered++;
      if (sent && sent.length > (MORE[route.path] ?? READ)) over.push(`${route.path}: ${sent.length}\n${told(sent)}`);
    }
    expect(over).toEqual([]);
    expect(answered).toBeGreaterThan(80);
  });
});
