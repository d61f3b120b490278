import type { EntityManager } from 'typeorm';
import { until, type TestApp } from './test-app';

const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/**
 * Asks while `change` is done and not yet committed; it is committed once what was asked waits for it, or has answered
 * without waiting.
 */
export async function askedMeanwhile<T>(
  app: TestApp,
  change: (tx: EntityManager) => Promise<unknown>,
  ask: () => Promise<T>,
): Promise<T> {
  const { asked } = await app.database.owner.transaction(async (tx) => {
    await change(tx);
    let answered = false;
    const asked = ask().finally(() => (answered = true));
    await until(async () => answered || (await app.sql(WAITING)).length > 0);
    return { asked };
  });
  return asked;
}
