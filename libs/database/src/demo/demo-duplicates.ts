import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Patient, SharedCareLink } from '../entities/patient';
import { dayFrom } from './load-demo';

interface Known {
  sites: Map<string, string>;
  consultants: Map<string, string>;
  now: Date;
}

/** One invented child who was registered twice, with a hyphen and without, for somebody to notice. */
export async function demoDuplicates(tx: EntityManager, { sites, consultants, now }: Known): Promise<void> {
  const birthDate = dayFrom(now, -2200);
  const hospital = 'RD816';
  const both = [
    { familyName: 'Penrose-Vale', weightKg: '21.4', weighedOn: dayFrom(now, -30), allergies: 'Latex – rash' },
    { familyName: 'Penrose Vale', weightKg: '17.2', weighedOn: dayFrom(now, -400), allergies: null },
  ];
  for (const [place, { allergies, ...facts }] of both.entries()) {
    const id = randomUUID();
    await tx.insert(Patient, {
      id,
      ...facts,
      givenName: 'Isla',
      preferredName: null,
      birthDate,
      sex: 'female',
      nhsNumber: null,
      nhsNumberStatus: 'absent',
      hospitalNumber: `R${298_011 + place}`,
      diagnosis: 'von_willebrand',
      severity: 'not_graded',
      baselineLevel: null,
      inhibitor: 'not_tested',
      inhibitorOn: null,
      centralLine: 'none',
      allergyState: allergies === null ? 'not_recorded' : 'known',
      allergies,
    });
    await tx.insert(SharedCareLink, {
      id: randomUUID(),
      patientId: id,
      hospitalId: sites.get(hospital)!,
      linkConsultantId: consultants.get(hospital)!,
      role: 'primary',
      validFrom: new Date(now.getTime() - (300 + place * 200) * 86_400_000),
    });
    await tx.query('INSERT INTO dental_care (patient_id, last_check_on) VALUES ($1, $2)', [
      id,
      dayFrom(now, -40 - place),
    ]);
  }
}
