import { randomBytes } from 'node:crypto';
import type { Proxy } from '../../apps/api/src/testing/proxy.ts';
import { startProxy } from '../../apps/api/src/testing/proxy.ts';
import { CrashableDatabase } from './database.ts';
import { Outages } from './outages.ts';
import { pause, People, someChildren } from './people.ts';
import { freePort, Supervised } from './processes.ts';
import { Random } from './random.ts';
import { startRelay, type Relay } from './relay.ts';
import { verdict, type Verdict } from './verdict.ts';

const APIS = 2;
const WORKERS = 3;
/** Shares of connections the mail server refuses and of messages whose answer it loses. */
const RELAY_DOWN = 0.15;
const RELAY_FORGETS = 0.15;
const LOGGERS = 2;
const PER_SECOND = 1.5;
/** The same rules with shorter waits, set as a unit would set them. Minutes. */
const LIMITS = { red: 0.05, amber: 0.1, repeat: 0.2 };
/** How long the outbox may stand still, when nothing fails any more, before what is in it counts as unsent. */
const DRAIN_SECONDS = 60;
/** Until pools have connected again after what they were connected to was away. */
const GRACE_SECONDS = 3;
/** A connection that went silent is noticed after 20 s. */
const SILENCE_SECONDS = 22;

interface Stage {
  random: Random;
  outages: Outages;
  database: CrashableDatabase;
  toDatabase: Proxy;
  toRelay: Proxy;
  relay: Relay;
  processes: Supervised[];
}

/** Runs the product as several processes while they, the database, the network and the mail server fail. */
export async function runKills(kills: number, seed: number, say: (line: string) => void): Promise<Verdict> {
  const random = new Random(seed);
  const database = await CrashableDatabase.start();
  const relay = await startRelay(random);
  const outages = new Outages();
  const [toDatabase, toRelay] = [await startProxy(database.url), await startProxy(relay.url)];
  // Minutes become seconds here, which no unit could set.
  await database.owner.query('ALTER TABLE settings DROP CONSTRAINT settings_within_bounds');
  await database.owner.query(
    `UPDATE settings SET value = value || jsonb_build_object('redMinutes', $1::float8, 'amberMinutes', $2::float8, 'repeatMinutes', $3::float8)
     WHERE key = 'alert_limits'`,
    [LIMITS.red, LIMITS.amber, LIMITS.repeat],
  );
  const stage: Stage = { random, outages, database, toDatabase, toRelay, relay, processes: [] };
  try {
    await startProcesses(stage);
    return await run(stage, kills, say);
  } finally {
    await Promise.all(stage.processes.map((process) => process.stop()));
    await toDatabase.close();
    await toRelay.close();
    await relay.stop();
    await database.stop();
  }
}

async function startProcesses(stage: Stage): Promise<void> {
  const environment = {
    DATABASE_URL: stage.toDatabase.url,
    DATABASE_OWNER_URL: stage.toDatabase.url,
    DATABASE_POOL: '4',
    SESSION_SECRET: randomBytes(24).toString('hex'),
    DEMO: 'on',
    SMTP_URL: stage.toRelay.url,
    OUTBOX_LEASE_SECONDS: '4',
    OUTBOX_FIRST_RETRY_SECONDS: '0.2',
    OUTBOX_LAST_RETRY_SECONDS: '2',
    OUTBOX_UNKNOWN_SECONDS: '1',
  };
  const nobodyWorks = 'no worker was running';
  const changed = (): void => {
    const working = stage.processes.some(({ role, ready }) => role === 'worker' && ready);
    if (working) stage.outages.end(nobodyWorks, GRACE_SECONDS);
    else stage.outages.begin(nobodyWorks);
  };
  for (const role of [...Array<'api'>(APIS).fill('api'), ...Array<'worker'>(WORKERS).fill('worker')])
    stage.processes.push(new Supervised(role, await freePort(), environment, changed));
  changed();
  for (const process of stage.processes) process.start();
  await allReady(stage);
}

async function allReady({ processes }: Stage): Promise<void> {
  while (!processes.every(({ ready }) => ready)) await pause(100);
}

async function run(stage: Stage, kills: number, say: (line: string) => void): Promise<Verdict> {
  const { random, outages, database, relay, processes } = stage;
  const apis = processes.filter(({ role }) => role === 'api');
  const people = new People(apis, await someChildren(database.owner), random);
  await people.signIn();
  relay.behave(RELAY_DOWN, RELAY_FORGETS);
  const watching = watchMachine(stage);
  const logging = Array.from({ length: LOGGERS }, () => people.log(PER_SECOND));
  const began = performance.now();
  let [done, crashes, cuts] = [0, 0, 0];
  while (done < kills) {
    await pause(random.between(500, 1200));
    if (random.chance(1 / 30)) {
      outages.begin('the database was down');
      await database.crash();
      stage.toDatabase.leadTo(database.url);
      outages.end('the database was down', GRACE_SECONDS);
      crashes++;
    } else if (random.chance(1 / 15)) {
      await disturb(stage, kills);
      cuts++;
    }
    // One that is starting has done nothing yet. When hardly any is left the run would only measure how node starts.
    const alive = processes.filter(({ ready }) => ready);
    if (alive.length > 1 && random.pick(alive).kill() && ++done % 100 === 0)
      say(`${done} kills, ${people.answered.length} attendances answered`);
  }
  people.stop();
  await Promise.all(logging);
  relay.behave(0, 0);
  await allReady(stage);
  await pause(1000 * (LIMITS.repeat * 60 + 3));
  await acknowledgeTheRest(stage, people);
  await drained(stage);
  watching.stop();
  const found = await verdict(database.owner, people, relay, outages);
  const seconds = Math.round((performance.now() - began) / 1000);
  const repeats = [...relay.accepted.values()].reduce((sum, times) => sum + times - 1, 0);
  say(
    `${done} kills, ${crashes} database crashes, ${cuts} network faults in ${seconds} s; ${people.answered.length} attendances answered, ` +
      `${people.acknowledged} acknowledged, ${found.escalations} escalations (latest ${found.latest.toFixed(2)} s after due, outages taken off), ` +
      `${relay.accepted.size} messages, ${repeats} sent more than once under one id`,
  );
  say(`Outages allowed for, in seconds: ${JSON.stringify(outages.totals())}`);
  return found;
}

/** What the network does: slow, cut, or silent. A silent connection takes 20 s to notice, so only long runs have one. */
async function disturb(stage: Stage, kills: number): Promise<void> {
  const { random, outages } = stage;
  const proxy = random.pick([stage.toDatabase, stage.toRelay]);
  const how = random.pick(kills >= 300 ? (['slow', 'cut', 'silent'] as const) : (['slow', 'cut'] as const));
  const what = `the network was ${how}`;
  outages.begin(what);
  if (how === 'slow') {
    proxy.delay(200);
    await pause(1500);
    proxy.delay(0);
  } else if (how === 'cut') proxy.cut();
  else proxy.hang();
  outages.end(what, how === 'silent' ? SILENCE_SECONDS : GRACE_SECONDS);
}

/** A machine too busy to answer a trivial question says nothing about the product: those times are outages as well. */
function watchMachine({ database, outages }: Stage): { stop(): void } {
  const MOST_MS = 400;
  let running = true;
  void (async () => {
    while (running) {
      const began = Date.now();
      await pause(100);
      await database.owner.query('SELECT 1').catch(() => undefined);
      const ended = Date.now();
      if (ended - began > MOST_MS) outages.add('the machine was too busy', began, ended + 1000);
    }
  })();
  return { stop: () => (running = false) };
}

/** Ends the escalating, so that the outbox can become empty. */
async function acknowledgeTheRest({ database }: Stage, people: People): Promise<void> {
  const open = await database.owner.query<{ id: string }[]>(
    `SELECT id FROM alerts WHERE state = 'open' AND kind IN ('attendance', 'break_glass')`,
  );
  const queue = open.map(({ id }) => id);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let id = queue.pop(); id; id = queue.pop()) await people.acknowledge(id).catch(() => undefined);
    }),
  );
}

async function drained({ database }: Stage): Promise<void> {
  let least = Infinity;
  for (let tenths = 0; tenths < DRAIN_SECONDS * 10; tenths++) {
    const [{ waiting }] = (await database.owner.query(
      `SELECT count(*)::int AS waiting FROM alert_deliveries WHERE state IN ('due', 'leased')`,
    )) as [{ waiting: number }];
    if (waiting === 0) return;
    if (waiting < least) [least, tenths] = [waiting, 0];
    await pause(100);
  }
}
