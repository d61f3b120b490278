import { randomUUID } from 'node:crypto';
import type { CorrectionCount, CorrectionList, SuggestedCorrection } from '@shared-care/contracts/my-patients/answers';
import type { DecideCorrection, SuggestCorrection } from '@shared-care/contracts/my-patients/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { RecordCorrection } from '@shared-care/database/entities/record-correction';
import { CORRECTION_OUTCOMES, type CorrectedPart, type CorrectionOutcome } from '@shared-care/domain/record-correction';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { Conflict, NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow, NEXT_VERSION, NOW } from '../platform/write-row';
import { refuseUnlessChanged, writeCorrection } from './write-correction';

/** A link consultant says what is wrong in a record of theirs; a nurse checks it and changes the record. */
export async function suggestCorrection(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: SuggestCorrection,
): Promise<{ id: string }> {
  const [own] = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1 AND sec.can_see(id)', [patientId]);
  if (!own) throw new NotFound();
  const id = randomUUID();
  await insertRow(tx, RecordCorrection, { id, patientId, part: asked.part, words: asked.words, suggestedBy: user.id });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'record_correction',
    entityId: id,
    patientId,
    detail: asked.part,
  });
  return { id };
}

/** For the navigation: a number alone, about no child. */
export async function countCorrections(tx: Tx): Promise<CorrectionCount> {
  const [counted] = await rows<CorrectionCount>(
    tx,
    'SELECT count(*)::int AS open FROM record_corrections WHERE outcome IS NULL',
  );
  return counted!;
}

export async function corrections(tx: Tx, user: CurrentUser): Promise<CorrectionList> {
  const open = await rows<SuggestedCorrection>(
    tx,
    `SELECT c.id, c.version, ${IDENTITY} AS patient, c.part, c.words, u.display_name AS by, h.name AS "hospitalName", c.suggested_at AS at
     FROM record_corrections c JOIN patients p ON p.id = c.patient_id JOIN users u ON u.id = c.suggested_by
     LEFT JOIN hospitals h ON h.id = u.hospital_id
     WHERE c.outcome IS NULL ORDER BY c.suggested_at, c.id`,
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'correction_list',
    patientIds: [...new Set(open.map(({ patient }) => patient.id))],
  });
  return { corrections: open, now: (await databaseNow(tx)).toISOString() };
}

/**
 * Settles a suggestion. "Corrected" writes the fact in the same transaction, or is not said.
 *
 * @throws Conflict with who decided before, and what
 * @throws Refused when the record would say what it said before
 */
export async function decideCorrection(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof DecideCorrection>,
  options: { demo: boolean },
): Promise<void> {
  await tx.query('SELECT 1 FROM record_corrections WHERE id = $1 FOR UPDATE', [id]);
  const [found] = await rows<{
    patientId: string;
    version: number;
    outcome: CorrectionOutcome | null;
    answer: string | null;
    decidedBy: string | null;
    part: CorrectedPart;
    suggestedBy: string;
  }>(
    tx,
    `SELECT c.patient_id AS "patientId", c.version, c.outcome, c.answer, u.display_name AS "decidedBy", c.part,
            s.display_name AS "suggestedBy"
     FROM record_corrections c JOIN users s ON s.id = c.suggested_by LEFT JOIN users u ON u.id = c.decided_by
     WHERE c.id = $1`,
    [id],
  );
  if (!found) throw new NotFound();
  if (found.version !== asked.version || found.outcome !== null)
    throw new Conflict(
      `${found.decidedBy ?? 'Somebody'} decided this already: ${found.outcome === null ? 'changed' : CORRECTION_OUTCOMES[found.outcome]}.`,
      { version: found.version, outcome: found.outcome, answer: found.answer },
    );
  if (asked.outcome === 'corrected') await writeCorrection(tx, user, found, asked, options);
  if (asked.outcome === 'elsewhere') await refuseUnlessChanged(tx, id, found.part);
  await tx.update(
    RecordCorrection,
    { id },
    { outcome: asked.outcome, answer: asked.answer, decidedBy: user.id, decidedAt: NOW, version: NEXT_VERSION },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'record_correction',
    entityId: id,
    patientId: found.patientId,
    detail: asked.outcome,
  });
}
