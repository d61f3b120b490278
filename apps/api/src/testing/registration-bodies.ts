import { randomUUID } from 'node:crypto';
import type { Sample } from './bodies';
import type { TestApp } from './test-app';

/** A child who is in no register yet, every field filled. */
export function registrationBody(hospitalId: string): Record<string, unknown> {
  return {
    id: randomUUID(),
    facts: {
      familyName: 'Abernathy',
      givenName: 'Isla',
      preferredName: 'Izzy',
      birthDate: '2021-07-14',
      sex: 'female',
      nhsNumber: '999 888 0017',
      nhsNumberStatus: 'verified',
      hospitalNumber: 'R990001',
      phone: '01632 960771',
      diagnosis: 'haemophilia_a',
      severity: 'severe',
      baselineLevel: '0.8',
      inhibitor: { state: 'present', on: '2026-02-02', titre: '4.2' },
      centralLine: 'port',
      weight: { kg: '17.4', on: '2026-02-02' },
      allergy: { allergyState: 'known', allergies: 'Penicillin' },
      link: { hospitalId, linkConsultantId: null },
    },
    source: { kind: 'letter', words: 'Referral of 3 February' },
    notTheSame: [],
    attendanceId: null,
  };
}

const SOURCE = { kind: 'clinic', words: 'Clinic of 2 March' };

/** Facts of the child as they are changed, and a weight of another day to strike out. */
export async function factBodies(app: TestApp, patientId: string): Promise<Record<string, Sample[]>> {
  const [weight] = await app.sql<{ id: string }>(
    `INSERT INTO patient_weights (patient_id, kg, weighed_on, source)
     SELECT id, 12.5, birth_date + 400, 'clinic' FROM patients WHERE id = $1 RETURNING id`,
    [patientId],
  );
  const versions = await app.sql<{ fact: string; version: number }>(
    `SELECT fact, count(*)::int + count(struck_out_at)::int AS version FROM patient_changes WHERE patient_id = $1 GROUP BY fact`,
    [patientId],
  );
  const version = (fact: string): number => versions.find((one) => one.fact === fact)?.version ?? 0;
  const allergies = { fact: 'allergies', version: version('allergies'), allergyState: 'known', allergies: 'Latex' };
  return {
    '/api/patients/:id/facts': [{ id: patientId, body: { changes: [allergies], source: SOURCE } }],
    '/api/patients/:id/weights': [
      { id: patientId, body: { id: randomUUID(), kg: '21.4', on: '2026-03-02', source: SOURCE } },
    ],
    '/api/patients/:id/inhibitor-results': [
      { id: patientId, body: { id: randomUUID(), state: 'none', titre: '0.3', on: '2026-03-02', source: SOURCE } },
    ],
    '/api/fact-entries/:id/strike-out': [{ id: weight!.id, body: { because: 'Of the sister.' } }],
  };
}

/** A record that was opened by mistake a moment ago. */
async function mistaken(app: TestApp): Promise<string> {
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis, registered_by, registered_source)
     SELECT 'Mistaken', 'Entry', '2020-02-02', 'absent', 'other', id, 'other' FROM users WHERE email = 'j.ferrars@example.org'
     RETURNING id`,
  );
  return made!.id;
}

export async function registrationBodies(app: TestApp, hospitalId: string): Promise<Record<string, Sample[]>> {
  return {
    '/api/patients/:id/strike-out': [
      { id: await mistaken(app), body: { because: 'Another child was meant.' } },
      { id: await mistaken(app), body: { because: 'Another child was meant.' } },
    ],
    '/api/patients': [{ body: registrationBody(hospitalId) }],
    '/api/patients/similar': [
      {
        body: {
          familyName: 'Abernathy',
          givenName: 'Isla',
          birthDate: '2021-07-14',
          nhsNumber: '999 888 0017',
          hospitalNumber: 'R990001',
        },
      },
    ],
  };
}
