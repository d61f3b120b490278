import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDataSource } from '@shared-care/database/data-source';
import { startEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { ACTIONS, namePartOf, REQUESTS, type Action } from './actions.ts';
import { Client, signIn, type SignedIn } from './client.ts';
import { makeDatabase, SIZES, type LoadDatabase, type Size } from './databases.ts';
import { measureBlock, quantile } from './measure.ts';
import {
  POOL_SIZE,
  residentMegabytes,
  startFloor,
  startProduct,
  type FloorSettings,
  type RequestKind,
  type Running,
} from './processes.ts';
import { startRecorder, type Recorder, type Statement } from './recorder.ts';
import { report, type Blocks } from './report.ts';
import { sameStatements, templateOf } from './statements.ts';

const HELP = `npm run load -- [--size small|large|both] [--seconds N] [--concurrency N] [--only TEXT]
  --size         demo data: small is 5,000 patients and 50,000 attendances, large twenty times that (default both)
  --seconds      measured for each action, size and side (default 10)
  --concurrency  requests at once (default 4)
  --only         actions whose name holds this text, to look at one more closely`;

/** Blocks of one side take turns with those of the others, so that a busy machine slows all alike. */
const ROUNDS = 9;
const WARM_UP_SECONDS = 1.5;

interface Options {
  sizes: Size[];
  seconds: number;
  concurrency: number;
  only: string;
}

interface Side {
  size: Size;
  who: 'product' | 'floor';
  client: Client;
  database: LoadDatabase;
}

/** What to undo on the way out, latest first. */
const cleanUp: (() => unknown)[] = [];
let ending: Promise<void> | null = null;

function end(exitCode: number): Promise<void> {
  return (ending ??= (async () => {
    for (const undo of cleanUp.toReversed()) {
      try {
        await undo();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
      }
    }
    process.exit(exitCode);
  })());
}

function say(line: string): void {
  console.log(line);
}

async function main({ sizes, seconds, concurrency, only }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'shared-care-load-'));
  cleanUp.push(() => rm(folder, { recursive: true, force: true }));
  // As root the server runs under another account, which must be able to reach its data.
  await chmod(folder, 0o755);
  say(`${cpus().length} processors, node ${process.version}; PostgreSQL with its default settings in ${folder}`);
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
  cleanUp.push(() => postgres.stop());
  const admin = await createDataSource(postgres.url(), 'owner', 1).initialize();
  cleanUp.push(() => admin.destroy());

  const sides: Side[] = [];
  const products = new Map<Size, Running>();
  for (const size of sizes) {
    const began = Date.now();
    const { patients, attendances } = SIZES[size];
    say(
      `${size}: seeding ${patients.toLocaleString('en-GB')} patients, ${attendances.toLocaleString('en-GB')} attendances …`,
    );
    const database = await makeDatabase(admin, postgres.url(`load_${size}`), size);
    cleanUp.push(() => database.close());
    say(`${size}: seeded in ${Math.round((Date.now() - began) / 1000)} s`);
    const { settings, signedIn } = await recordProduct(database, folder);
    const product = await started(startProduct(database.url, database.url));
    const floor = await started(startFloor(settings, folder));
    products.set(size, product);
    for (const [who, { url }] of [
      ['product', product],
      ['floor', floor],
    ] as const) {
      const client = new Client(url, signedIn.cookie);
      cleanUp.push(() => client.hangUp());
      sides.push({ size, who, client, database });
    }
  }

  const memory = watchMemory(products.get('small') ?? null);
  const blocks: Blocks = new Map();
  for (const action of ACTIONS.filter(({ name }) => name.includes(only)))
    blocks.set(action, await measureAction(action, sides, { seconds, concurrency }));
  say('');
  for (const line of report(blocks, sizes, await memory.highest())) say(line);
}

async function started(starting: Promise<Running>): Promise<Running> {
  const running = await starting;
  cleanUp.push(() => running.stop());
  return running;
}

/** Runs each request once through a recorder, makes the floor's settings of it, and holds the floor to the same. */
async function recordProduct(
  database: LoadDatabase,
  folder: string,
): Promise<{ settings: FloorSettings; signedIn: SignedIn }> {
  const recorder = await startRecorder(database.url);
  cleanUp.push(() => recorder.stop());
  const product = await started(startProduct(recorder.url, database.url));
  const signedIn = await signIn(product.url);
  const settings: FloorSettings = {
    databaseUrl: database.url,
    poolSize: POOL_SIZE,
    statements: await statementsOf(product, signedIn, recorder, database),
    patients: Object.fromEntries(database.samples.map((sample) => [sample.patient, knownOf(sample)])),
  };
  await product.stop();
  const floor = await started(startFloor({ ...settings, databaseUrl: recorder.url }, folder));
  const floors = await statementsOf(floor, signedIn, recorder, database);
  await floor.stop();
  recorder.stop();
  for (const [kind, list] of Object.entries(settings.statements)) {
    if (!sameStatements(list, floors[kind as RequestKind]))
      throw new Error(`The floor does not send the statements of ${kind}; compare recorder.ts and floor.ts`);
  }
  const counts = Object.entries(settings.statements).map(([kind, list]) => `${kind} ${list.length}`);
  say(`statements of one request, the same from product and floor: ${counts.join(', ')}`);
  return { settings, signedIn };
}

/** Long enough for the hint, which is sent after the answer. */
const AFTER_ANSWER_MS = 300;

async function statementsOf(
  server: Running,
  { cookie, session, user }: SignedIn,
  recorder: Recorder,
  database: LoadDatabase,
): Promise<Record<RequestKind, Statement[]>> {
  const client = new Client(server.url, cookie);
  const about = database.samples[0]!;
  const found: Partial<Record<RequestKind, Statement[]>> = {};
  for (const [kind, send] of Object.entries(REQUESTS)) {
    recorder.take();
    await send(client, about);
    await new Promise((done) => setTimeout(done, AFTER_ANSWER_MS));
    found[kind as RequestKind] = templateOf(recorder.take(), {
      session,
      user,
      ...knownOf(about),
      patient: about.patient,
      query: kind === 'searchNhsNumber' ? about.nhsNumber : namePartOf(about),
    });
  }
  client.hangUp();
  await database.removeSaved();
  return found as Record<RequestKind, Statement[]>;
}

function knownOf({ hospital, arrangement }: { hospital: string; arrangement: string }): Record<string, string> {
  return { hospital, arrangement };
}

async function measureAction(
  action: Action,
  sides: readonly Side[],
  { seconds, concurrency }: { seconds: number; concurrency: number },
): Promise<Map<string, number[][]>> {
  const took = new Map<string, number[][]>(sides.map(({ size, who }) => [`${size} ${who}`, []]));
  const block = async (side: Side, length: number, from: number): Promise<number[]> => {
    const durations = await measureBlock(action, side.client, side.database.samples, {
      seconds: length,
      concurrency,
      from,
    });
    if (action.saves) await side.database.removeSaved();
    return durations;
  };
  for (const side of sides) await block(side, WARM_UP_SECONDS, 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      took.get(`${side.size} ${side.who}`)!.push(await block(side, seconds / ROUNDS, round * 97));
    process.stdout.write(`\r${action.name}: round ${round + 1} of ${ROUNDS} `);
  }
  const p95 = [...took].map(([side, lists]) => `${side} ${quantile(lists.flat(), 0.95).toFixed(1)} ms`);
  say(`\r${action.name}: p95 ${p95.join(', ')}`);
  return took;
}

function watchMemory(product: Running | null): { highest(): Promise<number | null> } {
  let highest: number | null = null;
  const look = async (): Promise<void> => {
    const now = product && (await residentMegabytes(product.pid));
    if (now) highest = Math.max(highest ?? 0, now);
  };
  const timer = setInterval(() => void look(), 500);
  return {
    highest: async () => {
      clearInterval(timer);
      await look();
      return highest;
    },
  };
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'both' },
      seconds: { type: 'string', default: '10' },
      concurrency: { type: 'string', default: '4' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  const concurrency = Number(values.concurrency);
  const known = ['small', 'large', 'both'].includes(values.size);
  const bounded =
    seconds >= 1 && seconds <= 600 && Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 64;
  if (values.help || !known || !bounded) return null;
  return {
    sizes: values.size === 'both' ? ['small', 'large'] : [values.size as Size],
    seconds,
    concurrency,
    only: values.only,
  };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(130));

try {
  const options = readOptions();
  if (options) await main(options);
  else say(HELP);
  await end(0);
} catch (error) {
  if (!ending) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}
