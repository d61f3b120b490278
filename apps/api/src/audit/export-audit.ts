import type { AuditLine, AuditQuery } from '@shared-care/contracts/audit';
import type { CurrentUser } from '@shared-care/contracts/session';
import { stringify } from 'csv-stringify/sync';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { recordAudit } from './audit';
import { linesOfPatient } from './read-audit';

const MOST_LINES = 10_000;

/** Who looked at one child, for a spreadsheet. The file names neither child nor number; taking it away is recorded. */
export async function exportAuditOfPatient(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: AuditQuery,
): Promise<string> {
  const found = await rows(tx, 'SELECT 1 FROM patients WHERE id = $1', [patientId]);
  if (found.length === 0) throw new NotFound();
  const lines = await linesOfPatient(tx, patientId, asked, MOST_LINES);
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'audit',
    entityId: patientId,
    patientId,
    detail: `${lines.length} lines`,
  });
  return csvOf(lines);
}

/** A cell that a spreadsheet would run as a formula gets a quote in front: some of this was typed by people. */
export function csvOf(lines: readonly AuditLine[]): string {
  const cells = lines.map((line) => ({ ...line, at: new Date(line.at).toISOString() }));
  return stringify(cells, {
    header: true,
    bom: true,
    escape_formulas: true,
    record_delimiter: '\r\n',
    columns: [
      { key: 'at', header: 'At (UTC)' },
      { key: 'by', header: 'By' },
      { key: 'role', header: 'Role then' },
      { key: 'action', header: 'Action' },
      { key: 'entity', header: 'What' },
      { key: 'outcome', header: 'Outcome' },
      { key: 'detail', header: 'Detail' },
      { key: 'address', header: 'Address' },
      { key: 'requestId', header: 'Request' },
    ],
  });
}
