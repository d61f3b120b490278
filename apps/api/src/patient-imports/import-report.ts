import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { IMPORT_OUTCOMES } from '@shared-care/domain/patient-list';
import { stringify } from 'csv-stringify/sync';
import { recordAudit } from '../audit/audit';
import type { Tx } from '../platform/tx';
import { readImport } from './import-rows';
import { reportRows } from './read-imports';

/** Every line of the report for a spreadsheet, in which no cell can start a formula. Taking it away is recorded. */
export async function importReport(tx: Tx, user: CurrentUser, id: string): Promise<string> {
  const found = await readImport(tx, id);
  const lines = await reportRows(tx, found, null, 0, 100_000);
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'patient_import',
    entityId: id,
    patientIds: [...new Set(lines.flatMap(({ patientId }) => (patientId ? [patientId] : [])))],
    detail: `${lines.length} lines`,
  });
  const table = lines.map(({ line, outcome, familyName, givenName, birthDate, told, doubts }) => ({
    line,
    familyName,
    givenName,
    birthDate,
    outcome: IMPORT_OUTCOMES[outcome],
    because: [...told, ...doubts].join(' '),
  }));
  return stringify(table, {
    header: true,
    bom: true,
    escape_formulas: true,
    columns: [
      { key: 'line', header: 'Line' },
      { key: 'familyName', header: 'Family name' },
      { key: 'givenName', header: 'Given name' },
      { key: 'birthDate', header: 'Birth date' },
      { key: 'outcome', header: 'Outcome' },
      { key: 'because', header: 'Because' },
    ],
  });
}
