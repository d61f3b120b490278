import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import type { AttendanceReason, BleedSite } from '@shared-care/domain/attendance-reasons';
import {
  FIRST_TREATMENT_WITHIN_MINUTES,
  UNMATCHED_WITHIN_MINUTES,
  isBleeding,
  type Tier,
  type TierTrigger,
} from '@shared-care/domain/alert-tier';
import { bankHolidays } from '../hospitals/hospitals';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { alertLimits } from '../platform/unit-settings';
import { raiseTier } from './raise-tier';

export const AT_ONCE = 50;

/**
 * Raises every alert that nobody acknowledged in time: the next level at 100, 200 and 300 % of its limit (or as the unit
 * has set it, by the setting of the moment the alert got its tier), and from the top level again and again, without end. One statement, so that a crash leaves all of it or none, and no alert that
 * was acknowledged a moment ago: the locked row is looked at again.
 *
 * @param only these alerts, when one of a batch could not be raised and each is tried by itself
 */
export async function escalateSilent(tx: Tx, only: string[] | null = null): Promise<{ id: string; tier: Tier }[]> {
  // The limit of a blue alert is a time of day on a working day, which the calendar gives and not a number of minutes.
  const [now, holidays, limits] = [await databaseNow(tx), await bankHolidays(tx), await alertLimits(tx)];
  return rows(
    tx,
    `WITH silent AS (
       SELECT id, level, judged_at FROM alerts
       WHERE state = 'open' AND kind <> 'heartbeat' AND next_escalation_at <= sec.now() AND ($1::uuid[] IS NULL OR id = ANY ($1))
       ORDER BY next_escalation_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED),
     raised AS (
       UPDATE alerts a SET level = CASE a.kind WHEN 'ops' THEN a.level ELSE least(a.level + 1, 3) END, round = a.round + 1,
         version = a.version + 1,
         next_escalation_at = CASE WHEN a.kind = 'ops' THEN sec.now() + interval '1 day'
           WHEN a.level >= 2 THEN sec.now() + make_interval(secs => l.repeat_minutes * 60)
           WHEN a.tier = 'blue' THEN $2::timestamptz
           ELSE sec.now() + make_interval(secs => 0.6
             * CASE a.level WHEN 0 THEN l.level2_percent - 100 ELSE l.level3_percent - l.level2_percent END
             * CASE a.tier WHEN 'red' THEN l.red_minutes ELSE l.amber_minutes END) END
       FROM silent s CROSS JOIN LATERAL sec.alert_limits_at(s.judged_at) l WHERE a.id = s.id AND a.state = 'open'
       RETURNING a.id, a.kind, a.tier, a.level, a.round, a.level > s.level AS higher),
     written AS (
       INSERT INTO alert_events (alert_id, at, kind, detail)
       SELECT id, sec.now(), CASE WHEN higher THEN 'escalated' ELSE 'told_again' END, 'Level ' || level FROM raised)
     SELECT r.id, r.tier, sec.tell(r.id, r.kind, r.tier, r.level, r.round) FROM raised r`,
    [only, acknowledgeBy('blue', now, holidays, limits)],
  );
}

/** Which alerts are due to be raised, oldest first. */
export async function dueToEscalate(tx: Tx): Promise<string[]> {
  const due = await rows<{ id: string }>(
    tx,
    `SELECT id FROM alerts WHERE state = 'open' AND kind <> 'heartbeat' AND next_escalation_at <= sec.now()
     ORDER BY next_escalation_at LIMIT ${AT_ONCE}`,
  );
  return due.map(({ id }) => id);
}

/**
 * A red alert that somebody owns, or put aside until a time that has passed, goes back to the queue when nothing was
 * written about it for hours (H3): taken and forgotten is worse than not taken. The version must be the one whose
 * liaison entries were looked for, so that an entry made this very moment counts.
 */
export function returnForgotten(tx: Tx): Promise<{ id: string }[]> {
  return rows(
    tx,
    `WITH forgotten AS (
       SELECT a.id, a.version, l.red_minutes FROM alerts a CROSS JOIN LATERAL sec.alert_limits_at(a.judged_at) l
       WHERE a.kind IN ('attendance', 'break_glass') AND a.tier = 'red' AND a.state IN ('acknowledged', 'awaiting')
         AND coalesce(a.wake_at, a.acknowledged_at) <= sec.now() - make_interval(secs => l.silent_minutes * 60)
         AND NOT EXISTS (SELECT 1 FROM liaison_entries e
                         WHERE e.alert_id = a.id AND e.struck_at IS NULL AND e.recorded_at >= coalesce(a.wake_at, a.acknowledged_at))),
     returned AS (
       UPDATE alerts a SET state = 'open', owner_id = NULL, acknowledged_at = NULL, awaiting_what = NULL, awaiting_from = NULL,
         wake_at = NULL, round = a.round + 1, version = a.version + 1,
         next_escalation_at = sec.now() + make_interval(secs => f.red_minutes * 60)
       FROM forgotten f WHERE a.id = f.id AND a.version = f.version
       RETURNING a.id, a.kind, a.tier, a.level, a.round),
     written AS (INSERT INTO alert_events (alert_id, at, kind) SELECT id, sec.now(), 'returned' FROM returned)
     SELECT r.id, sec.tell(r.id, r.kind, r.tier, r.level, r.round) FROM returned r`,
  );
}

/** The time its owner asked to be reminded at has come: the owner is told, once for each such time. */
export function wakeAsleep(tx: Tx): Promise<{ id: string }[]> {
  return rows(
    tx,
    `WITH awake AS (
       SELECT a.id, a.version FROM alerts a
       WHERE a.state = 'awaiting' AND a.wake_at <= sec.now() AND NOT EXISTS (
         SELECT 1 FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'woken' AND e.at >= a.wake_at)),
     woken AS (
       UPDATE alerts a SET round = a.round + 1, version = a.version + 1
       FROM awake w WHERE a.id = w.id AND a.version = w.version
       RETURNING a.id, a.kind, a.tier, a.level, a.round, a.owner_id),
     written AS (INSERT INTO alert_events (alert_id, at, kind) SELECT id, sec.now(), 'woken' FROM woken)
     SELECT w.id, sec.tell_also(w.id, w.kind, w.tier, w.level, w.round, w.owner_id, NULL, 'Asked to look again now') FROM woken w`,
  );
}

interface Watched {
  alertId: string;
  tier: Tier;
  triggers: TierTrigger[];
  unmatched: boolean;
  reason: AttendanceReason;
  site: BleedSite | null;
  minutesSinceArrival: number;
  minutesSinceLogging: number;
  firstTreatmentKnown: boolean;
}

const WATCHED = `SELECT alert_id AS "alertId", tier, triggers, unmatched, reason, bleed_site AS site,
  extract(epoch FROM sec.now() - arrived_at)::float8 / 60 AS "minutesSinceArrival",
  extract(epoch FROM sec.now() - logged_at)::float8 / 60 AS "minutesSinceLogging",
  first_treatment_known AS "firstTreatmentKnown" FROM sec.attendances_to_watch()`;

/** A bleeding child in a department, half an hour without a first treatment: red by itself (W2, H10), once. */
function isUntreatedTooLong(facts: Watched): boolean {
  return (
    facts.tier !== 'red' &&
    !facts.triggers.includes('no_treatment_30_min') &&
    isBleeding(facts) &&
    !facts.firstTreatmentKnown &&
    facts.minutesSinceArrival >= FIRST_TREATMENT_WITHIN_MINUTES
  );
}

/** What must change about running attendances because time has passed: nothing but time did. */
export async function findOverdue(tx: Tx): Promise<{ untreated: string[]; unmatched: string[] }> {
  const watched = await rows<Watched>(tx, WATCHED);
  const unmatched = watched.filter((facts) => facts.unmatched && facts.minutesSinceLogging >= UNMATCHED_WITHIN_MINUTES);
  return {
    untreated: watched.filter(isUntreatedTooLong).map(({ alertId }) => alertId),
    unmatched: unmatched.map(({ alertId }) => alertId),
  };
}

export async function raiseUntreated(tx: Tx, alertId: string): Promise<boolean> {
  await tx.query('SELECT 1 FROM alerts WHERE id = $1 FOR UPDATE', [alertId]);
  // Looked at again behind the lock: a treatment recorded a moment ago counts.
  const [facts] = await rows<Watched>(tx, `${WATCHED} WHERE alert_id = $1`, [alertId]);
  if (!facts || !isUntreatedTooLong(facts)) return false;
  const [now, holidays, limits] = [await databaseNow(tx), await bankHolidays(tx), await alertLimits(tx)];
  return raiseTier(tx, null, alertId, {
    decision: {
      tier: 'red',
      trigger: 'no_treatment_30_min',
      triggers: ['no_treatment_30_min', ...facts.triggers],
    },
    acknowledgeBy: acknowledgeBy('red', now, holidays, limits),
  });
}

/** A child whom nobody has matched to a record for half an hour: the nurse in charge is told, once (W1.2). */
export async function tellOfUnmatched(tx: Tx, alertId: string): Promise<boolean> {
  const told = await rows(
    tx,
    `WITH waiting AS (
       UPDATE alerts a SET round = round + 1, version = version + 1
       WHERE a.id = $1 AND a.state IN ('open', 'acknowledged', 'awaiting')
         AND NOT EXISTS (SELECT 1 FROM alert_events e WHERE e.alert_id = a.id AND e.kind = 'unmatched_long')
       RETURNING a.id, a.kind, a.tier, a.level, a.round),
     written AS (INSERT INTO alert_events (alert_id, at, kind) SELECT id, sec.now(), 'unmatched_long' FROM waiting)
     SELECT w.id, sec.tell_also(w.id, w.kind, w.tier, w.level, w.round, NULL, 'nurse_in_charge', 'Nurse in charge: not matched to a record yet')
     FROM waiting w`,
    [alertId],
  );
  return told.length > 0;
}
