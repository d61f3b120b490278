import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

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

/** A record that was opened by mistake a moment ago. */
async function mistaken(app: TestApp): Promise<string> {
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis, registered_by, registered_source)
     SELECT 'Mistaken', 'Entry', '2020-02-02', 'absent', 'other', id, 'other' FROM users WHERE email = 'j.ferrars@example.org'
     RETURNING id`,
  );
  return made!.id;
}

export const samples: Samples = async (app, { hospitalId }) => {
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
};
