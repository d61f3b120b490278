import { randomUUID } from 'node:crypto';
import type { Readiness } from '@shared-care/contracts/health';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { startProxy, type Proxy } from '../testing/proxy';
import { log, NURSE, startTestApp, until, type TestApp } from '../testing/test-app';

/** Ends the program's connections, one and all. */
const END_ALL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'shared-care app'`;

describe('while the database cannot be reached', () => {
  let app: TestApp;
  let proxy: Proxy;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp({}, async (url) => (proxy = await startProxy(url)).url);
    nurse = await app.signIn(NURSE);
  });
  afterAll(async () => {
    await app.stop();
    await proxy.close();
  });

  function expectTryAgain(answer: Answer<unknown>): void {
    expect(answer.status, answer.text).toBe(503);
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(answer.problem).toMatchObject({
      code: 'unavailable',
      detail: 'Try again in a few seconds. Nothing was saved.',
    });
    expect(answer.text).not.toMatch(/ECONN|pg|127\.0\.0\.1|terminat/i);
  }
  const recovered = (): Promise<unknown> => until(async () => (await nurse.get('/health/ready')).status === 200);

  it('every answer says so and when to try again, and it recovers by itself', async () => {
    const sheet = await app.attendance();
    const before = await app.counts();
    await proxy.pull();
    for (const path of ['/api/session', '/api/alerts', '/api/hospitals', `/api/patients/${randomUUID()}`])
      expectTryAgain(await nurse.get(path));
    expectTryAgain(await nurse.post('/api/patients/search', { query: 'Smith' }));
    expectTryAgain(await log(nurse, sheet));
    expectTryAgain(await app.anonymous().post('/api/session', { email: NURSE, password: 'shared care demo' }));
    const ready = await nurse.get<Readiness>('/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.headers.get('Retry-After')).toBe('5');
    expect(ready.body).toMatchObject({ status: 'not_ready', parts: { database: { works: false } } });
    expect((await nurse.get('/health/live')).status).toBe(200);
    expect((await app.anonymous().get('/api/sign-in-page')).status).toBe(200);
    await proxy.putBack();
    await recovered();
    expect((await nurse.get('/api/session')).status).toBe(200);
    expect(await app.counts()).toEqual(before);
  });

  it('cut in the middle of saving: nothing is half-saved, and the same key sent again saves once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 12 }, async () => ({ key: randomUUID(), sheet: await app.attendance() })),
    );
    const before = await app.counts();
    const sent = Promise.all(tries.map(({ key, sheet }) => log(nurse, sheet, key)));
    await until(async () => (await app.counts())['attendances']! > before['attendances']!);
    await proxy.pull();
    const answers = await sent;
    for (const answer of answers) if (answer.status !== 201) expectTryAgain(answer);
    await proxy.putBack();
    await recovered();
    const again = await Promise.all(tries.map(({ key, sheet }) => log(nurse, sheet, key)));
    expect(again.every(({ status }) => status === 200 || status === 201)).toBe(true);
    const after = await app.counts();
    expect(after['attendances']).toBe(before['attendances']! + tries.length);
    expect(after['alerts']).toBe(before['alerts']! + tries.length);
  });

  it('connections ended by the server, one after the other, never show as our fault', async () => {
    for (let round = 0; round < 20; round++) {
      const requests = Promise.all(Array.from({ length: 6 }, () => nurse.get('/api/alerts')));
      await app.sql(END_ALL);
      for (const answer of await requests) if (answer.status !== 200) expectTryAgain(answer);
    }
    await recovered();
  });

  it('an alert that somebody else holds for too long may be tried again', async () => {
    const { alertId } = await app.logAttendance(nurse);
    const [{ name }] = (await app.sql<{ name: string }>('SELECT current_database() AS name')) as [{ name: string }];
    await app.sql(`ALTER DATABASE ${name} SET lock_timeout = '200ms'`);
    await app.sql(END_ALL);
    await recovered();
    await app.database.owner.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM alerts WHERE id = $1 FOR UPDATE', [alertId]);
      expectTryAgain(await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 }));
    });
    expect((await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 })).status).toBe(200);
  });
});
