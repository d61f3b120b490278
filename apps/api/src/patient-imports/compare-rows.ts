import type { SimilarPatient } from '@shared-care/contracts/registration/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { CHOOSABLE, type ImportOutcome } from '@shared-care/domain/patient-list';
import { SIMILAR_BECAUSE } from '@shared-care/domain/similar-patient';
import { readRow, type ListedChild } from '@shared-care/interop/patient-list/read-row';
import { recordAudit } from '../audit/audit';
import { similarPatients } from '../patients/similar-patients';
import { databaseNow, rows, type Tx } from '../platform/tx';
import type { ImportRecord } from './import-rows';
import { listedFacts } from './listed-facts';
import { NamesInLists, type NameWithoutMeaning } from './names-in-lists';

const ROWS_A_BATCH = 100;

export interface Judgement {
  outcome: ImportOutcome;
  told: string[];
  doubts: string[];
  similarIds: string[];
  unknownNames: NameWithoutMeaning[];
}

/** Compares the next rows with the register and the hospitals. Answers whether there were any. */
export async function compareNextRows(
  tx: Tx,
  user: CurrentUser,
  found: ImportRecord,
  options: { demo: boolean },
): Promise<boolean> {
  const waiting = await rows<{ line: number; cells: string[]; similarLines: number[]; told: string[] }>(
    tx,
    `SELECT line, cells, similar_lines AS "similarLines", told FROM patient_import_rows WHERE import_id = $1 AND outcome = 'unread' AND cells IS NOT NULL
     ORDER BY line LIMIT ${ROWS_A_BATCH} FOR UPDATE SKIP LOCKED`,
    [found.id],
  );
  const today = londonDate(await databaseNow(tx));
  const names = new NamesInLists(tx);
  const judged: (Judgement & { line: number })[] = [];
  for (const row of waiting) {
    const child = readRow(row, found.mapping, found.constants, today);
    judged.push({ line: row.line, ...besideOthers(await judgeRow(tx, child, names, options), row) });
  }
  await writeJudgements(tx, found.id, judged);
  const patientIds = [...new Set(judged.flatMap(({ similarIds }) => similarIds))];
  if (patientIds.length > 0)
    await recordAudit(tx, user, {
      action: 'search',
      entity: 'patient',
      patientIds,
      detail: 'similar to rows of a list',
    });
  return waiting.length > 0;
}

/** An earlier line of the list that looks alike is asked about as a record is: only one of the two may be safe. */
function besideOthers(judged: Judgement, row: { similarLines: number[]; told: string[] }): Judgement {
  if (row.similarLines.length === 0 || !CHOOSABLE.includes(judged.outcome)) return judged;
  return { ...judged, outcome: 'look_alike', told: [...judged.told, ...row.told] };
}

async function judgeRow(
  tx: Tx,
  child: ListedChild,
  names: NamesInLists,
  options: { demo: boolean },
): Promise<Judgement> {
  const { facts, doubts, problems, unknownNames } = await listedFacts(child, names, options);
  if (!facts) return { outcome: 'problem', told: problems, doubts, similarIds: [], unknownNames };
  const { similar } = await similarPatients(tx, {
    familyName: facts.familyName,
    givenName: facts.givenName,
    birthDate: facts.birthDate,
    nhsNumber: facts.nhsNumber ?? '',
    hospitalNumber: facts.hospitalNumber ?? '',
  });
  return { ...bySimilar(similar, facts), doubts, unknownNames };
}

/** What records that look alike mean for a row: the child is here, may be here, or the row cannot be right. */
export function bySimilar(
  similar: readonly Pick<SimilarPatient, 'patient' | 'because'>[],
  facts: { birthDate: string; nhsNumber: string | null },
): Pick<Judgement, 'outcome' | 'told' | 'similarIds'> {
  const similarIds = similar.map(({ patient }) => patient.id);
  const numbered = similar.find(({ because }) => because === 'nhs_number');
  if (numbered && numbered.patient.birthDate !== facts.birthDate)
    return {
      outcome: 'problem',
      told: ['The NHS number belongs to a registered child with another birth date. Check both.'],
      similarIds,
    };
  if (numbered)
    return { outcome: 'already_registered', told: ['Registered already with this NHS number.'], similarIds };
  const named = similar.find(
    ({ because, patient }) =>
      because === 'name_and_birth_date' &&
      (facts.nhsNumber === null || patient.nhsNumber === null || patient.nhsNumber === facts.nhsNumber),
  );
  if (named)
    return { outcome: 'already_registered', told: ['Registered already with this name and birth date.'], similarIds };
  if (similar.length === 0) return { outcome: 'ready', told: [], similarIds };
  const because = [...new Set(similar.map((one) => SIMILAR_BECAUSE[one.because]))];
  return { outcome: 'look_alike', told: because.map((words) => `${words} as a registered child.`), similarIds };
}

async function writeJudgements(tx: Tx, id: string, judged: (Judgement & { line: number })[]): Promise<void> {
  await tx.query(
    `UPDATE patient_import_rows r SET outcome = x.outcome, told = x.told, doubts = x.doubts, similar_ids = x."similarIds",
       unknown_names = x."unknownNames"
     FROM jsonb_to_recordset($2) AS x (line int, outcome text, told text[], doubts text[], "similarIds" uuid[], "unknownNames" jsonb)
     WHERE r.import_id = $1 AND r.line = x.line`,
    [id, JSON.stringify(judged)],
  );
}
