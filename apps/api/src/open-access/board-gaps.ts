import type { BoardAttendance, BoardRow } from '@shared-care/contracts/open-access/answers';
import { BOARD_ATTENDANCE_DAYS } from '@shared-care/contracts/open-access/shapes';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { openAccessAt, type OpenAccessValidity } from '@shared-care/domain/open-access';
import { FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { IDENTITY } from '../patients/patient-rows';
import { CLOCK, NOW_ONCE } from '../platform/asked-once';
import { rows } from '../platform/tx';
import { here, LIVING, VALIDITY, type Asked } from './board-rows';

/** The unit itself needs no arrangement with itself. */
const NOT_OURS = `h.network_role <> 'hub'`;

/** Children with the hospital they are seen at now, and whether one of their arrangements there is honoured. */
const AT_THEIR_HOSPITAL = `
  SELECT p.id, l.hospital_id, counting.patient_id IS NOT NULL AS honoured
  FROM patients p JOIN shared_care_links l ON l.patient_id = p.id AND l.role = 'primary'
    AND ${NOW_ONCE} >= l.valid_from AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)
  JOIN hospitals h ON h.id = l.hospital_id AND ${NOT_OURS}
  LEFT JOIN (SELECT DISTINCT a.patient_id, a.hospital_id FROM open_access_arrangements a CROSS JOIN ${CLOCK}
             WHERE ${VALIDITY} IN ('valid', 'due_review')) AS counting
    ON counting.patient_id = p.id AND counting.hospital_id = l.hospital_id
  WHERE ${LIVING} AND ${here('l.hospital_id')}`;

/** H8: children without an arrangement that is honoured at the hospital they are seen at, with the reason. */
export async function gapsOf(asked: Asked): Promise<{ gaps: BoardRow[]; children: number; valid: number }> {
  const { tx, hospitalId, now } = asked;
  interface Without {
    patient: PatientIdentity;
    hospital: { id: string; name: string };
  }
  const [[count], without] = await Promise.all([
    rows<{ children: number; valid: number }>(
      tx,
      `SELECT count(*)::int AS children, count(*) FILTER (WHERE honoured)::int AS valid FROM (${AT_THEIR_HOSPITAL}) AS c`,
      [hospitalId],
    ),
    rows<Without>(
      tx,
      `SELECT ${IDENTITY} AS patient, json_build_object('id', h.id, 'name', h.name) AS hospital
       FROM (${AT_THEIR_HOSPITAL}) AS c JOIN patients p ON p.id = c.id JOIN hospitals h ON h.id = c.hospital_id
       WHERE NOT c.honoured ORDER BY h.name, p.family_name, p.given_name, p.id`,
      [hospitalId],
    ),
  ]);
  type Fact = FactsRow & { patientId: string; version: number; unitName: string | null };
  const found = await rows<Fact>(
    tx,
    `SELECT ${FACTS}, a.patient_id AS "patientId", a.version, u.name AS "unitName"
     FROM open_access_arrangements a LEFT JOIN hospital_units u ON u.id = a.unit_id WHERE a.patient_id = ANY ($1)`,
    [without.map(({ patient }) => patient.id)],
  );
  const byPatient = new Map<string, Fact[]>();
  for (const row of found) byPatient.set(row.patientId, [...(byPatient.get(row.patientId) ?? []), row]);
  const gaps = without.map(({ patient, hospital }): BoardRow => {
    const theirs = (byPatient.get(patient.id) ?? []).filter((row) => row.hospitalId === hospital.id);
    const { validity, because, arrangementId } = openAccessAt(theirs.map(factsOf), hospital.id, now);
    const decided = theirs.find(({ id }) => id === arrangementId);
    const making = theirs.find(({ state }) => state === 'draft' || state === 'awaiting_local_agreement');
    return {
      id: decided?.id ?? null,
      version: decided?.version ?? null,
      patient,
      hospital,
      unitName: decided?.unitName ?? null,
      state: decided?.state ?? null,
      validity,
      because,
      dueOn: decided?.reviewBy ?? null,
      daysOverdue: 0,
      forcedBecause: [],
      makingId: making?.id ?? null,
      makingState: making?.state ?? null,
      notRenewable: null,
    };
  });
  return { gaps, children: count?.children ?? 0, valid: count?.valid ?? 0 };
}

/** H8: how often a known child stood at a door where open access did not hold, as stored at the time, newest first. */
export async function attendancesWithout(asked: Asked): Promise<{
  all: number;
  notValid: number;
  listed: BoardAttendance[];
}> {
  const { tx, hospitalId } = asked;
  const recent = `FROM attendances t JOIN patients p ON p.id = t.patient_id JOIN hospitals h ON h.id = t.hospital_id AND ${NOT_OURS}
    JOIN alerts al ON al.id = t.alert_id
    WHERE ${here('t.hospital_id')} AND t.arrived_at > ${NOW_ONCE} - interval '${BOARD_ATTENDANCE_DAYS} days'
      AND t.state NOT IN ('cancelled', 'entered_in_error', 'merged') AND t.open_access <> 'unknown'`;
  const missed = `t.open_access NOT IN ('valid', 'due_review')`;
  const [count] = await rows<{ all: number; notValid: number }>(
    tx,
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE ${missed})::int AS "notValid" ${recent}`,
    [hospitalId],
  );
  type Row = Omit<BoardAttendance, 'arrivedAt' | 'closedAt' | 'validity'> & {
    arrivedAt: Date;
    closedAt: Date | null;
    validity: OpenAccessValidity;
  };
  const found = await rows<Row>(
    tx,
    `SELECT t.id AS "attendanceId", al.id AS "alertId", t.reference, ${IDENTITY} AS patient,
            json_build_object('id', h.id, 'name', h.name) AS hospital, t.arrived_at AS "arrivedAt",
            t.open_access AS validity, al.closed_at AS "closedAt"
     ${recent} AND ${missed} ORDER BY t.arrived_at DESC, t.id`,
    [hospitalId],
  );
  const listed = found.map((row) => ({
    ...row,
    arrivedAt: row.arrivedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  }));
  return { all: count?.all ?? 0, notValid: count?.notValid ?? 0, listed };
}
