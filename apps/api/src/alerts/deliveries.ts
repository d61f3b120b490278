import type {
  CallToMake,
  Delivery,
  DeliveryTrouble,
  OpsProblem,
  Undelivered,
} from '@shared-care/contracts/alerts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Alert, AlertDelivery, AlertEvent } from '@shared-care/database/entities/alert';
import { permits } from '@shared-care/contracts/permissions';
import { OPS_CAUSES, type OpsCause } from '@shared-care/domain/ops-causes';
import { In, IsNull, Not, Raw } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { whereAndWhom } from '../hospitals/where-and-whom';
import { Conflict, NotFound } from '../platform/problems';
import { Question } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION } from '../platform/write-row';

const TO = `coalesce(u.display_name, CASE d.channel WHEN 'email' THEN 'fallback mailbox' ELSE 'switchboard' END)`;
const REFERENCE = `coalesce(a.reference, g.reference, m.reference)`;
const WITH_ALERT = `
  FROM alert_deliveries d JOIN alerts al ON al.id = d.alert_id LEFT JOIN users u ON u.id = d.recipient_id
  LEFT JOIN attendances a ON a.id = al.attendance_id LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
  LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
  LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
  LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)`;

/** What was sent about one alert, latest first. */
export function deliveriesOf(alertId: string): Question<Delivery[]> {
  return Question.rows<Delivery>(
    `SELECT d.id, d.channel, ${TO} AS "to", d.because, d.level, d.round, d.state, d.attempts, d.reply, d.rang,
            by.display_name AS "confirmedBy",
            CASE d.state WHEN 'confirmed' THEN d.confirmed_at WHEN 'sent' THEN d.sent_at ELSE d.due_at END AS at
     FROM alert_deliveries d LEFT JOIN users u ON u.id = d.recipient_id LEFT JOIN users by ON by.id = d.confirmed_by
     WHERE d.alert_id = $1 ORDER BY d.round DESC, d.channel, u.display_name`,
    [alertId],
  );
}

/** Everything that stands between an alert and a person. Names no child, so admins are told as well. */
export async function deliveryTrouble(tx: Tx, user: CurrentUser): Promise<DeliveryTrouble> {
  const [{ since }] = (await rows<{ since: Date | null }>(
    tx,
    'SELECT email_trouble_since AS since FROM sec.outbox_health()',
  )) as [{ since: Date | null }];
  const unit = permits(user.role, 'delivery', 'confirm');
  const now = await databaseNow(tx);
  return {
    emailSince: since?.toISOString() ?? null,
    undelivered: unit ? await undelivered(tx) : [],
    callsToMake: unit ? await callsToMake(tx) : [],
    callsMade: unit ? await callsMade(tx) : [],
    ringUnit: (await whereAndWhom(tx, { patientId: null }, now)).ring,
    problems: await problems(tx),
    now: now.toISOString(),
  };
}

function undelivered(tx: Tx): Promise<Undelivered[]> {
  return rows<Undelivered>(
    tx,
    `SELECT al.id AS "alertId", ${REFERENCE} AS reference, al.tier, d.channel, ${TO} AS "to", d.due_at AS at, d.reply ${WITH_ALERT}
     WHERE d.state = 'failed' AND al.state IN ('open', 'acknowledged', 'awaiting') AND al.kind IN ('attendance', 'break_glass')
     ORDER BY d.due_at DESC`,
  );
}

/** One call for each alert, of its latest round. */
function callsToMake(tx: Tx): Promise<CallToMake[]> {
  return rows<CallToMake>(
    tx,
    `SELECT id, "alertId", reference, hospital, tier, level, because, since FROM (
       SELECT DISTINCT ON (al.id) d.id, al.id AS "alertId", ${REFERENCE} AS reference, CASE WHEN a.id IS NOT NULL AND h.id IS NULL THEN 'a hospital that is not listed' ELSE h.name END AS hospital, al.tier, d.level,
              d.because, d.created_at AS since, d.state ${WITH_ALERT}
       WHERE d.channel = 'telephone_task' AND al.state = 'open' ORDER BY al.id, d.round DESC) AS call
     WHERE state <> 'confirmed' ORDER BY array_position(ARRAY['red', 'amber', 'blue'], tier), since`,
  );
}

/** For so long a call recorded by mistake may be taken back; afterwards others have gone by it. */
const TAKE_BACK_MINUTES = 15;
const MAY_TAKE_BACK = `d.channel = 'telephone_task' AND d.state = 'confirmed' AND d.confirmed_by = sec.uid()
  AND d.confirmed_at > sec.now() - interval '${TAKE_BACK_MINUTES} minutes' AND al.state = 'open'`;

/** One line for each call, which may have settled several rounds. */
function callsMade(tx: Tx): Promise<DeliveryTrouble['callsMade']> {
  return rows<DeliveryTrouble['callsMade'][number]>(
    tx,
    `SELECT DISTINCT ON (d.confirmed_at, al.id) d.id, al.id AS "alertId", ${REFERENCE} AS reference, d.rang,
            d.confirmed_at AS at ${WITH_ALERT} WHERE ${MAY_TAKE_BACK} ORDER BY d.confirmed_at DESC, al.id, d.round DESC`,
  );
}

async function problems(tx: Tx): Promise<OpsProblem[]> {
  const open = await rows<{ cause: OpsCause; since: string; detail: string | null }>(
    tx,
    'SELECT cause, since, detail FROM sec.ops_problems()',
  );
  return open.map(({ cause, since, detail }) => ({ cause, since, words: detail ?? OPS_CAUSES[cause].words }));
}

/** The receipt of a screen: these alerts were shown to this person. Their own "on screen" messages have arrived. */
export async function confirmShown(tx: Tx, user: CurrentUser, alertIds: string[]): Promise<void> {
  const [confirmed] = await tx.query<[unknown[], number]>(
    `UPDATE alert_deliveries SET state = 'confirmed', confirmed_at = sec.now(), confirmed_by = sec.uid(), lease_token = NULL, lease_until = NULL
     WHERE alert_id = ANY ($1) AND channel = 'in_app' AND recipient_id = sec.uid() AND state IN ('due', 'leased', 'sent') RETURNING id`,
    [alertIds],
  );
  if (confirmed.length === 0) return;
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert_delivery',
    detail: `shown on screen: ${confirmed.length} messages`,
  });
}

/**
 * The alert and then the call, in the order of everybody else who works on an alert, so that who owns it stays as it is.
 * What is decided by is read afterwards: the statement that waits for a lock shows the rest as it was before the wait.
 */
async function lockCall(tx: Tx, deliveryId: string): Promise<void> {
  await tx.query('SELECT 1 FROM alerts WHERE id = (SELECT alert_id FROM alert_deliveries WHERE id = $1) FOR UPDATE', [
    deliveryId,
  ]);
  await tx.query('SELECT 1 FROM alert_deliveries WHERE id = $1 FOR UPDATE', [deliveryId]);
}

/** Somebody rang. The call of every earlier round of the same alert is thereby made as well. */
export async function confirmCall(tx: Tx, user: CurrentUser, deliveryId: string, rang: string): Promise<void> {
  await lockCall(tx, deliveryId);
  const [task] = await rows<{ alertId: string; state: string; by: string | null; patientId: string | null }>(
    tx,
    `SELECT d.alert_id AS "alertId", d.state, by.display_name AS by, coalesce(a.patient_id, g.patient_id) AS "patientId"
     ${WITH_ALERT} LEFT JOIN users by ON by.id = d.confirmed_by
     WHERE d.id = $1 AND d.channel = 'telephone_task'`,
    [deliveryId],
  );
  if (!task) throw new NotFound();
  if (task.state === 'confirmed') {
    throw new Conflict(`${task.by ?? 'Somebody'} has made this call already.`, { by: task.by });
  }
  await tx.query(
    `UPDATE alert_deliveries SET state = 'confirmed', confirmed_at = sec.now(), confirmed_by = sec.uid(), rang = $2,
            lease_token = NULL, lease_until = NULL
     WHERE alert_id = $1 AND channel = 'telephone_task' AND state <> 'confirmed'`,
    [task.alertId, rang],
  );
  await insertRow(tx, AlertEvent, {
    alertId: task.alertId,
    at: await databaseNow(tx),
    kind: 'telephoned',
    by: user.id,
    detail: rang,
  });
  await tx.update(Alert, { id: task.alertId }, { version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert_delivery',
    entityId: deliveryId,
    patientId: task.patientId,
    detail: 'telephoned',
  });
}

/**
 * The call was recorded by mistake: it is to be made again, in every round that it had settled.
 *
 * @throws Conflict when it is too late, or somebody owns the alert by now
 */
export async function takeBackCall(tx: Tx, user: CurrentUser, deliveryId: string, at: string): Promise<void> {
  await lockCall(tx, deliveryId);
  const [call] = await rows<{
    alertId: string;
    patientId: string | null;
    rang: string;
    at: Date;
    may: boolean;
    own: boolean;
  }>(
    tx,
    `SELECT d.alert_id AS "alertId", coalesce(a.patient_id, g.patient_id) AS "patientId", d.rang,
            d.confirmed_at AS at, ${MAY_TAKE_BACK} AS may,
            d.confirmed_by = sec.uid() AS own ${WITH_ALERT}
     WHERE d.id = $1 AND d.channel = 'telephone_task'`,
    [deliveryId],
  );
  if (!call) throw new NotFound();
  // Recorded again meanwhile: that is another call.
  const same = call.own && call.at !== null && new Date(call.at).getTime() === Date.parse(at);
  if (!same || !call.may)
    throw new Conflict(
      `A call is taken back by who recorded it, within ${TAKE_BACK_MINUTES} minutes and before somebody owns the alert.`,
      {},
    );
  const its = {
    alertId: call.alertId,
    channel: 'telephone_task',
    state: 'confirmed',
    confirmedBy: user.id,
    confirmedAt: Raw((column) => `${column} = (SELECT confirmed_at FROM alert_deliveries WHERE id = :deliveryId)`, {
      deliveryId,
    }),
  } as const;
  const toMake = { confirmedAt: null, confirmedBy: null, rang: null };
  const ids = (await tx.find(AlertDelivery, { where: its, select: { id: true } })).map(({ id }) => id);
  await tx.update(AlertDelivery, { id: In(ids), sentAt: Not(IsNull()) }, { ...toMake, state: 'sent' });
  await tx.update(AlertDelivery, { id: In(ids), sentAt: IsNull() }, { ...toMake, state: 'due' });
  await insertRow(tx, AlertEvent, {
    alertId: call.alertId,
    at: await databaseNow(tx),
    kind: 'call_taken_back',
    by: user.id,
    detail: call.rang,
  });
  await tx.update(Alert, { id: call.alertId }, { version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert_delivery',
    entityId: deliveryId,
    patientId: call.patientId,
    detail: 'call taken back',
  });
}
