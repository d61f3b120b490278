import type { BringIn } from '@shared-care/contracts/patient-imports/shapes';
import type { SimilarPatient } from '@shared-care/contracts/registration/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImportRow, PatientImport } from '@shared-care/database/entities/patient-import';
import { londonDate } from '@shared-care/domain/london-time';
import { readRow } from '@shared-care/interop/patient-list/read-row';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, ProblemError, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION } from '../platform/write-row';
import { registerPatient } from '../registration/register-patient';
import { bySimilar, type Judgement } from './compare-rows';
import { lockImport, refuseUnless, type ImportRecord } from './import-rows';
import { listedFacts } from './listed-facts';
import { NamesInLists } from './names-in-lists';

/** Marks the rows that are to be brought in. They are registered one by one by {@link bringInNextRow}. */
export async function bringIn(tx: Tx, user: CurrentUser, id: string, asked: z.output<typeof BringIn>): Promise<void> {
  const found = await lockImport(tx, id, asked.version);
  refuseUnless(found, ['checked', 'finished'], 'Check the rows first.');
  const marked = await rows(
    tx,
    `UPDATE patient_import_rows SET chosen = true
     WHERE import_id = $1 AND cells IS NOT NULL
       AND CASE WHEN $2::int[] IS NULL THEN outcome = 'ready' ELSE line = ANY ($2) AND outcome IN ('ready', 'look_alike') END
     RETURNING line`,
    [id, asked.lines],
  );
  // The driver answers an UPDATE with its rows and their number.
  const lines = (marked as unknown as [unknown[], number])[0].length;
  if (asked.lines !== null && lines !== new Set(asked.lines).size)
    throw new Refused('Some of the rows chosen cannot be brought in. Look at the list again.');
  if (lines === 0) throw new Refused('No row is ready to be brought in.');
  const first = {
    startedBy: () => 'coalesce(started_by, sec.uid())',
    startedAt: () => 'coalesce(started_at, sec.now())',
  };
  await tx.update(PatientImport, { id }, { ...first, state: 'bringing_in', finishedAt: null, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'patient_import',
    entityId: id,
    detail: `${lines} rows to be brought in`,
  });
}

/** Registers the child of the next chosen row, or says why not. Answers whether there was one. */
export async function bringInNextRow(
  tx: Tx,
  user: CurrentUser,
  found: ImportRecord,
  options: { demo: boolean },
): Promise<boolean> {
  const [row] = await rows<{ line: number; cells: string[]; similarIds: string[] }>(
    tx,
    // Earlier lines of the list that look alike were shown with the row.
    `SELECT line, cells, similar_ids || ARRAY(
              SELECT e.patient_id FROM patient_import_rows e
              WHERE e.import_id = r.import_id AND e.line = ANY (r.similar_lines) AND e.patient_id IS NOT NULL) AS "similarIds"
     FROM patient_import_rows r WHERE import_id = $1 AND chosen AND cells IS NOT NULL ORDER BY line LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [found.id],
  );
  if (!row) return false;
  const child = readRow(row, found.mapping, found.constants, londonDate(await databaseNow(tx)));
  const { facts, doubts, problems, unknownNames } = await listedFacts(child, new NamesInLists(tx), options);
  const refused = (judged: Refusal): Promise<void> =>
    settle(tx, found.id, row.line, { ...judged, doubts, unknownNames });
  if (!facts) {
    await refused({ outcome: 'problem', told: problems, similarIds: [] });
    return true;
  }
  try {
    // The savepoint keeps what registration began from staying when it refuses.
    const patientId = await tx.transaction((savepoint) =>
      registerPatient(
        savepoint,
        user,
        facts,
        { kind: 'import', words: `Line ${row.line} of a list` },
        {
          demo: options.demo,
          notTheSame: row.similarIds,
        },
      ),
    );
    await tx.query(
      `UPDATE patient_import_rows SET outcome = 'registered', chosen = false, patient_id = $3, registered_as = $3,
         footprint = sec.patient_footprint($3), told = '{}', doubts = $4 WHERE import_id = $1 AND line = $2`,
      [found.id, row.line, patientId, doubts],
    );
  } catch (error) {
    await refused(asJudgement(error, facts));
  }
  return true;
}

type Refusal = Omit<Judgement, 'doubts' | 'unknownNames'>;

/** Registration refuses what somebody else registered meanwhile, and what cannot be so. Anything else is a fault. */
function asJudgement(error: unknown, facts: { birthDate: string; nhsNumber: string | null }): Refusal {
  if (!(error instanceof ProblemError)) throw error;
  if (error instanceof InvalidInput)
    return { outcome: 'problem', told: error.errors.map(({ message }) => message), similarIds: [] };
  const similar = error instanceof Conflict ? (error.current['similar'] as SimilarPatient[] | undefined) : undefined;
  return similar ? bySimilar(similar, facts) : { outcome: 'problem', told: [error.message], similarIds: [] };
}

async function settle(
  tx: Tx,
  id: string,
  line: number,
  { outcome, told, doubts, similarIds, unknownNames }: Judgement,
): Promise<void> {
  await tx.update(
    PatientImportRow,
    { importId: id, line },
    { outcome, told, doubts, similarIds, unknownNames, chosen: false },
  );
}
