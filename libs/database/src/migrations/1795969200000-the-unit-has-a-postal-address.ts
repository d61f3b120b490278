import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the unit is written to, as letters and cards print it. */
export class TheUnitHasAPostalAddress1795969200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE unit
      ADD COLUMN postal_lines text CHECK (postal_lines <> ''), ADD COLUMN postcode text CHECK (postcode <> ''),
      ADD CONSTRAINT unit_address_whole CHECK ((postal_lines IS NULL) = (postcode IS NULL))`);
    await facts(runner, "'hospital', 'name', 'sender', 'address'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await facts(runner, "'hospital', 'name', 'sender'", 'NOT VALID');
    await runner.query('ALTER TABLE unit DROP COLUMN postal_lines, DROP COLUMN postcode');
  }
}

async function facts(runner: QueryRunner, list: string, as = ''): Promise<void> {
  await runner.query('ALTER TABLE unit_changes DROP CONSTRAINT unit_changes_what_check');
  await runner.query(`ALTER TABLE unit_changes ADD CONSTRAINT unit_changes_what_check CHECK (what IN (${list})) ${as}`);
}
