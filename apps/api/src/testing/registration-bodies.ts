import { randomUUID } from 'node:crypto';
import type { Sample } from './bodies';

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

export function registrationBodies(hospitalId: string): Record<string, Sample[]> {
  return {
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
