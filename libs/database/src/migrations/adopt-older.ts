import type { QueryRunner } from 'typeorm';
import { Baseline1764000001000 } from './1764000001000-baseline';
import { LAST_BUILD_WITH_THEM, REPLACED } from './replaced';

/** A database that this build cannot bring up to date; the message says what to do. */
export class OlderDatabaseError extends Error {}

/**
 * A database made by the steps that came before the baseline has the same schema once it has taken all of them, and
 * counts as made by the baseline from then on. Its rows stay as they are.
 */
export async function adoptOlder(runner: QueryRunner): Promise<void> {
  const taken = new Set(
    ((await runner.query('SELECT name FROM migrations')) as { name: string }[]).map(({ name }) => name),
  );
  if (taken.has(Baseline1764000001000.name)) return;
  const missing = REPLACED.filter((name) => !taken.has(name));
  if (missing.length > 0)
    throw new OlderDatabaseError(
      `This database was made by an older build of Shared Care and lacks ${missing.length} of its steps, first of all ` +
        `${missing[0]}. This build no longer has them. Start the build of commit ${LAST_BUILD_WITH_THEM} once with this ` +
        'database, which brings it up to date, then start this build again. Nothing was changed.',
    );
  await runner.query(`INSERT INTO migrations ("timestamp", name) VALUES (1764000001000, $1)`, [
    Baseline1764000001000.name,
  ]);
}
