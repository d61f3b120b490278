import { Merged } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/** The answer about a record that closed, for people who may know it; null when there is none. */
export async function mergedIntoAnother(tx: Tx, patientId: string): Promise<Merged | null> {
  const [found] = await rows<{ survivorId: string }>(
    tx,
    'SELECT merged_into_id AS "survivorId" FROM sec.merged_patients(ARRAY[$1::uuid])',
    [patientId],
  );
  return found ? new Merged(found.survivorId) : null;
}
