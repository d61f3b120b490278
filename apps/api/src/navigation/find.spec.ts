import type { Found } from '@shared-care/contracts/navigation/answers';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

let app: TestApp;
let nurse: Client;
let consultant: Client;
let admin: Client;

beforeAll(async () => {
  app = await startTestApp();
  await app.database.setClock(TUESDAY_11);
  [nurse, consultant, admin] = [
    await app.signIn(NURSE),
    await app.signIn(BERKSHIRE_CONSULTANT),
    await app.signIn(ADMIN),
  ];
});
afterAll(() => app.stop());

const find = async (client: Client, query: string): Promise<Found> =>
  (await client.post<Found>('/api/navigation/find', { query })).body;

interface Alert {
  id: string;
  reference: string;
  patientId: string;
  familyName: string;
}
const alerts = (where: string): Promise<Alert[]> =>
  app.sql<Alert>(
    `SELECT al.id, a.reference, p.id AS "patientId", p.family_name AS "familyName" FROM alerts al
     JOIN attendances a ON a.id = al.attendance_id JOIN patients p ON p.id = a.patient_id WHERE ${where} ORDER BY a.reference`,
  );
const THEIRS = `EXISTS (SELECT 1 FROM shared_care_links l JOIN link_consultants c ON c.id = l.link_consultant_id
  JOIN users u ON u.id = c.user_id WHERE l.patient_id = p.id AND u.email = '${BERKSHIRE_CONSULTANT}')`;

describe('what the box in the header finds', () => {
  it('an alert by its reference, however it is typed, and who asked is written down', async () => {
    const [alert] = await alerts('true');
    for (const typed of [alert!.reference, alert!.reference.toLowerCase(), alert!.reference.slice(2)]) {
      const { alerts: found } = await find(nurse, typed);
      expect(found.map(({ id }) => id)).toEqual([alert!.id]);
      expect(found[0]!.name).toContain(alert!.familyName.toLocaleUpperCase('en-GB'));
    }
    const audited = await app.sql<{ patient: string }>(
      `SELECT unnest(patient_ids) AS patient FROM audit_entries WHERE action = 'search' AND entity = 'alert'`,
    );
    expect(audited).toEqual(Array(3).fill({ patient: alert!.patientId }));
    expect((await find(nurse, alert!.reference.slice(0, -1))).alerts).toEqual([]);
  });

  it('hospitals and link consultants by how their words begin, and accounts for an admin alone', async () => {
    const found = await find(nurse, 'berk');
    expect(found.hospitals.map(({ name }) => name)).toContain('Royal Berkshire Hospital');
    expect((await find(nurse, 'erkshire')).hospitals).toEqual([]);
    const [person] = await app.sql<{ name: string }>(`SELECT display_name AS name FROM users WHERE email = '${NURSE}'`);
    const surname = person!.name.split(' ').at(-1)!;
    expect((await find(admin, surname)).people).toContainEqual(
      expect.objectContaining({ kind: 'user', name: person!.name }),
    );
    expect((await find(nurse, surname)).people.filter(({ kind }) => kind === 'user')).toEqual([]);
  });

  it('nothing but punctuation finds nothing, and breaks nothing', async () => {
    for (const query of ['%%', "'';", '\\\\', '((', '--']) expect((await find(nurse, query)).alerts).toEqual([]);
  });

  it('a link consultant finds their own children and no others, and no alert of anybody', async () => {
    const [own] = await alerts(THEIRS);
    const [other] = await alerts(`NOT ${THEIRS}`);
    const children = async (words: string): Promise<string[]> =>
      (
        await consultant.post<PatientSearchAnswer>('/api/patients/search', { query: words, limit: 50 })
      ).body.matches.map(({ patient }) => patient.id);
    expect(await children(own!.familyName)).toContain(own!.patientId);
    expect(await children(other!.familyName)).not.toContain(other!.patientId);
    for (const { reference } of [own!, other!]) expect((await find(consultant, reference)).alerts).toEqual([]);
    for (const { reference } of [own!, other!]) expect((await find(admin, reference)).alerts).toEqual([]);
  });
});
