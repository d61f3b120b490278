import type { DataSource } from 'typeorm';

/**
 * Says that a loop has turned, for health checks that ask whether it does; at most once a second, whatever the number
 * of processes.
 */
export async function cycled(worker: DataSource, name: 'delivery' | 'escalation'): Promise<void> {
  await worker.query(
    `INSERT INTO worker_cycles AS c (name, at) VALUES ($1, sec.now())
     ON CONFLICT (name) DO UPDATE SET at = excluded.at
     WHERE c.at < excluded.at - interval '1 second' OR c.at > excluded.at + interval '1 second'`,
    [name],
  );
}
