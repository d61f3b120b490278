import type { MigrationInterface, QueryRunner } from 'typeorm';

/** W9.3 holds for a suspended arrangement too: suspending first would otherwise be the way round it. */
export class KeptSuspendedOpenAccessUntilTheAdultVisit1764000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.guard(runner, `'active', 'due_review', 'suspended'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.guard(runner, `'active', 'due_review'`);
  }

  private async guard(runner: QueryRunner, states: string): Promise<void> {
    await runner.query(`
      DROP TRIGGER open_access_outlasts_transfer ON open_access_arrangements;
      CREATE TRIGGER open_access_outlasts_transfer BEFORE UPDATE OF state ON open_access_arrangements
        FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state IN (${states}))
        EXECUTE FUNCTION sec.open_access_outlasts_transfer();
    `);
  }
}
