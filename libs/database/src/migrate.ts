import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { adoptOlder } from './migrations/adopt-older';
import { Baseline1764000001000 } from './migrations/1764000001000-baseline';
import { REPLACED } from './migrations/replaced';
import bankHolidays from './reference/bank-holidays.json';
import { renewSchema } from './schema/run-schema';

const MIGRATION_LOCK = 8_431_207;

/**
 * Brings the schema up to date, then the reference data. An empty database is made from `schema/`, which is the schema
 * as it is now; another one takes the dated steps it has not taken. Functions, policies and rights follow their text.
 * Safe when several processes start at once: one migrates and the others wait.
 */
export async function migrate(owner: DataSource): Promise<void> {
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (await isEmpty(lock)) await makeDatabase(owner, lock);
    else {
      await adoptOlder(lock);
      await owner.runMigrations({ transaction: 'each' });
      if (!(await isNewer(owner, lock))) await renewSchema(lock);
    }
    // A table that is new is known to the merge of two records from its first row on.
    await lock.query('SELECT sec.let_merge_reach_every_table()');
    await lock.query('SELECT sec.hold_authors_to_who_acts()');
    // Only what lies beyond the days that are known: two people may have taken one of those away.
    await lock.query(
      `INSERT INTO bank_holidays (holiday_on, title)
       SELECT (day ->> 'date')::date, day ->> 'title' FROM jsonb_array_elements($1::jsonb) AS day
       WHERE (day ->> 'date')::date > coalesce((SELECT max(holiday_on) FROM bank_holidays), '-infinity')`,
      [JSON.stringify(bankHolidays)],
    );
  } finally {
    // A connection that broke gave its lock back by itself.
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

async function isEmpty(runner: QueryRunner): Promise<boolean> {
  const ask = async (sql: string): Promise<boolean> => ((await runner.query(sql)) as { yes: boolean }[])[0]!.yes;
  return (
    (await ask(`SELECT to_regclass('public.migrations') IS NULL AS yes`)) ||
    // A first start that was cut short before its first step.
    (await ask('SELECT NOT EXISTS (SELECT FROM migrations) AS yes'))
  );
}

/** A newer build was here: an old one that starts once more does not put its own functions and policies back. */
async function isNewer(owner: DataSource, runner: QueryRunner): Promise<boolean> {
  const known = new Set<string>([...REPLACED, ...owner.migrations.map(({ constructor }) => constructor.name)]);
  const taken = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
  return taken.some(({ name }) => !known.has(name));
}

/** All of it or nothing. The dated steps are in the tables already, so they count as taken. */
async function makeDatabase(owner: DataSource, runner: QueryRunner): Promise<void> {
  await runner.startTransaction();
  try {
    await new Baseline1764000001000().up(runner);
    const taken = new MigrationExecutor(owner, runner);
    taken.transaction = 'none';
    taken.fake = true;
    await taken.executePendingMigrations();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}
