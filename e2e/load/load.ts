import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDataSource } from '@shared-care/database/data-source';
import { startEmbeddedPostgres } from '@shared-care/database/embedded/embedded-postgres';
import { ACTIONS, type Action } from './actions.ts';
import { Client, signIn } from './client.ts';
import { makeDatabase, SIZES, type LoadDatabase, type Size } from './databases.ts';
import { measureBlock, quantile, type Block } from './measure.ts';
import { POOL_SIZE, residentMegabytes, startFloor, startProduct, type Running } from './processes.ts';
import { report, type Blocks, type Who } from './report.ts';

const HELP = `npm run load -- [--size tiny|small|large|both] [--seconds N] [--concurrency N] [--only TEXT] [--smoke]
  --size         small is 5,000 patients and 50,000 attendances, large twenty times that (default both); tiny is 100
  --seconds      measured for each action, size and side (default 10)
  --concurrency  requests at once (default 4)
  --only         actions whose name holds this text, to look at one more closely
  --smoke        whether it runs at all: tiny, a second for each action, no aim is judged`;

/** Blocks of one side take turns with those of the others, so that a busy machine slows all alike. */
const ROUNDS = 9;
const WARM_UP_SECONDS = 1.5;
/** What a smoke does of both: its numbers say nothing. */
const SMOKE = { rounds: 1, warmUp: 0.2 };

interface Options {
  sizes: Size[];
  seconds: number;
  concurrency: number;
  only: string;
  smoke: boolean;
}

interface Side {
  size: Size;
  who: Who;
  pid: number;
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

async function main({ sizes, only, ...options }: Options): Promise<void> {
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
    const product = await started(startProduct(database.url, database.url));
    const settings = { databaseUrl: database.url, poolSize: POOL_SIZE };
    const floor = await started(startFloor({ ...settings, duties: true }, folder));
    const bare = await started(startFloor({ ...settings, duties: false }, folder));
    const cookie = await signIn(product.url);
    products.set(size, product);
    for (const [who, { url, pid }] of Object.entries({ product, floor, bare }) as [Who, Running][]) {
      const client = new Client(url, cookie);
      cleanUp.push(() => client.hangUp());
      sides.push({ size, who, pid, client, database });
    }
  }

  const memory = watchMemory(products.get('small') ?? null);
  const blocks: Blocks = new Map();
  for (const action of ACTIONS.filter(({ name }) => name.includes(only)))
    blocks.set(action, await measureAction(action, sides, options));
  say('');
  for (const line of report(blocks, sizes, options.smoke ? null : await memory.highest())) say(line);
}

async function started(starting: Promise<Running>): Promise<Running> {
  const running = await starting;
  cleanUp.push(() => running.stop());
  return running;
}

async function measureAction(
  action: Action,
  sides: readonly Side[],
  { seconds, concurrency, smoke }: Pick<Options, 'seconds' | 'concurrency' | 'smoke'>,
): Promise<Map<string, Block[]>> {
  const took = new Map<string, Block[]>(sides.map(({ size, who }) => [`${size} ${who}`, []]));
  const rounds = smoke ? SMOKE.rounds : ROUNDS;
  const block = async (side: Side, length: number, from: number): Promise<Block> => {
    const measured = await measureBlock(action, side.client, side.database.samples, {
      seconds: length,
      concurrency,
      from,
      pid: side.pid,
    }).catch((error: unknown) => {
      throw new Error(`${side.who}: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (measured.took.length === 0) throw new Error(`${action.name}: ${side.who} answered nothing`);
    if (action.saves) await side.database.removeSaved();
    return measured;
  };
  for (const side of sides) await block(side, smoke ? SMOKE.warmUp : WARM_UP_SECONDS, 0);
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      took.get(`${side.size} ${side.who}`)!.push(await block(side, seconds / rounds, round * 97));
    if (process.stdout.isTTY) process.stdout.write(`\r${action.name}: round ${round + 1} of ${rounds} `);
  }
  const p95 = [...took].map(
    ([side, blocks]) =>
      `${side} ${quantile(
        blocks.flatMap((one) => one.took),
        0.95,
      ).toFixed(1)} ms`,
  );
  say(`${process.stdout.isTTY ? '\r' : ''}${action.name}: p95 ${p95.join(', ')}`);
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
      smoke: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { smoke } = values;
  const size = smoke ? 'tiny' : values.size;
  const seconds = smoke ? 1 : Number(values.seconds);
  const concurrency = Number(values.concurrency);
  const bounded =
    seconds >= 1 && seconds <= 600 && Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 64;
  if (values.help || !(size === 'both' || size in SIZES) || !bounded) return null;
  return {
    sizes: size === 'both' ? ['small', 'large'] : [size as Size],
    seconds,
    concurrency,
    only: values.only,
    smoke,
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
