import type { AnswerChecklistItem, AwaitAlert } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ChecklistAnswer } from '@shared-care/database/entities/alert';
import { ALERT_STATES, AWAITED } from '@shared-care/domain/alert-states';
import { CHECKLIST_ITEMS } from '@shared-care/domain/close-checklist';
import { shortDateTime } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { changeAlert, lockAlert, nextState } from './alert-row';

/** A slip of the year must not put an alert to sleep for good (H3). */
const MOST_SLEEP_DAYS = 90;

/** Gives an acknowledged alert back to the queue: undo of a slip, or the end of a shift. Its clock never stopped. */
export async function handBackAlert(tx: Tx, user: CurrentUser, alertId: string, seen: number): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const state = nextState(alert, user, 'hand_back', seen);
  await changeAlert(tx, user, alertId, { state, ownerId: null, acknowledgedAt: null }, { kind: 'handed_back' });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: 'hand back',
  });
}

export async function answerChecklist(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  given: z.output<typeof AnswerChecklistItem>,
): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  // Taking an answer back after closing would leave a closed alert that could not have been closed.
  if (alert.state === 'closed' || alert.state === 'withdrawn')
    throw new Refused(`This alert is “${ALERT_STATES[alert.state]}”. Re-open it to change its checklist.`);
  if (given.answer === null) {
    await tx.delete(ChecklistAnswer, { alertId, item: given.item });
  } else {
    const answer = {
      alertId,
      item: given.item,
      answer: given.answer,
      note: given.note || null,
      answeredBy: user.id,
      answeredAt: alert.now,
    };
    await tx.upsert(ChecklistAnswer, answer, ['alertId', 'item']);
  }
  const words = { done: 'done', not_needed: 'not needed', none: 'taken back' }[given.answer ?? 'none'];
  await changeAlert(tx, user, alertId, {}, { kind: 'checklist', detail: `${CHECKLIST_ITEMS[given.item]}: ${words}` });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: `checklist ${given.item}`,
  });
}

/** Sleeps until `wakeAt`, then comes back to the top of the queue. */
export async function awaitAlert(tx: Tx, user: CurrentUser, alertId: string, asked: AwaitAlert): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const state = nextState(alert, user, 'await', asked.version);
  const wakeAt = new Date(asked.wakeAt);
  if (wakeAt <= alert.now)
    throw new InvalidInput([{ field: 'wakeAt', message: 'Choose a time that is still to come.' }]);
  if (wakeAt.getTime() - alert.now.getTime() > MOST_SLEEP_DAYS * 86_400_000)
    throw new InvalidInput([{ field: 'wakeAt', message: `Choose a time within ${MOST_SLEEP_DAYS} days.` }]);
  await changeAlert(
    tx,
    user,
    alertId,
    { state, awaitingWhat: asked.what, awaitingFrom: asked.from, wakeAt },
    { kind: 'awaiting', detail: `${AWAITED[asked.what]}, from ${asked.from}, until ${shortDateTime(wakeAt)}` },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: 'await',
  });
}

export async function resumeAlert(tx: Tx, user: CurrentUser, alertId: string, seen: number): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  const state = nextState(alert, user, 'resume', seen);
  await changeAlert(
    tx,
    user,
    alertId,
    { state, awaitingWhat: null, awaitingFrom: null, wakeAt: null },
    { kind: 'resumed' },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: 'resume',
  });
}
