import type { Family, FamilyCommunication, FamilyPerson } from '@shared-care/contracts/family/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { asWritten } from '../hospitals/phone-number';
import { mergedIntoAnother } from '../patients/merged-into';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { treatmentsOf } from './givers';
import { placesOf } from './places';

/** Everybody and everything around a child; how much of it, the functions of the database decide. */
export async function family(tx: Tx, user: CurrentUser, patientId: string): Promise<Family> {
  const [child] = await rows<{ keptBack: boolean }>(
    tx,
    `SELECT restricted_at IS NOT NULL AS "keptBack" FROM patients WHERE id = $1 AND merged_into_id IS NULL`,
    [patientId],
  );
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  const answer: Family = {
    people: await peopleOf(tx, patientId),
    places: await placesOf(tx, patientId),
    treatments: await treatmentsOf(tx, patientId),
    hospitals: await hospitalsOf(tx, patientId),
    communication: await communicationOf(tx, patientId),
    keptBack: child.keptBack,
    now: (await databaseNow(tx)).toISOString(),
  };
  await recordAudit(tx, user, { action: 'read', entity: 'family', entityId: patientId, patientId });
  return answer;
}

export async function peopleOf(tx: Tx, patientId: string): Promise<FamilyPerson[]> {
  const found = await rows<{ person: FamilyPerson }>(tx, 'SELECT person FROM sec.family_people($1) AS person', [
    patientId,
  ]);
  return found.map(({ person }) => ({
    ...person,
    phone: person.phone && asWritten(person.phone),
    otherPhone: person.otherPhone && asWritten(person.otherPhone),
  }));
}

/** Where the child has a running link. */
function hospitalsOf(tx: Tx, patientId: string): Promise<Family['hospitals']> {
  return rows(
    tx,
    `SELECT DISTINCT h.id, h.name FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
     WHERE l.patient_id = $1 AND l.valid_from <= sec.now() AND (l.valid_to IS NULL OR l.valid_to > sec.now()) ORDER BY h.name`,
    [patientId],
  );
}

export async function communicationOf(tx: Tx, patientId: string): Promise<FamilyCommunication> {
  const [found] = await rows<FamilyCommunication>(
    tx,
    'SELECT language, interpreter, needs, version FROM family_communication WHERE patient_id = $1',
    [patientId],
  );
  return found ?? { language: null, interpreter: 'not_asked', needs: null, version: 0 };
}
