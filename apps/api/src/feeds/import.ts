import { createDataSource } from '@shared-care/database/data-source';
import { EmbeddedPostgresError, useEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { migrate } from '@shared-care/database/migrate';
import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config';
import { isCalendarDate } from '@shared-care/domain/calendar-date';
import type { AsOf } from '@shared-care/interop/ods/as-of';
import { ProblemError } from '../platform/problems';
import { importOds, UnknownOdsFile, type OdsOptions, type OdsOutcome, type OdsReport } from './import-ods';
import { CannotImport, importPatients, patientLines, undoPatients, type PatientImportOptions } from './import-patients';

const USAGE = `Brings published files into Shared Care.

  npm run import -- --ods FILE...            NHS Organisation Data Service: trust and site extracts (etr, ets),
                                             site lists, ORD and FHIR JSON
  npm run import -- --ods FILE --report OUT  also writes every line of the report to OUT
      --as-of 2026-07-31   the day whose state the file tells; otherwise by its name, or the newest date in it
      --undo-newer         also where an older file undoes what a newer one said; otherwise that is listed and skipped

  npm run import -- --patients FILE --as EMAIL   a list of children (CSV or XLSX), in the name of a nurse or doctor of the unit
      --dry-run            says what would become of each row, and registers no child
      --column "Heading=familyName"   what a column holds, where the guess is wrong; "Heading=" for not read
      --diagnosis "Haemophilia A"   --hospital RTH05   --purpose prophylaxis   for every row, where the list has no such column
      --undo IMPORT        takes an import back, as far as nothing hangs on its children

Works while Shared Care runs, or without it. Running it twice changes nothing.
`;

/** Lines of the report shown on the screen for one file; \`--report\` has them all. */
const MOST_LINES = 200;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ods: { type: 'string', multiple: true },
      'as-of': { type: 'string' },
      'undo-newer': { type: 'boolean' },
      patients: { type: 'string' },
      as: { type: 'string' },
      'dry-run': { type: 'boolean' },
      column: { type: 'string', multiple: true },
      diagnosis: { type: 'string' },
      hospital: { type: 'string' },
      purpose: { type: 'string' },
      undo: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const children = values.patients ?? values.undo;
  const files = children === undefined ? [...(values.ods ?? []), ...positionals] : [children];
  const badDay = values['as-of'] !== undefined && !isCalendarDate(values['as-of']);
  if (values.help || badDay || files.length === 0 || (children !== undefined && values.as === undefined)) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const config = readConfig();
  // A list of children needs somebody who answers for it: a folder that was mistyped is not made for one.
  if (children !== undefined && !config.databaseUrl && !existsSync(config.dataDir)) {
    process.stderr.write(
      `There is no Shared Care in ${resolve(config.dataDir)} yet. Start it once with npm start, make an account for a nurse or doctor, ` +
        'then bring the list in. DATA_DIR says which folder it uses.\n',
    );
    return 1;
  }
  const embedded = config.databaseUrl ? null : await useEmbeddedPostgres(config.dataDir);
  const url = config.databaseUrl ?? embedded!.url();
  try {
    const owner = await createDataSource(config.databaseOwnerUrl ?? url, 'owner', 2).initialize();
    await migrate(owner);
    await owner.destroy();
    if (children === undefined)
      return await importFiles({ url, ...config }, files, values.report ?? null, {
        asOf: values['as-of'] ?? null,
        undoNewer: values['undo-newer'] ?? false,
      });
    return await importChildren({ url, ...config }, children, values.undo !== undefined, values.report ?? null, {
      as: values.as!,
      demo: config.demo,
      dryRun: values['dry-run'] ?? false,
      columns: values.column ?? [],
      diagnosis: values.diagnosis ?? '',
      hospital: values.hospital ?? '',
      purpose: values.purpose ?? '',
      onProgress: progressBar(basename(children)),
    });
  } finally {
    await embedded?.stop();
  }
}

async function importChildren(
  { url, prepared }: Target,
  what: string,
  undo: boolean,
  reportFile: string | null,
  options: PatientImportOptions,
): Promise<number> {
  const app = await createDataSource(url, 'app', 2, prepared).initialize();
  try {
    const lines = patientLines(
      undo ? await undoPatients(app, what, options) : await importPatients(app, what, options),
    );
    process.stdout.write(`${[...lines.slice(0, MOST_LINES), ...more(lines)].join('\n')}\n`);
    if (options.dryRun)
      process.stdout.write('No child was registered. Without --dry-run the rows that are ready are.\n');
    await app.query(`SELECT pg_notify('shared_care_live', '{"topic":"patients","patients":null}')`);
    if (reportFile) await writeFile(reportFile, `${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`\n${what}: ${explain(error)}\n`);
    return 1;
  } finally {
    await app.destroy();
  }
}

/** Which database, and whether its connections keep their statements. */
interface Target {
  url: string;
  prepared: boolean;
}

async function importFiles(
  { url, prepared }: Target,
  files: string[],
  reportFile: string | null,
  dated: Pick<OdsOptions, 'asOf' | 'undoNewer'>,
): Promise<number> {
  const feeds = await createDataSource(url, 'feeds', 2, prepared).initialize();
  const all: string[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const report = await importOds(feeds, file, progressBar(file), dated);
      const lines = linesOf(report);
      all.push(...lines);
      process.stdout.write(`${[...lines.slice(0, MOST_LINES), ...more(lines)].join('\n')}\n`);
    } catch (error) {
      failed++;
      process.stderr.write(`\n${file}: ${explain(error)}\n`);
    }
  }
  await feeds.query(`SELECT pg_notify('shared_care_live', '{"topic":"hospitals","patients":null}')`);
  await feeds.destroy();
  if (reportFile) await writeFile(reportFile, `${all.join('\n')}\n`);
  return failed > 0 ? 1 : 0;
}

function linesOf(report: OdsReport): string[] {
  const { counts } = report;
  const words = (Object.keys(counts) as OdsOutcome[]).map((outcome) => `${counts[outcome]} ${outcome}`).join(', ');
  return [
    ...report.lines.map(
      ({ line, outcome, odsCode, what }) =>
        `  line ${String(line).padStart(6)}  ${outcome.padEnd(9)}${(odsCode ?? '').padEnd(8)}${what}`,
    ),
    `${report.file}, ${asOfInWords(report.asOf)}: ${words}`,
  ];
}

const BY: Readonly<Record<AsOf['by'], string>> = {
  said: 'as said',
  file_name: 'by its name',
  newest_date: 'by the newest date in it',
  nothing: '',
};

function asOfInWords({ on, by }: AsOf): string {
  return on === null ? 'of a day that nothing tells' : `as of ${on} ${BY[by]}`;
}

function more(lines: string[]): string[] {
  return lines.length <= MOST_LINES
    ? []
    : [`  … ${lines.length - MOST_LINES - 1} more; --report OUT writes them all`, lines.at(-1)!];
}

function explain(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EISDIR') return 'This is a folder. Name the files in it.';
  if (code === 'EACCES') return 'This file may not be read by this account.';
  if (error instanceof ProblemError)
    return [error.message, ...(error.errors ?? []).map(({ message }) => message)].join(' ');
  return error instanceof UnknownOdsFile || error instanceof CannotImport
    ? error.message
    : 'The import stopped: the database could not be used. What was read before is kept; run it again.';
}

const WIDTH = 30;

/** A bar that redraws itself on a terminal; in a log, a line each quarter. */
function progressBar(file: string): (share: number) => void {
  let shown = -1;
  return (share) => {
    const step = Math.floor(share * (process.stderr.isTTY ? 100 : 4));
    if (step === shown) return;
    shown = step;
    const filled = Math.round(share * WIDTH);
    const bar = `${file}  [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.round(share * 100)} %`;
    process.stderr.write(process.stderr.isTTY ? `\r${bar}${share >= 1 ? '\n' : ''}` : `${bar}\n`);
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  const known =
    error instanceof EmbeddedPostgresError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${known ? '' : USAGE}`);
  process.exitCode = 1;
}
