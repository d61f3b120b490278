import { randomUUID } from 'node:crypto';
import type { AnswerCorrection } from '@shared-care/contracts/attendances/shapes';
import type { Correction } from '@shared-care/contracts/alerts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { AlertCorrection } from '@shared-care/database/entities/alert';
import { consentNeeded, CORRECTIONS, type Consent, type CorrectionKind } from '@shared-care/domain/corrections';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { Question } from '../platform/questions';
import type { Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { changeAlert, lockAlert, type LockedAlert } from './alert-row';

type Open = Omit<Correction, 'mayAgree'> & { ownerId: string | null };

/** What was asked for about this alert and waits for somebody to agree. */
export function openCorrection(tx: Tx, user: CurrentUser, alertId: string): Promise<Correction | null> {
  return askOpenCorrection(user, alertId).ask(tx);
}

export function askOpenCorrection(user: CurrentUser, alertId: string): Question<Correction | null> {
  return Question.row<Open>(
    `SELECT c.id, c.kind, c.reason, c.needs, json_build_object('id', u.id, 'displayName', u.display_name) AS "askedBy",
            c.asked_at AS "askedAt", c.to_tier AS "toTier", ${IDENTITY} AS "toPatient", al.owner_id AS "ownerId"
     FROM alert_corrections c JOIN alerts al ON al.id = c.alert_id JOIN users u ON u.id = c.asked_by
     LEFT JOIN patients p ON p.id = c.to_patient_id
     WHERE c.alert_id = $1 AND c.answer IS NULL`,
    [alertId],
  ).to((found) => {
    if (!found) return null;
    const { ownerId, ...correction } = found;
    return { ...correction, mayAgree: mayAgree(user.id, { ...correction, askedBy: correction.askedBy.id, ownerId }) };
  });
}

/** An owner who has gone since leaves the answer to any second person. */
function mayAgree(userId: string, correction: { needs: Consent; askedBy: string; ownerId: string | null }): boolean {
  if (correction.askedBy === userId) return false;
  return correction.needs !== 'owner' || correction.ownerId === null || correction.ownerId === correction.askedBy
    ? true
    : correction.ownerId === userId;
}

/**
 * Writes down what is to be taken back and why, and whose agreement it needs. With `nobody` it counts as settled, and
 * the caller carries it out in the same transaction.
 *
 * @throws Conflict while another correction of the alert waits
 */
export async function askForCorrection(
  tx: Tx,
  user: CurrentUser,
  alert: LockedAlert,
  asked: {
    kind: CorrectionKind;
    reason: string;
    toTier?: Tier;
    fromPatientId?: string;
    toPatientId?: string;
  },
): Promise<Consent> {
  const waiting = await openCorrection(tx, user, alert.id);
  if (waiting !== null)
    throw new Conflict(
      `${waiting.askedBy.displayName} has asked for this already: ${CORRECTIONS[waiting.kind]}. Settle that first.`,
      { correction: waiting.id },
    );
  const needs = consentNeeded(asked.kind, {
    everRed: alert.everRed,
    ownedByAnother: isRunning(alert) && alert.ownerId !== null && alert.ownerId !== user.id,
    role: user.role,
    tier: alert.tier,
  });
  const id = randomUUID();
  await insertRow(tx, AlertCorrection, {
    id,
    alertId: alert.id,
    kind: asked.kind,
    reason: asked.reason,
    needs,
    toTier: asked.toTier ?? null,
    fromPatientId: asked.fromPatientId ?? null,
    toPatientId: asked.toPatientId ?? null,
    askedBy: user.id,
    askedAt: alert.now,
    ...(needs === 'nobody' ? { answer: 'done' as const, answeredBy: user.id, answeredAt: alert.now } : {}),
  });
  if (needs !== 'nobody')
    await changeAlert(
      tx,
      user,
      alert.id,
      {},
      { kind: 'correction_asked', detail: `${CORRECTIONS[asked.kind]}: ${asked.reason}` },
    );
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'alert_correction',
    entityId: id,
    patientId: alert.patientId,
    detail: `${asked.kind}, needs ${needs}`,
  });
  return needs;
}

function isRunning({ state }: LockedAlert): boolean {
  return state === 'open' || state === 'acknowledged' || state === 'awaiting';
}

/**
 * Settles what was asked. Answers with the correction when it is now to be carried out, null when it is not.
 *
 * @throws Refused when this person may not agree
 */
export async function settleCorrection(
  tx: Tx,
  user: CurrentUser,
  correctionId: string,
  asked: z.output<typeof AnswerCorrection>,
): Promise<{ correction: AlertCorrection; alert: LockedAlert; agreed: boolean }> {
  const correction = await tx.findOneBy(AlertCorrection, { id: correctionId });
  if (!correction) throw new NotFound();
  const alert = await lockAlert(tx, correction.alertId);
  // Read again under the lock of the alert: of two answers at once the second finds it settled.
  const current = await openCorrection(tx, user, alert.id);
  if (current?.id !== correctionId) throw new Conflict('This has been settled already. Look at the alert again.');
  const own = correction.askedBy === user.id;
  if (asked.answer === 'take_back' && !own) throw new Refused('Only the person who asked for this takes it back.');
  if (asked.answer !== 'take_back' && !current.mayAgree)
    throw new Refused(
      own
        ? 'You asked for this. Somebody else has to agree.'
        : `Owner: ${alert.ownerName ?? 'none'}. The owner of the alert decides about this.`,
    );
  const answer = { agree: 'done', refuse: 'refused', take_back: 'taken_back' } as const;
  await tx.update(
    AlertCorrection,
    { id: correctionId },
    {
      answer: answer[asked.answer],
      answeredBy: user.id,
      answeredAt: alert.now,
      answerWords: asked.reason || null,
    },
  );
  if (asked.answer !== 'agree') {
    const words = asked.answer === 'refuse' ? `not agreed. ${asked.reason}` : 'taken back';
    const detail = `${CORRECTIONS[correction.kind]}: ${words}`;
    await changeAlert(tx, user, alert.id, {}, { kind: 'correction_refused', detail });
  }
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert_correction',
    entityId: correctionId,
    patientId: alert.patientId,
    detail: `${correction.kind} ${answer[asked.answer]}`,
  });
  return { correction, alert, agreed: asked.answer === 'agree' };
}
