import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { IMPORT_AT_WORK } from '@shared-care/domain/patient-list';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { lockImport } from './import-rows';

/** What the list says of children who were not brought in is emptied; what became of its lines stays. */
export async function putAway(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const found = await lockImport(tx, id, seen);
  if (IMPORT_AT_WORK.includes(found.state) && found.state !== 'checking')
    throw new Refused('The rows are being worked on. Let that end first.');
  await tx.query(
    `UPDATE patient_import_rows SET cells = NULL, chosen = false, unknown_names = '[]' WHERE import_id = $1 AND cells IS NOT NULL`,
    [id],
  );
  const neverUsed = ['columns', 'checking', 'checked'].includes(found.state);
  await tx.query(`UPDATE patient_imports SET state = $2, version = version + 1 WHERE id = $1`, [
    id,
    neverUsed ? 'discarded' : found.state,
  ]);
  await recordAudit(tx, user, { action: 'update', entity: 'patient_import', entityId: id, detail: 'put away' });
}
