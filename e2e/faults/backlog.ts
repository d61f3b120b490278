import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CrashableDatabase } from './database.ts';
import { pause, People, someChildren } from './people.ts';
import { freePort, Supervised } from './processes.ts';
import { Random } from './random.ts';
import { startRelay } from './relay.ts';
import type { Verdict } from './verdict.ts';

const RETRIES = 5000;
const ALERTS = 60;
const FULL_MAILBOX = 'full.mailbox@example.org';

/** How soon a new alert goes out behind 5,000 messages that a mail server puts off again and again. */
export async function runBacklog(say: (line: string) => void): Promise<Verdict> {
  const database = await CrashableDatabase.start();
  const relay = await startRelay(new Random(1));
  relay.defer(FULL_MAILBOX);
  const environment = {
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.url,
    SESSION_SECRET: randomBytes(24).toString('hex'),
    DEMO: 'on',
    SMTP_URL: relay.url,
  };
  const processes = [
    new Supervised('api', await freePort(), environment, () => undefined),
    new Supervised('worker', await freePort(), environment, () => undefined),
  ];
  try {
    processes.forEach((process) => process.start());
    while (!processes.every(({ ready }) => ready)) await pause(100);
    const people = new People([processes[0]!], await someChildren(database.owner), new Random(2));
    await people.signIn();
    await pause(5000);
    const idle = await measure(database.owner, people);
    await queue(database.owner);
    await pause(3000);
    const behind = await measure(database.owner, people);
    const left = await database.owner.query<unknown[]>(
      `SELECT 1 FROM alert_deliveries d JOIN users u ON u.id = d.recipient_id WHERE u.email = $1 AND d.state IN ('due', 'leased')`,
      [FULL_MAILBOX],
    );
    const ms = (seconds: number): string => `${Math.round(seconds * 1000)} ms`;
    say(`idle queue: first email handed on after ${ms(idle.p50)} (p50), ${ms(idle.p99)} (p99)`);
    say(`behind ${left.length} retries: ${ms(behind.p50)} (p50), ${ms(behind.p99)} (p99)`);
    say(`ratio ${(behind.p50 / idle.p50).toFixed(2)} (p50), ${(behind.p99 / idle.p99).toFixed(2)} (p99)`);
    return { lost: 0, duplicate: 0, late: 0, unsent: idle.unsent + behind.unsent };
  } finally {
    await Promise.all(processes.map((process) => process.stop()));
    await relay.stop();
    await database.stop();
  }
}

/** One alert of no child with 5,000 messages that have been tried once. */
async function queue(owner: DataSource): Promise<void> {
  await owner.query(
    `WITH dead AS (
       INSERT INTO users (email, display_name, role, password_hash) VALUES ($1, 'Full Mailbox', 'haemostasis_nurse', 'none') RETURNING id),
     made AS (
       INSERT INTO alerts (id, kind, tier, trigger, triggers, acknowledge_by, next_escalation_at)
       VALUES (gen_random_uuid(), 'ops', 'red', 'backlog', '{backlog}', sec.now(), sec.now() + interval '1 day') RETURNING id)
     INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, attempts)
     SELECT made.id, 3, n, 'email', dead.id, 'Backlog', 1 FROM made, dead, generate_series(1, ${RETRIES}) AS n`,
    [FULL_MAILBOX],
  );
}

async function measure(owner: DataSource, people: People): Promise<{ p50: number; p99: number; unsent: number }> {
  const before = people.answered.length;
  for (let sent = 0; sent < ALERTS; sent++) {
    await people.logOne();
    await pause(150);
  }
  await pause(4000);
  const mine = people.answered.slice(before).map(({ alertId }) => alertId);
  const rows = await owner.query<{ seconds: number | null }[]>(
    `SELECT extract(epoch FROM min(d.sent_at) - min(d.created_at))::float8 AS seconds FROM alert_deliveries d
     WHERE d.alert_id = ANY ($1) AND d.channel = 'email' AND d.round = 0 GROUP BY d.alert_id`,
    [mine],
  );
  const taken = rows.flatMap(({ seconds }) => (seconds === null ? [] : [seconds])).sort((one, other) => one - other);
  const at = (share: number): number => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), unsent: ALERTS - taken.length };
}
