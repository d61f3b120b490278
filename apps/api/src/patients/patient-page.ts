import type {
  AttendanceOnTimeline,
  OpenAccessSummary,
  PatientPage,
  SharedCareLink,
} from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AttendanceState } from '@shared-care/domain/attendance-states';
import { isHonoured, openAccessAt } from '@shared-care/domain/open-access';
import { arrangementNow, type ArrangementNow, type ArrangementWords } from '@shared-care/domain/place-now';
import type { UnitCalendar } from '@shared-care/domain/working-time';
import { recordAudit } from '../audit/audit';
import { askBankHolidays } from '../hospitals/hospitals';
import { askWhereAndWhom } from '../hospitals/where-and-whom';
import { HOSPITAL } from '../hospitals/hospital-of-attendance';
import { NotFound } from '../platform/problems';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';
import { FACTS, factsOf, type FactsRow, type OpenAccessSource } from '../hospitals/arrangement-facts';
import { mergedIntoAnother } from './merged-into';
import { IDENTITY, RISKS, type PatientRow } from './patient-rows';

/** Everything the patient page shows, as of the database's now. Opening it is recorded as a look at the child. */
export async function patientPage(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientPage> {
  const page = await pageOf(tx, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'patient', entityId: patientId, patientId });
  return page;
}

/**
 * The same; leaving an audit row is the caller's.
 *
 * @throws NotFound, or that the record was merged into another
 */
export async function pageOf(tx: Tx, patientId: string): Promise<PatientPage> {
  const { patient, where, now, ...found } = await Question.all({
    patient: Question.row<PatientRow>(
      `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks FROM patients p WHERE p.id = $1`,
      [patientId],
    ),
    links: askLinks(patientId),
    where: askWhereAndWhom({ patientId, openAccess: { patientId, source: 'open_access_arrangements' } }, null),
    now: Question.now(),
    attendances: timeline(patientId),
    openAccess: askOpenAccess(patientId, null),
    movedAway: Question.rows<PatientPage['movedAway'][number]>(
      `SELECT reference, moved_by AS "movedBy", moved_at AS "movedAt" FROM sec.moved_attendances($1)
       WHERE away ORDER BY moved_at DESC`,
      [patientId],
    ),
    mergedHere: mergedHere(patientId),
  }).ask(tx);
  if (!patient) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  return {
    ...patient,
    ...found,
    attendanceSummary: summaryOf(found.attendances, now),
    place: where.place,
    closedHospitals: where.closed,
    ringNow: where.ring,
    now: now.toISOString(),
  };
}

function mergedHere(patientId: string): Question<PatientPage['mergedHere']> {
  return Question.rows<PatientPage['mergedHere'][number]>(
    `SELECT m.id AS "mergeId", u.display_name AS by, m.confirmed_at AS at FROM patient_merges m
     JOIN users u ON u.id = m.confirmed_by WHERE m.survivor_id = $1 AND m.state = 'merged' ORDER BY m.confirmed_at DESC`,
    [patientId],
  );
}

/** Every link that counts or counted, the running ones first, each with who answers for it. */
export function sharedCareLinks(tx: Tx, patientId: string): Promise<SharedCareLink[]> {
  return askLinks(patientId).ask(tx);
}

export function askLinks(patientId: string): Question<SharedCareLink[]> {
  return Question.rows<SharedCareLink>(
    `SELECT l.id, l.role, json_build_object('id', h.id, 'name', h.name, 'odsCode', h.ods_code) AS hospital,
            CASE WHEN c.id IS NULL THEN NULL
                 ELSE json_build_object('id', c.id, 'name', c.name, 'phone', c.phone,
                   'coveringFor', CASE WHEN c.id <> named.id THEN named.name END) END AS "linkConsultant",
            l.valid_from AS "validFrom", l.valid_to AS "validTo",
            CASE WHEN l.confirmed_on IS NOT NULL THEN json_build_object('by', l.confirmed_by, 'on', l.confirmed_on) END AS confirmed,
            running.now AS current
     FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
     CROSS JOIN LATERAL (
       SELECT sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to) AS now) AS running
     LEFT JOIN link_consultants named ON named.id = l.link_consultant_id
     LEFT JOIN link_consultants c
       ON c.id = CASE WHEN running.now THEN sec.acting_consultant(l.link_consultant_id) ELSE l.link_consultant_id END
     -- A link that was taken back ends where it began; its history is told under Shared care.
     WHERE l.patient_id = $1 AND (l.valid_to IS NULL OR l.valid_to > l.valid_from)
     ORDER BY current DESC, array_position(ARRAY['temporary', 'primary', 'secondary'], l.role), l.valid_from DESC`,
    [patientId],
  );
}

type SummaryRow = FactsRow &
  ArrangementWords &
  Omit<OpenAccessSummary, 'validity' | 'because' | 'startsAt' | 'endsAt' | keyof ArrangementNow>;

/** The arrangement that counts, or comes nearest to it, at each hospital that has or had one for this child. */
export function openAccess(
  tx: Tx,
  patientId: string,
  now: Date,
  source?: OpenAccessSource,
): Promise<OpenAccessSummary[]> {
  return askOpenAccess(patientId, now, source).ask(tx);
}

export function askOpenAccess(
  patientId: string,
  at: Date | null,
  source: OpenAccessSource = 'open_access_arrangements',
): Question<OpenAccessSummary[]> {
  return Question.all({
    found: Question.rows<SummaryRow>(
      `SELECT ${FACTS}, json_build_object('id', h.id, 'name', h.name) AS hospital, u.name AS "unitName", a.reasons,
              a.where_to_go AS "whereInHours", a.where_out_of_hours AS "whereOutOfHours", a.phone_first AS say,
              sec.bands_now(a.phone_bands) AS "phoneBands", a.exclusions, a.version_number AS "versionNumber"
       FROM ${source} a JOIN hospitals h ON h.id = a.hospital_id LEFT JOIN hospital_units u ON u.id = a.unit_id
       WHERE a.patient_id = $1 ORDER BY h.name, a.version_number DESC`,
      [patientId],
    ),
    holidays: askBankHolidays(),
    now: at ? Question.known(at) : Question.now(),
  }).to(({ found, holidays, now }) => summariesOf(found, holidays, now));
}

function summariesOf(found: SummaryRow[], holidays: UnitCalendar, now: Date): OpenAccessSummary[] {
  const facts = found.map(factsOf);
  return [...new Set(facts.map(({ hospitalId }) => hospitalId))].flatMap((hospitalId) => {
    const { arrangementId, validity, because } = openAccessAt(facts, hospitalId, now);
    const row = found.find(({ id }) => id === arrangementId);
    if (!row || validity === 'none') return [];
    return {
      id: row.id,
      hospital: row.hospital,
      unitName: row.unitName,
      state: row.state,
      validity,
      because,
      reasons: row.reasons,
      ...arrangementNow(row, now, holidays),
      exclusions: row.exclusions,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt?.toISOString() ?? null,
      reviewBy: row.reviewBy,
      versionNumber: row.versionNumber,
    };
  });
}

function timeline(patientId: string): Question<AttendanceOnTimeline[]> {
  return Question.rows<AttendanceOnTimeline>(
    `SELECT a.id, a.reference, ${HOSPITAL} AS hospital, a.unit_kind AS "unitKind", a.state,
            a.state = 'left' AND al.state = 'closed' AS closed, a.reason, a.bleed_site AS "bleedSite", a.category,
            a.arrived_at AS "arrivedAt", a.reported_at AS "reportedAt", a.left_at AS "leftAt", a.told_by AS "toldBy",
            logger.display_name AS "loggedBy", a.open_access AS "openAccess",
            al.id IN (SELECT moved.alert_id FROM sec.moved_attendances($1) AS moved WHERE NOT moved.away) AS "movedHere",
            json_build_object('id', al.id, 'state', al.state, 'tier', al.tier, 'trigger', al.trigger,
              'ownerName', owner.display_name, 'outcome', al.outcome, 'acknowledgedAt', al.acknowledged_at,
              'closedAt', al.closed_at) AS alert
     FROM attendances a JOIN alerts al ON al.attendance_id = a.id LEFT JOIN hospitals h ON h.id = a.hospital_id
     JOIN users logger ON logger.id = a.logged_by LEFT JOIN users owner ON owner.id = al.owner_id
     WHERE a.patient_id = $1 ORDER BY a.arrived_at DESC, a.number DESC`,
    [patientId],
  );
}

const YEAR_MS = 365 * 86_400_000;

const TAKEN_BACK: readonly AttendanceState[] = ['cancelled', 'entered_in_error', 'merged'];

function summaryOf(attendances: AttendanceOnTimeline[], now: Date): string {
  const recent = attendances.filter(
    (one) => now.getTime() - new Date(one.arrivedAt).getTime() < YEAR_MS && !TAKEN_BACK.includes(one.state),
  );
  if (recent.length === 0) return 'No attendances in 12 months';
  const notValid = recent.filter((one) => !isHonoured(one.openAccess) && one.openAccess !== 'unknown').length;
  return `${recent.length} in 12 months${notValid > 0 ? `, ${notValid} where open access was not valid` : ''}`;
}
