import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeSchema } from '../schema/run-schema';

/** Everything that `schema/` says, in a database that has nothing yet. What came before it is in `adopt-older.ts`. */
export class Baseline1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await makeSchema(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The baseline is never undone. Restore a backup instead.'));
  }
}
