import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Alert, AlertEvent } from '@shared-care/database/entities/alert';
import { TIER_TRIGGERS, type TierDecision } from '@shared-care/domain/alert-tier';
import { OPS_CAUSES, type OpsCause } from '@shared-care/domain/ops-causes';
import { rows, type Tx } from '../platform/tx';
import { insertRow, NOW } from '../platform/write-row';

type WhatItIsAbout = { attendanceId: string } | { breakGlassGrantId: string } | { breakGlassMissId: string };

/**
 * The only place that inserts an alert, and with it the first messages about it. Called directly, in the transaction of
 * what it is about, so that no event can be lost on the way; the database refuses to commit an attendance or an
 * emergency access without its alert, and an alert that nobody would be told of.
 */
export async function raiseAlert(
  tx: Tx,
  user: CurrentUser,
  about: { alertId: string; decision: TierDecision; openedAt: Date; acknowledgeBy: Date } & WhatItIsAbout,
): Promise<void> {
  const { tier, trigger, triggers } = about.decision;
  const kind = 'attendanceId' in about ? 'attendance' : 'break_glass';
  await insertRow(tx, Alert, {
    id: about.alertId,
    kind,
    attendanceId: 'attendanceId' in about ? about.attendanceId : null,
    breakGlassGrantId: 'breakGlassGrantId' in about ? about.breakGlassGrantId : null,
    breakGlassMissId: 'breakGlassMissId' in about ? about.breakGlassMissId : null,
    state: 'open',
    tier,
    trigger,
    triggers,
    level: 0,
    openedAt: about.openedAt,
    acknowledgeBy: about.acknowledgeBy,
    nextEscalationAt: about.acknowledgeBy,
  });
  await tx.query('SELECT sec.tell($1, $2, $3, 0, 0)', [about.alertId, kind, tier]);
  await insertRow(tx, AlertEvent, {
    alertId: about.alertId,
    at: about.openedAt,
    kind: 'raised',
    by: user.id,
    detail: `${tier}: ${TIER_TRIGGERS[trigger].words}`,
  });
}

/**
 * Says that something is wrong with the product or the rota: one alert for as long as it lasts, however often it is
 * noticed. Answers whether it is news.
 */
export async function raiseOps(tx: Tx, cause: OpsCause, detail: string | null = null): Promise<boolean> {
  const [raised] = await rows<{ id: string }>(
    tx,
    `INSERT INTO alerts (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, next_escalation_at)
     VALUES (gen_random_uuid(), 'ops', 'open', $1, $2, ARRAY[$2], 0, sec.now(), sec.now() + interval '1 day', sec.now() + interval '1 day')
     ON CONFLICT (trigger) WHERE kind = 'ops' AND state IN ('open', 'acknowledged', 'awaiting') DO NOTHING RETURNING id`,
    [OPS_CAUSES[cause].tier, cause],
  );
  if (!raised) return false;
  await tx.query(`SELECT sec.tell($1, 'ops', $2, 0, 0)`, [raised.id, OPS_CAUSES[cause].tier]);
  const words = detail ?? OPS_CAUSES[cause].words;
  await insertRow(tx, AlertEvent, { alertId: raised.id, at: NOW, kind: 'raised', detail: words });
  return true;
}

/** What was wrong is so no longer. */
export async function endOps(tx: Tx, cause: OpsCause): Promise<boolean> {
  const [ended] = await tx.query<[{ id: string }[], number]>(
    `UPDATE alerts SET state = 'withdrawn', awaiting_what = NULL, awaiting_from = NULL, wake_at = NULL, version = version + 1
     WHERE kind = 'ops' AND trigger = $1 AND state IN ('open', 'acknowledged', 'awaiting') RETURNING id`,
    [cause],
  );
  for (const { id } of ended) await insertRow(tx, AlertEvent, { alertId: id, at: NOW, kind: 'withdrawn' });
  return ended.length > 0;
}

/** The test of the whole way: an alert that no queue, report or digest shows. */
export async function raiseHeartbeat(tx: Tx): Promise<void> {
  const [raised] = await rows<{ id: string }>(
    tx,
    `INSERT INTO alerts (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, next_escalation_at)
     VALUES (gen_random_uuid(), 'heartbeat', 'open', 'blue', 'heartbeat', '{heartbeat}', 0, sec.now(), sec.now(), sec.now()) RETURNING id`,
  );
  await tx.query(`SELECT sec.tell($1, 'heartbeat', 'blue', 0, 0)`, [raised!.id]);
}
