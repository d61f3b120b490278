import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LiveTopic } from '@shared-care/contracts/live';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { Standing } from '@shared-care/database/connections';
import { escapeLiteral } from 'pg';
import { DataSource, QueryFailedError, type EntityManager, type QueryRunner } from 'typeorm';
import { Live } from './live';
import { log } from './logging';
import { ProblemError } from './problems';
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
    const result = await this.within(user, work);
    for (const topic of changed) if (topic) this.live.tell(topic, changedPatients());
    return result;
  }

  private async within<T>(user: Pick<CurrentUser, 'id'>, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.app.createQueryRunner();
    const kept: Kept = new Map();
    let connection: Standing | null = null;
    try {
      connection = (await runner.connect()) as Standing;
      const transaction: Opened = { now: null, kept, openNow: () => connection!.openNow() };
      opened.set(runner, transaction);
      connection.openWith(scopeOf(user.id), ([row]) => (transaction.now = (row as { now: Date }).now));
      await runner.startTransaction();
      const result = await work(runner.manager).catch(async (refusal: unknown) => {
        // A refusal may name what a child's record holds: who may not see the child is told so in its place.
        if (refusal instanceof ProblemError)
          await writeKept(runner.manager, kept).catch((hidden: unknown) => {
            if (hidden instanceof ProblemError) throw hidden;
          });
        throw refusal;
      });
      await writeKept(runner.manager, kept, connection);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      // The first error is the one to tell.
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      connection?.openAlone();
      await runner.release();
    }
  }
}

/** What is written once for all that was kept for it. */
export interface Write<T> {
  statement(all: T[]): { sql: string; parameters: unknown[] };
  /** What the rows that it answers say is wrong is thrown. */
  check(found: unknown[], all: T[]): void;
  /** Whether `check` may find anything wrong: if not, it may be committed in the same message. */
  mayBeWrong(all: T[]): boolean;
}
type Kept = Map<Write<unknown>, unknown[]>;

/** @param closing commits next, and takes along what it can */
async function writeKept(tx: Tx, kept: Kept, closing?: Standing): Promise<void> {
  for (const [place, [write, all]] of [...kept].entries()) {
    const { sql, parameters } = write.statement(all);
    if (closing && place === kept.size - 1 && !write.mayBeWrong(all))
      closing.closeWith(sql, parameters, (found) => write.check(found, all));
    else write.check(await rows(tx, sql, parameters), all);
  }
}

interface Opened {
  /** Null until the database was asked something. */
  now: Date | null;
  kept: Kept;
  openNow(): Promise<void>;
}

/** What is known of the transactions that `runAs` opened. */
const opened = new WeakMap<QueryRunner, Opened>();

/** Whom a transaction acts for, and its instant: one text, so that it goes in the message that begins the transaction. */
function scopeOf(userId: string): string {
  const { requestId, sessionHash, address } = currentOrigin();
  const settings = Object.entries({ uid: userId, request_id: requestId, session_hash: sessionHash, address });
  const set = settings.map(([name, value]) => `set_config('app.${name}', ${escapeLiteral(value)}, true)`);
  return `SELECT ${set.join(', ')}, sec.now() AS now`;
}

/**
 * Keeps `one` until everything else in this transaction is done: `write` then gets all that were kept for it at once,
 * before it is committed. Answers false, and keeps nothing, in a transaction that `runAs` did not open, and behind a
 * savepoint: what is undone there must leave nothing.
 */
export function keepUntilEnd<T>(tx: Tx, write: Write<T>, one: T): boolean {
  const transaction = tx.queryRunner && opened.get(tx.queryRunner);
  if (!transaction || (tx.queryRunner as unknown as { transactionDepth: number }).transactionDepth > 1) return false;
  const { kept } = transaction;
  const known = write as unknown as Write<unknown>;
  kept.set(known, [...(kept.get(known) ?? []), one]);
  return true;
}

/** Rows of a hand-written query. `T` is a promise of the SQL beside it; specs run each of them on PostgreSQL. */
export function rows<T>(tx: Tx, sql: string, parameters: unknown[] = []): Promise<T[]> {
  return tx.query<T[]>(sql, parameters);
}

/** From here on this transaction, which acted for no person, acts for who has just shown who they are. */
export async function actFor(tx: Tx, user: Pick<CurrentUser, 'id'>): Promise<void> {
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [user.id]);
}

/** The instant every rule and deadline counts from: the database's clock, the same from a transaction's begin to its end. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const transaction = tx.queryRunner && opened.get(tx.queryRunner);
  if (transaction?.now === null) await transaction.openNow();
  if (transaction?.now) return transaction.now;
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
