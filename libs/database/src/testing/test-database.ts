import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { createDataSource } from '../data-source';
import './provided-context';

export interface TestDatabase {
  url: string;
  /** The owner's connection, for arranging and for looking at rows behind the product's back. */
  owner: DataSource;
  /**
   * Moves the product's clock (`sec.now()`) to an instant, or back to the real one with null. A signed-in person goes
   * along, as if they had signed in and worked that much later.
   */
  setClock(to: Date | null): Promise<void>;
  /** Moves the clock on by minutes in which nobody does anything: sessions grow old. */
  letMinutesPass(minutes: number): Promise<void>;
  drop(): Promise<void>;
}

/** A database of its own for one spec file: migrated, empty. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `CREATE DATABASE ${name} TEMPLATE template_shared_care`);
  const url = server + name;
  const owner = await createDataSource(url, 'owner', 4).initialize();
  return {
    url,
    owner,
    setClock: async (to) => {
      await owner.query(
        `WITH moved AS (
           UPDATE sec.clock SET clock_offset = coalesce($1::timestamptz - now(), '0') RETURNING clock_offset)
         UPDATE sessions SET created_at = created_at + clock_offset - (SELECT clock_offset FROM sec.clock),
                             last_seen_at = last_seen_at + clock_offset - (SELECT clock_offset FROM sec.clock)
         FROM moved`,
        [to?.toISOString() ?? null],
      );
    },
    letMinutesPass: async (minutes) => {
      await owner.query('UPDATE sec.clock SET clock_offset = clock_offset + make_interval(secs => $1)', [minutes * 60]);
    },
    drop: async () => {
      await owner.destroy();
      await asAdmin(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function asAdmin(server: string, sql: string): Promise<void> {
  const admin = await createDataSource(`${server}postgres`, 'owner', 1).initialize();
  try {
    await admin.query(sql);
  } finally {
    await admin.destroy();
  }
}
