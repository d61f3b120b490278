import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { DataSource } from 'typeorm';
import { createDataSource } from '@shared-care/database/data-source';
import { acknowledgeAlert } from '../../apps/api/src/alerts/acknowledge-alert.ts';
import { escalateSilent } from '../../apps/api/src/alerts/escalate.ts';
import type { Tx } from '../../apps/api/src/platform/tx.ts';
import { CrashableDatabase } from './database.ts';
import type { Verdict } from './verdict.ts';

const RACES = 10_000;
const AT_ONCE = 20;
const ROUNDS = 50;
const PEOPLE = 200;

/** The product's own verbs against each other on a real database, by the ten thousand. */
export async function runRaces(say: (line: string) => void): Promise<Verdict> {
  const database = await CrashableDatabase.start();
  const app = await createDataSource(database.url, 'app', 40).initialize();
  const worker = await createDataSource(database.url, 'worker', 20).initialize();
  try {
    const people = await hire(database.owner);
    const late = await escalations(database.owner, app, worker, people[0]!, say);
    const duplicate = await rounds(database.owner, app, people, say);
    return { lost: 0, duplicate, late, unsent: 0 };
  } finally {
    await app.destroy();
    await worker.destroy();
    await database.stop();
  }
}

function hire(owner: DataSource): Promise<CurrentUser[]> {
  return owner.query<CurrentUser[]>(
    `INSERT INTO users (email, display_name, role, password_hash)
     SELECT 'racer' || n || '@example.org', 'Racer ' || n, 'haemostasis_nurse', 'none' FROM generate_series(1, ${PEOPLE}) AS n
     RETURNING id, email, display_name AS "displayName", role, hospital_id AS "hospitalId"`,
  );
}

/** Alerts of no child, already due. */
function raise(owner: DataSource, how: number, name: string): Promise<{ id: string }[]> {
  return owner.query<{ id: string }[]>(
    `WITH made AS (
       INSERT INTO alerts (id, kind, tier, trigger, triggers, acknowledge_by, next_escalation_at)
       SELECT gen_random_uuid(), 'ops', 'red', $2 || n, ARRAY[$2 || n], sec.now(), sec.now() - interval '1 second'
       FROM generate_series(1, $1::int) AS n RETURNING id)
     SELECT id, sec.tell(id, 'ops', 'red', 0, 0) FROM made`,
    [how, name],
  );
}

function as<T>(app: DataSource, user: CurrentUser, work: (tx: Tx) => Promise<T>): Promise<T> {
  return app.transaction(async (tx) => {
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [user.id]);
    return work(tx);
  });
}

async function escalations(
  owner: DataSource,
  app: DataSource,
  worker: DataSource,
  person: CurrentUser,
  say: (line: string) => void,
): Promise<number> {
  const alerts = (await raise(owner, RACES, 'race_')).map(({ id }) => id);
  const acknowledge = (id: string) => as(app, person, (tx) => acknowledgeAlert(tx, person, id, 1));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let id = alerts.pop(); id; id = alerts.pop())
        await Promise.all([acknowledge(id), worker.transaction((tx) => escalateSilent(tx, [id!]))]);
    }),
  );
  const [counted] = await owner.query<{ owned: number; raised: number; late: number; half: number }[]>(
    `SELECT count(*) FILTER (WHERE a.state = 'acknowledged')::int AS owned, count(*) FILTER (WHERE a.round > 0)::int AS raised,
            count(*) FILTER (WHERE EXISTS (
              SELECT 1 FROM alert_events e JOIN alert_events k ON k.alert_id = e.alert_id AND k.kind = 'acknowledged' AND k.id < e.id
              WHERE e.alert_id = a.id AND e.kind IN ('escalated', 'told_again')))::int AS late,
            count(*) FILTER (WHERE a.round > 0 AND NOT EXISTS (
              SELECT 1 FROM alert_deliveries d WHERE d.alert_id = a.id AND d.round = a.round))::int AS half
     FROM alerts a WHERE a.trigger LIKE 'race_%'`,
  );
  const { owned, raised, late, half } = counted!;
  say(`${RACES} races: ${owned} owned, ${raised} escalated before that, ${late} after it, ${half} half written`);
  return late + half + (RACES - owned);
}

async function rounds(
  owner: DataSource,
  app: DataSource,
  people: CurrentUser[],
  say: (line: string) => void,
): Promise<number> {
  let wrong = 0;
  for (const { id } of await raise(owner, ROUNDS, 'crowd_')) {
    const won = await Promise.all(
      people.map((person) =>
        as(app, person, (tx) => acknowledgeAlert(tx, person, id, 1)).then(
          () => 1,
          () => 0 as number,
        ),
      ),
    );
    if (won.reduce((sum, one) => sum + one, 0) !== 1) wrong++;
  }
  say(`${ROUNDS} rounds of ${PEOPLE} at once: ${ROUNDS - wrong} with exactly one owner`);
  return wrong;
}
