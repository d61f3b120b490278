import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { asPreview, BERKSHIRE_CONSULTANT, log, NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('a link consultant logs an attendance', () => {
  let app: TestApp;
  let consultant: Client;
  beforeAll(async () => {
    app = await startTestApp();
    consultant = await app.signIn(BERKSHIRE_CONSULTANT);
  });
  afterAll(() => app.stop());

  it('for their own linked child: the PHU sees the alert at once, and where it came from', async () => {
    const logged = await app.logAttendance(consultant, { patientId: await app.find('Smith', 'Ava') });
    const { body } = await (await app.signIn(NURSE)).get<{ loggedBy: string }>(`/api/alerts/${logged.alertId}`);
    expect(body.loggedBy).toBe('Dr M Okoro');
    expect(await app.sql('SELECT kind FROM attendance_sources WHERE attendance_id = $1', [logged.id])).toEqual([
      { kind: 'portal' },
    ]);
  });

  it('for a child nobody can match: it alerts, and only they and the PHU see it', async () => {
    const logged = await app.logAttendance(consultant, { unmatched: { name: 'Baby, perhaps Lund' } });
    expect(logged).toMatchObject({ unmatched: true, tier: 'amber' });
    const { body } = await (await app.signIn(NURSE)).get<{ alerts: { id: string }[] }>('/api/alerts');
    expect(body.alerts.map(({ id }) => id)).toContain(logged.alertId);
  });

  it('for another hospital’s child: the same answer as for a child who does not exist, and nothing saved', async () => {
    const before = await app.counts();
    const hospitalId = await app.hospital('RHW01');
    const sheet = await app.attendance({ hospitalId, patientId: await app.find('Okafor', 'Daniel') });
    for (const path of ['/api/attendances', '/api/attendances/preview']) {
      const body = path.endsWith('preview') ? asPreview(sheet) : sheet;
      const headers = { 'Idempotency-Key': randomUUID() };
      const hidden = await consultant.post(path, body, headers);
      const unknown = await consultant.post(path, { ...body, patientId: randomUUID() }, headers);
      expect(hidden.status).toBe(404);
      expect({ ...hidden.problem, reference: '' }).toEqual({ ...unknown.problem, reference: '' });
    }
    expect(await app.counts()).toEqual(before);
  });

  it('at their own hospital only, and nothing is saved elsewhere', async () => {
    const before = await app.counts();
    const sheet = await app.attendance({
      patientId: await app.find('Smith', 'Ava'),
      hospitalId: await app.hospital('RXQ02'),
    });
    const refused = await log(consultant, sheet);
    expect(refused.status).toBe(400);
    expect(refused.problem?.errors).toEqual([
      {
        field: 'hospitalId',
        message: 'You can log attendances at your own hospital only. For another, ring the unit.',
      },
    ]);
    expect(await app.counts()).toEqual(before);
  });

  it('no longer, once the link has ended: at that very instant', async () => {
    const patientId = await app.find('Ferreira', 'João');
    const [{ ends }] = (await app
      .sql<{ ends: Date }>(
        `UPDATE shared_care_links SET valid_to = date_trunc('second', sec.now()) + interval '1 hour' WHERE patient_id = $1 RETURNING valid_to AS ends`,
        [patientId],
      )
      .then((answer) => (answer as unknown as [{ ends: Date }[]])[0])) as [{ ends: Date }];
    const sheet = await app.attendance({ patientId });
    expect((await log(consultant, sheet)).status).toBe(201);
    await app.database.setClock(ends);
    expect((await log(consultant, sheet)).status).toBe(404);
  });
});
