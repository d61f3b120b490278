import { createHash } from 'node:crypto';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImport } from '@shared-care/database/entities/patient-import';
import type { ColumnMapping, Constants } from '@shared-care/domain/patient-list';
import { guessMapping, headingsKey } from '@shared-care/interop/patient-list/columns';
import type { PatientTable } from '@shared-care/interop/patient-list/patient-table';
import { readPatientTable } from '@shared-care/interop/patient-list/read-table';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import type { Upload } from '../platform/upload';

/** Days after which the cells of a list are emptied by themselves: children who were not brought in are not kept. */
const DAYS_KEPT = 14;

export interface ReadUpload extends Upload {
  table: PatientTable;
}

/** @throws InvalidInput in words about the file */
export async function readList(upload: Upload): Promise<ReadUpload> {
  const read = await readPatientTable(upload.bytes);
  if (!read.ok) throw new InvalidInput([{ field: 'file', message: read.because }], read.because);
  return { ...upload, table: read.table };
}

/** Keeps a list that was sent, with its columns guessed or as they were said for such headings before. Sent twice, it is one. */
export async function receiveList(
  tx: Tx,
  user: CurrentUser,
  id: string,
  { fileName, bytes, table }: ReadUpload,
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await emptyOldLists(tx);
  const key = headingsKey(table.headings);
  const [said] = await rows<{ mapping: ColumnMapping; constants: Constants }>(
    tx,
    'SELECT mapping, constants FROM patient_import_mappings WHERE headings_key = $1',
    [key],
  );
  const fits = said?.mapping.length === table.headings.length;
  const added = await insertOnce(tx, PatientImport, {
    id,
    fileName,
    sha256,
    kind: table.kind,
    headings: table.headings.map(storable),
    headingsKey: storable(key),
    mapping: fits ? said.mapping : guessMapping(table.headings),
    constants: fits ? said.constants : {},
    notes: table.notes.map(storable),
    uploadedBy: user.id,
  });
  if (added === null) return refuseUnlessSentTwice(tx, user, id, sha256);
  await insertRows(tx, id, table);
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'patient_import',
    entityId: id,
    detail: `${table.rows.length + table.broken.length} rows`,
  });
}

async function refuseUnlessSentTwice(tx: Tx, user: CurrentUser, id: string, sha256: string): Promise<void> {
  const [same] = await rows(tx, 'SELECT 1 FROM patient_imports WHERE id = $1 AND uploaded_by = $2 AND sha256 = $3', [
    id,
    user.id,
    sha256,
  ]);
  if (!same) throw new Conflict('Another list has this id. Send the file again.');
}

async function insertRows(tx: Tx, id: string, { rows: read, broken }: PatientTable): Promise<void> {
  const all = [
    ...read.map(({ line, cells }) => ({ line, cells: cells.map(storable), outcome: 'unread', told: [] as string[] })),
    ...broken.map(({ line, because }) => ({ line, cells: null, outcome: 'problem', told: [because] })),
  ];
  await tx.query(
    `INSERT INTO patient_import_rows (import_id, line, cells, outcome, told)
     SELECT $1, line, cells, outcome, told
     FROM jsonb_to_recordset($2) AS x (line int, cells text[], outcome text, told text[]) ON CONFLICT DO NOTHING`,
    [id, JSON.stringify(all)],
  );
}

/** What PostgreSQL cannot hold becomes visible as such; the reader then finds no name or number in it. */
function storable(text: string): string {
  return text.replace(/\u0000|\p{Surrogate}/gu, '\u{fffd}');
}

async function emptyOldLists(tx: Tx): Promise<void> {
  await tx.query(
    `UPDATE patient_import_rows r SET cells = NULL, chosen = false, unknown_names = '[]' FROM patient_imports i
     WHERE i.id = r.import_id AND r.cells IS NOT NULL AND i.uploaded_at < sec.now() - make_interval(days => $1)`,
    [DAYS_KEPT],
  );
}
