import { randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { CrashableDatabase } from './database.ts';
import { pause, People, someChildren } from './people.ts';
import { freePort, Supervised } from './processes.ts';
import { Random } from './random.ts';
import { startRelay } from './relay.ts';
import type { Verdict } from './verdict.ts';

const SCREENS = 300;
const RESTARTS = 50;
const QUIET_MS = 5000;
const STOP_WITHIN_SECONDS = 20;
/** Screens of somebody whose account is disabled on the way: they must hear nothing more. */
const LEAVERS = 10;
const LEAVER = 'j.ferrars@example.org';

/** An open screen: listens, and fetches what is true whenever it is told that something changed or connects again. */
class Screen {
  shown = '';
  heardAfter = 0;
  private stale = false;
  private fetching = false;
  private open = true;
  private leftAt = Infinity;

  constructor(
    private readonly apis: Supervised[],
    private readonly cookie: string,
    private readonly random: Random,
  ) {}

  async watch(): Promise<void> {
    while (this.open) {
      const { url } = this.random.pick(this.apis);
      await this.listen(url).catch(() => undefined);
      await pause(this.random.between(200, 800));
    }
  }

  leave(): void {
    this.leftAt = Date.now() + QUIET_MS;
  }

  close(): void {
    this.open = false;
  }

  private listen(url: string): Promise<void> {
    return new Promise((ended, failed) => {
      const request = get(`${url}/api/live`, { agent: false, headers: { cookie: this.cookie } }, (stream) => {
        if (stream.statusCode !== 200) return failed(new Error(String(stream.statusCode)));
        void this.fetch(url);
        stream.setEncoding('utf8');
        stream.on('data', (text: string) => {
          if (Date.now() > this.leftAt) this.heardAfter++;
          if (text.includes('"changed"')) void this.fetch(url);
          if (!this.open) request.destroy();
        });
        stream.on('close', ended);
        stream.on('error', () => ended());
      });
      request.on('error', failed);
    });
  }

  /** Never two at once, and once more when something changed meanwhile. */
  private async fetch(url: string): Promise<void> {
    this.stale = true;
    if (this.fetching) return;
    this.fetching = true;
    while (this.stale) {
      this.stale = false;
      await pause(this.random.between(0, 1500));
      this.shown = await countsAt(url, this.cookie).catch(() => this.shown);
    }
    this.fetching = false;
  }
}

/** What the badge, the tabs and the side items are made of. */
function countsAt(url: string, cookie: string): Promise<string> {
  return new Promise((done, fail) => {
    get(`${url}/api/alerts?view=awaiting`, { headers: { cookie } }, (answer: IncomingMessage) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('error', fail);
      answer.on('end', () => {
        if (answer.statusCode !== 200) return fail(new Error(String(answer.statusCode)));
        const { counts } = JSON.parse(text) as { counts: Record<string, number> };
        const { mine, ...shared } = counts;
        void mine;
        done(JSON.stringify(shared));
      });
    }).on('error', fail);
  });
}

/** 300 open screens while the servers are restarted in order: whoever looks five seconds later sees what is true. */
export async function runStreams(say: (line: string) => void): Promise<Verdict> {
  const random = new Random(3);
  const database = await CrashableDatabase.start();
  const relay = await startRelay(random);
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.url,
    SESSION_SECRET: randomBytes(24).toString('hex'),
    DEMO: 'on',
    SMTP_URL: relay.url,
    // All screens of a person share one sign-in here.
    STREAMS_OF_A_SESSION: String(SCREENS + LEAVERS),
  };
  const apis = await Promise.all(
    [0, 1].map(async () => new Supervised('api', await freePort(), environment, () => undefined)),
  );
  try {
    apis.forEach((api) => api.start());
    while (!apis.every(({ ready }) => ready)) await pause(100);
    const people = new People(apis, await someChildren(database.owner), random);
    await people.signIn();
    const leaver = new People(apis, [], random);
    await leaver.signIn(LEAVER);
    const screens = Array.from(
      { length: SCREENS },
      (_, place) => new Screen(apis, place < LEAVERS ? leaver.session : people.session, random),
    );
    const watching = screens.map((screen) => screen.watch());
    const logging = people.log(0.3);
    let slow = 0;
    let longest = 0;
    for (let restart = 0; restart < RESTARTS; restart++) {
      const { seconds, code } = await apis[restart % apis.length]!.terminate();
      longest = Math.max(longest, seconds);
      if (seconds > STOP_WITHIN_SECONDS || code !== 0) slow++;
      if (restart === RESTARTS / 2) {
        await database.owner.query('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [LEAVER]);
        screens.slice(0, LEAVERS).forEach((screen) => screen.leave());
      }
      await pause(random.between(300, 1500));
      while (!apis.some(({ ready }) => ready)) await pause(100);
    }
    people.stop();
    await logging;
    while (!apis.every(({ ready }) => ready)) await pause(100);
    await pause(QUIET_MS);
    const truth = await countsAt(apis[0]!.url, people.session);
    const wrong = screens.slice(LEAVERS).filter(({ shown }) => shown !== truth).length;
    const overheard = screens.slice(0, LEAVERS).reduce((sum, screen) => sum + screen.heardAfter, 0);
    say(
      `${SCREENS} screens, ${RESTARTS} restarts (longest ${longest.toFixed(1)} s), ${people.answered.length} attendances: ` +
        `${wrong} screens not true after ${QUIET_MS / 1000} s of quiet, ${overheard} events to somebody disabled, ${slow} stops too slow or not clean`,
    );
    screens.forEach((screen) => screen.close());
    void watching;
    return { lost: overheard, duplicate: 0, late: wrong, unsent: slow };
  } finally {
    await Promise.all(apis.map((api) => api.stop()));
    await relay.stop();
    await database.stop();
  }
}
