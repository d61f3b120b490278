import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Alert, AlertEvent, type AlertEventKind } from '@shared-care/database/entities/alert';
import { afterAction, ALERT_STATES, type AlertAction, type AlertState } from '@shared-care/domain/alert-states';
import type { TierTrigger } from '@shared-care/domain/alert-tier';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';

export interface LockedAlert extends Pick<
  Alert,
  | 'id'
  | 'state'
  | 'version'
  | 'ownerId'
  | 'tier'
  | 'triggersSetAside'
  | 'everRed'
  | 'attendanceId'
  | 'openedAt'
  | 'acknowledgeBy'
  | 'closedAt'
  | 'offeredTo'
> {
  /** Alerts people work on have triggers of a tier only. */
  triggers: TierTrigger[];
  ownerName: string | null;
  patientId: string | null;
  now: Date;
}

/**
 * Locks one alert for the rest of the transaction, so that what is checked is what is changed. Read after the lock, in a
 * statement of its own: one that waited for the lock shows the alert as it is now, beside an owner and a child as they
 * were before it waited.
 */
export async function lockAlert(tx: Tx, alertId: string): Promise<LockedAlert> {
  await tx.query('SELECT 1 FROM alerts WHERE id = $1 FOR UPDATE', [alertId]);
  const [found] = await rows<LockedAlert>(
    tx,
    `SELECT al.id, al.state, al.version, al.owner_id AS "ownerId", o.display_name AS "ownerName", al.tier,
            al.triggers, al.triggers_set_aside AS "triggersSetAside", al.ever_red AS "everRed", al.attendance_id AS "attendanceId",
            al.opened_at AS "openedAt", al.acknowledge_by AS "acknowledgeBy", al.closed_at AS "closedAt", al.offered_to AS "offeredTo", coalesce(a.patient_id, g.patient_id) AS "patientId", sec.now() AS now
     FROM alerts al LEFT JOIN users o ON o.id = al.owner_id LEFT JOIN attendances a ON a.id = al.attendance_id
     LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
     WHERE al.id = $1`,
    [alertId],
  );
  if (!found) throw new NotFound();
  return found;
}

/** @throws Conflict when the alert is no longer what the person looked at */
export function expectVersion(alert: LockedAlert, seen: number): void {
  if (alert.version === seen) return;
  throw new Conflict('This alert changed since you opened it. Look at it again, then decide.', {
    version: alert.version,
    state: alert.state,
  });
}

/**
 * The state `action` leads to, once it is the caller's to take: the version they saw, their own alert, a listed
 * transition.
 */
export function nextState(
  alert: LockedAlert,
  user: CurrentUser,
  action: AlertAction,
  seen: number,
  whose: 'owner' | 'anyone' = 'owner',
): AlertState {
  expectVersion(alert, seen);
  const to = afterAction(alert.state, action);
  if (to === null) throw new Refused(`This alert is “${ALERT_STATES[alert.state]}”, so that cannot be done now.`);
  if (whose === 'owner' && alert.ownerId !== user.id) {
    throw new Refused(`Owner: ${alert.ownerName ?? 'none'}. Only the owner of the alert can do that.`);
  }
  return to;
}

/** Writes the change and its line of history; the version rises so that every screen notices. */
export async function changeAlert(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  change: Partial<Alert>,
  event: { kind: AlertEventKind; detail?: string | null },
): Promise<void> {
  await tx.update(Alert, { id: alertId }, { ...change, version: () => 'version + 1' });
  await insertRow(tx, AlertEvent, {
    alertId,
    at: await databaseNow(tx),
    kind: event.kind,
    by: user.id,
    detail: event.detail ?? null,
  });
}
