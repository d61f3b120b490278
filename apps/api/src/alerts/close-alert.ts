import type { CloseAlert, ReopenAlert } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ALERT_OUTCOMES } from '@shared-care/domain/alert-states';
import { shortDateTime } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { alertDetail } from './alert-detail';
import { changeAlert, lockAlert, nextState } from './alert-row';

/** An alert may be opened again this long after it was closed (W5.5). */
const REOPEN_DAYS = 30;

/**
 * Ends an alert with a coded outcome. Red and amber need the whole checklist (W5.2), and a person to be rung again is
 * not forgotten: the refusal names every item.
 */
export async function closeAlert(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  asked: z.output<typeof CloseAlert>,
): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const state = nextState(alert, user, 'close', asked.version);
  const { missingToClose, nextContactAt } = await alertDetail(tx, user, alertId);
  const gaps = missingToClose.map(({ item, message }) => ({ field: item as string, message }));
  const contact = nextContactAt === null ? null : shortDateTime(new Date(nextContactAt));
  if (contact !== null && asked.nextContact === null)
    gaps.push({
      field: 'nextContact',
      message: `A next contact is agreed for ${contact}. Say whether it was made or is not needed.`,
    });
  if (gaps.length > 0) throw new Refused('This alert cannot be closed yet.', gaps);
  const words = asked.nextContact === 'made' ? 'was made' : 'is not needed';
  await changeAlert(
    tx,
    user,
    alertId,
    {
      state,
      outcome: asked.outcome,
      closeNote: asked.note || null,
      closedAt: alert.now,
      closedBy: user.id,
      awaitingWhat: null,
      awaitingFrom: null,
      wakeAt: null,
    },
    {
      kind: 'closed',
      detail: ALERT_OUTCOMES[asked.outcome] + (contact === null ? '' : `. The next contact of ${contact} ${words}`),
    },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: `close ${asked.outcome}`,
  });
}

/** Anyone in the unit may re-open; the person who does owns it from that moment. */
export async function reopenAlert(tx: Tx, user: CurrentUser, alertId: string, asked: ReopenAlert): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const state = nextState(alert, user, 'reopen', asked.version, 'anyone');
  const closedDays = (alert.now.getTime() - (alert.closedAt?.getTime() ?? 0)) / 86_400_000;
  if (closedDays > REOPEN_DAYS)
    throw new Refused(`This alert was closed more than ${REOPEN_DAYS} days ago. Log a new attendance instead.`);
  await changeAlert(
    tx,
    user,
    alertId,
    { state, ownerId: user.id, acknowledgedAt: alert.now, closedAt: null, closedBy: null, outcome: null },
    { kind: 'reopened', detail: asked.reason },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: 'reopen',
  });
}
