import { ALERT_LOAD_LIMITS } from '@shared-care/domain/alert-load';
import { REASONS_WITH_SITE } from '@shared-care/domain/attendance-reasons';
import {
  OVERDUE_AFTER_DAYS,
  STALE_AFTER_FAILED_CALLS,
  VERIFY_SOON_AFTER_DAYS,
} from '@shared-care/domain/contact-health';
import { BIN_COLUMNS, BIN_MINUTES, TREATMENT_LINES, type FigureName } from '@shared-care/domain/figures';
import { UNTREATED } from '@shared-care/domain/first-treatment';
import { HOSPITAL_NAME } from '../hospitals/hospital-of-attendance';

/** Asked once for all rows. */
const NOW = '(SELECT sec.now())';
const TODAY = `(${NOW} AT TIME ZONE 'Europe/London')::date`;
/** $1 and $2 are the first and the last day, whole days in London. */
const during = (at: string): string =>
  `${at} >= $1::date::timestamp AT TIME ZONE 'Europe/London' AND ${at} < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/London'`;
const dayOf = (at: string): string => `(${at} AT TIME ZONE 'Europe/London')::date`;
const minutes = (from: string, to: string): string => `extract(epoch FROM ${to} - ${from}) / 60`;
/** A line of a chart belongs to the column before it, as in the parts. Before the start is the first column. */
const binOf = (of: string, step: number): string =>
  `least(${BIN_COLUMNS - 1}, greatest(0, ceil(${of} / ${step}) - 1))::int::text`;
const NO_BIN = 'NULL::text AS bin';

const REAL = `a.state NOT IN ('cancelled', 'entered_in_error', 'merged')`;
const VISIT = 'attendances a LEFT JOIN hospitals h ON h.id = a.hospital_id';
const WITH_ALERT = `${VISIT} JOIN alerts al ON al.id = a.alert_id`;
const visit = (at: string): string =>
  `a.alert_id AS id, a.reference, ${at} AS at, ${dayOf(at)} AS day, a.hospital_id, a.patient_id,
   a.unmatched_name AS label, ${HOSPITAL_NAME} AS hospital_name`;

/** `isBleeding` of the tier rules. */
const BLEEDING = `a.reason <> 'planned_treatment' AND (a.bleed_site IS NOT NULL OR a.reason IN (${REASONS_WITH_SITE.map((reason) => `'${reason}'`).join(', ')}))`;
const [FIRST, SECOND, THIRD] = TREATMENT_LINES;
const TO_OWNER = `(${minutes('al.opened_at', 'al.acknowledged_at')})`;
const TO_TREATMENT = `(${minutes('a.arrived_at', 'a.first_treatment_at')})`;

/** The day on which a request that has ended was to take its last step. A wait moves it to the wait's end. */
const LAST_STEP = `LEFT JOIN LATERAL (
    SELECT greatest((e.before ->> 'doBy')::date, (e.before ->> 'waitingUntil')::date) AS due, e.kind FROM request_events e
    WHERE e.request_id = r.id AND e.at = r.done_at AND e.kind IN ('stepped', 'stopped')
    ORDER BY e.id DESC LIMIT 1) last ON r.done_at IS NOT NULL`;
const RUNNING_LATE = `r.done_at IS NULL AND r.do_by < ${TODAY} AND (r.waiting_until IS NULL OR r.waiting_until <= ${TODAY})`;
const ENDED_OR_PASSED = `coalesce(r.done_at, r.do_by::timestamp AT TIME ZONE 'Europe/London')`;

/** Alerts of children: the product's own and its heartbeats are nobody's clinical load. */
const CLINICAL = `al.kind IN ('attendance', 'break_glass')`;
/** An emergency access has a child, and neither attendance nor hospital. */
const OF_ALERT = `
    LEFT JOIN attendances a ON a.id = al.attendance_id LEFT JOIN hospitals h ON h.id = a.hospital_id
    LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id`;
const alertRow = (at: string): string =>
  `al.id, a.reference, ${at} AS at, ${dayOf(at)} AS day, a.hospital_id, coalesce(a.patient_id, g.patient_id) AS patient_id,
   a.unmatched_name AS label, ${HOSPITAL_NAME} AS hospital_name`;

/** When it reached them: of a message still waiting, when it was made. */
const REACHED = 'coalesce(d.sent_at, d.created_at)';
/** Asked as a truth of each: the planner knows nothing of this pair of limits and would expect a handful of rows. */
const REACHED_DURING = during(REACHED)
  .split(' AND ')
  .map((limit) => `(${limit}) IS TRUE`)
  .join(' AND ');
const LOCAL = `(t.at AT TIME ZONE 'Europe/London')`;
/**
 * However many channels carried it, a person was interrupted once. What \`sec.in_hours()\` says of each is asked once a day
 * here; a night belongs to the date on which it began.
 */
const INTERRUPTS = `
    SELECT DISTINCT ON (d.recipient_id, d.alert_id, d.level, d.round) d.recipient_id, d.alert_id, d.round, ${REACHED} AS at,
           al.attendance_id, al.break_glass_grant_id
    FROM alert_deliveries d JOIN alerts al ON al.id = d.alert_id AND ${CLINICAL}
    JOIN users u ON u.id = d.recipient_id AND u.role = 'haemostasis_nurse'
    WHERE ${REACHED_DURING}
    ORDER BY d.recipient_id, d.alert_id, d.level, d.round, ${REACHED}`;
/** Its alert was looked up once already. */
const OF_TOLD = `
    CROSS JOIN LATERAL (SELECT t.alert_id AS id, t.attendance_id, t.break_glass_grant_id) al ${OF_ALERT}`;
const WORKING_DAYS = `
    SELECT day, hours ->> 'start' AS starts, hours ->> 'end' AS ends
    FROM (SELECT day::date, sec.setting_at('working_hours', (day + interval '12 hours') AT TIME ZONE 'Europe/London') AS hours
          FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') AS day
          WHERE extract(isodow FROM day) < 6 AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = day::date)
          -- Asked once a day, not once an interrupt.
          OFFSET 0) days`;
const SHIFTS = `
    SELECT t.*, count(*) OVER (PARTITION BY t.recipient_id, t.shift, t.working) AS held,
           dense_rank() OVER (ORDER BY t.recipient_id, t.shift, t.working) AS shift_no
    FROM (SELECT t.*, w.day IS NOT NULL AS working,
                 (${LOCAL} - CASE WHEN w.day IS NULL THEN interval '9 hours' ELSE interval '0' END)::date AS shift
          FROM (${INTERRUPTS}) t LEFT JOIN (${WORKING_DAYS}) w ON w.day = ${LOCAL}::date
            AND to_char(${LOCAL}, 'HH24:MI') >= w.starts AND to_char(${LOCAL}, 'HH24:MI') < w.ends) t`;
const [CALM, BUSY] = [ALERT_LOAD_LIMITS.interruptsPerShift / 2, ALERT_LOAD_LIMITS.interruptsPerShift];

/**
 * What each figure counts: one row for each thing, with the part it falls into. The number and the list behind it are made
 * of the same rows, so they cannot differ.
 */
export const COUNTED: Readonly<Record<FigureName, string>> = {
  attendances: `
    SELECT ${visit('a.arrived_at')}, al.tier AS part, NULL::numeric AS minutes, ${NO_BIN}
    FROM ${WITH_ALERT} WHERE ${REAL} AND ${during('a.arrived_at')}`,
  acknowledged: `
    SELECT ${visit('al.opened_at')},
           CASE WHEN al.acknowledged_at IS NULL AND ${NOW} <= al.acknowledge_by THEN 'waiting'
                ELSE al.tier || CASE WHEN coalesce(al.acknowledged_at, ${NOW}) <= al.acknowledge_by THEN '_within' ELSE '_late' END
           END AS part,
           CASE WHEN al.tier = 'red' THEN ${TO_OWNER} END AS minutes,
           CASE WHEN al.tier = 'red' THEN ${binOf(TO_OWNER, BIN_MINUTES.acknowledged)} END AS bin
    FROM ${WITH_ALERT} WHERE ${REAL} AND al.state <> 'withdrawn' AND ${during('al.opened_at')}`,
  first_treatment: `
    SELECT ${visit('a.arrived_at')},
           CASE WHEN a.first_treatment_absent_because LIKE '${UNTREATED.not_known}%' THEN 'not_known'
                WHEN a.first_treatment_absent_because IS NOT NULL THEN 'not_given'
                WHEN a.first_treatment_at IS NULL THEN 'not_recorded'
                WHEN ${TO_TREATMENT} <= ${FIRST} THEN 'within_30' WHEN ${TO_TREATMENT} <= ${SECOND} THEN 'within_60'
                WHEN ${TO_TREATMENT} <= ${THIRD} THEN 'within_120' ELSE 'later' END AS part,
           ${TO_TREATMENT} AS minutes, ${binOf(TO_TREATMENT, BIN_MINUTES.first_treatment)} AS bin
    FROM ${VISIT} WHERE ${REAL} AND ${BLEEDING} AND ${during('a.arrived_at')}`,
  open_access: `
    SELECT ${visit('a.arrived_at')},
           CASE WHEN a.open_access IN ('valid', 'due_review', 'unknown') THEN a.open_access ELSE 'not_valid' END AS part,
           NULL::numeric AS minutes, ${NO_BIN}
    FROM ${VISIT} WHERE ${REAL} AND ${during('a.arrived_at')}`,
  load_by_hour: `
    SELECT ${alertRow('t.at')}, CASE WHEN t.round > 0 THEN 'again' ELSE 'first' END AS part, NULL::numeric AS minutes,
           extract(hour FROM ${LOCAL})::int::text AS bin
    FROM (${INTERRUPTS}) t ${OF_TOLD}`,
  load_by_person: `
    SELECT ${alertRow('t.at')},
           CASE WHEN t.held <= ${CALM} THEN 'calm' WHEN t.held <= ${BUSY} THEN 'busy' ELSE 'beyond' END AS part,
           NULL::numeric AS minutes, ${NO_BIN}, t.shift_no
    FROM (${SHIFTS}) t ${OF_TOLD}`,
  acted_on: `
    SELECT ${alertRow('al.opened_at')},
           CASE WHEN al.state NOT IN ('closed', 'withdrawn') THEN 'running'
                WHEN al.state = 'closed' AND al.outcome NOT IN ('unrelated', 'duplicate', 'entered_in_error') THEN 'acted_on'
                ELSE 'not_acted_on' END AS part,
           NULL::numeric AS minutes, al.trigger AS bin
    FROM alerts al ${OF_ALERT} WHERE ${CLINICAL} AND ${during('al.opened_at')}`,
  requests: `
    SELECT r.id, r.reference, ${ENDED_OR_PASSED} AS at, ${dayOf(ENDED_OR_PASSED)} AS day, l.hospital_id, r.patient_id,
           NULL AS label, h.name AS hospital_name,
           CASE WHEN r.done_at IS NULL THEN 'overdue' WHEN last.due IS NULL THEN 'not_known'
                WHEN ${dayOf('r.done_at')} <= last.due THEN 'on_time' ELSE 'late' END AS part,
           NULL::numeric AS minutes, ${NO_BIN}
    FROM requests r ${LAST_STEP}
    LEFT JOIN shared_care_links l ON l.patient_id = r.patient_id AND l.role = 'primary' AND sec.now() >= l.valid_from
      AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
    LEFT JOIN hospitals h ON h.id = l.hospital_id
    WHERE (r.done_at IS NOT NULL AND r.state <> 'cancelled' AND last.kind IS DISTINCT FROM 'stopped' OR ${RUNNING_LATE})
      AND ${during(ENDED_OR_PASSED)}`,
  contacts: `
    SELECT c.id, NULL AS reference, c.verified_on::timestamp AT TIME ZONE 'Europe/London' AS at, NULL::date AS day, c.hospital_id,
           NULL::uuid AS patient_id, c.label, h.name AS hospital_name,
           CASE WHEN c.failed_calls >= ${STALE_AFTER_FAILED_CALLS} THEN 'stale' WHEN c.verified_on IS NULL THEN 'never'
                WHEN ${TODAY} - c.verified_on > ${OVERDUE_AFTER_DAYS} THEN 'overdue'
                WHEN ${TODAY} - c.verified_on > ${VERIFY_SOON_AFTER_DAYS} THEN 'verify_soon' ELSE 'verified' END AS part,
           NULL::numeric AS minutes, ${NO_BIN}
    FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
    WHERE c.ended_at IS NULL AND h.network_role <> 'other' AND $1::date <= $2::date`,
};
