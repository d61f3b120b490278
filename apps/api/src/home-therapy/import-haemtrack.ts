import type { HaemtrackImport } from '@shared-care/contracts/home-therapy/answers';
import { RecordHaemtrackPeriod } from '@shared-care/contracts/home-therapy/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { checkNhsNumber } from '@shared-care/domain/nhs-number';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { recordHaemtrackPeriod } from './change-home-therapy';

const COLUMNS = ['nhs_number', 'from', 'to', 'planned', 'entered'] as const;
type Line = Record<(typeof COLUMNS)[number], string>;
type Period = z.output<typeof RecordHaemtrackPeriod>;

/**
 * Reads a file of diary figures. `write` false only says what it would do. All or nothing: a file with a row that cannot
 * be used writes none, so that it can be mended and sent again; sending it twice changes nothing.
 */
export async function importHaemtrack(
  tx: Tx,
  user: CurrentUser,
  csv: string,
  write: boolean,
): Promise<HaemtrackImport> {
  const lines = linesOf(csv);
  const today = londonDate(await databaseNow(tx));
  const report: HaemtrackImport = { rows: lines.length, taken: 0, unchanged: 0, problems: [] };
  const take: { patientId: string; period: Period }[] = [];
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, index + 2, report.problems);
    const patientId = read && (await patientOf(tx, read.nhsNumber));
    if (!read) continue;
    if (read.period.to > today)
      report.problems.push({ line: index + 2, column: 'to', message: 'This day is still to come. Check it.' });
    else if (!patientId) {
      report.problems.push({
        line: index + 2,
        column: 'nhs_number',
        message: 'No patient of the unit has this NHS number. Check it, or take the row out.',
      });
    } else if (await stands(tx, patientId, read.period)) report.unchanged += 1;
    else take.push({ patientId, period: read.period });
  }
  report.taken = take.length;
  if (write && report.problems.length === 0)
    for (const { patientId, period } of take) await recordHaemtrackPeriod(tx, user, patientId, period, 'file');
  await recordAudit(tx, user, {
    action: write && report.problems.length === 0 ? 'update' : 'read',
    entity: 'haemtrack_import',
    patientIds: [...new Set(take.map(({ patientId }) => patientId))],
    detail: `${report.rows} rows, ${report.taken} taken, ${report.problems.length} problems`,
  });
  return report;
}

function linesOf(csv: string): Line[] {
  const refuse = (message: string): never => {
    throw new InvalidInput([{ field: 'csv', message }]);
  };
  let found: Line[] = [];
  try {
    found = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, relax_column_count: true });
  } catch {
    refuse('This is not a CSV file. Save it again as CSV (UTF-8).');
  }
  if (found.length === 0) refuse(`The file has no rows. It needs the columns ${COLUMNS.join(', ')}.`);
  const missing = COLUMNS.filter((column) => !(column in found[0]!));
  if (missing.length > 0) refuse(`Columns are missing: ${missing.join(', ')}.`);
  return found;
}

function readLine(
  line: Line,
  number: number,
  problems: HaemtrackImport['problems'],
): { nhsNumber: string; period: Period } | null {
  const nhs = checkNhsNumber(line.nhs_number ?? '');
  const period = RecordHaemtrackPeriod.safeParse({
    from: line.from,
    to: line.to,
    planned: wholeNumber(line.planned),
    entered: wholeNumber(line.entered),
  });
  if (!nhs.ok) problems.push({ line: number, column: 'nhs_number', message: nhs.because });
  for (const issue of period.success ? [] : period.error.issues)
    problems.push({ line: number, column: String(issue.path[0] ?? ''), message: issue.message });
  return nhs.ok && period.success ? { nhsNumber: nhs.number, period: period.data } : null;
}

function wholeNumber(text: string | undefined): number | undefined {
  return /^\d{1,4}$/.test(text ?? '') ? Number(text) : undefined;
}

async function patientOf(tx: Tx, nhsNumber: string): Promise<string | null> {
  const [found] = await rows<{ id: string }>(
    tx,
    `SELECT id FROM patients WHERE nhs_number = $1 AND merged_into_id IS NULL
       AND nhs_number_status NOT IN ('invalid', 'superseded')`,
    [nhsNumber],
  );
  return found?.id ?? null;
}

async function stands(tx: Tx, patientId: string, period: Period): Promise<boolean> {
  const [same] = await rows(
    tx,
    `SELECT 1 FROM haemtrack_periods WHERE patient_id = $1 AND from_on = $2 AND to_on = $3 AND planned = $4 AND entered = $5`,
    [patientId, period.from, period.to, period.planned, period.entered],
  );
  return same !== undefined;
}
