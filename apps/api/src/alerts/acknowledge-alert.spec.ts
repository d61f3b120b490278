import { randomUUID } from 'node:crypto';
import type { AcknowledgedByAnother, AlertStep } from '@shared-care/contracts/alerts/answers';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { DOCTOR, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('an alert is acknowledged by exactly one person', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  const acknowledge = (client: Client, alertId: string, version = 1) =>
    client.post<AlertStep>(`/api/alerts/${alertId}/acknowledge`, { version });

  it('of fifty people at once one becomes the owner; the others read who it was and when', async () => {
    const people = await app.sql<{ email: string }>(
      `INSERT INTO users (email, display_name, role, password_hash)
       SELECT 'nurse' || n || '@example.org', 'Nurse ' || n, 'haemostasis_nurse', (SELECT password_hash FROM users LIMIT 1)
       FROM generate_series(1, 50) AS n RETURNING email`,
    );
    const clients = await Promise.all(people.map(({ email }) => app.signIn(email)));
    for (let round = 0; round < 3; round++) {
      const { alertId } = await app.logAttendance(nurse);
      const answers = await Promise.all(clients.map((client) => acknowledge(client, alertId)));
      const winners = answers.filter(({ status }) => status === 200);
      const losers = answers.filter(({ status }) => status !== 200);
      // Of anything else than a refusal, the words.
      const others = losers.filter(({ status }) => status !== 409);
      expect(others.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
      expect(winners).toHaveLength(1);
      const { owner, acknowledgedAt } = winners[0]!.body;
      for (const { problem } of losers) {
        const expected: AcknowledgedByAnother = {
          owner: owner!.displayName,
          acknowledgedAt: new Date(acknowledgedAt!).toISOString(),
        };
        expect(problem.current).toEqual(expected);
        expect(problem.detail).toMatch(new RegExp(`^${owner!.displayName} acknowledged at \\d\\d:\\d\\d\\.$`));
      }
      const events = await app.sql('SELECT by FROM alert_events WHERE alert_id = $1 AND kind = $2', [
        alertId,
        'acknowledged',
      ]);
      expect(events).toEqual([{ by: owner!.id }]);
    }
  });

  it('the owner may ask again, from another session too, and nothing changes', async () => {
    const { alertId } = await app.logAttendance(nurse);
    const [first, second] = [await acknowledge(nurse, alertId), await acknowledge(nurse, alertId)];
    const third = await acknowledge(await app.signIn(NURSE), alertId);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(third.body.version).toBe(first.body.version);
    expect(third.body.acknowledgedAt).toBe(first.body.acknowledgedAt);
  });

  it('somebody who waited for another to finish reads who owns it now', async () => {
    const { alertId } = await app.logAttendance(nurse);
    const { version } = (await acknowledge(nurse, alertId)).body;
    const doctor = await app.signIn(DOCTOR);
    const waited = await app.database.owner.transaction(async (tx) => {
      await tx.query('UPDATE alerts SET owner_id = $2 WHERE id = $1', [alertId, await app.user(OTHER_NURSE)]);
      const asked = doctor.post(`/api/alerts/${alertId}/hand-back`, { version });
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect.poll(() => app.sql(waiting)).toHaveLength(1);
      return { asked };
    });
    const { status, problem } = await waited.asked;
    expect(status).toBe(422);
    expect(problem.detail).toBe('Owner: J Ferrars. Only the owner of the alert can do that.');
  });

  it('one person asking twenty times at once is not refused', async () => {
    const { alertId } = await app.logAttendance(nurse);
    const answers = await Promise.all(Array.from({ length: 20 }, () => acknowledge(nurse, alertId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('an alert that became more urgent since it was seen can still be taken', async () => {
    const logged = await app.logAttendance(nurse, {
      reason: 'unrelated_illness',
      bleedSite: null,
      patientId: await app.find('Mbeki', 'Thabo'),
    });
    await nurse.post(`/api/attendances/${logged.id}/move`, { state: 'admitted' });
    const { status, body } = await acknowledge(await app.signIn(DOCTOR), logged.alertId, 1);
    expect(status).toBe(200);
    expect(body).toMatchObject({ tier: 'amber', state: 'acknowledged', owner: { displayName: 'Dr K Shah' } });
  });

  it('acknowledging is written to the audit log in the same transaction', async () => {
    const { alertId } = await app.logAttendance(nurse);
    await acknowledge(nurse, alertId);
    const rows = await app.sql(
      `SELECT e.actor_id, e.detail, e.xmin = al.xmin AS together FROM audit_entries e JOIN alerts al ON al.id = e.entity_id
       WHERE e.entity_id = $1 AND e.action = 'update'`,
      [alertId],
    );
    expect(rows).toEqual([{ actor_id: await app.user(NURSE), detail: 'acknowledge, saw version 1', together: true }]);
  });

  it('a closed alert cannot be acknowledged, whoever closed it', async () => {
    const logged = await app.logAttendance(nurse, { reason: 'planned_treatment', bleedSite: null });
    const { body } = await acknowledge(nurse, logged.alertId);
    expect(
      (await nurse.post(`/api/alerts/${logged.alertId}/close`, { version: body.version, outcome: 'resolved' })).status,
    ).toBe(200);
    for (const email of [NURSE, OTHER_NURSE]) {
      const { status, problem } = await acknowledge(await app.signIn(email), logged.alertId);
      expect(status).toBe(422);
      expect(problem.detail).toBe('This alert is “Closed”, so it cannot be acknowledged.');
    }
  });

  it('an alert that does not exist is answered like one that is hidden', async () => {
    expect((await acknowledge(nurse, randomUUID())).status).toBe(404);
    expect((await acknowledge(nurse, 'not-an-id')).status).toBe(404);
  });

  it('a person disabled between two clicks acknowledges nothing', async () => {
    const { alertId } = await app.logAttendance(nurse);
    const leaver = app.anonymous();
    await leaver.post('/api/session', { email: 'nurse1@example.org', password: DEMO_PASSWORD });
    await app.sql(`UPDATE users SET disabled_at = now() WHERE email = 'nurse1@example.org'`);
    expect((await acknowledge(leaver, alertId)).status).toBe(401);
    expect(await app.sql('SELECT state FROM alerts WHERE id = $1', [alertId])).toEqual([{ state: 'open' }]);
  });
});
