import type { DataSource } from 'typeorm';
import type { Outages } from './outages.ts';
import type { People } from './people.ts';
import type { Relay } from './relay.ts';

export interface Verdict {
  lost: number;
  duplicate: number;
  late: number;
  unsent: number;
}

/** How late an escalation may be by the database's clock, in seconds. */
const MOST_LATE = 2;

/** Reads from the database, behind the product's back, what became of everything that was promised. */
export async function verdict(
  owner: DataSource,
  people: People,
  relay: Relay,
  outages: Outages,
): Promise<Verdict & { escalations: number; latest: number }> {
  const { late, escalations, latest } = await lateness(owner, outages);
  return {
    lost: await lost(owner, people),
    duplicate: people.contradicted + (await duplicates(owner)),
    late: late + (await afterAcknowledgement(owner)),
    unsent: await unsent(owner, relay),
    escalations,
    latest,
  };
}

/** Answered, and not there whole: the attendance, its alert, and somebody to tell. */
async function lost(owner: DataSource, people: People): Promise<number> {
  const [{ missing }] = (await owner.query(
    `SELECT count(*)::int AS missing FROM jsonb_to_recordset($1::jsonb) AS told("attendanceId" uuid, "alertId" uuid, key uuid)
     WHERE NOT EXISTS (
       SELECT 1 FROM attendances a JOIN alerts al ON al.id = a.alert_id AND al.attendance_id = a.id
       JOIN alert_deliveries d ON d.alert_id = al.id
       WHERE a.id = told."attendanceId" AND al.id = told."alertId" AND a.idempotency_key = told.key)`,
    [JSON.stringify(people.answered)],
  )) as [{ missing: number }];
  return missing;
}

/** A second attendance for one key, a second alert for one attendance, a second delivery of one round. */
async function duplicates(owner: DataSource): Promise<number> {
  const [{ doubled }] = (await owner.query(
    `SELECT (SELECT count(*) FROM (SELECT 1 FROM attendances GROUP BY idempotency_key HAVING count(*) > 1) AS k)::int
          + (SELECT count(*) FROM (SELECT 1 FROM alerts WHERE attendance_id IS NOT NULL GROUP BY attendance_id HAVING count(*) > 1) AS a)::int
          + (SELECT count(*) FROM (SELECT 1 FROM alert_deliveries GROUP BY alert_id, level, round, channel, recipient_id
                                   HAVING count(*) > 1) AS d)::int AS doubled`,
  )) as [{ doubled: number }];
  return doubled;
}

/**
 * Every escalation against the moment it was due: the one before it (or the raising) and the wait for its tier and
 * level. Outages within that time are taken off.
 */
async function lateness(
  owner: DataSource,
  outages: Outages,
): Promise<{ late: number; escalations: number; latest: number }> {
  const rows = await owner.query<{ due: Date; at: Date }[]>(
    `SELECT at, CASE WHEN place = 1 THEN acknowledge_by
                     ELSE before + make_interval(secs => 60 * CASE WHEN place > 3 THEN repeat_minutes
                                                               WHEN tier = 'red' THEN red_minutes ELSE amber_minutes END) END AS due
     FROM (SELECT e.at, al.tier, al.acknowledge_by, row_number() OVER w AS place, lag(e.at) OVER w AS before
           FROM alert_events e JOIN alerts al ON al.id = e.alert_id JOIN attendances a ON a.alert_id = al.id
           WHERE e.kind IN ('escalated', 'told_again') AND a.request_hash <> 'demo'
           WINDOW w AS (PARTITION BY e.alert_id ORDER BY e.id)) AS steps CROSS JOIN alert_limits`,
  );
  const delays = rows.map(({ due, at }) => {
    const seconds = (at.getTime() - due.getTime()) / 1000;
    return seconds - outages.within(due.getTime(), at.getTime());
  });
  const never = await owner.query<{ due: Date; now: Date }[]>(
    `SELECT next_escalation_at AS due, sec.now() AS now FROM alerts
     WHERE state = 'open' AND kind = 'attendance' AND next_escalation_at < sec.now()`,
  );
  const waiting = never.map(
    ({ due, now }) => (now.getTime() - due.getTime()) / 1000 - outages.within(due.getTime(), now.getTime()),
  );
  const all = [...delays, ...waiting];
  return {
    late: all.filter((seconds) => seconds > MOST_LATE).length,
    escalations: rows.length,
    latest: Math.max(0, ...all),
  };
}

/** The row lock of the alert puts its events in order, whichever process wrote them. */
async function afterAcknowledgement(owner: DataSource): Promise<number> {
  const [{ after }] = (await owner.query(
    `SELECT count(*)::int AS after FROM alert_events e WHERE e.kind IN ('escalated', 'told_again') AND (
       SELECT before.kind FROM alert_events before
       WHERE before.alert_id = e.alert_id AND before.id < e.id AND before.kind IN ('acknowledged', 'handed_back', 'returned', 'reopened')
       ORDER BY before.id DESC LIMIT 1) = 'acknowledged'`,
  )) as [{ after: number }];
  return after;
}

/** Not handed on, or said to be although the mail server never took it. */
async function unsent(owner: DataSource, relay: Relay): Promise<number> {
  const [{ waiting }] = (await owner.query(
    // The demo's own past, a message that failed among it, is nobody's to send.
    `SELECT count(*)::int AS waiting FROM alert_deliveries d JOIN alerts al ON al.id = d.alert_id
     LEFT JOIN attendances a ON a.alert_id = al.id
     WHERE d.state NOT IN ('sent', 'confirmed') AND al.kind <> 'heartbeat'
       AND (a.id IS NULL OR a.request_hash <> 'demo' OR d.state <> 'failed')`,
  )) as [{ waiting: number }];
  const sent = await owner.query<{ id: string }[]>(
    `SELECT d.id FROM alert_deliveries d JOIN alerts al ON al.id = d.alert_id LEFT JOIN attendances a ON a.alert_id = al.id
     WHERE d.channel = 'email' AND d.state IN ('sent', 'confirmed') AND (a.id IS NULL OR a.request_hash <> 'demo' OR d.round > 0)`,
  );
  const messages = [...relay.accepted.keys()].join(' ');
  const taken = new Set([...messages.matchAll(/[0-9a-f-]{36}/g)].map(([id]) => id));
  return waiting + sent.filter(({ id }) => !taken.has(id)).length;
}
