import { randomUUID } from 'node:crypto';
import type { LetterBatch, LetterBatchDetail } from '@shared-care/contracts/letters/answers';
import type { AskBatch } from '@shared-care/contracts/letters/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { LetterBatch as LetterBatchRow, LetterBatchItem } from '@shared-care/database/entities/letter';
import { type LetterKind, type LetterRecipient } from '@shared-care/domain/letters';
import { IsNull } from 'typeorm';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { log } from '../platform/logging';
import { InvalidInput, NotFound, ProblemError, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NOW } from '../platform/write-row';
import type { Letterhead } from '../platform/unit-on-paper';
import { issueLetter } from './issue-letter';

const BATCH = `SELECT b.id, json_build_object('id', h.id, 'name', h.name) AS hospital, b.kind, b.recipient,
    CASE WHEN b.cancelled_at IS NOT NULL THEN 'cancelled' WHEN count(*) FILTER (WHERE i.state = 'waiting') > 0 THEN 'running'
         ELSE 'done' END AS state,
    count(i.*)::int AS total, (count(*) FILTER (WHERE i.state = 'issued'))::int AS issued,
    (count(*) FILTER (WHERE i.state = 'skipped'))::int AS skipped, u.display_name AS "askedBy", b.asked_at AS "askedAt"
  FROM letter_batches b JOIN hospitals h ON h.id = b.hospital_id JOIN users u ON u.id = b.asked_by
  LEFT JOIN letter_batch_items i ON i.batch_id = b.id`;

/** Everybody who is linked to a hospital now; the hospital is the first parameter. */
export const CHILDREN_OF_BATCH = `FROM patients p WHERE p.merged_into_id IS NULL AND p.died_on IS NULL AND EXISTS (
  SELECT 1 FROM shared_care_links l WHERE l.patient_id = p.id AND l.hospital_id = $1
    AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to))`;

/** Every other name comes from the record of the child. */
export function wardName(recipient: LetterRecipient, hospitalName: string): string {
  return recipient === 'ward' ? `Children's ward, ${hospitalName}` : '';
}

/**
 * Writes down which children a letter is wanted for. The letters are issued one by one, by whichever process is free.
 */
export async function askBatch(
  tx: Tx,
  user: CurrentUser,
  asked: z.output<typeof AskBatch>,
): Promise<LetterBatchDetail> {
  const [hospital] = await rows<{ id: string }>(tx, 'SELECT id FROM hospitals WHERE id = $1', [asked.hospitalId]);
  if (!hospital) throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
  const id = randomUUID();
  await insertRow(tx, LetterBatchRow, {
    id,
    hospitalId: asked.hospitalId,
    kind: asked.kind,
    recipient: asked.recipient,
    largePrint: asked.largePrint,
    askedBy: user.id,
  });
  const children = await rows<{ patientId: string }>(
    tx,
    `INSERT INTO letter_batch_items (batch_id, patient_id, place)
     SELECT $2, p.id, row_number() OVER (ORDER BY p.family_name, p.given_name, p.id)
     ${CHILDREN_OF_BATCH}
     RETURNING patient_id AS "patientId"`,
    [asked.hospitalId, id],
  );
  if (children.length === 0) throw new Refused('No child is linked to this hospital at present.');
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'letter_batch',
    entityId: id,
    patientIds: children.map(({ patientId }) => patientId),
    detail: `${asked.kind} to ${asked.recipient}, ${children.length} children`,
  });
  return batchDetail(tx, user, id);
}

export function letterBatches(tx: Tx): Promise<LetterBatch[]> {
  return rows<LetterBatch>(tx, `${BATCH} GROUP BY b.id, h.id, u.display_name ORDER BY b.asked_at DESC, b.id`);
}

export async function batchDetail(tx: Tx, user: CurrentUser, batchId: string): Promise<LetterBatchDetail> {
  const [batch] = await rows<LetterBatch>(tx, `${BATCH} WHERE b.id = $1 GROUP BY b.id, h.id, u.display_name`, [
    batchId,
  ]);
  if (!batch) throw new NotFound();
  const skippedChildren = await rows<LetterBatchDetail['skippedChildren'][number]>(
    tx,
    `SELECT ${IDENTITY} AS patient, i.because FROM letter_batch_items i JOIN patients p ON p.id = i.patient_id
     WHERE i.batch_id = $1 AND i.state = 'skipped' ORDER BY i.place`,
    [batchId],
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'letter_batch',
    entityId: batchId,
    patientIds: skippedChildren.map(({ patient }) => patient.id),
  });
  return { ...batch, skippedChildren, now: (await databaseNow(tx)).toISOString() };
}

/** Stops a batch. What was issued stays issued; pressed twice it is stopped once. */
export async function cancelBatch(tx: Tx, user: CurrentUser, batchId: string): Promise<LetterBatchDetail> {
  const [found] = await rows(tx, 'SELECT 1 FROM letter_batches WHERE id = $1', [batchId]);
  if (!found) throw new NotFound();
  await tx.update(LetterBatchRow, { id: batchId, cancelledAt: IsNull() }, { cancelledBy: user.id, cancelledAt: NOW });
  await recordAudit(tx, user, { action: 'update', entity: 'letter_batch', entityId: batchId, detail: 'cancel' });
  return batchDetail(tx, user, batchId);
}

/** The ids of what a batch issued, in the order of the children. */
export async function issuedBy(tx: Tx, batchId: string): Promise<string[]> {
  const found = await rows<{ letterId: string }>(
    tx,
    `SELECT i.letter_id AS "letterId" FROM letter_batch_items i WHERE i.batch_id = $1 AND i.state = 'issued' ORDER BY i.place`,
    [batchId],
  );
  if (found.length === 0) throw new NotFound();
  return found.map(({ letterId }) => letterId);
}

interface BatchOf {
  kind: LetterKind;
  recipient: LetterRecipient;
  largePrint: boolean;
  hospitalName: string;
}

/**
 * Issues the next waiting letter of any batch, as the person who asked for it, in the transaction that claims it: what
 * dies half way leaves the child waiting. A child who has not got what the letter speaks of is skipped, with the
 * reason.
 *
 * @returns false when nothing is waiting
 */
export async function issueNext(tx: Tx, unit: Letterhead): Promise<boolean> {
  interface Claimed {
    batchId: string;
    patientId: string;
    askedBy: string;
  }
  const [next] = await rows<Claimed>(
    tx,
    'SELECT batch_id AS "batchId", patient_id AS "patientId", asked_by AS "askedBy" FROM sec.claim_batch_letter()',
  );
  if (!next) return false;
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [next.askedBy]);
  const [user] = (await rows<CurrentUser>(
    tx,
    `SELECT id, email, display_name AS "displayName", role, hospital_id AS "hospitalId" FROM users WHERE id = $1`,
    [next.askedBy],
  )) as [CurrentUser];
  const [batch] = (await rows<BatchOf>(
    tx,
    `SELECT b.kind, b.recipient, b.large_print AS "largePrint", h.name AS "hospitalName"
     FROM letter_batches b JOIN hospitals h ON h.id = b.hospital_id WHERE b.id = $1`,
    [next.batchId],
  )) as [BatchOf];
  const recipientName = wardName(batch.recipient, batch.hospitalName);
  const outcome: Pick<LetterBatchItem, 'state' | 'letterId' | 'because'> = await tx
    .transaction((inner) =>
      issueLetter(
        inner,
        user,
        {
          ...batch,
          patientId: next.patientId,
          recipientName,
          recipientId: null,
          note: null,
          enclosures: [],
          seen: null,
          idempotencyKey: randomUUID(),
          batchId: next.batchId,
        },
        unit,
      ),
    )
    .then((letterId) => ({ state: 'issued' as const, letterId, because: null }))
    .catch((error: unknown) => {
      // One child whose letter cannot be made must not hold up the others. An outage fails below as well, and is
      // retried.
      if (!(error instanceof ProblemError)) {
        log.error({ kind: 'batch_letter_failed', name: (error as Error).name, batchId: next.batchId });
        return { state: 'skipped', letterId: null, because: 'This letter could not be made. Issue it by itself.' };
      }
      const details = (error.errors ?? []).map(({ message }) => message);
      return { state: 'skipped', letterId: null, because: [error.message, ...details].join(' ') };
    });
  await tx.update(
    LetterBatchItem,
    { batchId: next.batchId, patientId: next.patientId },
    { state: outcome.state, letterId: outcome.letterId, because: outcome.because },
  );
  return true;
}
