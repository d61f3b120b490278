import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that came back is written down at the address it went to, a parent's too. */
export class EmailsOfParentsCameBack1795953600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE family_people ADD COLUMN email_bounced_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER IF EXISTS family_people_new_email ON family_people');
    await runner.query('ALTER TABLE family_people DROP COLUMN email_bounced_at');
  }
}
