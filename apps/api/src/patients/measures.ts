import type { AddInhibitorResult, AddWeight } from '@shared-care/contracts/patient-facts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { InhibitorResult, PatientWeight } from '@shared-care/database/entities/patient-measures';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { factRefused, lockLiving } from './change-facts';
import { dayProblem, weightProblem } from './check-facts';
import { watchingRisks } from './risk-changes';

/** One more weight. The record shows the newest that stands, so an old one that is written late changes nothing there. */
export async function addWeight(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof AddWeight>,
): Promise<void> {
  const { birthDate } = await lockLiving(tx, patientId);
  const today = londonDate(await databaseNow(tx));
  const problem = dayProblem('on', asked.on, birthDate, today) ?? weightProblem('kg', asked.kg);
  if (problem) throw new InvalidInput([problem]);
  const added = await insertOnce(
    tx,
    PatientWeight,
    {
      id: asked.id,
      patientId,
      kg: asked.kg,
      weighedOn: asked.on,
      recordedBy: user.id,
      source: asked.source.kind,
      words: asked.source.words,
    },
    ['id'],
  );
  await refuseAnothers(tx, 'patient_weights', asked.id, patientId);
  await recordAudit(tx, user, {
    action: added !== null ? 'create' : 'read',
    entity: 'patient_weight',
    entityId: asked.id,
    patientId,
  });
}

export async function addInhibitorResult(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof AddInhibitorResult>,
): Promise<void> {
  const { birthDate } = await lockLiving(tx, patientId);
  const problem = dayProblem('on', asked.on, birthDate, londonDate(await databaseNow(tx)));
  if (problem) throw new InvalidInput([problem]);
  const added = await watchingRisks(tx, user, patientId, () =>
    insertOnce(
      tx,
      InhibitorResult,
      {
        id: asked.id,
        patientId,
        state: asked.state,
        titre: asked.titre,
        testedOn: asked.on,
        recordedBy: user.id,
        source: asked.source.kind,
        words: asked.source.words,
      },
      ['id'],
    ),
  );
  await refuseAnothers(tx, 'inhibitor_results', asked.id, patientId);
  await recordAudit(tx, user, {
    action: added !== null ? 'create' : 'read',
    entity: 'inhibitor_result',
    entityId: asked.id,
    patientId,
  });
}

/** Sent twice it is there already; with an id that is another child's it is nothing at all. */
async function refuseAnothers(tx: Tx, table: string, id: string, patientId: string): Promise<void> {
  const [same] = await rows(tx, `SELECT 1 FROM ${table} WHERE id = $1 AND patient_id = $2`, [id, patientId]);
  if (!same) throw new NotFound();
}

const ENTRIES = {
  patient_changes: 'patient_fact',
  patient_weights: 'patient_weight',
  inhibitor_results: 'inhibitor_result',
} as const;

interface Found {
  place: keyof typeof ENTRIES;
  patientId: string;
  source: string;
  fact: string | null;
  struckOut: boolean;
}

/**
 * Says that an entry was wrong: it stays, crossed out with the reason, and the fact falls back to the newest that stands.
 * Answers with whose it was.
 */
export async function strikeOut(tx: Tx, user: CurrentUser, id: string, because: string): Promise<string> {
  const [found] = await rows<Found>(
    tx,
    `SELECT 'patient_changes' AS place, patient_id AS "patientId", source, fact, struck_out_at IS NOT NULL AS "struckOut"
     FROM patient_changes WHERE id = $1
     UNION ALL SELECT 'patient_weights', patient_id, source, NULL, struck_out_at IS NOT NULL FROM patient_weights WHERE id = $1
     UNION ALL SELECT 'inhibitor_results', patient_id, source, NULL, struck_out_at IS NOT NULL FROM inhibitor_results WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound();
  const { numberNoticed } = await lockLiving(tx, found.patientId);
  if (found.source === 'notice') throw new Refused('A notice wrote this. End the notice instead, under Family.');
  if (found.fact === 'nhs_number' && numberNoticed)
    throw new Refused('A notice says that the number is wrong. End the notice with the right number, under Family.');
  const struck = await watchingRisks(tx, user, found.patientId, () => updated(tx, found.place, id, user.id, because));
  if (!struck) throw new Refused('This was struck out already.');
  await recordAudit(tx, user, {
    action: 'update',
    entity: ENTRIES[found.place],
    entityId: id,
    patientId: found.patientId,
    detail: `struck out${found.fact === null ? '' : ` ${found.fact}`}`,
  });
  return found.patientId;
}

async function updated(tx: Tx, table: string, id: string, by: string, because: string): Promise<boolean> {
  try {
    const changed = await rows(
      tx,
      `WITH struck AS (UPDATE ${table} SET struck_out_by = $2, struck_out_at = sec.now(), struck_out_because = $3
                       WHERE id = $1 AND struck_out_at IS NULL RETURNING id)
       SELECT id FROM struck`,
      [id, by, because],
    );
    return changed.length > 0;
  } catch (error) {
    throw factRefused(error);
  }
}
