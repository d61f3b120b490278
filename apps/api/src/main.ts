import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { beginUnit, FIRST_SENDER_NAME } from '@shared-care/database/begin-unit';
import { createDataSource } from '@shared-care/database/data-source';
import { DEMO_PASSWORD, DEMO_ACCOUNTS } from '@shared-care/database/demo/demo-accounts';
import { loadDemo } from '@shared-care/database/demo/load-demo';
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@shared-care/database/embedded/embedded-postgres';
import { migrate } from '@shared-care/database/migrate';
import type { DataSource } from 'typeorm';
import { importDemoList } from './feeds/demo-list';
import { startApp, type RunningApp } from './app';
import { readStartConfig, refuseWithoutMail, type Config } from './platform/config';
import { argon2Hash } from './sign-in/password';

/** Everything that must end in order; filled while starting, so that a failed start stops what it had begun. */
const running: { app?: RunningApp; postgres?: EmbeddedPostgres } = {};

async function start(config: Config): Promise<RunningApp> {
  await refuseTakenPort(config);
  if (!config.databaseUrl) running.postgres = await startEmbeddedPostgres({ dataDir: config.dataDir });
  const url = config.databaseUrl ?? running.postgres!.url();
  const owner = await createDataSource(config.databaseOwnerUrl ?? url, 'owner', 3).initialize();
  try {
    await migrate(owner);
    await beginUnitFrom(owner, config);
    if (config.demo) {
      const loaded = await loadDemo(owner, { passwordHash: await argon2Hash(DEMO_PASSWORD), size: config.demoSize });
      if (loaded) await importDemoList(owner, url);
      if (!loaded && config.demoSize === 'large')
        say(
          'The data here was loaded before and stays as it is. For the large demo start empty: DATA_DIR=.data-large npm start -- --demo large',
        );
    }
  } finally {
    await owner.destroy();
  }
  return (running.app = await startApp(config, url, config.sessionSecret ?? (await keptSecret(config.dataDir))));
}

/** What the environment says of the unit counts once; what admins have said since stands. */
async function beginUnitFrom(owner: DataSource, { unitName, mail }: Config): Promise<void> {
  await owner.transaction(async (tx) => {
    await tx.query('SET LOCAL ROLE shared_care_feeds');
    await beginUnit(tx, { name: unitName, sender: mail.from ? { name: FIRST_SENDER_NAME, address: mail.from } : null });
  });
}

/** Found before the database starts, so that the message comes at once. */
async function refuseTakenPort({ port, host }: Config): Promise<void> {
  await new Promise<void>((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(port, host, () => probe.close(() => done()));
  });
}

/** The embedded database's own cookie secret, so that a restart signs nobody out. */
async function keptSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'session-secret');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept) return kept;
  const secret = randomBytes(32).toString('base64url');
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}

let stopping: Promise<void> | null = null;

/** A supervisor waits this long before it kills; whatever is still under way by then is safe in the database. */
const STOP_WITHIN_MS = 20_000;

function stop(exitCode: number): Promise<void> {
  return (stopping ??= (async () => {
    setTimeout(() => process.exit(exitCode || 1), STOP_WITHIN_MS).unref();
    await running.app?.stop().catch(complain);
    await running.postgres?.stop().catch(complain);
    process.exit(exitCode);
  })());
}

function complain(error: unknown): void {
  const { code, port, address } = (error ?? {}) as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE')
    say(
      `Port ${port} is taken, perhaps by another Shared Care. Stop that program, or choose another port: PORT=3001 npm start`,
    );
  else if (code === 'EACCES' && port)
    say(`Port ${port} may not be used by this account. Choose one above 1023: PORT=3001 npm start`);
  else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    say(`This machine has no address ${address ?? ''}. Check HOST.`);
  else if (code && /^(ECONN|28|3D)/.test(code))
    say(
      `The database in DATABASE_URL cannot be used (${code}). Check that it runs, and the address, name and password.`,
    );
  else if (error instanceof EmbeddedPostgresError) say(error.message);
  else say(error instanceof Error ? error.message : String(error));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function welcome({ url }: RunningApp, config: Config): void {
  const lines = ['', `Shared Care is ready: ${url}`];
  if (config.demo) {
    lines.push('', `Demo data, all fictional. Sign in with any of these; the password is “${DEMO_PASSWORD}”:`);
    for (const { email, displayName, role } of DEMO_ACCOUNTS)
      lines.push(`  ${email.padEnd(26)}${displayName.padEnd(16)}${role.replace('_', ' ')}`);
  }
  if (running.postgres && running.postgres.folder !== resolve(config.dataDir))
    lines.push(
      '',
      `The data is in ${running.postgres.folder}: PostgreSQL does not run as root, and another account cannot reach ${config.dataDir}.`,
    );
  lines.push('', 'Stop it with Ctrl-C.', '');
  process.stdout.write(lines.join('\n'));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

/** Ctrl-C reaches everybody; stopping npm alone ends only the shell between, and would leave this running unseen. */
function endWithNpm(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void stop(0), 1000).unref();
}

try {
  const config = readStartConfig(process.argv.slice(2));
  refuseWithoutMail(config);
  if (config.startedByNpm) endWithNpm();
  welcome(await start(config), config);
} catch (error) {
  complain(error);
  await stop(1);
}
