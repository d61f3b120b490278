import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { understandPatientSearch } from '@shared-care/domain/patient-search';
import { recordAudit } from '../audit/audit';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { MATCH } from './patient-rows';

const EVERY_MATCH = 2_147_483_647;

/** Finds patients within the user's scope by name, NHS or hospital number, birth date or the end of a phone number. */
export async function searchPatients(
  tx: Tx,
  user: CurrentUser,
  query: string,
  limit: number,
): Promise<PatientSearchAnswer> {
  const asked = understandPatientSearch(query, londonDate(await databaseNow(tx)));
  const digits = asked.nhsNumber ?? asked.hospitalNumber ?? asked.digits;
  // All of them are found, as the count must be true; only those that are shown are read.
  const found = await rows<PatientMatch & { total: number }>(
    tx,
    `WITH found AS MATERIALIZED (SELECT * FROM sec.search_patients($1, $2, $3, $5) WITH ORDINALITY AS f(id, closeness, place))
     SELECT ${MATCH}, (SELECT count(*)::int FROM found) AS total
     FROM found JOIN patients p ON p.id = found.id WHERE found.place <= $4
     ORDER BY found.closeness DESC, p.family_name, p.given_name, p.id`,
    [asked.words, digits, asked.birthDate, limit, EVERY_MATCH],
  );
  const matches = found.map(({ total: _, ...match }) => match);
  const total = found[0]?.total ?? 0;
  await recordAudit(tx, user, {
    action: 'search',
    entity: 'patient',
    patientIds: matches.map(({ patient }) => patient.id),
    detail: `${total} found`,
  });
  return { matches, total, understoodAs: asked.understoodAs };
}
