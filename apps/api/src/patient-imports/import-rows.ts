import type { ColumnMapping, Constants, PatientImportState } from '@shared-care/domain/patient-list';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/** An import as its steps need it. */
export interface ImportRecord {
  id: string;
  state: PatientImportState;
  headings: string[];
  mapping: ColumnMapping;
  constants: Constants;
  /** Somebody began to bring rows in. */
  started: boolean;
  version: number;
}

const COLUMNS = 'id, state, headings, mapping, constants, started_at IS NOT NULL AS started, version';

/** Locked for the step that follows; null `seen` means that the step does not depend on what was seen. */
export async function lockImport(tx: Tx, id: string, seen: number | null): Promise<ImportRecord> {
  const [found] = await rows<ImportRecord>(tx, `SELECT ${COLUMNS} FROM patient_imports WHERE id = $1 FOR UPDATE`, [id]);
  if (!found) throw new NotFound();
  if (seen !== null && found.version !== seen)
    throw new Conflict('Somebody else went on with this list meanwhile. It is shown as it is now.', {
      version: found.version,
    });
  return found;
}

export async function readImport(tx: Tx, id: string): Promise<ImportRecord> {
  const [found] = await rows<ImportRecord>(tx, `SELECT ${COLUMNS} FROM patient_imports WHERE id = $1`, [id]);
  if (!found) throw new NotFound();
  return found;
}

export function refuseUnless(found: ImportRecord, states: readonly PatientImportState[], detail: string): void {
  if (!states.includes(found.state)) throw new Refused(detail);
}
