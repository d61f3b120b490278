import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImport, PatientImportRow } from '@shared-care/database/entities/patient-import';
import { IMPORT_AT_WORK } from '@shared-care/domain/patient-list';
import { IsNull, Not } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { NEXT_VERSION } from '../platform/write-row';
import { lockImport } from './import-rows';

/** What the list says of children who were not brought in is emptied; what became of its lines stays. */
export async function putAway(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const found = await lockImport(tx, id, seen);
  if (IMPORT_AT_WORK.includes(found.state) && found.state !== 'checking')
    throw new Refused('The rows are being worked on. Let that end first.');
  await tx.update(
    PatientImportRow,
    { importId: id, cells: Not(IsNull()) },
    { cells: null, chosen: false, unknownNames: [] },
  );
  const neverUsed = ['columns', 'checking', 'checked'].includes(found.state);
  await tx.update(PatientImport, { id }, { state: neverUsed ? 'discarded' : found.state, version: NEXT_VERSION });
  await recordAudit(tx, user, { action: 'update', entity: 'patient_import', entityId: id, detail: 'put away' });
}
