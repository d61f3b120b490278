import { randomUUID } from 'node:crypto';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  BERKSHIRE_CONSULTANT,
  NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

describe('the page of one patient', () => {
  let app: TestApp;
  let nurse: Client;
  let ava: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    ava = await app.find('Smith', 'Ava');
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const page = async (id = ava, client = nurse): Promise<PatientPage> => {
    const answer = await client.get<PatientPage>(`/api/patients/${id}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('says who it is and what matters in an emergency, decimals as they were written', async () => {
    await app.sql(`UPDATE patients SET weight_kg = '24.50', baseline_level = '0.30' WHERE id = $1`, [ava]);
    const { patient, risks } = await page();
    expect(patient).toMatchObject({
      familyName: 'Smith',
      givenName: 'Ava',
      preferredName: 'Avi',
      sex: 'female',
      nhsNumberStatus: 'verified',
    });
    expect(patient.nhsNumber).toMatch(/^999\d{7}$/);
    expect(patient.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(risks).toMatchObject({
      diagnosis: 'haemophilia_a',
      weightKg: '24.5',
      baselineLevel: '0.3',
      allergies: 'Penicillin – rash',
    });
  });

  it('shows the links that run, the ones that ended and the ones to come, running first', async () => {
    const patientId = await app.find('Mbeki', 'Thabo');
    const [primary, ended, coming] = await Promise.all(['RD816', 'RHW01', 'RN325'].map((code) => app.hospital(code)));
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from, valid_to) VALUES
       ($1, $2, 'secondary', '2020-01-01', '2021-01-01'), ($1, $3, 'temporary', '2026-03-11T00:00Z', '2026-03-18T00:00Z')`,
      [patientId, ended, coming],
    );
    const now = await page(patientId);
    expect(now.links.map(({ hospital, current }) => [hospital.id, current])).toEqual([
      [primary, true],
      [coming, false],
      [ended, false],
    ]);
    await app.database.setClock(new Date('2026-03-11T00:00:00Z'));
    expect((await page(patientId)).links[0]).toMatchObject({ role: 'temporary', current: true });
    await app.database.setClock(new Date('2026-03-18T00:00:00Z'));
    expect((await page(patientId)).links[0]).toMatchObject({ role: 'primary', current: true });
  });

  it('rings the hospital the child is linked to now, on holiday the one there', async () => {
    const patientId = await app.find('Lewis', 'Finley');
    await app.sql(
      `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from, valid_to) VALUES ($1, $2, 'temporary', '2026-03-11T00:00Z', '2026-03-12T00:00Z')`,
      [patientId, await app.hospital('RNZ02')],
    );
    const [home, away] = await app.sql<{ name: string }>(
      `SELECT name FROM hospitals WHERE ods_code IN ('RN325', 'RNZ02') ORDER BY ods_code`,
    );
    expect((await page(patientId)).ringNow[0]?.label).toContain(home!.name);
    await app.database.setClock(new Date('2026-03-11T11:00:00Z'));
    // Nobody there expects the child yet.
    expect(await page(patientId)).toMatchObject({ place: { hospital: { name: home!.name } } });
    await app.sql(
      `UPDATE shared_care_links SET confirmed_by = 'Sister Ames', confirmed_on = '2026-03-10' WHERE patient_id = $1 AND role = 'temporary'`,
      [patientId],
    );
    const onHoliday = await page(patientId);
    expect(onHoliday.ringNow[0]?.label).toContain(away!.name);
    expect(onHoliday.place).toMatchObject({ hospital: { name: away!.name }, childIsThere: false });
    const card = await nurse.get<EmergencyCard>(`/api/patients/${patientId}/emergency-card`);
    expect(card.body.place?.hospital.name).toBe(away!.name);
    expect(card.body.ringNow.map(({ label }) => label).join()).toContain(away!.name);
    expect(card.body.ringNow.map(({ label }) => label).join()).not.toContain(home!.name);
  });

  /** A child with one running link, who is in no hospital and nowhere near Ava's. */
  const atHome = async (which: number): Promise<string> => {
    const [child] = await app.sql<{ id: string }>(
      `SELECT p.id FROM patients p WHERE (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id) = 1
         AND NOT EXISTS (SELECT FROM attendances a WHERE a.patient_id = p.id) AND p.id NOT IN (SELECT near.patient_id FROM shared_care_links near JOIN shared_care_links l ON l.hospital_id = near.hospital_id
                          WHERE l.patient_id = $2)
       ORDER BY p.family_name, p.id OFFSET $1 LIMIT 1`,
      [which, ava],
    );
    return child!.id;
  };

  it('offers a child without a running link the on-call team, at any hour', async () => {
    const patientId = await atHome(1);
    await app.sql(`UPDATE shared_care_links SET valid_to = sec.now() - interval '1 minute' WHERE patient_id = $1`, [
      patientId,
    ]);
    for (const [at, phone] of [
      ['2026-03-10T11:00:00Z', '01632 960123'],
      ['2026-03-15T02:13:00Z', '01632 960999'],
    ] as const) {
      await app.database.setClock(new Date(at));
      const card = await nurse.get<EmergencyCard>(`/api/patients/${patientId}/emergency-card`);
      for (const { place, ringNow } of [await page(patientId), card.body]) {
        expect(place).toBeNull();
        expect(ringNow.map((line) => line.phone)).toEqual([phone]);
      }
    }
  });

  it('never offers a hospital that has closed, and says so', async () => {
    const patientId = await atHome(2);
    await app.sql(
      `UPDATE hospitals SET closed_on = '2026-03-11'
       WHERE id = (SELECT hospital_id FROM shared_care_links WHERE patient_id = $1 AND role = 'primary')`,
      [patientId],
    );
    expect((await page(patientId)).closedHospitals).toEqual([]);
    await app.database.setClock(new Date('2026-03-11T11:00:00Z'));
    const { place, ringNow, closedHospitals } = await page(patientId);
    expect(place).toBeNull();
    expect(ringNow.map(({ phone }) => phone)).toEqual(['01632 960123']);
    expect(closedHospitals).toEqual([expect.stringContaining('closed on 11-Mar-2026 and is not offered.')]);
    await app.sql(`UPDATE hospitals SET closed_on = NULL WHERE closed_on = '2026-03-11'`);
  });

  it.each([
    ['before it starts', '2026-03-01T07:59:50Z', 'not_started'],
    ['from its first instant', '2026-03-01T08:00:00Z', 'valid'],
    ['to the end of the review day in London', '2026-06-01T22:59:00Z', 'valid'],
    ['from the next day, due review', '2026-06-01T23:00:00Z', 'due_review'],
    ['through the thirtieth day after', '2026-07-01T22:59:00Z', 'due_review'],
    ['then it has expired, though nobody touched it', '2026-07-01T23:00:00Z', 'expired'],
  ])('open access until review: %s', async (_, at, validity) => {
    await app.sql(
      `UPDATE open_access_arrangements SET starts_at = '2026-03-01T08:00Z', review_by = '2026-06-01', ends_at = NULL WHERE patient_id = $1`,
      [ava],
    );
    await app.database.setClock(new Date(at));
    expect((await page()).openAccess[0]).toMatchObject({ validity, state: 'active' });
  });

  it.each([
    ['a second before its end', '2026-03-12T17:59:30Z', 'valid'],
    ['at the instant of its end', '2026-03-12T18:00:00Z', 'expired'],
  ])('open access for hours: %s', async (_, at, validity) => {
    await app.sql(
      `UPDATE open_access_arrangements SET starts_at = '2026-03-10T18:00Z', review_by = '2026-06-01', ends_at = '2026-03-12T18:00Z' WHERE patient_id = $1`,
      [ava],
    );
    await app.database.setClock(new Date(at));
    const [arrangement] = (await page()).openAccess;
    expect(arrangement).toMatchObject({ validity, endsAt: '2026-03-12T18:00:00.000Z' });
    // The same answer is stored with an attendance logged at that moment.
    const logged = await app.logAttendance(nurse, { patientId: ava, arrivedMinutesAgo: 0 });
    expect({ openAccess: logged.openAccess, because: logged.openAccessBecause }).toEqual({
      openAccess: validity,
      because: arrangement!.because,
    });
  });

  it('the timeline holds attendances at every hospital, newest first, and what became of their alerts', async () => {
    const { attendances, attendanceSummary } = await page(await app.find('Okafor', 'Daniel'));
    expect(new Set(attendances.map(({ hospital }) => hospital.id)).size).toBe(2);
    const times = attendances.map(({ arrivedAt }) => Date.parse(arrivedAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(attendances.map(({ alert }) => alert.state)).toEqual(['acknowledged', 'closed', 'closed']);
    expect(attendances.map(({ closed }) => closed)).toEqual([false, true, true]);
    expect(attendanceSummary).toMatch(/^3 in 12 months/);
  });

  it('a consultant of one hospital sees the attendances of their child at another', async () => {
    const patientId = await app.find('Okafor', 'Daniel');
    const [mine, theirs] = [await page(patientId), await page(patientId, await app.signIn(STOKE_CONSULTANT))];
    expect(theirs.attendances).toEqual(mine.attendances);
  });

  it('a hidden child and one who does not exist are answered alike, in every word', async () => {
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const hidden = await consultant.get(`/api/patients/${await app.find('Okafor', 'Daniel')}`);
    const unknown = await consultant.get(`/api/patients/${randomUUID()}`);
    expect(hidden.status).toBe(404);
    expect({ ...hidden.problem, reference: '' }).toEqual({ ...unknown.problem, reference: '' });
    const names = ({ headers }: typeof hidden): string[] => [...headers.keys()].sort();
    expect(names(hidden)).toEqual(names(unknown));
  });

  it('opening the page is in the audit log; so is being refused it, which tells nothing about the child', async () => {
    const last = async () =>
      (
        await app.sql(
          'SELECT action, entity, entity_id, patient_id, actor_id FROM audit_entries ORDER BY id DESC LIMIT 1',
        )
      )[0];
    await page();
    const opened = {
      action: 'read',
      entity: 'patient',
      entity_id: ava,
      patient_id: ava,
      actor_id: await app.user(NURSE),
    };
    expect(await last()).toEqual(opened);
    const consultant = await app.signIn(STOKE_CONSULTANT);
    const refused = {
      action: 'refuse',
      entity: 'patients',
      entity_id: ava,
      patient_id: ava,
      actor_id: await app.user(STOKE_CONSULTANT),
    };
    await consultant.get(`/api/patients/${ava}`);
    expect(await last()).toEqual(refused);
    const nobody = randomUUID();
    await consultant.get(`/api/patients/${nobody}`);
    expect(await last()).toEqual({ ...refused, entity_id: nobody, patient_id: nobody });
  });

  it('is not shown when it cannot be written down that it was', async () => {
    await app.sql('REVOKE INSERT ON audit_entries FROM shared_care_app');
    const { status, text } = await nurse.get(`/api/patients/${ava}`);
    await app.sql('GRANT INSERT ON audit_entries TO shared_care_app');
    expect(status).toBe(500);
    expect(text).not.toContain('Smith');
  });
});
