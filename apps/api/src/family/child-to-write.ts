import { mergedIntoAnother } from '../patients/merged-into';
import { Conflict, NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/** Held while something is written around a child, so that a restriction begins before or after and never in between. */
export async function childToWrite(tx: Tx, patientId: string): Promise<{ restricted: boolean }> {
  const [child] = await rows<{ restricted: boolean }>(
    tx,
    `SELECT restricted_at IS NOT NULL AS restricted FROM patients WHERE id = $1 AND merged_into_id IS NULL FOR NO KEY UPDATE`,
    [patientId],
  );
  if (!child) throw (await mergedIntoAnother(tx, patientId)) ?? new NotFound();
  return child;
}

export function savedByAnother(current: object): Conflict {
  return new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', {
    ...current,
  });
}
