import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

export type RequestKind = 'searchName' | 'searchNhsNumber' | 'alertQueue' | 'patientPage' | 'saveAttendance';

/** What the floor reads on starting. */
export interface FloorSettings {
  databaseUrl: string;
  poolSize: number;
  /** Whether its one statement also signs in, keeps to the scope and writes down who looked. */
  duties: boolean;
}

export interface Running {
  /** For example `http://127.0.0.1:3000`. */
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Both sides get the product's default, so that neither waits for a connection longer. */
export const POOL_SIZE = 10;

const BUILT = resolve(import.meta.dirname, '../..');
const SESSION_SECRET = randomBytes(24).toString('hex');

/** What `npm start` tells Node.js, so that what is measured is what is run. */
export async function flagsOfStart(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(join(BUILT, '../package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return /node ((?:--\S+ )*)dist\/apps\/api\/main\.js/.exec(scripts.start)![1]!.trim().split(' ');
}

/** The product as built, serving an existing database, in its own process. */
export async function startProduct(databaseUrl: string, ownerUrl: string): Promise<Running> {
  const port = await freePort();
  return start(
    [...(await flagsOfStart()), join(BUILT, 'apps/api/main.js')],
    {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_POOL: String(POOL_SIZE),
      SESSION_SECRET,
      DEMO: 'on',
      // The screens of a run share a few sign-ins.
      STREAMS_OF_A_SESSION: '2000',
    },
    /Shared Care is ready/,
    () => port,
  );
}

/** The floor server, in its own process. */
export async function startFloor(settings: FloorSettings, folder: string): Promise<Running> {
  const file = join(folder, `floor-${randomBytes(4).toString('hex')}.json`);
  await writeFile(file, JSON.stringify(settings));
  return start([join(import.meta.dirname, 'floor.js'), file], {}, /ready (\d+)/, (found) => Number(found[1]));
}

const START_MS = 60_000;

async function start(
  command: string[],
  environment: Record<string, string>,
  ready: RegExp,
  portOf: (found: RegExpExecArray) => number,
): Promise<Running> {
  const child = spawn(process.execPath, command, {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches this program only, which then stops its children in order.
    detached: true,
  });
  let said = '';
  const port = await new Promise<number>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`${command[0]!} did not start in time:\n${said}`)), START_MS);
    const read = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
      const found = ready.exec(said);
      if (!found) return;
      clearTimeout(late);
      child.stdout.off('data', read).resume();
      child.stderr.off('data', read).pipe(process.stderr);
      child.once('exit', (code, signal) => {
        if (!stopping.has(child)) console.error(`\n${command[0]!} ended by itself: ${signal ?? code ?? ''}`);
      });
      done(portOf(found));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => fail(new Error(`${command[0]!} ended with ${code}:\n${said}`)));
  });
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => stop(child) };
}

const stopping = new WeakSet<ChildProcess>();

async function stop(child: ChildProcess): Promise<void> {
  stopping.add(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(hard);
}

async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}

/** Seconds of processor time that one process has used; null where the system does not tell. */
export async function processorSeconds(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Behind the name, which may hold blanks: user and system time in hundredths.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) / 100 : null;
}

/** Resident memory of one process in MB, without its children; null where the system does not tell. */
export async function residentMegabytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  const kilobytes = status
    ? Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    : Number(
        await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]).then(
          ({ stdout }) => stdout.trim(),
          () => '',
        ),
      );
  return kilobytes > 0 ? kilobytes / 1024 : null;
}
