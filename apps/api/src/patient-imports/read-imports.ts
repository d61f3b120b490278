import type {
  ImportRow,
  ImportRows,
  PatientImport,
  PatientImportPage,
  PatientImports,
} from '@shared-care/contracts/patient-imports/answers';
import type { ImportRowsQuery } from '@shared-care/contracts/patient-imports/shapes';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { mappingGaps, type ImportOutcome } from '@shared-care/domain/patient-list';
import { readRow } from '@shared-care/interop/patient-list/read-row';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { progressOf } from './go-on';
import { readImport, type ImportRecord } from './import-rows';

const MOST_LISTED = 50;
const ROWS_A_PAGE = 50;
const SAMPLES = 3;

const SUMMARY = `i.id, i.file_name AS "fileName", i.state, u.display_name AS "uploadedBy", i.uploaded_at AS "uploadedAt",
  s.display_name AS "startedBy", i.started_at AS "startedAt", i.finished_at AS "finishedAt", b.display_name AS "undoneBy", i.undone_at AS "undoneAt",
  (SELECT coalesce(jsonb_object_agg(outcome, n), '{}') FROM (
     SELECT r.outcome, count(*) AS n FROM patient_import_rows r WHERE r.import_id = i.id GROUP BY r.outcome) AS c) AS counts, i.version`;
/** Names that nobody has said the meaning of, with how many rows wait for each. */
const UNKNOWN = `(SELECT coalesce(json_agg(n ORDER BY n.rows DESC, n.kind, n.written), '[]') FROM (
  SELECT name ->> 'kind' AS kind, min(name ->> 'written') AS written, count(DISTINCT r.line)::int AS rows
  FROM patient_import_rows r CROSS JOIN LATERAL jsonb_array_elements(r.unknown_names) AS name
  WHERE r.import_id = i.id AND r.outcome = 'problem'
  GROUP BY name ->> 'kind', fold_name(name ->> 'written') ORDER BY 3 DESC, 1, 2 LIMIT 200) AS n)`;
const FROM = `patient_imports i JOIN users u ON u.id = i.uploaded_by LEFT JOIN users s ON s.id = i.started_by
  LEFT JOIN users b ON b.id = i.undone_by`;

/** Lists that were sent, the newest first; what is in them is not said. */
export async function listImports(tx: Tx): Promise<PatientImports> {
  const imports = await rows<PatientImport>(
    tx,
    `SELECT ${SUMMARY} FROM ${FROM} ORDER BY i.uploaded_at DESC, i.id LIMIT ${MOST_LISTED}`,
  );
  const [all] = await rows<{ n: number }>(tx, 'SELECT count(*)::int AS n FROM patient_imports');
  return { imports, more: all!.n - imports.length };
}

export async function importPage(tx: Tx, user: CurrentUser, id: string): Promise<PatientImportPage> {
  const found = await readImport(tx, id);
  const [page] = await rows<
    PatientImport & Pick<PatientImportPage, 'kind' | 'notes' | 'sameFile' | 'remembered' | 'unknownNames'>
  >(
    tx,
    `SELECT ${SUMMARY}, i.kind, i.notes, ${UNKNOWN} AS "unknownNames",
            EXISTS (SELECT 1 FROM patient_import_mappings m WHERE m.headings_key = i.headings_key) AS remembered,
            (SELECT json_build_object('id', o.id, 'uploadedAt', o.uploaded_at, 'uploadedBy', ou.display_name,
                      'registered', (SELECT count(*) FROM patient_import_rows r WHERE r.import_id = o.id AND r.outcome = 'registered'))
             FROM patient_imports o JOIN users ou ON ou.id = o.uploaded_by
             WHERE o.sha256 = i.sha256 AND o.id <> i.id AND o.uploaded_at <= i.uploaded_at
             ORDER BY o.uploaded_at DESC LIMIT 1) AS "sameFile"
     FROM ${FROM} WHERE i.id = $1`,
    [id],
  );
  const samples = await samplesOf(tx, found);
  await recordAudit(tx, user, { action: 'read', entity: 'patient_import', entityId: id });
  return {
    ...page!,
    columns: found.headings.map((heading, column) => ({
      heading,
      field: found.mapping[column] ?? null,
      samples: samples[column]!,
    })),
    constants: found.constants,
    gaps: mappingGaps(found.mapping, found.constants),
    progress: await progressOf(tx, found),
    now: (await databaseNow(tx)).toISOString(),
  };
}

async function samplesOf(tx: Tx, { id, headings }: ImportRecord): Promise<string[][]> {
  const first = await rows<{ cells: string[] }>(
    tx,
    'SELECT cells FROM patient_import_rows WHERE import_id = $1 AND cells IS NOT NULL ORDER BY line LIMIT 20',
    [id],
  );
  return headings.map((_, column) =>
    [...new Set(first.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== ''))]
      .slice(0, SAMPLES)
      .map((cell) => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell)),
  );
}

interface KeptRow {
  line: number;
  cells: string[] | null;
  outcome: ImportOutcome;
  told: string[];
  doubts: string[];
  patient: PatientIdentity | null;
  similar: PatientIdentity[];
  similarLines: number[];
}

/** One page of the report, line by line. Children of the register who are named on it are on the audit row. */
export async function importRows(tx: Tx, user: CurrentUser, id: string, asked: ImportRowsQuery): Promise<ImportRows> {
  const found = await readImport(tx, id);
  const [counted] = await rows<{ total: number }>(
    tx,
    'SELECT count(*)::int AS total FROM patient_import_rows WHERE import_id = $1 AND ($2::text IS NULL OR outcome = $2)',
    [id, asked.outcome ?? null],
  );
  const { total } = counted!;
  const listed = await reportRows(tx, found, asked.outcome ?? null, (asked.page - 1) * ROWS_A_PAGE, ROWS_A_PAGE);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'patient_import',
    entityId: id,
    patientIds: [
      ...new Set(
        listed.flatMap(({ patientId, similar }) => [
          ...(patientId ? [patientId] : []),
          ...similar.map((one) => one.id),
        ]),
      ),
    ],
    detail: `${listed.length} rows`,
  });
  return { rows: listed, total, page: asked.page, pages: Math.max(1, Math.ceil(total / ROWS_A_PAGE)) };
}

export async function reportRows(
  tx: Tx,
  found: ImportRecord,
  outcome: ImportOutcome | null,
  offset: number,
  limit: number,
): Promise<ImportRow[]> {
  const today = londonDate(await databaseNow(tx));
  const kept = await rows<KeptRow>(
    tx,
    `SELECT r.line, r.cells, r.outcome, r.told, r.doubts, r.similar_lines AS "similarLines", ${IDENTITY} AS patient,
            (SELECT coalesce(json_agg(s.one), '[]') FROM (
               SELECT ${IDENTITY} AS one FROM patients p WHERE p.id = ANY (r.similar_ids)) AS s) AS similar
     FROM patient_import_rows r LEFT JOIN patients p ON p.id = r.patient_id
     WHERE r.import_id = $1 AND ($2::text IS NULL OR r.outcome = $2) ORDER BY r.line LIMIT $3 OFFSET $4`,
    [found.id, outcome, limit, offset],
  );
  return kept.map((row) => ({ ...whoOf(row, found, today), ...told(row) }));
}

function told({ line, outcome, told: words, doubts, patient, similar, similarLines }: KeptRow) {
  return { line, outcome, told: words, doubts, patientId: patient?.id ?? null, similar, similarLines };
}

/** As the record says it, else as the list does. */
function whoOf({ cells, line, patient }: KeptRow, { mapping, constants }: ImportRecord, today: string) {
  const child = cells && readRow({ line, cells }, mapping, constants, today);
  const { familyName, givenName, birthDate, nhsNumber } = patient ?? child?.facts ?? NOBODY;
  return {
    familyName,
    givenName,
    birthDate: birthDate || null,
    nhsNumber: nhsNumber ?? null,
    hospital: child?.hospital ?? null,
  };
}

const NOBODY = { familyName: '', givenName: '', birthDate: null, nhsNumber: null };
