import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the decision on a suggestion does not write itself was put right elsewhere, and the answer says where. */
export class SaidWhereCorrectionsWereMade1764000000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE record_corrections DROP CONSTRAINT record_corrections_outcome_check;
      ALTER TABLE record_corrections ADD CONSTRAINT record_corrections_outcome_check
        CHECK (outcome IN ('corrected', 'elsewhere', 'not_changed'));
    `);
  }

  /** Before, a record that was put right in its own place was "corrected". */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE record_corrections SET outcome = 'corrected' WHERE outcome = 'elsewhere';
      ALTER TABLE record_corrections DROP CONSTRAINT record_corrections_outcome_check;
      ALTER TABLE record_corrections ADD CONSTRAINT record_corrections_outcome_check
        CHECK (outcome IN ('corrected', 'not_changed'));
    `);
  }
}
