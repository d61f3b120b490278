import type { OdsImport, OdsImports, OdsLine, OdsLines } from '@shared-care/contracts/ods-imports/answers';
import type { OdsLinesQuery } from '@shared-care/contracts/ods-imports/shapes';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

const MOST_LISTED = 30;
const LINES_A_PAGE = 50;

/** One that has not been heard of for a minute ended with its program. */
const IMPORT = `r.id, r.file, r.share, u.display_name AS "startedBy", r.started_at AS "startedAt", r.as_of AS "asOf", r.as_of_by AS "asOfBy",
  r.undo_newer AS "undoNewer", r.counts, r.trouble,
  CASE WHEN r.state = 'running' AND r.seen_at < sec.now() - interval '1 minute' THEN 'stopped' ELSE r.state END AS state,
  CASE WHEN r.state = 'running' THEN NULL ELSE r.finished_at END AS "finishedAt"`;
const FROM = 'import_runs r LEFT JOIN users u ON u.id = r.started_by';

/** Hospital lists so far, the newest first. They name no child. */
export async function listOdsImports(tx: Tx): Promise<OdsImports> {
  const imports = await rows<OdsImport>(
    tx,
    `SELECT ${IMPORT} FROM ${FROM} ORDER BY r.started_at DESC, r.id LIMIT ${MOST_LISTED}`,
  );
  const [all] = await rows<{ n: number }>(tx, 'SELECT count(*)::int AS n FROM import_runs');
  return { imports, more: all!.n - imports.length };
}

export async function odsImport(tx: Tx, id: string): Promise<OdsImport> {
  const [found] = await rows<OdsImport>(tx, `SELECT ${IMPORT} FROM ${FROM} WHERE r.id = $1`, [id]);
  if (!found) throw new NotFound();
  return found;
}

export async function odsLines(tx: Tx, id: string, { outcome, page }: OdsLinesQuery): Promise<OdsLines> {
  await odsImport(tx, id);
  const listed = await rows<OdsLine & { total: number }>(
    tx,
    `SELECT line, outcome, ods_code AS "odsCode", what, count(*) OVER ()::int AS total FROM import_run_lines
     WHERE run_id = $1 AND ($2::text IS NULL OR outcome = $2) ORDER BY place LIMIT ${LINES_A_PAGE} OFFSET $3`,
    [id, outcome ?? null, (page - 1) * LINES_A_PAGE],
  );
  return { rows: listed.map(({ total: _, ...line }) => line), total: listed[0]?.total ?? 0 };
}
