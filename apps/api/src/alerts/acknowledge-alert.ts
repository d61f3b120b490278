import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AcknowledgedByAnother } from '@shared-care/contracts/alerts/answers';
import { AlertEvent } from '@shared-care/database/entities/alert';
import { londonTime } from '@shared-care/domain/london-time';
import { ALERT_STATES } from '@shared-care/domain/alert-states';
import { recordAudit } from '../audit/audit';
import { Conflict, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { lockAlert } from './alert-row';

/**
 * "I own this": one statement checks and takes, so that of any number of people exactly one becomes the owner.
 * The version seen is recorded but does not refuse: an alert that meanwhile became more urgent must still be taken.
 *
 * @throws Conflict naming the owner when somebody was first
 */
export async function acknowledgeAlert(tx: Tx, user: CurrentUser, alertId: string, seenVersion: number): Promise<void> {
  // UPDATE … RETURNING answers with rows and a count; only the rows say whether we won.
  const [won] = await tx.query<[{ acknowledged_at: Date; patient_id: string | null }[], number]>(
    `UPDATE alerts al SET state = 'acknowledged', owner_id = $2, acknowledged_at = sec.now(), version = version + 1
     WHERE al.id = $1 AND al.state = 'open'
     RETURNING al.acknowledged_at, coalesce((SELECT patient_id FROM attendances a WHERE a.id = al.attendance_id),
               (SELECT patient_id FROM break_glass_grants g WHERE g.id = al.break_glass_grant_id)) AS patient_id`,
    [alertId, user.id],
  );
  const taken = won[0];
  if (!taken) return refuseAcknowledgement(tx, user, alertId);
  await insertRow(tx, AlertEvent, { alertId, at: taken.acknowledged_at, kind: 'acknowledged', by: user.id });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: taken.patient_id,
    detail: `acknowledge, saw version ${seenVersion}`,
  });
}

async function refuseAcknowledgement(tx: Tx, user: CurrentUser, alertId: string): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const owned = alert.state === 'acknowledged' || alert.state === 'awaiting';
  if (!owned) throw new Refused(`This alert is “${ALERT_STATES[alert.state]}”, so it cannot be acknowledged.`);
  if (alert.ownerId === user.id) return;
  // The table refuses an owned alert without owner and instant.
  const [{ acknowledgedAt }] = (await rows<{ acknowledgedAt: Date }>(
    tx,
    'SELECT acknowledged_at AS "acknowledgedAt" FROM alerts WHERE id = $1',
    [alertId],
  )) as [{ acknowledgedAt: Date }];
  const owner = alert.ownerName ?? '';
  const current: AcknowledgedByAnother = { owner, acknowledgedAt: acknowledgedAt.toISOString() };
  throw new Conflict(`${owner} acknowledged at ${londonTime(acknowledgedAt)}.`, { ...current });
}
