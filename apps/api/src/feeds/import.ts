import { createDataSource } from '@shared-care/database/data-source';
import { EmbeddedPostgresError, useEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { migrate } from '@shared-care/database/migrate';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config';
import { importOds, UnknownOdsFile, type OdsOutcome, type OdsReport } from './import-ods';

const USAGE = `Brings published files into Shared Care.

  npm run import -- --ods FILE...            NHS Organisation Data Service: trust and site extracts (etr, ets),
                                             site lists, ORD and FHIR JSON
  npm run import -- --ods FILE --report OUT  also writes every line of the report to OUT

Works while Shared Care runs, or without it. Running it twice changes nothing.
`;

/** Lines of the report shown on the screen for one file; \`--report\` has them all. */
const MOST_LINES = 200;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ods: { type: 'string', multiple: true }, report: { type: 'string' }, help: { type: 'boolean' } },
  });
  const files = [...(values.ods ?? []), ...positionals];
  if (values.help || files.length === 0) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const config = readConfig();
  const embedded = config.databaseUrl ? null : await useEmbeddedPostgres(config.dataDir);
  const url = config.databaseUrl ?? embedded!.url();
  try {
    const owner = await createDataSource(config.databaseOwnerUrl ?? url, 'owner', 2).initialize();
    await migrate(owner);
    await owner.destroy();
    return await importFiles(url, files, values.report ?? null);
  } finally {
    await embedded?.stop();
  }
}

async function importFiles(url: string, files: string[], reportFile: string | null): Promise<number> {
  const feeds = await createDataSource(url, 'feeds', 2).initialize();
  const all: string[] = [];
  let failed = 0;
  for (const file of files) {
    try {
      const report = await importOds(feeds, file, progressBar(file));
      const lines = linesOf(report);
      all.push(...lines);
      process.stdout.write(`${[...lines.slice(0, MOST_LINES), ...more(lines)].join('\n')}\n`);
    } catch (error) {
      failed++;
      process.stderr.write(`\n${file}: ${explain(error)}\n`);
    }
  }
  await feeds.query(`SELECT pg_notify('shared_care_live', 'hospitals')`);
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
    `${report.file}: ${words}`,
  ];
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
  return error instanceof UnknownOdsFile
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
