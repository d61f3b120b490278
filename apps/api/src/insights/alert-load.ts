import type { AlertLoad, AlertLoadTrigger, AlertLoadWeek } from '@shared-care/contracts/insights/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { databaseNow, rows, type Tx } from '../platform/tx';

const WEEKS = 12;

/** Of an alert that has ended: whether it had asked for something. */
const ACTED_ON = `al.state = 'closed' AND al.outcome NOT IN ('unrelated', 'duplicate', 'entered_in_error')`;
const ENDED = `al.state IN ('closed', 'withdrawn')`;
/** The product's own alerts and its heartbeats are nobody's clinical load. */
const CLINICAL = `al.kind IN ('attendance', 'break_glass')`;
/** When it reached them: of a message still waiting, when it was made. */
const AT = 'coalesce(d.sent_at, d.created_at)';
const LOCAL = `${AT} AT TIME ZONE 'Europe/London'`;

/** How much the alert channel asks of the nurses, week by week, and which triggers ask in vain (H13). */
export async function alertLoad(tx: Tx, user: CurrentUser): Promise<AlertLoad> {
  const now = await databaseNow(tx);
  const weeks = await rows<AlertLoadWeek>(
    tx,
    `WITH weeks AS (
       SELECT generate_series(date_trunc('week', sec.now() AT TIME ZONE 'Europe/London') - interval '${WEEKS - 1} weeks',
                              date_trunc('week', sec.now() AT TIME ZONE 'Europe/London'), interval '1 week') AS monday),
     -- However many channels carried it, a person was interrupted once.
     told AS (
       SELECT DISTINCT ON (d.recipient_id, d.alert_id, d.level, d.round) d.recipient_id, date_trunc('week', ${LOCAL}) AS monday,
              d.round > 0 AS again, sec.in_hours(${AT}) AS day,
              -- A night belongs to the date on which it began.
              ((${LOCAL}) - CASE WHEN sec.in_hours(${AT}) THEN interval '0' ELSE interval '9 hours' END)::date AS shift
       FROM alert_deliveries d JOIN alerts al ON al.id = d.alert_id AND ${CLINICAL}
       JOIN users u ON u.id = d.recipient_id AND u.role = 'haemostasis_nurse'
       WHERE ${AT} > sec.now() - interval '${WEEKS} weeks'
       ORDER BY d.recipient_id, d.alert_id, d.level, d.round, ${AT}),
     shifts AS (
       SELECT monday, count(*) AS interrupts, count(*) FILTER (WHERE again) AS repeats FROM told
       GROUP BY monday, recipient_id, shift, day),
     load AS (
       SELECT monday, count(*) AS shifts, sum(interrupts) AS interrupts, max(interrupts) AS most, sum(repeats) AS repeats
       FROM shifts GROUP BY monday),
     ends AS (
       SELECT date_trunc('week', al.opened_at AT TIME ZONE 'Europe/London') AS monday, count(*) FILTER (WHERE ${ENDED}) AS ended,
              count(*) FILTER (WHERE ${ACTED_ON}) AS acted
       FROM alerts al WHERE ${CLINICAL} AND al.opened_at > sec.now() - interval '${WEEKS} weeks' GROUP BY 1)
     SELECT w.monday::date AS week, coalesce(l.shifts, 0)::int AS shifts, coalesce(l.interrupts, 0)::int AS interrupts,
            coalesce(l.most, 0)::int AS most, coalesce(l.repeats, 0)::int AS repeats, coalesce(e.ended, 0)::int AS ended,
            coalesce(e.acted, 0)::int AS "actedOn"
     FROM weeks w LEFT JOIN load l USING (monday) LEFT JOIN ends e USING (monday) ORDER BY w.monday DESC`,
  );
  const triggers = await rows<AlertLoadTrigger>(
    tx,
    `SELECT al.trigger, count(*)::int AS raised, count(*) FILTER (WHERE ${ENDED})::int AS ended,
            count(*) FILTER (WHERE ${ENDED} AND NOT (${ACTED_ON}))::int AS "notActedOn"
     FROM alerts al WHERE ${CLINICAL} AND al.opened_at > sec.now() - interval '${WEEKS} weeks'
     GROUP BY al.trigger ORDER BY raised DESC, al.trigger`,
  );
  await recordAudit(tx, user, { action: 'read', entity: 'alert_load', detail: `${WEEKS} weeks` });
  return { weeks, triggers, now: now.toISOString() };
}
