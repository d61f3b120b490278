import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { ContactSheet, MyPatients } from '@shared-care/contracts/my-patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

describe('a link consultant’s own view', () => {
  let app: TestApp;
  let berkshire: Client;
  let stoke: Client;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [berkshire, stoke, nurse] = [
      await app.signIn(BERKSHIRE_CONSULTANT),
      await app.signIn(STOKE_CONSULTANT),
      await app.signIn(NURSE),
    ];
  });
  afterAll(() => app.stop());
  const mine = async (client: Client): Promise<MyPatients> => (await client.get<MyPatients>('/api/my-patients')).body;
  const names = (list: { patient: { familyName: string; givenName: string } }[]): string[] =>
    list.map(({ patient }) => `${patient.givenName} ${patient.familyName}`).sort();

  it('holds their own children with open access at their hospital, and what waits for their agreement', async () => {
    const { patients, toAgree, post } = await mine(berkshire);
    expect(names(patients)).toEqual(
      expect.arrayContaining(['Ava Smith', 'Avery Smith', 'João Ferreira', 'Yasmin Rahman', 'Yusuf Rahman']),
    );
    expect(names(patients)).not.toContain('Daniel Okafor');
    expect(patients.find(({ patient }) => patient.givenName === 'Ava')).toMatchObject({
      openAccess: 'valid',
      role: 'primary',
      coveringFor: null,
    });
    expect(names(toAgree)).toContain('Yusuf Rahman');
    expect(post).toMatchObject({ name: 'Dr M Okoro', own: true });
  });

  it('shows who is in hospital, and says whom to ring at this hour', async () => {
    await app.logAttendance(berkshire, { patientId: await app.find('Ferreira', 'João') });
    const { inHospital, ringUnit, night } = await mine(berkshire);
    expect(names(inHospital)).toContain('João Ferreira');
    expect(names((await mine(stoke)).inHospital)).not.toContain('João Ferreira');
    expect([night, ringUnit[0]?.phone]).toEqual([false, '01632 960123']);
    await app.database.setClock(new Date('2026-03-11T03:00:00Z'));
    const late = await mine(berkshire);
    expect([late.night, late.ringUnit[0]?.phone]).toEqual([true, '01632 960999']);
    await app.database.setClock(TUESDAY_11);
  });

  it('takes “we have told the PHU” on an open alert of an own child, which stays as it is', async () => {
    const logged = await app.logAttendance(nurse, { patientId: await app.find('Smith', 'Avery') });
    const path = `/api/my-patients/alerts/${logged.alertId}/comments`;
    expect((await stoke.post(path, { kind: 'told_phu' })).status).toBe(404);
    const said = await berkshire.post<MyPatients>(path, { kind: 'told_phu', words: 'Spoke to the registrar' });
    expect(said.status).toBe(201);
    const { body } = await nurse.get<AlertDetail>(`/api/alerts/${logged.alertId}`);
    expect(body).toMatchObject({ state: 'open', version: 1 });
    expect(body.consultantComments).toMatchObject([
      { kind: 'told_phu', words: 'Spoke to the registrar', by: 'Dr M Okoro' },
    ]);
    for (const verb of ['acknowledge', 'close'])
      expect(
        (await berkshire.post(`/api/alerts/${logged.alertId}/${verb}`, { version: 1, outcome: 'resolved' })).status,
      ).toBe(404);
    await app.sql(
      `UPDATE alerts SET state = 'closed', owner_id = $2, acknowledged_at = sec.now(), closed_at = sec.now(), closed_by = $2, outcome = 'resolved' WHERE id = $1`,
      [logged.alertId, await app.user(NURSE)],
    );
    expect((await berkshire.post(path, { kind: 'comment', words: 'Home.' })).status).toBe(422);
  });

  it('has a contact sheet of numbers alone: the unit, their own hospital, those they cover for, and no child', async () => {
    const sheet = await berkshire.get<ContactSheet>('/api/my-patients/contacts');
    expect(sheet.body.hospitals.map(({ name }) => name)).toEqual([
      'John Radcliffe Hospital',
      'Royal Berkshire Hospital',
    ]);
    const children = await app.sql<{ name: string }>(
      'SELECT family_name AS name FROM patients UNION ALL SELECT nhs_number FROM patients WHERE nhs_number IS NOT NULL',
    );
    expect(children.filter(({ name }) => name.length > 4 && sheet.text.includes(name))).toEqual([]);
  });

  it('leaves an audit row for each look, and is nobody else’s', async () => {
    await mine(berkshire);
    const [row] = await app.sql<{ patient_ids: string[] }>(
      `SELECT patient_ids FROM audit_entries WHERE entity = 'own_patients' ORDER BY id DESC LIMIT 1`,
    );
    expect(row!.patient_ids).toContain(await app.find('Smith', 'Ava'));
    for (const client of [nurse, await app.signIn(ADMIN)])
      expect((await client.get('/api/my-patients')).status).toBe(404);
  });
});
