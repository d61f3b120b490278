import type { MigrationInterface, QueryRunner } from 'typeorm';

/** H15: over 18 and still on the children's list is an exception of every week. */
export class RemindedOfAdultsStillHere1764000000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO reminder_rules (key, switched_on) VALUES ('adult_still_here', true)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM reminder_rules WHERE key = 'adult_still_here'`);
  }
}
