import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { CrashableDatabase } from './database.ts';
import { pause, People, someChildren } from './people.ts';
import { freePort, Supervised } from './processes.ts';
import { Random } from './random.ts';
import { startRelay } from './relay.ts';
import type { Verdict } from './verdict.ts';

/** Browsers that ask without a pause, so that connections change hands all the time. */
const READERS = 16;
const READ = ['/api/alerts?view=awaiting', '/api/session', '/health/ready'];
const SECONDS_TO_RECOVER = 10;

/**
 * The database ends connections of the product at whatever instant they are in, as an administrator, a failover or an
 * upgrade does. Processes stay, and what was answered is there. An exit counts as lost.
 */
export async function runTerminations(wanted: number, seed: number, say: (line: string) => void): Promise<Verdict> {
  const random = new Random(seed);
  const database = await CrashableDatabase.start();
  const relay = await startRelay(random);
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.url,
    DATABASE_POOL: '6',
    SESSION_SECRET: randomBytes(24).toString('hex'),
    DEMO: 'on',
    SMTP_URL: relay.url,
  };
  const processes = await Promise.all(
    (['api', 'worker'] as const).map(
      async (role) => new Supervised(role, await freePort(), environment, () => undefined),
    ),
  );
  try {
    processes.forEach((each) => each.start());
    await ready(processes);
    const apis = processes.filter(({ role }) => role === 'api');
    const people = new People(apis, await someChildren(database.owner), random);
    await people.signIn();
    const reading = new Readers(apis[0]!.url, people.session);
    const logging = [people.log(2), people.log(2)];
    let ended = 0;
    while (ended < wanted) {
      await pause(random.between(0, 60));
      ended += await terminate(database, random.chance(0.3) ? 100 : 1, wanted - ended);
    }
    people.stop();
    await Promise.all(logging);
    reading.stop();
    await ready(processes);
    const exits = processes.reduce((sum, { starts }) => sum + starts - 1, 0);
    const deaf = await unanswering(apis[0]!.url);
    const missing = await notThere(database, people);
    say(
      `${ended} connections ended by the database; ${reading.answered} reads answered (${reading.refused} refused), ` +
        `${people.answered.length} attendances answered: ${exits} exits, ${missing} not there, ${deaf} servers that do not recover`,
    );
    return { lost: exits + missing, duplicate: people.contradicted, late: deaf, unsent: 0 };
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    await relay.stop();
    await database.stop();
  }
}

async function ready(processes: Supervised[]): Promise<void> {
  while (!processes.every((each) => each.ready)) await pause(50);
}

/** @returns how many connections were ended */
async function terminate({ owner }: CrashableDatabase, most: number, left: number): Promise<number> {
  const [{ ended }] = (await owner.query(
    `SELECT count(*) FILTER (WHERE pg_terminate_backend(pid))::int AS ended FROM (
       SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
         AND application_name <> 'shared-care owner' ORDER BY random() LIMIT $1) AS product`,
    [Math.min(most, left)],
  )) as [{ ended: number }];
  return ended;
}

async function notThere({ owner }: CrashableDatabase, people: People): Promise<number> {
  const [{ missing }] = (await owner.query(
    `SELECT count(*)::int AS missing FROM unnest($1::uuid[]) AS told(id)
     WHERE NOT EXISTS (SELECT 1 FROM attendances a JOIN alerts al ON al.id = a.alert_id WHERE a.id = told.id)`,
    [people.answered.map(({ attendanceId }) => attendanceId)],
  )) as [{ missing: number }];
  return missing;
}

/** 0 when the server says within seconds that it is ready, 1 otherwise. */
async function unanswering(url: string): Promise<number> {
  for (let tenths = 0; tenths < SECONDS_TO_RECOVER * 10; tenths++) {
    if ((await statusOf(`${url}/health/ready`, '')) === 200) return 0;
    await pause(100);
  }
  return 1;
}

class Readers {
  answered = 0;
  refused = 0;
  private reading = true;

  constructor(url: string, cookie: string) {
    for (let reader = 0; reader < READERS; reader++) void this.read(url, cookie, reader);
  }

  stop(): void {
    this.reading = false;
  }

  private async read(url: string, cookie: string, reader: number): Promise<void> {
    for (let turn = reader; this.reading; turn++) {
      const status = await statusOf(url + READ[turn % READ.length]!, cookie);
      if (status === 200) this.answered++;
      else this.refused++;
      // A server that is away answers at once; do not turn that into a spin.
      if (status === 0) await pause(50);
    }
  }
}

/** 0 when nobody answers. */
function statusOf(url: string, cookie: string): Promise<number> {
  return new Promise((done) => {
    get(url, { headers: { cookie } }, (answer) => {
      answer.resume();
      answer.on('error', () => done(0));
      answer.on('end', () => done(answer.statusCode ?? 0));
    }).on('error', () => done(0));
  });
}
