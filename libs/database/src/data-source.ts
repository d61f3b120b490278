import type { Socket } from 'node:net';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities';
import { MIGRATIONS } from './migrations';
import { SnakeNaming } from './snake-naming';

// A calendar date has no time zone; pg would turn it into local midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * `owner` migrates; `app` serves requests under row-level policies; `feeds` brings data in; `worker` runs the loops
 * that act for nobody (deliveries, escalation, the seal of the log) and reads no patient; `backup` reads everything,
 * past the policies, and writes nothing.
 */
export type DatabaseRole = 'owner' | 'app' | 'feeds' | 'worker' | 'backup';

/** Longer than any statement of the served pools may run. */
const SILENCE_MS = 20_000;

/**
 * The database may end a connection at any instant, also in the one between two owners: the pool takes its listener off
 * as it hands a connection out, and TypeORM puts its own on a turn later. An `error` that nobody listens to ends the
 * process. This listener stays for good; the next user of the connection is refused and gets another.
 */
class Standing extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * A connection whose other end went away without a word never answers and never fails: its caller would wait
 * for a quarter of an hour. Nothing heard for 20 seconds during a query ends it.
 */
class NoticesSilence extends Standing {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.once('connect', () => {
      const client = this as unknown as { connection: { stream: Socket }; readyForQuery: boolean };
      const { stream } = client.connection;
      stream.setTimeout(SILENCE_MS, () => {
        if (!client.readyForQuery) stream.destroy(Object.assign(new Error('silent connection'), { code: 'ETIMEDOUT' }));
      });
    });
  }
}

/**
 * Opens a pool that acts as one role from its first statement (the `role` start-up setting), so that one connection
 * URL is enough for a newcomer and nothing served ever runs with the owner's rights.
 */
export function createDataSource(url: string, role: DatabaseRole, poolSize = 10): DataSource {
  const served = role === 'app' || role === 'worker';
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    installExtensions: false,
    poolSize,
    applicationName: `shared-care ${role}`,
    connectTimeoutMS: 10_000,
    extra: {
      ...(role === 'owner' ? {} : { options: `-c role=shared_care_${role}` }),
      Client: served ? NoticesSilence : Standing,
      statement_timeout: served ? 15_000 : 0,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
