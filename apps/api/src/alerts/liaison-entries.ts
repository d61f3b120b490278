import { createHash, randomUUID } from 'node:crypto';
import type { AddLiaisonEntry, StrikeOutLiaisonEntry } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LiaisonEntry } from '@shared-care/database/entities/alert';
import { LIAISON_RESULTS, LIAISON_ROLES } from '@shared-care/domain/liaison';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { recordCallOutcome } from '../hospitals/check-contact';
import { Conflict, InvalidInput, NotFound } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';
import { idempotencyKey } from '../platform/validation';
import { changeAlert, lockAlert } from './alert-row';

/**
 * One contact with anybody about this alert. A call nobody answered is an entry too. The same key and body again, after
 * an answer that was lost, changes nothing. Answers with the entry.
 *
 * @throws Conflict when the key was used for an entry that says something else: what was first sent is saved
 */
export async function addLiaisonEntry(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  header: string | undefined,
  entry: z.output<typeof AddLiaisonEntry>,
): Promise<string> {
  const alert = await lockAlert(tx, alertId);
  const key = idempotencyKey(header);
  const requestHash = createHash('sha256')
    .update(JSON.stringify([alertId, entry]))
    .digest('hex');
  const earlier = await tx.findOneBy(LiaisonEntry, { recordedBy: user.id, idempotencyKey: key });
  if (earlier?.requestHash === requestHash) return earlier.id;
  if (earlier) {
    throw new Conflict(
      'This entry is saved as you first sent it. Look below, and add what you changed as a new entry.',
      {
        liaisonEntry: earlier.id,
      },
    );
  }
  const at = entry.at ? new Date(entry.at) : alert.now;
  if (at > alert.now)
    throw new InvalidInput([{ field: 'at', message: 'The time of the call is in the future. Check it.' }]);
  const id = randomUUID();
  await insertRow(tx, LiaisonEntry, {
    id,
    alertId,
    at,
    direction: entry.direction,
    withRole: entry.withRole,
    withName: entry.withName || null,
    numberUsed: entry.numberUsed || null,
    result: entry.result,
    adviceAsked: entry.adviceAsked || null,
    adviceGiven: entry.adviceGiven || null,
    agreedNextStep: entry.agreedNextStep || null,
    nextContactAt: entry.nextContactAt ? new Date(entry.nextContactAt) : null,
    recordedBy: user.id,
    idempotencyKey: key,
    requestHash,
  });
  if (entry.direction === 'outgoing')
    await recordCallOutcome(tx, {
      attendanceId: alert.attendanceId,
      liaisonEntryId: id,
      numberUsed: entry.numberUsed,
      result: entry.result,
      at,
    });
  await changeAlert(
    tx,
    user,
    alertId,
    {},
    { kind: 'liaison', detail: `${LIAISON_ROLES[entry.withRole]}: ${LIAISON_RESULTS[entry.result]}` },
  );
  await recordAudit(tx, user, { action: 'create', entity: 'liaison_entry', entityId: id, patientId: alert.patientId });
  return id;
}

/**
 * Takes back what an entry says: it stays, struck through, with who and why. The checklist, the clock that watches for
 * silence and what the call said of a number no longer count it. Answers with its alert.
 *
 * @throws Conflict when a colleague was first
 */
export async function strikeOutLiaisonEntry(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { because }: StrikeOutLiaisonEntry,
): Promise<string> {
  const found = await tx.findOneBy(LiaisonEntry, { id });
  if (!found) throw new NotFound();
  const alert = await lockAlert(tx, found.alertId);
  // Read again under the lock of the alert: of two at once the second finds it done.
  const entry = await tx.findOneByOrFail(LiaisonEntry, { id });
  if (entry.struckAt !== null) throw new Conflict('This entry has been struck out already. Look at the alert again.');
  await tx.update(LiaisonEntry, { id }, { struckAt: alert.now, struckBy: user.id, struckBecause: because });
  const what = `${LIAISON_ROLES[entry.withRole]}: ${LIAISON_RESULTS[entry.result]}`;
  await changeAlert(tx, user, alert.id, {}, { kind: 'liaison_struck_out', detail: `${what}. ${because}` });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'liaison_entry',
    entityId: id,
    patientId: alert.patientId,
    detail: 'struck out',
  });
  return alert.id;
}
