import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LiveTopic } from '@shared-care/contracts/live';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { Live } from './live';
import { log } from './logging';
import { changedPatients, currentOrigin } from './request-context';

/**
 * What follows in this transaction reads many children: the policies of a consultant ask once which theirs are, and not of
 * each child, which takes a second for a thousand.
 */
export async function askForMany(tx: Tx): Promise<void> {
  await tx.query(`SELECT set_config('app.many', 'on', true)`);
}

/** Rows that each carry `total`, as many as there are before LIMIT: a list is cut only with its true number beside it. */
export function counted<Row extends object>(found: (Row & { total: number })[]): { listed: Row[]; total: number } {
  return { listed: found.map(({ total: _, ...row }) => row as unknown as Row), total: found[0]?.total ?? 0 };
}

/** A transaction acting for one user: the only way from a request to the database. */
export type Tx = EntityManager;

@Injectable()
export class Database {
  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    private readonly live: Live,
  ) {}

  /**
   * Runs `work` in one transaction whose rows are cut to what `user` may see. The user, and the request that audit rows
   * name, are set for the transaction only, so a pooled connection never carries them on. After COMMIT, screens are told
   * that `changed` changed, and on which records, as the audit rows of this request say.
   */
  async runAs<T>(
    user: Pick<CurrentUser, 'id'>,
    work: (tx: Tx) => Promise<T>,
    ...changed: (LiveTopic | undefined)[]
  ): Promise<T> {
    const result = await this.app.transaction(async (tx) => {
      const { requestId, sessionHash, address } = currentOrigin();
      await tx.query(
        `SELECT set_config('app.uid', $1, true), set_config('app.request_id', $2, true),
                set_config('app.session_hash', $3, true), set_config('app.address', $4, true)`,
        [user.id, requestId, sessionHash, address],
      );
      return work(tx);
    });
    for (const topic of changed) if (topic) this.live.tell(topic, changedPatients());
    return result;
  }
}

/** Rows of a hand-written query. `T` is a promise of the SQL beside it; specs run each of them on PostgreSQL. */
export function rows<T>(tx: Tx, sql: string, parameters: unknown[] = []): Promise<T[]> {
  return tx.query<T[]>(sql, parameters);
}

/** The instant every rule and deadline counts from: the database's clock. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await rows<{ now: Date }>(tx, 'SELECT sec.now() AS now');
  return row!.now;
}

/**
 * Asks for something that helps but must not stop what is being saved (H1): behind a savepoint, so that a fault in it
 * leaves the transaction whole and `otherwise` stands. A database that is away still ends everything.
 */
export async function orElse<T>(tx: Tx, what: string, ask: (tx: Tx) => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await tx.transaction(ask);
  } catch (error) {
    const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
    // Away, out of resources, or in each other's way: the whole request is to be tried again.
    if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || /^(08|40|53|55|57)/.test(code)) throw error;
    log.error({ kind: 'did_without', what, code });
    return otherwise;
  }
}
