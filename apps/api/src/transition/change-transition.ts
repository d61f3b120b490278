import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { TransitionRecord } from '@shared-care/contracts/transition/answers';
import type { AnswerTransitionItem, ChangeTransition } from '@shared-care/contracts/transition/shapes';
import { TransitionAnswer, Transition } from '@shared-care/database/entities/transition';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, Refused } from '../platform/problems';
import { databaseNow, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NEXT_VERSION, NOW } from '../platform/write-row';
import { transitionOf } from './transition-rows';

type Asked = z.output<typeof ChangeTransition>;

/**
 * Opens or changes somebody's way to adult care. The first adult visit takes them off the list, so it is recorded when it
 * has happened, and only for somebody who was on the way.
 *
 * @throws Conflict with what stands there now, when somebody else saved first
 */
export async function changeTransition(tx: Tx, user: CurrentUser, patientId: string, asked: Asked): Promise<void> {
  const before = await transitionOf(tx, patientId);
  refuseTheDead(before.patient.diedOn);
  if (asked.firstAdultVisitOn !== null) await refuseVisit(tx, asked);
  const written =
    asked.version === 0 ? await insertPlan(tx, user, patientId, asked) : await updatePlan(tx, user, patientId, asked);
  if (!written) {
    const { patient: _, ...now } = await transitionOf(tx, patientId);
    throw new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', now);
  }
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'transition',
    entityId: patientId,
    entityVersion: asked.version + 1,
    patientId,
    detail: whatChanged(before, asked),
  });
}

function refuseTheDead(diedOn: string | null): void {
  if (diedOn !== null) throw new Refused('This patient has died. Nothing is handed over any more.');
}

async function refuseVisit(tx: Tx, asked: Asked): Promise<void> {
  if (asked.transferOn === null)
    throw new Refused('The first adult visit ends the transfer, and no transfer is planned.', [
      { field: 'transferOn', message: 'Set the adult centre and the transfer date first, then record the visit.' },
    ]);
  if (asked.firstAdultVisitOn! > londonDate(await databaseNow(tx)))
    throw new InvalidInput([
      { field: 'firstAdultVisitOn', message: 'This day is still to come. Record the visit once they have attended.' },
    ]);
}

function valuesOf(user: CurrentUser, asked: Asked) {
  const { stage, keyWorker, adultCentre, transferOn, firstAdultVisitOn } = asked;
  return { changedBy: user.id, stage, keyWorker, adultCentre: adultCentre || null, transferOn, firstAdultVisitOn };
}

/** False when somebody else has opened it meanwhile. */
async function insertPlan(tx: Tx, user: CurrentUser, patientId: string, asked: Asked): Promise<boolean> {
  return (await insertOnce(tx, Transition, { patientId, ...valuesOf(user, asked) }, ['patientId'])) !== null;
}

/** False when it has another version by now. */
async function updatePlan(tx: Tx, user: CurrentUser, patientId: string, asked: Asked): Promise<boolean> {
  const { affected } = await tx.update(
    Transition,
    { patientId, version: asked.version },
    { ...valuesOf(user, asked), changedAt: NOW, version: NEXT_VERSION },
  );
  return affected === 1;
}

/** The dates that open and close the no-gap rule are named; the rest is a change like any other. */
function whatChanged(before: TransitionRecord, asked: Asked): string {
  if (before.firstAdultVisitOn !== asked.firstAdultVisitOn)
    return asked.firstAdultVisitOn === null ? 'first adult visit taken back' : 'first adult visit recorded';
  if (before.transferOn !== asked.transferOn)
    return asked.transferOn === null ? 'transfer date removed' : 'transfer date set';
  return asked.stage;
}

/**
 * Ticks or unticks a line of the checklist. Earlier answers stay; an answer to a line that somebody else answered
 * meanwhile is refused.
 */
export async function answerTransitionItem(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof AnswerTransitionItem>,
): Promise<void> {
  await tx.query('SELECT 1 FROM transitions WHERE patient_id = $1 FOR UPDATE', [patientId]);
  const { version, checklist, patient } = await transitionOf(tx, patientId);
  refuseTheDead(patient.diedOn);
  if (version === 0)
    throw new Refused('The programme has not been opened. Name the stage and the key worker first.', [
      { field: 'stage', message: 'Open the programme on the Transition tab.' },
    ]);
  const now = checklist.find(({ item }) => item === asked.item)!;
  if (now.answerId !== asked.seen)
    throw new Conflict(`${now.by} answered this line meanwhile: ${now.done ? 'done' : 'not done'}. Look at it again.`, {
      ...now,
    });
  await insertRow(tx, TransitionAnswer, {
    patientId,
    item: asked.item,
    done: asked.done,
    note: asked.note || null,
    answeredBy: user.id,
  });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'transition',
    entityId: patientId,
    patientId,
    detail: `${asked.item} ${asked.done ? 'done' : 'not done'}`,
  });
}
