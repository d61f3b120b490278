import { KIND_OF_ROLE, type PlaceRole } from '@shared-care/domain/family';
import type { TestApp } from '../../testing/test-app';

/** A mother of whom everything is known. */
export const A_MOTHER = {
  name: 'Maja Lund',
  relationship: 'mother',
  relationshipWords: '',
  parentalResponsibility: 'yes',
  livesWith: 'yes',
  phone: '01632 960451',
  otherPhone: '',
  email: 'maja.lund@families.example.org',
  sameAddress: true,
  address: '',
  postcode: '',
  language: 'Danish',
  interpreter: 'no',
  ringAtNight: 'yes',
  endedOn: null,
  endedBecause: '',
} as const;

/** Where a child goes: a practice, school, dentist or team of their own, with an address unless it is null. */
export async function aPlace(
  app: TestApp,
  patientId: string,
  role: PlaceRole,
  { name = `Sample ${role}`, address = '5 Sample Street' }: { name?: string; address?: string | null } = {},
): Promise<string> {
  const [made] = await app.sql<{ id: string }>(
    `WITH o AS (INSERT INTO organisations (kind, name, address, postcode) VALUES ($2, $3, $4, 'ZZ99 3AZ') RETURNING id)
     INSERT INTO patient_places (patient_id, role, organisation_id) SELECT $1, $5, o.id FROM o RETURNING id`,
    [patientId, KIND_OF_ROLE[role], name, address, role],
  );
  return made!.id;
}
