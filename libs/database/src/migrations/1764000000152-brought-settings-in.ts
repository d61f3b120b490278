import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The demo begins with a setting that waits and somebody who waits to be let in again; it decides neither. */
export class BroughtSettingsIn1764000000152 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      GRANT INSERT ON settings, account_recoveries TO shared_care_feeds;
      CREATE POLICY account_recoveries_brought_in ON account_recoveries FOR INSERT TO shared_care_feeds
        WITH CHECK (state = 'waiting' AND token_hash IS NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY account_recoveries_brought_in ON account_recoveries;
      REVOKE INSERT ON settings, account_recoveries FROM shared_care_feeds;
    `);
  }
}
