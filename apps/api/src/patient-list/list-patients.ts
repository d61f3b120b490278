import type { PatientInList, PatientList } from '@shared-care/contracts/patient-list/answers';
import type { ListPatients, PatientSort } from '@shared-care/contracts/patient-list/shapes';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { PLAN_IN_LIST } from '../emergency-plans/plan-in-list';
import { NOW_ONCE, TODAY_ONCE } from '../platform/asked-once';
import { askForMany, databaseNow, rows, type Tx } from '../platform/tx';
import { DUE_ON } from '../hospitals/arrangement-facts';
import { IDENTITY, MATCH, RISKS } from '../patients/patient-rows';

const RECENT = 6;

/** A link aliased `l` that runs now. */
const RUNNING = `${NOW_ONCE} >= l.valid_from AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)`;

/** The hospital a child is usually seen at, as search and banner choose it. */
const USUAL_HOSPITAL = `SELECT h.id, h.name FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
  WHERE l.patient_id = p.id AND ${RUNNING} ORDER BY l.role <> 'temporary', l.role <> 'primary' LIMIT 1`;

/** The day by which open access at the usual hospital must be looked at again, of what is in force or ran out. */
const REVIEW_BY = `SELECT min(${DUE_ON}) FROM open_access_arrangements a
  WHERE a.patient_id = p.id AND a.state IN ('active', 'due_review', 'expired') AND a.ends_at IS NULL`;

const PLAN = `SELECT 1 FROM emergency_plans e WHERE e.patient_id = p.id AND e.state = 'approved'`;

const LAST_ATTENDANCE = `SELECT max(t.arrived_at) FROM attendances t
  WHERE t.patient_id = p.id AND t.state NOT IN ('cancelled', 'entered_in_error', 'merged')`;

/** What each filter asks of a child aliased `p`; `$` stands for its value. */
const FILTERS: Readonly<Record<Exclude<keyof ListPatients, 'page' | 'rows' | 'sort' | 'order'>, string>> = {
  hospital: `EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id AND l.hospital_id = $::uuid AND ${RUNNING})`,
  diagnosis: 'p.diagnosis = $',
  severity: 'p.severity = $',
  inhibitor: 'p.inhibitor = $',
  treatment: `CASE WHEN $ = 'none' THEN p.id NOT IN (SELECT sec.patients_treated(NULL))
    ELSE p.id IN (SELECT sec.patients_treated(nullif($, 'none')::uuid)) END`,
  review: `$ = 'due' AND p.died_on IS NULL AND ((${REVIEW_BY}) < ${TODAY_ONCE}
    OR EXISTS (${PLAN} AND e.review_by < ${TODAY_ONCE}))`,
  link: `$ = 'none' AND p.died_on IS NULL AND NOT EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id AND ${RUNNING})`,
  plan: `$ = 'none' AND p.died_on IS NULL AND NOT EXISTS (${PLAN})`,
  moved: `$ = 'yes' AND p.moved_away_on IS NOT NULL`,
};

const SORTS: Readonly<Record<PatientSort, string>> = {
  name: 'p.family_name',
  born: 'p.birth_date',
  hospital: `(SELECT u.name FROM (${USUAL_HOSPITAL}) AS u)`,
  attendance: `(${LAST_ATTENDANCE})`,
  review: `(${REVIEW_BY})`,
};

/** Every child whom the asker may see, filtered, sorted and by the page; the count is of all that match. */
export async function listPatients(
  tx: Tx,
  user: CurrentUser,
  asked: ListPatients,
  as: 'read' | 'export' = 'read',
): Promise<PatientList> {
  await askForMany(tx);
  const scope = scopeOf(user);
  const { where, parameters } = filtersOf(asked);
  const [counts] = await rows<{ total: number; all: number }>(
    tx,
    `SELECT (SELECT count(*) FROM ${scope} WHERE ${where})::int AS total,
            (SELECT count(*) FROM ${scope} WHERE p.merged_into_id IS NULL)::int AS all`,
    parameters,
  );
  const direction = asked.order === 'down' ? 'DESC' : 'ASC';
  const found = await rows<PatientInList>(
    tx,
    `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks, p.moved_away_on AS "movedAwayOn", ${DETAILS}
     FROM (SELECT p.id, row_number() OVER () AS place FROM
             (SELECT p.id FROM ${scope} WHERE ${where}
              -- What a child does not have stands last, whichever way the list is turned.
              ORDER BY ${SORTS[asked.sort]} ${direction} NULLS LAST, p.family_name, p.given_name, p.id
              LIMIT ${asked.rows} OFFSET ${(asked.page - 1) * asked.rows}) AS p) AS page
     JOIN patients p ON p.id = page.id LEFT JOIN LATERAL (${USUAL_HOSPITAL}) AS usual ON true
     ORDER BY page.place`,
    parameters,
  );
  const recent = as === 'export' ? [] : await recentlyOpened(tx);
  const list: PatientList = {
    rows: found,
    total: counts?.total ?? 0,
    all: counts?.all ?? 0,
    recent,
    hospitals: await hospitalsOfChildren(tx, user),
    treatments: await treatmentsToChoose(tx),
    now: (await databaseNow(tx)).toISOString(),
  };
  await recordAudit(tx, user, {
    action: as,
    entity: 'patient_list',
    patientIds: [...new Set([...found, ...recent].map(({ patient }) => patient.id))],
    detail: `${list.total} found`,
  });
  return list;
}

/**
 * Children aliased `p`. The policies decide; a consultant's own are named first, as asking of each child takes long.
 */
function scopeOf(user: CurrentUser): string {
  return user.role === 'link_consultant'
    ? '(SELECT DISTINCT own.id FROM sec.patients_of_user() AS own(id)) AS own JOIN patients p ON p.id = own.id'
    : 'patients p';
}

function filtersOf(asked: ListPatients): { where: string; parameters: string[] } {
  const parameters: string[] = [];
  const parts = ['p.merged_into_id IS NULL'];
  for (const [name, sql] of Object.entries(FILTERS) as [keyof typeof FILTERS, string][]) {
    if (asked[name] === '') continue;
    parameters.push(asked[name]);
    parts.push(`(${sql.replaceAll(/\$/g, `$$${parameters.length}`)})`);
  }
  return { where: parts.join(' AND '), parameters };
}

/** Of one child aliased `p`, seen at the hospital `usual`. The best arrangement there speaks for the others. */
const DETAILS = `
  CASE WHEN usual.id IS NULL THEN NULL ELSE json_build_object('id', usual.id, 'name', usual.name) END AS "usualHospital",
  (SELECT json_build_object('validity', v.validity, 'reviewBy', v.due_on) FROM (
     SELECT ${DUE_ON} AS due_on,
            sec.open_access_validity(a.state, a.agreed_at, a.starts_at, a.ends_at, ${DUE_ON}, ${NOW_ONCE}) AS validity
     FROM open_access_arrangements a WHERE a.patient_id = p.id AND a.hospital_id = usual.id) AS v
   WHERE v.validity <> 'none'
   ORDER BY array_position(ARRAY['valid', 'due_review', 'not_started', 'awaiting_agreement', 'suspended', 'expired',
     'withdrawn'], v.validity), v.due_on DESC LIMIT 1) AS "openAccess",
  ${PLAN_IN_LIST} AS plan,
  EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = p.id AND e.state = 'draft') AS "planInMaking",
  (SELECT json_build_object('arrivedAt', t.arrived_at, 'here', t.state IN ('arrived', 'in_department', 'admitted'))
   FROM attendances t WHERE t.patient_id = p.id AND t.state NOT IN ('cancelled', 'entered_in_error', 'merged')
   ORDER BY t.arrived_at DESC LIMIT 1) AS "lastAttendance"`;

/** The policy of patients leaves out a child who is no longer theirs. */
function recentlyOpened(tx: Tx): Promise<PatientMatch[]> {
  return rows(
    tx,
    `SELECT ${MATCH} FROM sec.recently_read(${RECENT}) AS seen JOIN patients p ON p.id = seen.patient_id
     WHERE p.merged_into_id IS NULL ORDER BY seen.at DESC`,
  );
}

function hospitalsOfChildren(tx: Tx, user: CurrentUser): Promise<{ id: string; name: string }[]> {
  return rows(
    tx,
    `SELECT h.id, h.name FROM hospitals h
     WHERE h.id IN (SELECT l.hospital_id FROM ${scopeOf(user)} JOIN shared_care_links l ON l.patient_id = p.id
                    WHERE p.merged_into_id IS NULL AND ${RUNNING})
     ORDER BY h.name, h.id`,
  );
}

function treatmentsToChoose(tx: Tx): Promise<{ id: string; name: string }[]> {
  return rows(
    tx,
    `SELECT treatment_id AS id, name FROM treatments_in_force WHERE state NOT IN ('draft', 'discarded') ORDER BY name`,
  );
}
