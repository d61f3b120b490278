import { parseArgs } from 'node:util';
import { createDataSource } from '@shared-care/database/data-source';
import { EmbeddedPostgresError, useEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { readConfig } from '../platform/config';
import type { AuditHead } from './audit-sealer.worker';
import { verifyChain } from './verify-chain';

const USAGE = `Walks the audit chain and finds any edit, removal, swap or insertion.

  npm run verify                      the chain as it stands
  npm run verify -- --head SEQ:HASH   also that the head noted earlier, outside this machine, is still in it

Prints the head to note down. Works while Shared Care runs, or without it. Answers 1 when there is any fault.
`;

/** Faults shown on the screen. */
const MOST_LINES = 50;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { head: { type: 'string' }, help: { type: 'boolean' } } });
  const noted = values.head === undefined ? null : headOf(values.head);
  if (values.help || noted === undefined) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  const config = readConfig();
  const embedded = config.databaseUrl ? null : await useEmbeddedPostgres(config.dataDir);
  try {
    const url = config.databaseOwnerUrl ?? embedded!.url();
    const owner = await createDataSource(url, 'owner', 1).initialize();
    try {
      // One view of the database for the whole walk, while others go on writing.
      const report = await owner.transaction('REPEATABLE READ', (tx) => verifyChain(tx, noted));
      const lines = report.faults.slice(0, MOST_LINES).map((fault) => `  ${fault}`);
      if (report.faults.length > MOST_LINES) lines.push(`  … ${report.faults.length - MOST_LINES} more`);
      if (report.head) lines.push(`head ${report.head.seq}:${report.head.hash}`);
      lines.push(
        `audit chain: ${report.sealed} rows sealed, ${report.waiting} waiting, ${report.faults.length} faults`,
      );
      process.stdout.write(`${lines.join('\n')}\n`);
      return report.faults.length > 0 ? 1 : 0;
    } finally {
      await owner.destroy();
    }
  } finally {
    await embedded?.stop();
  }
}

function headOf(text: string): AuditHead | undefined {
  const [, seq, hash] = /^([1-9]\d{0,18}):([0-9a-f]{64})$/i.exec(text) ?? [];
  return seq && hash ? { seq, hash } : undefined;
}

try {
  process.exitCode = await main();
} catch (error) {
  const known =
    error instanceof EmbeddedPostgresError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const words =
    known && error instanceof Error ? error.message : 'The database could not be read; nothing was checked.';
  process.stderr.write(`${words}\n`);
  process.exitCode = 2;
}
