import type { CaughtMail, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import type { Heartbeat, Readiness } from '@shared-care/contracts/health';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  freePort,
  NURSE,
  startTestApp,
  testConfig,
  until,
  type TestApp,
} from '../testing/test-app';
import { clockSkewMs, notice, OpsWatch } from './ops-watch.worker';

describe('the product looks after itself', () => {
  let app: TestApp;
  let nurse: Client;
  let metricsPort: number;
  beforeAll(async () => {
    metricsPort = await freePort();
    app = await startTestApp({
      role: 'all',
      metricsPort,
      outbox: { ...testConfig().outbox, heartbeatMinutes: 0.1, firstRetrySeconds: 0.2 },
    });
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  const problems = async (client = nurse): Promise<string[]> =>
    (await client.get<DeliveryTrouble>('/api/deliveries/trouble')).body.problems.map(({ cause }) => cause);
  const heartbeat = () => app.anonymous().get<Heartbeat>('/health/heartbeat');

  it('a test message goes the whole way, and a watcher outside can see when', async () => {
    const { body } = await until(async () => {
      const answer = await heartbeat();
      return answer.status === 200 && answer;
    });
    expect(body.status).toBe('beating');
    const [beat] = await app.sql<{ state: string; deliveries: string[] }>(
      `SELECT a.state, array_agg(d.state) AS deliveries FROM alerts a JOIN alert_deliveries d ON d.alert_id = a.id
       WHERE a.kind = 'heartbeat' AND d.confirmed_at IS NOT NULL GROUP BY a.id LIMIT 1`,
    );
    expect(beat!.state).toBe('withdrawn');
    const mail = (await nurse.get<CaughtMail[]>('/api/demo-mail')).body.find(({ subject }) =>
      subject.includes('test message'),
    );
    expect(mail?.to).toBe('shared-care@example.org');
  });

  it('it is in no queue, no count and no digest', async () => {
    const { body } = await nurse.get<{ alerts: { trigger: string }[] }>('/api/alerts');
    expect(body.alerts.every(({ trigger }) => trigger !== 'heartbeat')).toBe(true);
    const digest = () => app.sql('SELECT sec.alerts_digest() AS digest');
    const before = await digest();
    await app.sql(
      `WITH beat AS (INSERT INTO alerts (id, kind, tier, trigger, triggers, acknowledge_by, next_escalation_at)
         VALUES (gen_random_uuid(), 'heartbeat', 'blue', 'heartbeat', '{heartbeat}', sec.now(), sec.now()) RETURNING id)
       SELECT sec.tell(id, 'heartbeat', 'blue', 0, 0) FROM beat`,
    );
    expect(await digest()).toEqual(before);
  });

  it('those of two days ago are taken away, and nothing else ever is', async () => {
    const alerts = (await app.sql(`SELECT id FROM alerts WHERE kind <> 'heartbeat'`)).length;
    await app.sql(`UPDATE alerts SET opened_at = opened_at - interval '3 days' WHERE kind = 'heartbeat'`);
    await until(
      async () =>
        (await app.sql(`SELECT 1 FROM alerts WHERE kind = 'heartbeat' AND opened_at < sec.now() - interval '2 days'`))
          .length === 0,
      20,
    );
    expect((await app.sql(`SELECT id FROM alerts WHERE kind <> 'heartbeat'`)).length).toBeGreaterThanOrEqual(alerts);
  });

  it('is ready, and says which part is not', async () => {
    const ready = () => app.anonymous().get<Readiness>('/health/ready');
    await until(async () => (await ready()).status === 200);
    // What the loop may not write it cannot send: the loop turns, and the message waits.
    await app.sql('REVOKE UPDATE ON alert_deliveries FROM shared_care_worker');
    await app.logAttendance(nurse);
    await app.sql(`UPDATE alert_deliveries SET due_at = due_at - interval '2 minutes' WHERE state = 'due'`);
    const late = await ready();
    expect(late.status).toBe(503);
    expect(late.body.parts).toMatchObject({
      database: { works: true },
      worker: { works: true },
      outbox: { works: false },
    });
    await app.sql('GRANT UPDATE ON alert_deliveries TO shared_care_worker');
    await until(async () => (await ready()).status === 200);
    await app.sql('REVOKE UPDATE ON write_probe FROM shared_care_app');
    const broken = await ready();
    expect(broken.status).toBe(503);
    expect(broken.body.parts.database.works).toBe(false);
    await app.sql('GRANT UPDATE ON write_probe TO shared_care_app');
    await until(async () => (await ready()).status === 200);
  });

  it('an address that will never work is one alert for the unit and the admins, however often, and ends with its cause', async () => {
    await app.sql(`UPDATE users SET email = 'a.boyd@elsewhere.example.com' WHERE email = $1`, [NURSE]);
    await app.logAttendance(nurse);
    await until(async () => (await problems()).includes('delivery_failed'));
    await app.logAttendance(nurse);
    const admin = await app.signIn(ADMIN);
    expect(await problems(admin)).toContain('delivery_failed');
    const { body } = await admin.get<DeliveryTrouble>('/api/deliveries/trouble');
    expect([body.undelivered, body.callsToMake]).toEqual([[], []]);
    expect((await (await app.signIn(BERKSHIRE_CONSULTANT)).get('/api/deliveries/trouble')).status).toBe(404);
    const open = await app.sql(`SELECT 1 FROM alerts WHERE trigger = 'delivery_failed' AND state = 'open'`);
    expect(open).toHaveLength(1);
    await app.sql(`UPDATE users SET email = $1 WHERE email = 'a.boyd@elsewhere.example.com'`, [NURSE]);
    await app.sql(`UPDATE alerts SET state = 'withdrawn' WHERE kind = 'attendance' AND state = 'open'`);
    await until(async () => !(await problems()).includes('delivery_failed'));
  });

  it('a server whose clock is wrong is named, and no longer when none has been for two minutes', async () => {
    expect(Math.abs(await clockSkewMs(app.database.owner))).toBeLessThan(2000);
    await app.database.owner.transaction((tx) => notice(tx, 'clock_skew'));
    await until(async () => (await problems()).includes('clock_skew'));
    await app.sql(`UPDATE worker_cycles SET at = at - interval '3 minutes' WHERE name = 'clock_skew'`);
    await until(async () => !(await problems()).includes('clock_skew'));
  });

  it.each([
    [
      'an empty slot of the next 24 hours',
      'rota_gap',
      'rota_pattern_lines',
      `duty = 'phu_nurse'`,
      'Not covered: PHU nurse',
    ],
    [
      'a list of bank holidays that has run out',
      'calendar_end',
      'bank_holidays',
      `holiday_on >= '2026-01-01'`,
      'add the next years',
    ],
    ['what alerts need and had once', 'not_ready', 'mail_tests', 'true', 'No test mail from'],
  ])('%s is an alert, and ends with its cause', async (_, cause, table, missing, words) => {
    // It looks at the rota once a minute and at the rest every ten; this is that minute.
    const lookAgain = (): void => {
      for (const seen of ['rotaSeen', 'readinessSeen']) Reflect.set(app.running.nest.get(OpsWatch), seen, -Infinity);
    };
    const found = async () =>
      (await nurse.get<DeliveryTrouble>('/api/deliveries/trouble')).body.problems.find((each) => each.cause === cause);
    lookAgain();
    await until(async () => (await found()) === undefined);
    const [{ columns }] = (await app.sql<{ columns: string }>(
      `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
      [table],
    )) as [{ columns: string }];
    await app.sql(`CREATE TABLE kept_${cause} AS SELECT ${columns} FROM ${table} WHERE ${missing}`);
    await app.sql(`DELETE FROM ${table} WHERE ${missing}`);
    lookAgain();
    expect((await until(found)).words).toContain(words);
    await app.sql(`INSERT INTO ${table} (${columns}) SELECT * FROM kept_${cause}`);
    lookAgain();
    await until(async () => (await found()) === undefined);
  });

  it('numbers for the unit’s monitoring are on this machine only and name nobody', async () => {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    expect(text).toMatch(/shared_care_outbox\{what="worker_cycle_age"\} \d/);
    expect(text).toMatch(/shared_care_deliveries_total\{channel="email",outcome="sent"\} \d/);
    expect(text).not.toMatch(/@|Boyd|Smith|(?<![\d.])999\d{7}\b/);
    expect((await app.anonymous().get('/metrics')).text).not.toContain('shared_care_outbox');
  });

  it('the mail of the demo is for those signed in', async () => {
    expect((await app.anonymous().get('/api/demo-mail')).status).toBe(401);
  });
});
