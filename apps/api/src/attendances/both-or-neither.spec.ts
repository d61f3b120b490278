import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { log, NURSE, startTestApp, type TestApp } from '../testing/test-app';

/** Hazard H1: an attendance without an alert is a bleed that nobody is told of. */
describe('an attendance and its alert are saved together or not at all', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  const insertAttendance = async (tx: EntityManager, id: string, alertId: string): Promise<void> => {
    await tx.query(
      `INSERT INTO attendances (id, alert_id, patient_id, hospital_id, state, reason, category, arrived_at, reported_at, told_by,
                                open_access, open_access_because, logged_by, idempotency_key, request_hash)
       SELECT $1, $2, l.patient_id, l.hospital_id, 'arrived', 'bleeding', 1, sec.now(), sec.now(), 'mother', 'valid', 'Valid.',
              (SELECT id FROM users ORDER BY email LIMIT 1), gen_random_uuid(), 'by hand'
       FROM shared_care_links l ORDER BY l.id LIMIT 1`,
      [id, alertId],
    );
  };
  const insertAlert = async (tx: EntityManager, id: string, attendanceId: string): Promise<void> => {
    await tx.query(
      `INSERT INTO alerts (id, attendance_id, tier, trigger, triggers, acknowledge_by, next_escalation_at)
       VALUES ($1, $2, 'red', 'head_injury', '{head_injury}', sec.now(), sec.now())`,
      [id, attendanceId],
    );
    await tx.query(`SELECT sec.tell($1, 'attendance', 'red', 0, 0)`, [id]);
  };

  /** Every way in which a forgotten or mistaken insert could leave a child without an alert. */
  const BAD: Record<string, (tx: EntityManager) => Promise<void>> = {
    'an attendance without an alert': (tx) => insertAttendance(tx, randomUUID(), randomUUID()),
    'an alert without an attendance': (tx) => insertAlert(tx, randomUUID(), randomUUID()),
    'an attendance that names the alert of another': async (tx) => {
      const [taken] = await tx.query<{ id: string }[]>('SELECT id FROM alerts ORDER BY id LIMIT 1');
      // The other's own key to that alert would refuse first; only the pairwise check is left to refuse here.
      await tx.query('ALTER TABLE attendances DROP CONSTRAINT attendances_one_alert');
      await insertAttendance(tx, randomUUID(), taken!.id);
    },
    'an alert that nobody is told of': async (tx) => {
      const [id, alertId] = [randomUUID(), randomUUID()];
      await insertAttendance(tx, id, alertId);
      await insertAlert(tx, alertId, id);
      await tx.query('DELETE FROM alert_deliveries WHERE alert_id = $1', [alertId]);
    },
    'a ring of strangers': async (tx) => {
      const [a1, a2, b1, b2] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      await insertAttendance(tx, a1, b1);
      await insertAttendance(tx, a2, b2);
      await insertAlert(tx, b1, a2);
      await insertAlert(tx, b2, a1);
    },
    'an attendance whose alert is later pointed elsewhere': async (tx) => {
      const [one, other] = await tx.query<{ id: string; attendance_id: string }[]>(
        'SELECT id, attendance_id FROM alerts ORDER BY id LIMIT 2',
      );
      await tx.query('UPDATE alerts SET attendance_id = NULL, kind = $2 WHERE id = $1', [other!.id, 'ops']);
      await tx.query('UPDATE alerts SET attendance_id = $2 WHERE id = $1', [one!.id, other!.attendance_id]);
    },
  };

  it.each(Object.keys(BAD))('%s cannot be committed', async (name) => {
    const before = await app.counts();
    await expect(app.database.owner.transaction(BAD[name]!)).rejects.toMatchObject({
      driverError: { code: expect.stringMatching(/^(23503|23514)$/) as string },
    });
    expect(await app.counts()).toEqual(before);
  });

  it('a matching pair can be committed', async () => {
    const [id, alertId] = [randomUUID(), randomUUID()];
    await app.database.owner.transaction(async (tx) => {
      await insertAttendance(tx, id, alertId);
      await insertAlert(tx, alertId, id);
    });
  });

  it('when the alert cannot be raised, the nurse is told so and no attendance stays behind', async () => {
    const nurse = await app.signIn(NURSE);
    const [before, key, sheet] = [await app.counts(), randomUUID(), await app.attendance()];
    await app.sql('REVOKE INSERT ON alerts FROM shared_care_app');
    const failed = await log(nurse, sheet, key);
    expect(failed.status).toBe(500);
    expect(failed.problem).toMatchObject({
      code: 'failed',
      detail: expect.stringContaining('Nothing was saved.') as string,
    });
    expect(await app.counts()).toEqual(before);
    await app.sql('GRANT INSERT ON alerts TO shared_care_app');
    const again = await log(nurse, sheet, key);
    expect(again.status).toBe(201);
  });

  it('nobody who serves requests can delete an attendance or an alert', async () => {
    for (const table of [
      'attendances',
      'alerts',
      'alert_events',
      'alert_deliveries',
      'liaison_entries',
      'audit_entries',
    ]) {
      const deletion = app.database.owner.transaction(async (tx) => {
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(`DELETE FROM ${table}`);
      });
      await expect(deletion, table).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
  });

  // Last, because this database is spoilt afterwards: what refuses above is these constraints and nothing else.
  it('without the constraints every one of the bad inserts would be committed', async () => {
    await app.sql(`
      DROP TRIGGER attendances_name_their_alert ON attendances;
      DROP TRIGGER alerts_name_their_attendance ON alerts;
      DROP TRIGGER alerts_told_to_somebody ON alerts;
      ALTER TABLE attendances DROP CONSTRAINT attendances_alert;
      ALTER TABLE alerts DROP CONSTRAINT alerts_attendance;`);
    for (const [name, insert] of Object.entries(BAD)) {
      const dropped = name.includes('of another');
      if (dropped)
        await app.sql('ALTER TABLE attendances ADD CONSTRAINT attendances_one_alert_again UNIQUE (id, alert_id)');
      await expect(app.database.owner.transaction(insert), name).resolves.toBeUndefined();
    }
    const [{ alone }] = (await app.sql<{ alone: number }>(
      `SELECT count(*)::int AS alone FROM attendances a LEFT JOIN alerts al ON al.attendance_id = a.id AND al.id = a.alert_id
       WHERE al.id IS NULL`,
    )) as [{ alone: number }];
    expect(alone).toBeGreaterThanOrEqual(4);
  });
});
