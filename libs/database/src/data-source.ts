import pg from 'pg';
import { DataSource } from 'typeorm';
import { noticingSilence, Preparing, Standing } from './connections';
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

/**
 * Opens a pool that acts as one role from its first statement (the `role` start-up setting), so that one connection
 * URL is enough for a newcomer and nothing served ever runs with the owner's rights. Statements are kept prepared, save
 * those of the owner, who asks each once; `prepared` is off behind a pooler that hands a connection on in between.
 */
export function createDataSource(url: string, role: DatabaseRole, poolSize = 10, prepared = true): DataSource {
  const served = role === 'app' || role === 'worker';
  const kind = prepared && role !== 'owner' ? Preparing : Standing;
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
      ...(role === 'owner' ? {} : { options: `-c role=shared_care_${role} -c jit=off` }),
      // Of the requests alone: one statement may be sent behind another before that has answered.
      pipeline: role === 'app',
      Client: served ? noticingSilence(kind) : kind,
      statement_timeout: served ? 15_000 : 0,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
