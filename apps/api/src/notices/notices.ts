import type { Notice, NoticeList, NoticeOfPatient, PatientNotices } from '@shared-care/contracts/notices/answers';
import type { NoticeListQuery } from '@shared-care/contracts/notices/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { byChild } from '@shared-care/domain/by-child';
import { pageOf } from '@shared-care/domain/list-page';
import { NOTICE_KINDS, TAKEN_BACK_BY_ANOTHER, type NoticeKind } from '@shared-care/domain/notices';
import { ADULT_FROM_YEARS } from '@shared-care/domain/transition';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { TODAY_ONCE } from '../platform/asked-once';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[];

const NOTICE = `n.id, n.kind, n.on_date AS "on", n.detail, r.display_name AS "raisedBy", n.raised_at AS "raisedAt",
  n.stopped_requests AS "stoppedRequests", n.version,
  CASE WHEN n.dismissed_at IS NOT NULL THEN json_build_object('by', d.display_name, 'at', n.dismissed_at,
    'because', n.dismissed_because) END AS dismissed,
  CASE WHEN n.ended_at IS NOT NULL THEN json_build_object('by', e.display_name, 'at', n.ended_at,
    'because', n.ended_because) END AS ended,
  n.ended_at IS NULL AND n.kind <> 'of_age' AND (n.kind <> ALL ($1) OR n.raised_by <> sec.uid()) AS "mayEnd"`;
const FROM = `FROM notices n LEFT JOIN users r ON r.id = n.raised_by LEFT JOIN users d ON d.id = n.dismissed_by
  LEFT JOIN users e ON e.id = n.ended_by`;

const RUNNING = 'n.dismissed_at IS NULL AND n.ended_at IS NULL AND p.merged_into_id IS NULL';
const EIGHTEEN = `(p.birth_date + interval '${ADULT_FROM_YEARS} years'
  + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29' THEN interval '1 day' ELSE interval '0' END)::date`;
/** And has no notice of it yet. */
const CAME_OF_AGE = `p.died_on IS NULL AND p.merged_into_id IS NULL
  AND ${EIGHTEEN} <= ${TODAY_ONCE}
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.patient_id = p.id AND n.kind = 'of_age')`;

/** What nobody has dealt with yet, by child and by the page. */
export async function noticeList(tx: Tx, user: CurrentUser, asked: NoticeListQuery): Promise<NoticeList> {
  await noticeComingOfAge(tx, user, null);
  const found = await rows<NoticeOfPatient>(
    tx,
    `SELECT ${NOTICE}, ${IDENTITY} AS patient ${FROM} JOIN patients p ON p.id = n.patient_id
     WHERE ${RUNNING} ORDER BY n.raised_at DESC, n.id`,
    [TAKEN_BACK_BY_ANOTHER],
  );
  const children = byChild(found, ({ patient }) => patient);
  const has = (kind: NoticeKind) => (theirs: NoticeOfPatient[]) => theirs.some((notice) => notice.kind === kind);
  const matching = asked.kind === '' ? children : children.filter(has(asked.kind));
  const shown = pageOf(matching, asked, {
    // Up is as they come: the latest first.
    raised: (theirs) => -Date.parse(new Date(theirs[0]!.raisedAt).toISOString()),
    name: ([first]) => `${first!.patient.familyName} ${first!.patient.givenName}`,
  });
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'notice_list',
    patientIds: shown.map(([first]) => first!.patient.id),
    detail: `${matching.length} found`,
  });
  const counts = KINDS.map((kind) => [kind, children.filter(has(kind)).length] as const);
  return {
    running: shown.flat(),
    total: matching.length,
    all: children.length,
    counts: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    now: (await databaseNow(tx)).toISOString(),
  };
}

export async function patientNotices(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientNotices> {
  const found = await noticesOf(tx, user, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'notices', entityId: patientId, patientId });
  return found;
}

/** The same; leaving an audit row is the caller's. */
export async function noticesOf(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientNotices> {
  const [child] = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1', [patientId]);
  if (!child) throw new NotFound();
  await noticeComingOfAge(tx, user, patientId);
  const notices = await rows<Notice>(
    tx,
    `SELECT ${NOTICE} ${FROM} WHERE n.patient_id = $2 ORDER BY n.raised_at DESC, n.id`,
    [TAKEN_BACK_BY_ANOTHER, patientId],
  );
  return { notices, now: (await databaseNow(tx)).toISOString() };
}

/**
 * A child who came of age gets a notice when somebody next looks, of one child or of all. What it stops has stopped on
 * the birthday itself: the gate for messages reads the birth date and needs no notice.
 */
async function noticeComingOfAge(tx: Tx, user: CurrentUser, patientId: string | null): Promise<void> {
  const found = await rows<{ patientId: string }>(
    tx,
    `INSERT INTO notices (patient_id, kind, on_date)
     SELECT p.id, 'of_age', ${EIGHTEEN} FROM patients p WHERE ($1::uuid IS NULL OR p.id = $1) AND ${CAME_OF_AGE}
     ON CONFLICT DO NOTHING RETURNING patient_id AS "patientId"`,
    [patientId],
  );
  if (found.length === 0) return;
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'notice',
    patientIds: found.map((each) => each.patientId),
    detail: 'of_age',
  });
}

/**
 * As many children as the list shows: a child who came of age stands in it from the next look on, and counts before.
 */
export async function runningNotices(tx: Tx): Promise<number> {
  const [counted] = await rows<{ children: number }>(
    tx,
    `SELECT count(*)::int AS children FROM
       (SELECT n.patient_id FROM notices n JOIN patients p ON p.id = n.patient_id WHERE ${RUNNING}
        UNION SELECT p.id FROM patients p WHERE ${CAME_OF_AGE}) AS c`,
  );
  return counted!.children;
}
