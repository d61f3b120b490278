import { setImmediate } from 'node:timers/promises';
import type { SayColumns } from '@shared-care/contracts/patient-imports/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImport } from '@shared-care/database/entities/patient-import';
import { londonDate } from '@shared-care/domain/london-time';
import { CONSTANT_FIELDS, mappingGaps, type Constants } from '@shared-care/domain/patient-list';
import { headingsKey } from '@shared-care/interop/patient-list/columns';
import { duplicatesIn } from '@shared-care/interop/patient-list/duplicates';
import { diagnosisIn, purposeIn, severityIn } from '@shared-care/interop/patient-list/list-words';
import { readRow, type ListedChild } from '@shared-care/interop/patient-list/read-row';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { NEXT_VERSION } from '../platform/write-row';
import { lockImport, refuseUnless, type ImportRecord } from './import-rows';
import { NamesInLists } from './names-in-lists';
import { alikeInList } from './within-list';

/** Rows that are read before others get their turn. */
const ROWS_AT_A_STRETCH = 100;

/**
 * Takes what the columns mean, keeps it for lists with the same headings, and judges every row by itself and against the
 * other rows. What is left waits to be compared with the register.
 */
export async function sayColumns(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof SayColumns>,
): Promise<void> {
  const found = await lockImport(tx, id, asked.version);
  refuseUnless(
    found,
    ['columns', 'checking', 'checked'],
    'Rows of this list were brought in already. Send the file again to read its columns in another way.',
  );
  const constants = constantsOf(asked.constants);
  if (found.started)
    throw new Refused(
      'Rows of this list were brought in already. Send the file again to read its columns in another way.',
    );
  await check(tx, found, asked.mapping, constants);
  const said = [JSON.stringify(asked.mapping), JSON.stringify(constants)];
  const again = { state: 'checking' as const, checkedAt: null, version: NEXT_VERSION };
  await tx.update(PatientImport, { id }, { mapping: asked.mapping, constants, ...again });
  await tx.query(
    `INSERT INTO patient_import_mappings (headings_key, mapping, constants, said_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (headings_key) DO UPDATE SET mapping = excluded.mapping, constants = excluded.constants,
       said_by = excluded.said_by, said_at = sec.now()`,
    [headingsKey(found.headings), ...said, user.id],
  );
  await judgeByThemselves(tx, { ...found, mapping: asked.mapping, constants });
  await recordAudit(tx, user, { action: 'update', entity: 'patient_import', entityId: id, detail: 'columns' });
}

function constantsOf(asked: z.output<typeof SayColumns>['constants']): Constants {
  return Object.fromEntries(CONSTANT_FIELDS.flatMap((field) => (asked[field] ? [[field, asked[field]]] : [])));
}

async function check(
  tx: Tx,
  { headings }: ImportRecord,
  mapping: ImportRecord['mapping'],
  constants: Constants,
): Promise<void> {
  if (mapping.length !== headings.length)
    throw new InvalidInput([
      { field: 'mapping', message: `Say for each of the ${headings.length} columns what it holds.` },
    ]);
  const gaps = mappingGaps(mapping, constants);
  if (gaps.length > 0) throw new InvalidInput(gaps.map((message) => ({ field: 'mapping', message })));
  const { diagnosis, severity, hospital, purpose } = constants;
  if (diagnosis && diagnosisIn(diagnosis).diagnosis === null)
    throw new InvalidInput([{ field: 'constants.diagnosis', message: 'Choose a diagnosis from the list.' }]);
  if (severity && severityIn(severity) === null)
    throw new InvalidInput([{ field: 'constants.severity', message: 'Choose a severity from the list.' }]);
  if (purpose && purposeIn(purpose) === null)
    throw new InvalidInput([{ field: 'constants.purpose', message: 'Choose prophylaxis or on demand.' }]);
  const named = hospital ? await new NamesInLists(tx).hospital(hospital) : null;
  if (named?.id === null) throw new InvalidInput([{ field: 'constants.hospital', message: named.problem }]);
}

/** What the file alone says: broken cells, the same child twice, lines that look alike. */
async function judgeByThemselves(tx: Tx, { id, mapping, constants }: ImportRecord): Promise<void> {
  const today = londonDate(await databaseNow(tx));
  const kept = await rows<{ line: number; cells: string[] }>(
    tx,
    'SELECT line, cells FROM patient_import_rows WHERE import_id = $1 AND cells IS NOT NULL ORDER BY line',
    [id],
  );
  const children: ListedChild[] = [];
  for (const row of kept) {
    children.push(readRow(row, mapping, constants, today));
    // A long list keeps nobody else waiting.
    if (children.length % ROWS_AT_A_STRETCH === 0) await setImmediate();
  }
  const doubled = duplicatesIn(children);
  const judged = children.map((child) => ({
    line: child.line,
    doubts: child.doubts,
    ...judge(child, doubled.get(child.line)),
  }));
  const left = new Set(judged.filter(({ outcome }) => outcome === 'unread').map(({ line }) => line));
  const alike = await alikeInList(
    tx,
    children.filter(({ line }) => left.has(line)),
  );
  await tx.query(
    `UPDATE patient_import_rows r SET outcome = x.outcome, told = x.told, doubts = x.doubts, similar_lines = x."similarLines",
       similar_ids = '{}', unknown_names = '[]', chosen = false
     FROM jsonb_to_recordset($2) AS x (line int, outcome text, told text[], doubts text[], "similarLines" int[])
     WHERE r.import_id = $1 AND r.line = x.line`,
    [
      id,
      JSON.stringify(
        judged.map((one) => {
          const { lines = [], told = [] } = alike.get(one.line) ?? {};
          return { ...one, told: [...one.told, ...told], similarLines: lines };
        }),
      ),
    ],
  );
}

function judge(
  { problems }: ListedChild,
  doubled: { sameAs?: number; clash?: string } | undefined,
): { outcome: 'problem' | 'duplicate' | 'unread'; told: string[] } {
  const all = doubled?.clash ? [...problems, doubled.clash] : problems;
  if (all.length > 0) return { outcome: 'problem', told: all };
  return doubled?.sameAs
    ? { outcome: 'duplicate', told: [`The same child as line ${doubled.sameAs}.`] }
    : { outcome: 'unread', told: [] };
}
