import type {
  ArrangementContentView,
  ArrangementDetail,
  ArrangementEvent,
  Held,
} from '@shared-care/contracts/open-access/answers';
import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';
import { permits } from '@shared-care/contracts/permissions';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { openAccessAt, openAccessStateAt } from '@shared-care/domain/open-access';
import { arrangementNow } from '@shared-care/domain/place-now';
import { agreementChase, type ForcedReview } from '@shared-care/domain/open-access-review';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { IDENTITY, RISKS } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { CONTENT, contentOf } from './arrangement-row';
import { directoryNumbers } from './bands-of-directory';

/** Further back than any arrangement waits for agreement before somebody has rung. */
export const WAITING_DAYS = 400;

interface Row extends FactsRow {
  version: number;
  versionNumber: number;
  patient: PatientIdentity;
  risks: PatientRisks;
  hospital: { id: string; name: string };
  linkConsultant: ArrangementDetail['linkConsultant'];
  content: ArrangementContentView;
  sentAt: Date | null;
  sentBy: string | null;
  agreedBy: string | null;
  agreedRecordedBy: string | null;
  wardHolds: Held | null;
  familyHolds: Held | null;
  forcedOn: string | null;
  forcedBecause: ForcedReview[];
  suspension: ArrangementDetail['suspension'];
  replacesId: string | null;
  renewal: { id: string; state: 'draft' | 'awaiting_local_agreement' } | null;
}

/** One version with everything its screen shows, as of the database's now. */
export async function arrangementDetail(tx: Tx, user: CurrentUser, arrangementId: string): Promise<ArrangementDetail> {
  const [row] = await rows<Row>(tx, DETAIL, [arrangementId]);
  if (!row) throw new NotFound();
  const now = await databaseNow(tx);
  const holidays = await bankHolidays(tx, WAITING_DAYS);
  const facts = factsOf(row);
  const { validity, because } = openAccessAt([facts], facts.hospitalId, now);
  const content = contentOf(row.content);
  const editable = row.state === 'draft' && permits(user.role, 'openAccess', 'draft');
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'open_access',
    entityId: arrangementId,
    patientId: row.patient.id,
  });
  return {
    id: row.id,
    version: row.version,
    versionNumber: row.versionNumber,
    patient: row.patient,
    risks: row.risks,
    hospital: row.hospital,
    linkConsultant: row.linkConsultant,
    state: openAccessStateAt(facts, now),
    validity,
    meaning: because,
    content,
    phoneNow: arrangementNow({ ...content, say: null }, now, holidays).ringFirst,
    sent: row.sentAt && { at: row.sentAt.toISOString(), by: row.sentBy },
    waiting: row.state === 'awaiting_local_agreement' && row.sentAt ? agreementChase(row.sentAt, now, holidays) : null,
    agreed:
      facts.agreedAt && row.agreedBy !== null
        ? { at: facts.agreedAt.toISOString(), by: row.agreedBy, recordedBy: row.agreedRecordedBy }
        : null,
    wardHolds: row.wardHolds,
    familyHolds: row.familyHolds,
    forced: row.forcedOn === null ? null : { on: row.forcedOn, because: row.forcedBecause },
    suspension: row.suspension,
    previous: row.replacesId === null ? null : await previousVersion(tx, row.replacesId, now),
    renewal: row.renewal,
    history: await history(tx, arrangementId),
    units: editable ? await unitsOf(tx, row.hospital.id) : [],
    issuers: editable ? await issuers(tx) : [],
    numbers: editable ? await directoryNumbers(tx, row.hospital.id) : [],
    now: now.toISOString(),
  };
}

const held = (who: 'ward' | 'family'): string =>
  `CASE WHEN a.${who}_holds_at IS NOT NULL THEN json_build_object('at', a.${who}_holds_at, 'saidBy', a.${who}_holds_said_by,
     'recordedBy', (SELECT display_name FROM users WHERE id = a.${who}_holds_recorded_by)) END`;

const DETAIL = `
  SELECT ${FACTS}, a.version, a.version_number AS "versionNumber", ${IDENTITY} AS patient, ${RISKS} AS risks,
    json_build_object('id', h.id, 'name', h.name) AS hospital, ${CONTENT} AS content,
    a.sent_at AS "sentAt", (SELECT display_name FROM users WHERE id = a.sent_by) AS "sentBy", a.agreed_by AS "agreedBy",
    (SELECT display_name FROM users WHERE id = a.agreed_recorded_by) AS "agreedRecordedBy",
    ${held('ward')} AS "wardHolds", ${held('family')} AS "familyHolds",
    a.review_forced_on AS "forcedOn", a.review_because AS "forcedBecause", a.replaces_id AS "replacesId",
    (SELECT json_build_object('since', s.suspended_at, 'by', su.display_name, 'reason', s.reason, 'reviewOn', s.review_on,
       'overdue', s.review_on < (sec.now() AT TIME ZONE 'Europe/London')::date,
       'told', json_build_object('family', s.told_family, 'linkConsultant', s.told_link_consultant, 'ward', s.told_ward,
                                 'gp', s.told_gp))
     FROM open_access_suspensions s JOIN users su ON su.id = s.suspended_by
     WHERE s.arrangement_id = a.id AND s.lifted_at IS NULL) AS suspension,
    (SELECT json_build_object('id', r.id, 'state', r.state) FROM open_access_arrangements r
     WHERE r.patient_id = a.patient_id AND r.hospital_id = a.hospital_id AND r.id <> a.id
       AND r.state IN ('draft', 'awaiting_local_agreement')) AS renewal,
    (SELECT json_build_object('name', c.name, 'phone', c.phone) FROM shared_care_links l
     JOIN link_consultants c ON c.id = sec.acting_consultant(l.link_consultant_id)
     WHERE l.patient_id = a.patient_id AND l.hospital_id = a.hospital_id
       AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to) LIMIT 1) AS "linkConsultant"
  FROM open_access_arrangements a JOIN patients p ON p.id = a.patient_id JOIN hospitals h ON h.id = a.hospital_id
  LEFT JOIN hospital_units u ON u.id = a.unit_id
  WHERE a.id = $1`;

async function previousVersion(tx: Tx, id: string, now: Date): Promise<ArrangementDetail['previous']> {
  const [row] = await rows<FactsRow & { versionNumber: number; content: ArrangementContentView }>(
    tx,
    `SELECT ${FACTS}, a.version_number AS "versionNumber", ${CONTENT} AS content
     FROM open_access_arrangements a LEFT JOIN hospital_units u ON u.id = a.unit_id WHERE a.id = $1`,
    [id],
  );
  if (!row) return null;
  const state = openAccessStateAt(factsOf(row), now);
  return { id, versionNumber: row.versionNumber, state, content: contentOf(row.content) };
}

function history(tx: Tx, arrangementId: string): Promise<ArrangementEvent[]> {
  return rows<ArrangementEvent>(
    tx,
    `SELECT e.at, e.kind, u.display_name AS by, e.detail
     FROM open_access_events e LEFT JOIN users u ON u.id = e.by WHERE e.arrangement_id = $1 ORDER BY e.id DESC`,
    [arrangementId],
  );
}

function unitsOf(tx: Tx, hospitalId: string): Promise<{ id: string; name: string }[]> {
  return rows(tx, 'SELECT id, name FROM hospital_units WHERE hospital_id = $1 ORDER BY name', [hospitalId]);
}

function issuers(tx: Tx): Promise<{ id: string; name: string }[]> {
  return rows(
    tx,
    `SELECT id, display_name AS name FROM users WHERE role = 'phu_doctor' AND disabled_at IS NULL ORDER BY display_name`,
  );
}
