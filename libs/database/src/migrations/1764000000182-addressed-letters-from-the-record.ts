import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A letter goes to somebody of the record: each parent holds their own, and a community team is a reader too. */
export class AddressedLettersFromTheRecord1764000000182 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${recipients(`'family', 'ward', 'gp', 'dentist', 'school', 'community'`)}
      -- The person or the team; null where there is one reader of a kind.
      ALTER TABLE letters ADD COLUMN recipient_entry uuid;
      DROP INDEX letters_one_current;
      CREATE UNIQUE INDEX letters_one_current ON letters
        (patient_id, kind, recipient, coalesce(recipient_entry, '00000000-0000-0000-0000-000000000000')) WHERE state = 'current';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX letters_one_current;
      ALTER TABLE letters DROP COLUMN recipient_entry;
      CREATE UNIQUE INDEX letters_one_current ON letters (patient_id, kind, recipient) WHERE state = 'current';
      ${recipients(`'family', 'ward', 'gp', 'dentist', 'school'`)}
    `);
  }
}

function recipients(list: string): string {
  return ['letters', 'letter_batches']
    .map(
      (table) => `
      ALTER TABLE ${table} DROP CONSTRAINT ${table}_recipient_check,
        ADD CONSTRAINT ${table}_recipient_check CHECK (recipient IN (${list}));`,
    )
    .join('\n');
}
