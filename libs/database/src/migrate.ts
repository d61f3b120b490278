import type { DataSource } from 'typeorm';
import bankHolidays from './reference/bank-holidays.json';

const MIGRATION_LOCK = 8_431_207;

/**
 * Brings the schema up to date, then the reference data. Safe when several processes start at once: one migrates and
 * the others wait.
 */
export async function migrate(owner: DataSource): Promise<void> {
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await owner.runMigrations({ transaction: 'each' });
    // A table that a migration has just added is known to the merge of two records from its first row on.
    await lock.query('SELECT sec.let_merge_reach_every_table()');
    // Only what lies beyond the days that are known: two people may have taken one of those away.
    await lock.query(
      `INSERT INTO bank_holidays (holiday_on, title)
       SELECT (day ->> 'date')::date, day ->> 'title' FROM jsonb_array_elements($1::jsonb) AS day
       WHERE (day ->> 'date')::date > coalesce((SELECT max(holiday_on) FROM bank_holidays), '-infinity')`,
      [JSON.stringify(bankHolidays)],
    );
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await lock.release();
  }
}
