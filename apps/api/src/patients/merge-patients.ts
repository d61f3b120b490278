import type { MergeDetail } from '@shared-care/contracts/merges/answers';
import type { ConfirmMerge, EndMerge, ProposeMerge } from '@shared-care/contracts/merges/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientMerge } from '@shared-care/database/entities/patient-history';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { keepChosenFacts, putFactsBack } from './keep-facts';
import { heldChoices, mergePreview } from './merge-preview';
import { refusedInWords } from './merge-words';
import { mergeDetail } from './read-merges';

interface Waiting {
  state: string;
  version: number;
  patientIds: [string, string];
}

/** Writes down that two records are of one child, for a second person to judge. Nothing else changes. */
export async function proposeMerge(tx: Tx, user: CurrentUser, asked: ProposeMerge): Promise<MergeDetail> {
  const { obstacle } = await mergePreview(tx, user, asked);
  if (obstacle !== null) throw new Refused(obstacle);
  const proposed = await insertOnce(tx, PatientMerge, {
    loserId: asked.loserId,
    survivorId: asked.survivorId,
    because: asked.because,
    proposedBy: user.id,
  });
  if (proposed === null) throw await proposedAlready(tx, asked);
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'patient_merge',
    entityId: proposed,
    patientIds: [asked.loserId, asked.survivorId],
    reason: asked.because,
  });
  return mergeDetail(tx, user, proposed);
}

/** Closes one record and re-points all that was its to the other, in one step or not at all. */
export async function confirmMerge(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { version, keep }: z.output<typeof ConfirmMerge>,
  options: { demo: boolean },
): Promise<MergeDetail> {
  const { patientIds, state } = await existing(tx, id);
  // Read before one of them closes, and held, so that an allergy written at this moment is not lost.
  const held = state === 'proposed' ? await heldChoices(tx, patientIds) : null;
  await refusedInWords(() => tx.query('SELECT sec.merge_patients($1, $2)', [id, version]));
  if (held === null) throw new NotFound();
  await refusedInWords(async () => {
    await keepChosenFacts(tx, user, patientIds[1], held, keep, options);
    await followWeights(tx, patientIds);
    await followInhibitors(tx, [patientIds[1]]);
  });
  return done(tx, user, id, patientIds, 'merged');
}

export async function declineMerge(tx: Tx, user: CurrentUser, id: string, asked: EndMerge): Promise<MergeDetail> {
  const { patientIds } = await existing(tx, id);
  const declined = await rows(
    tx,
    `WITH changed AS (
       UPDATE patient_merges SET state = 'declined', declined_by = $3, declined_at = sec.now(), declined_because = $4,
                                 version = version + 1
       WHERE id = $1 AND version = $2 AND state = 'proposed' RETURNING id)
     SELECT id FROM changed`,
    [id, asked.version, user.id, asked.because],
  );
  if (declined.length === 0)
    throw new Conflict('Somebody else decided on this in the meantime. Look at what it says now.');
  return done(tx, user, id, patientIds, 'declined', asked.because);
}

/** Parts the two records again; the answer lists what could not go back as it was. */
export async function undoMerge(tx: Tx, user: CurrentUser, id: string, asked: EndMerge): Promise<MergeDetail> {
  const { patientIds } = await existing(tx, id);
  await putFactsBack(tx, user, id);
  await refusedInWords(() => tx.query('SELECT sec.undo_merge($1, $2, $3)', [id, asked.version, asked.because]));
  await followWeights(tx, patientIds);
  await followInhibitors(tx, patientIds);
  return done(tx, user, id, patientIds, 'undone', asked.because);
}

/** A weight that came along may be the newer one. */
async function followWeights(tx: Tx, patientIds: readonly string[]): Promise<void> {
  await tx.query('SELECT sec.follow_weight(child) FROM unnest($1::uuid[]) AS child', [patientIds]);
}

/** So may an inhibitor result, and what that forces at hospitals it forces here too. */
async function followInhibitors(tx: Tx, patientIds: readonly string[]): Promise<void> {
  await tx.query('SELECT sec.follow_inhibitor(child) FROM unnest($1::uuid[]) AS child', [patientIds]);
}

async function existing(tx: Tx, id: string): Promise<Waiting> {
  const [found] = await rows<Waiting>(
    tx,
    'SELECT state, version, ARRAY[loser_id, survivor_id] AS "patientIds" FROM patient_merges WHERE id = $1',
    [id],
  );
  if (!found) throw new NotFound();
  return found;
}

async function done(
  tx: Tx,
  user: CurrentUser,
  id: string,
  patientIds: string[],
  detail: string,
  reason?: string,
): Promise<MergeDetail> {
  await recordAudit(tx, user, { action: 'update', entity: 'patient_merge', entityId: id, patientIds, detail, reason });
  return mergeDetail(tx, user, id);
}

async function proposedAlready(tx: Tx, { loserId, survivorId }: ProposeMerge): Promise<Conflict> {
  const [found] = await rows<{ id: string; by: string }>(
    tx,
    `SELECT m.id, u.display_name AS by FROM patient_merges m JOIN users u ON u.id = m.proposed_by
     WHERE m.state = 'proposed' AND $1 IN (m.loser_id, m.survivor_id) AND $2 IN (m.loser_id, m.survivor_id)`,
    [loserId, survivorId],
  );
  return new Conflict(`${found?.by ?? 'Somebody'} has proposed to merge these two already.`, { id: found?.id ?? null });
}
