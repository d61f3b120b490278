import type { AlertInQueue, AlertQueue } from '@shared-care/contracts/alerts/answers';
import { ALERTS_ON_A_PAGE, type AlertView } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AlertGroup } from '@shared-care/domain/alert-groups';
import { WITHDRAWN_SHOWN_DAYS } from '@shared-care/domain/corrections';
import { recordAudit } from '../audit/audit';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';
import { IDENTITY, RISKS } from '../patients/patient-rows';
import { HOSPITAL } from '../hospitals/hospital-of-attendance';
import { askHandoverState } from './handover-state';

/** When the last call left a next one agreed, and none was recorded since: at what time. */
const NEXT_CONTACT = 'next_contact.at';
/** Found once for each alert, however often it is named: each time brings the policies of three tables with it. */
export const WITH_NEXT_CONTACT = `CROSS JOIN LATERAL (SELECT (
    SELECT e.next_contact_at FROM liaison_entries e WHERE e.alert_id = al.id AND e.struck_at IS NULL
    ORDER BY e.at DESC, e.recorded_at DESC LIMIT 1) AS at OFFSET 0) AS next_contact`;

/** Where an alert `al` stands, with its owner `o`, its receiver `receiver` and its next contact: what a step on it changes. */
export const STANDING = `al.id, al.version, al.state, al.tier, al.acknowledged_at AS "acknowledgedAt",
         CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'displayName', o.display_name) END AS owner,
         CASE WHEN al.state = 'awaiting' THEN
           json_build_object('what', al.awaiting_what, 'from', al.awaiting_from, 'wakeAt', al.wake_at) END AS awaiting,
         ${NEXT_CONTACT} AS "nextContactAt",
         al.closed_at AS "closedAt", (SELECT c.display_name FROM users c WHERE c.id = al.closed_by) AS "closedBy", al.outcome,
         CASE WHEN al.offered_to IS NOT NULL THEN json_build_object('to',
           json_build_object('id', receiver.id, 'displayName', receiver.display_name), 'at', al.offered_at,
           'because', al.offered_because) END AS offer,
         CASE WHEN al.state = 'withdrawn' THEN
           json_build_object('at', al.withdrawn_at, 'because', al.withdrawn_because) END AS withdrawn`;

/**
 * CASE and not coalesce, which PostgreSQL takes for one that could tell what a policy hides: it would then read every
 * child of the unit in place of those by their key.
 */
const CHILD_ID = 'CASE WHEN a.patient_id IS NULL THEN g.patient_id ELSE a.patient_id END';

/**
 * One alert with what it is about, child and owner, as the queue and the alert page show it; the alert is aliased `al`.
 * More columns begin with a comma.
 */
export function alertInQueue({ columns = '', joins = '' } = {}): string {
  return `
  SELECT ${STANDING}, coalesce(a.reference, g.reference, m.reference) AS reference, al.trigger, al.triggers, al.level,
         al.opened_at AS "openedAt", al.acknowledge_by AS "acknowledgeBy",
         ${IDENTITY} AS patient, ${RISKS} AS risks,
         CASE WHEN a.id IS NOT NULL AND a.patient_id IS NULL THEN
           json_build_object('name', a.unmatched_name, 'birthDate', a.unmatched_birth_date, 'phone', a.unmatched_phone) END AS unmatched,
         CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'state', a.state, 'hospital', ${HOSPITAL},
           'unlistedHospital', CASE WHEN a.unlisted_hospital_name IS NOT NULL THEN json_build_object('kind', a.unlisted_hospital_kind, 'name', a.unlisted_hospital_name,
             'place', a.unlisted_hospital_place, 'phone', a.unlisted_hospital_phone) END,
           'unitKind', a.unit_kind, 'reason', a.reason, 'bleedSite', a.bleed_site, 'arrivedAt', a.arrived_at,
           'leftAt', a.left_at, 'toldBy', a.told_by, 'openAccess', a.open_access, 'firstTreatmentAt', a.first_treatment_at,
           'firstTreatmentAbsentBecause', a.first_treatment_absent_because) END AS attendance,
         CASE WHEN al.kind = 'break_glass' THEN json_build_object('grantId', g.id, 'by', asker.display_name,
           'hospitalName', h.name, 'reason', coalesce(g.reason, m.reason), 'words', coalesce(g.words, m.words),
           'at', coalesce(g.granted_at, m.missed_at), 'expiresAt', g.expires_at, 'reviewedAt', g.reviewed_at) END AS "emergencyAccess"${columns}
  FROM alerts al ${WITH_NEXT_CONTACT} LEFT JOIN attendances a ON a.id = al.attendance_id
  LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
  LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
  LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
  LEFT JOIN patients p ON p.id = ${CHILD_ID} LEFT JOIN users o ON o.id = al.owner_id
  LEFT JOIN users receiver ON receiver.id = al.offered_to ${joins}`;
}

/** Kinds that people work on; the product's own faults and heartbeats are not in this queue. */
export const WORKED = `al.kind IN ('attendance', 'break_glass')`;

/** The instant asked for once and not again for each row, where no index is sought by it. */
const NOW = '(SELECT sec.now())';
const AWAKE = `(al.state = 'awaiting' AND al.wake_at <= ${NOW})`;
const OWNED = `al.state IN ('acknowledged', 'awaiting')`;
/** An owned alert whose owner asked to be reminded by now, or agreed to ring by now. */
const DUE = `(${AWAKE} OR (${OWNED} AND coalesce(${NEXT_CONTACT} <= ${NOW}, false)))`;
const ON_THE_DESK = `(al.state = 'acknowledged' OR ${DUE})`;
export const NOT_CLOSED = `al.state IN ('open', 'acknowledged', 'awaiting')`;
/** "Today" ends at midnight in London, whatever zone the server runs in. */
const closedToday = (
  now: string,
): string => `(al.closed_at >= date_trunc('day', ${now} AT TIME ZONE 'Europe/London') AT TIME ZONE 'Europe/London'
  AND al.state = 'closed')`;

/** To find the rows of a view an index is sought by the instant; to count them it is asked for once. */
const views = (now: string): Readonly<Record<AlertView, string>> => ({
  running: `(${NOT_CLOSED})`,
  open: `(al.state IN ('open', 'acknowledged') OR ${AWAKE})`,
  mine: `(al.owner_id = $1 AND ${NOT_CLOSED})`,
  awaiting: `(al.state = 'awaiting')`,
  closed_today: closedToday(now),
  withdrawn: `(al.withdrawn_at > ${now} - interval '${WITHDRAWN_SHOWN_DAYS} days')`,
});
const VIEWS = views('sec.now()');

/** The groups of Today, as `alertGroup` of the domain puts each alert into one: those running, each counted once. */
const GROUPS: Readonly<Record<AlertGroup, string>> = {
  needsOwner: `al.state = 'open' AND al.tier <> 'blue'`,
  yours: `al.owner_id = $1 AND ${ON_THE_DESK}`,
  colleagues: `al.owner_id <> $1 AND ${ON_THE_DESK}`,
  waiting: `al.state = 'awaiting' AND NOT ${DUE}`,
  blue: `al.state = 'open' AND al.tier = 'blue'`,
};

/**
 * Most urgent first: nobody's before somebody's, what its owner wanted to do by now before the rest, red before amber
 * before blue, then by what runs out first. Ended ones: latest first.
 */
export const URGENCY = `al.state <> 'open', NOT ${DUE}, coalesce(al.closed_at, al.withdrawn_at) DESC NULLS FIRST,
  array_position(ARRAY['red', 'amber', 'blue'], al.tier), al.acknowledge_by, al.id`;

/** A page of the queue, with the true number of every view and group. */
export async function alertQueue(tx: Tx, user: CurrentUser, view: AlertView, page: number): Promise<AlertQueue> {
  const { alerts, counts, handover, now } = await Question.all({
    alerts: Question.rows<AlertInQueue>(
      `${alertInQueue()} WHERE $1::uuid IS NOT NULL AND ${WORKED} AND ${VIEWS[view]} ORDER BY ${URGENCY} LIMIT ${ALERTS_ON_A_PAGE} OFFSET $2`,
      [user.id, (page - 1) * ALERTS_ON_A_PAGE],
    ),
    counts: Question.row<AlertQueue['counts']>(
      `SELECT ${counted(views(NOW))}, ${counted(GROUPS)},
              count(*) FILTER (WHERE al.offered_to = $1)::int AS "offeredToMe",
              count(*) FILTER (WHERE ${NOT_CLOSED} AND a.state = 'unmatched')::int AS unmatched,
              (SELECT count(*)::int FROM break_glass_grants WHERE reviewed_at IS NULL) AS "emergencyAccessToReview",
              (SELECT count(*)::int FROM attendance_drafts) AS "unfinishedLogs"
       FROM alerts al ${WITH_NEXT_CONTACT} LEFT JOIN attendances a ON a.id = al.attendance_id
       WHERE ${WORKED} AND (${NOT_CLOSED} OR al.closed_at > sec.now() - interval '25 hours' OR ${VIEWS.withdrawn})`,
      [user.id],
    ),
    handover: askHandoverState(),
    now: Question.now(),
  }).ask(tx);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'alert_queue',
    patientIds: [...new Set(alerts.flatMap(({ patient }) => (patient ? [patient.id] : [])))],
    detail: `${view}: ${alerts.length} alerts`,
  });
  return { alerts, counts: counts!, handover, now: now.toISOString() };
}

function counted(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts)
    .map(([name, which]) => `count(*) FILTER (WHERE ${which})::int AS "${name}"`)
    .join(', ');
}
