import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients';
import type { CurrentUser } from '@shared-care/contracts/session';
import { londonDate } from '@shared-care/domain/london-time';
import { understandPatientSearch } from '@shared-care/domain/patient-search';
import { recordAudit } from '../audit/audit';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { MATCH } from './patient-rows';

/** Finds patients within the user's scope by name, NHS or hospital number, birth date or the end of a phone number. */
export async function searchPatients(
  tx: Tx,
  user: CurrentUser,
  query: string,
  limit: number,
): Promise<PatientSearchAnswer> {
  const asked = understandPatientSearch(query, londonDate(await databaseNow(tx)));
  const digits = asked.nhsNumber ?? asked.hospitalNumber ?? asked.digits;
  const matches = await rows<PatientMatch>(
    tx,
    `SELECT ${MATCH}
     FROM sec.search_patients($1, $2, $3, $4) AS found JOIN patients p ON p.id = found.id
     ORDER BY found.closeness DESC, p.family_name, p.given_name, p.id`,
    [asked.words, digits, asked.birthDate, limit],
  );
  await recordAudit(tx, user, {
    action: 'search',
    entity: 'patient',
    patientIds: matches.map(({ patient }) => patient.id),
    detail: `${matches.length} found`,
  });
  return { matches, understoodAs: asked.understoodAs };
}
