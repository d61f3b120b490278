import type { Found } from '@shared-care/contracts/navigation/answers';
import { permits } from '@shared-care/contracts/permissions';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { formalName } from '@shared-care/domain/patient-name';
import { WORKED } from '../alerts/alert-queue';
import { recordAudit } from '../audit/audit';
import { IN_POST } from '../hospitals/hospital-directory';
import { IDENTITY } from '../patients/patient-rows';
import { rows, type Tx } from '../platform/tx';

const MOST_OF_A_KIND = 5;
const FEWEST_LETTERS = 2;
/** "A-1021", as it is said on the telephone; the letter may be left out. */
const REFERENCE = /^(?:a[ -]?)?(\d{3,9})$/i;

/** What the asking person may open by these words. Children are found by the search of patients. */
export async function find(tx: Tx, user: CurrentUser, query: string): Promise<Found> {
  const enough = query.length >= FEWEST_LETTERS;
  const alerts = permits(user.role, 'alert', 'read') ? await alertsByReference(tx, user, query) : [];
  const hospitals = enough && permits(user.role, 'hospital', 'read') ? await hospitalsByName(tx, query) : [];
  const consultants =
    enough && permits(user.role, 'linkConsultant', 'list') ? await linkConsultantsByName(tx, query) : [];
  const users = enough && permits(user.role, 'user', 'list') ? await usersByName(tx, query) : [];
  const few = <Row>(found: readonly Row[]): Row[] => found.slice(0, MOST_OF_A_KIND);
  return {
    alerts: few(alerts),
    hospitals: few(hospitals),
    people: [...few(consultants), ...few(users)],
    more: [alerts, hospitals, consultants, users].some((found) => found.length > MOST_OF_A_KIND),
  };
}

async function alertsByReference(tx: Tx, user: CurrentUser, query: string): Promise<Found['alerts']> {
  const number = REFERENCE.exec(query)?.[1];
  if (number === undefined) return [];
  type Row = Omit<Found['alerts'][number], 'name'> & { patient: PatientIdentity | null; unmatched: string | null };
  const found = await rows<Row>(
    tx,
    `SELECT al.id, coalesce(a.reference, g.reference, m.reference) AS reference, al.tier, al.state, ${IDENTITY} AS patient,
            a.unmatched_name AS unmatched
     FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
     LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
     LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
     LEFT JOIN patients p ON p.id = CASE WHEN a.patient_id IS NULL THEN g.patient_id ELSE a.patient_id END
     WHERE ${WORKED} AND coalesce(a.reference, g.reference, m.reference) ~ ('^[A-Z]+-' || $1 || '$')
     ORDER BY al.opened_at DESC, al.id LIMIT ${MOST_OF_A_KIND + 1}`,
    [number],
  );
  if (found.length > 0)
    await recordAudit(tx, user, {
      action: 'search',
      entity: 'alert',
      patientIds: found.flatMap(({ patient }) => (patient === null ? [] : [patient.id])),
      detail: `${found.length} found`,
    });
  return found.map(({ patient, unmatched, ...alert }) => ({
    ...alert,
    name: patient === null ? unmatched : formalName(patient),
  }));
}

/** Every word that was typed begins a word of the text. */
const BEGINS = (words: string): string =>
  `(SELECT bool_and(position(' ' || w IN ${words}) > 0) FROM regexp_split_to_table(fold_name($1), ' +') AS w)`;

function hospitalsByName(tx: Tx, query: string): Promise<Found['hospitals']> {
  return rows(
    tx,
    `SELECT h.id, h.name, h.town FROM hospitals h
     WHERE h.network_role <> 'other' AND h.closed_on IS NULL AND ${BEGINS('h.search_text')}
     ORDER BY h.name, h.id LIMIT ${MOST_OF_A_KIND + 1}`,
    [query],
  );
}

function linkConsultantsByName(tx: Tx, query: string): Promise<Found['people']> {
  return rows(
    tx,
    `SELECT c.id, 'link_consultant' AS kind, c.name, json_build_object('id', h.id, 'name', h.name) AS hospital
     FROM link_consultants c JOIN hospitals h ON h.id = c.hospital_id
     WHERE ${IN_POST} AND ${BEGINS("' ' || fold_name(c.name)")} ORDER BY c.name, c.id LIMIT ${MOST_OF_A_KIND + 1}`,
    [query],
  );
}

function usersByName(tx: Tx, query: string): Promise<Found['people']> {
  return rows(
    tx,
    `SELECT u.id, 'user' AS kind, u.display_name AS name, NULL AS hospital FROM users u
     WHERE u.disabled_at IS NULL AND ${BEGINS("' ' || fold_name(u.display_name)")}
     ORDER BY u.display_name, u.id LIMIT ${MOST_OF_A_KIND + 1}`,
    [query],
  );
}
