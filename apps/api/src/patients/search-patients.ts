import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients';
import type { CurrentUser } from '@shared-care/contracts/session';
import { londonDate } from '@shared-care/domain/london-time';
import { understandPatientSearch } from '@shared-care/domain/patient-search';
import { recordAudit } from '../audit/audit';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { IDENTITY, RISKS } from './patient-rows';

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
    `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks,
            (SELECT json_build_object('id', h.id, 'name', h.name)
             FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
             WHERE l.patient_id = p.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
             ORDER BY l.role <> 'temporary', l.role <> 'primary' LIMIT 1) AS "usualHospital",
            -- H5: twins and namesakes. Same family name and same initial or birth date.
            EXISTS (SELECT 1 FROM patients o
                    WHERE o.id <> p.id AND o.merged_into_id IS NULL AND o.family_name_folded = p.family_name_folded
                      AND (o.birth_date = p.birth_date OR o.given_initial_folded = p.given_initial_folded)
                   ) AS "similarName"
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
