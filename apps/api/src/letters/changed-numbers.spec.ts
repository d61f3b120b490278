import { randomUUID } from 'node:crypto';
import type { HospitalPage } from '@shared-care/contracts/hospitals/answers';
import type { CheckedCode, Letter } from '@shared-care/contracts/letters/answers';
import type { IssueLetter } from '@shared-care/contracts/letters/shapes';
import type { BoardChildren } from '@shared-care/contracts/open-access/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, NURSE, OTHER_ADMIN, startTestApp, type TestApp } from '../testing/test-app';

/** A ward has a new number: what was agreed shows it at once, what was printed with the old one says so. */
describe('a number that changes', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  let otherAdmin: Client;
  let child: { patientId: string; hospitalId: string; contactId: string; phone: string; arrangements: number };
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, admin, otherAdmin] = [await app.signIn(NURSE), await app.signIn(ADMIN), await app.signIn(OTHER_ADMIN)];
    const [found] = await app.sql<typeof child>(
      `SELECT o.patient_id AS "patientId", o.hospital_id AS "hospitalId", c.id AS "contactId", c.phone,
              (SELECT count(*)::int FROM open_access_arrangements x WHERE x.hospital_id = o.hospital_id AND x.state IN ('active', 'due_review')) AS arrangements
       FROM open_access_arrangements o JOIN patients p ON p.id = o.patient_id
       JOIN shared_care_links l ON l.patient_id = o.patient_id AND l.hospital_id = o.hospital_id AND l.role = 'primary' AND l.valid_to IS NULL
       CROSS JOIN LATERAL jsonb_array_elements(o.phone_bands) AS b (band)
       JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid AND c.purpose = 'ward'
       WHERE o.state = 'active' AND o.review_by > '2026-06-01'
       ORDER BY p.family_name, o.id LIMIT 1`,
    );
    child = found!;
  });
  afterAll(() => app.stop());

  const issue = () =>
    nurse.post<Letter>(
      '/api/letters',
      {
        patientId: child.patientId,
        kind: 'open_access',
        recipient: 'family',
        largePrint: false,
        note: '',
      } satisfies IssueLetter,
      { 'Idempotency-Key': randomUUID() },
    );
  const answer = async (code: string) =>
    (await app.anonymous().get<CheckedCode>(`/api/letters/check/${code}`)).body.answer;
  const numbers = async (): Promise<string[]> => {
    const { openAccess } = (await nurse.get<PatientPage>(`/api/patients/${child.patientId}`)).body;
    const here = openAccess.find(({ hospital }) => hospital.id === child.hospitalId)!;
    return here.ringFirstAllHours.map(({ phone }) => phone);
  };
  const board = async () => {
    const { rows } = (await nurse.get<BoardChildren>('/api/open-access/children?reason=renumbered&rows=100')).body;
    const lines = rows.flatMap((child) => child.lines);
    return { renumbered: lines.filter(({ reason }) => reason === 'renumbered').map(({ row }) => row) };
  };
  const page = async () => (await admin.get<HospitalPage>(`/api/hospitals/${child.hospitalId}`)).body;

  it('moves arrangements on, marks letters of before, and opens the work of issuing them again', async () => {
    const before = await issue();
    expect(before.status, before.text).toBe(201);
    expect(JSON.stringify(before.body.model)).toContain(child.phone);
    expect(await answer(before.body.model.code)).toBe('current');
    expect((await board()).renumbered).toEqual([]);
    expect(await numbers()).toContain(child.phone);

    const contact = (await page()).contacts.find(({ id }) => id === child.contactId)!;
    const { purpose, unitId, label, extension, bleep, hours, email, onPublicList } = contact;
    expect(contact.touches!.arrangements).toBe(child.arrangements);
    const proposed = await admin.post<HospitalPage>(`/api/contacts/${child.contactId}/changes`, {
      version: contact.version,
      becomes: { purpose, unitId, label, phone: '01632 960777', extension, bleep, hours, email, onPublicList },
      because: 'A new exchange.',
    });
    expect(proposed.status, proposed.text).toBe(200);
    expect(await numbers()).toContain(child.phone);
    const change = proposed.body.changes.find(({ state }) => state === 'waiting')!;
    const confirmed = await otherAdmin.post<HospitalPage>(`/api/contact-changes/${change.id}/confirm`, {
      version: change.version,
      spokeTo: 'Sister Lee',
    });
    expect(confirmed.status, confirmed.text).toBe(200);

    expect(await numbers()).toContain('01632 960777');
    expect(await numbers()).not.toContain(child.phone);
    expect((await page()).contacts.find(({ id }) => id === child.contactId)!.touches!.arrangements).toBe(
      child.arrangements,
    );
    expect(await answer(before.body.model.code)).toBe('number_changed');
    expect((await board()).renumbered).toEqual([
      expect.objectContaining({ letterId: before.body.id, was: [child.phone], now: ['01632 960777'] }),
    ]);

    const after = await issue();
    expect(JSON.stringify(after.body.model)).toContain('01632 960777');
    expect(JSON.stringify(after.body.model)).not.toContain(child.phone);
    expect(await answer(after.body.model.code)).toBe('current');
    expect(await answer(before.body.model.code)).toBe('superseded');
    expect((await board()).renumbered).toEqual([]);
  });
});
