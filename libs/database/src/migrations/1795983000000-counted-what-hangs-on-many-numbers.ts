import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What hangs on a number is found for a whole round at once; the two functions that were asked of each number go. */
export class CountedWhatHangsOnManyNumbers1795983000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION IF EXISTS sec.contact_touches(uuid)');
    await db.query('DROP FUNCTION IF EXISTS sec.arrangements_naming(uuid, text)');
  }

  /** The files of the build before this one make both again when it starts. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
