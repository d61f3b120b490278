import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImport, PatientImportRow } from '@shared-care/database/entities/patient-import';
import { In } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { lockImport, refuseUnless, type ImportRecord } from './import-rows';

/** Begins to take an import back; tried again, rows that could not be undone are tried again too. */
export async function undoImport(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const found = await lockImport(tx, id, seen);
  refuseUnless(found, ['finished', 'undone'], 'There is nothing to undo yet.');
  const { affected } = await tx.update(
    PatientImportRow,
    { importId: id, outcome: In(['registered', 'kept']) },
    { outcome: 'registered', told: [] },
  );
  if (affected === 0) throw new Refused('No child of this list is left to be undone.');
  await tx.update(PatientImport, { id }, { state: 'undoing', undoneBy: user.id, undoneAt: NOW, version: NEXT_VERSION });
  await recordAudit(tx, user, { action: 'update', entity: 'patient_import', entityId: id, detail: 'undo' });
}

/**
 * Strikes out the child of the next row, as entered in error, while nothing was added or changed since. Answers whether
 * there was one.
 */
export async function undoNextRow(tx: Tx, user: CurrentUser, found: ImportRecord): Promise<boolean> {
  const [row] = await rows<{ line: number; patientId: string; registeredAs: string; footprint: object }>(
    tx,
    `SELECT line, patient_id AS "patientId", registered_as AS "registeredAs", footprint FROM patient_import_rows
     WHERE import_id = $1 AND outcome = 'registered' ORDER BY line LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [found.id],
  );
  if (!row) return false;
  const { line, patientId } = row;
  const merged = patientId !== row.registeredAs;
  if (!merged)
    await recordAudit(tx, user, {
      action: 'update',
      entity: 'patient',
      entityId: patientId,
      patientId,
      detail: 'undo of an import',
    });
  const [answer] = merged
    ? []
    : await rows<{ differ: string[] }>(tx, 'SELECT sec.strike_out_patient($1, $2, $3) AS differ', [
        patientId,
        JSON.stringify(row.footprint),
        'Undo of an import: entered in error',
      ]);
  const because = merged ? ['The record was merged with another since.'] : (answer?.differ ?? []).map(inWords);
  await tx.update(
    PatientImportRow,
    { importId: found.id, line },
    { outcome: because.length > 0 ? 'kept' : 'struck_out', told: [...new Set(because)] },
  );
  return true;
}

const WORDS: readonly [RegExp, string][] = [
  [/^patients$|^patient_changes$|^patient_weights$|^inhibitor_results$/, 'Facts of the record were changed since.'],
  [/^patients\.merged_into_id$|^patient_merges/, 'Another record was merged into this one.'],
  [/^attendance|^alert|^liaison|^break_glass/, 'The child has attended, or an attendance was logged.'],
  [/^shared_care_links$|^link_changes$|^leaving_/, 'The links to hospitals were changed since.'],
  [/^contact_details$|^family_/, 'What is recorded of the family was changed since.'],
  [/^open_access/, 'There is an open access arrangement.'],
  [/^emergency_plans$/, 'There is an emergency plan.'],
  [/^letter/, 'A letter was written.'],
  [/^request/, 'There is a request.'],
  [/^notice/, 'There is a notice on the record.'],
  [/^home_|^diary_|^bleed_|treatment/, 'Treatment was recorded.'],
  [/^survey|^participation/, 'The family was asked by a survey.'],
  [/^transition/, 'The way to adult care was begun.'],
];

function inWords(table: string): string {
  return (
    WORDS.find(([name]) => name.test(table))?.[1] ?? `Something was recorded since (${table.replaceAll('_', ' ')}).`
  );
}
