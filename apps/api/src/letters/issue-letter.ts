import { randomInt } from 'node:crypto';
import type { IssueLetter } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Letter } from '@shared-care/database/entities/letter';
import { newLetterCode, writeLetterCode } from '@shared-care/domain/letter-code';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import type { Letterhead } from '../platform/unit-on-paper';
import { insertForId, NEXT_VERSION, NOW } from '../platform/write-row';
import { composeLetter, fingerprint } from './compose-letter';

export interface AskedLetter extends z.output<typeof IssueLetter> {
  idempotencyKey: string;
  batchId: string | null;
}

/**
 * Issues a letter and supersedes the one of its kind that the same reader held. Everything on it is kept as it is today;
 * it is made of approved words only. The same key twice issues one letter.
 *
 * @returns the id of the letter
 * @throws Refused when the child has nothing in force that the letter would speak of
 * @throws Conflict when it would read otherwise than what was looked at before
 */
export async function issueLetter(tx: Tx, user: CurrentUser, asked: AskedLetter, unit: Letterhead): Promise<string> {
  const [before] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM letters WHERE issued_by = $1 AND idempotency_key = $2',
    [user.id, asked.idempotencyKey],
  );
  if (before) return before.id;
  // One after the other for a child, so that two people at once cannot both make version 3.
  await tx.query('SELECT pg_advisory_xact_lock(771301, hashtext($1))', [asked.patientId]);
  const { model: composed, to, templateId, planId, arrangementId } = await composeLetter(tx, user, asked, unit);
  if (asked.seen !== null && asked.seen !== fingerprint(composed))
    throw new Conflict(
      'This letter would read otherwise than what you looked at. Look at it again before you issue it.',
    );
  const code = newLetterCode(randomInt);
  const model = { ...composed, code: writeLetterCode(code) };
  const { patientId, kind, recipient, note, batchId, idempotencyKey } = asked;
  await tx.update(
    Letter,
    { patientId, kind, recipient, state: 'current', recipientEntry: to.entry ?? IsNull() },
    { state: 'superseded', endedBy: user.id, endedAt: NOW, version: NEXT_VERSION },
  );
  const issued = await insertForId(tx, Letter, {
    ...{ code, patientId, kind, recipient, note, batchId, idempotencyKey, templateId, model, planId, arrangementId },
    recipientName: to.name,
    recipientEntry: to.entry,
    versionNumber: model.versionNumber,
    reviewBy: model.reviewBy,
    issuedBy: user.id,
  });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'letter',
    entityId: issued,
    entityVersion: 1,
    patientId: asked.patientId,
    detail: `${asked.kind} to ${asked.recipient}, version ${model.versionNumber}`,
  });
  return issued;
}
