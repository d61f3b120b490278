import type { Socket } from 'node:net';
import pg from 'pg';

/** How many texts one connection keeps prepared; the one used longest ago goes first. */
const MOST_PREPARED = 256;

/** One statement that reads or writes rows; several in one text cannot be prepared. */
const ONE_STATEMENT = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b[^;]*$/i;

const START = 'START TRANSACTION';
const COMMIT = 'COMMIT';

/** What the connection of `pg` has beside its published types. */
interface Wire {
  stream: Socket;
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  close(message: { type: 'S'; name: string }): void;
  on(event: 'errorMessage', listener: (error: { code?: string; routine?: string }) => void): void;
}

/** What goes in one message with another statement. */
interface Along {
  sql: string;
  heard: (rows: unknown[]) => void;
}

interface Last extends Along {
  parameters: unknown[];
}

type Ask = (...sent: unknown[]) => Promise<pg.QueryResult>;

const NOTHING_YET = { rows: [], rowCount: null } as const;

/**
 * The database may end a connection at any instant, also in the one between two owners: the pool takes its listener off
 * as it hands a connection out, and TypeORM puts its own on a turn later. An `error` without a listener ends the
 * process. This listener stays for good; the next user of the connection is refused and gets another.
 *
 * It also saves round trips of a transaction: what opens it waits for the first statement and goes in one message with
 * it, and so does the last statement with COMMIT. A transaction that asks nothing is not sent at all.
 */
export class Standing extends pg.Client {
  private following: Along | null = null;
  /** A transaction that its owner began and that was not sent yet. */
  private waiting: Along | null = null;
  private last: Last | null = null;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** The next START TRANSACTION of this connection takes `sql` along; `heard` gets its rows. */
  openWith(sql: string, heard: (rows: unknown[]) => void): void {
    this.following = { sql, heard };
  }

  /**
   * The next COMMIT of this connection goes right behind `sql`, which must refuse by failing: then nothing is committed,
   * and the COMMIT fails with the same error. `heard` gets its rows after the commit.
   */
  closeWith(sql: string, parameters: unknown[], heard: (rows: unknown[]) => void): void {
    this.last = { sql, parameters, heard };
  }

  /** Nothing goes along: the next transaction of this connection is another's. */
  openAlone(): void {
    this.following = this.waiting = this.last = null;
  }

  /** Sends what opens the transaction, for one who must hear of it before anything is asked. */
  async openNow(): Promise<void> {
    if (this.waiting) await this.open(this.ask);
  }

  private get ask(): Ask {
    return super.query.bind(this) as unknown as Ask;
  }

  // The published overloads are of no help to a method that passes everything on.
  override query(...sent: unknown[]): never {
    return this.answer(...sent) as never;
  }

  private answer(...sent: unknown[]): unknown {
    const { ask } = this;
    const [text, ...more] = sent;
    if (text === START && this.following) return this.begin();
    const send = typeof text === 'string' ? () => ask(this.asSent(text, more[0]), ...more) : () => ask(...sent);
    if (this.waiting && (text === 'ROLLBACK' || (text === COMMIT && !this.last))) return this.forget(text);
    if (text === COMMIT && this.last) return this.close(ask);
    return this.waiting ? this.open(ask, send) : send();
  }

  private begin(): Promise<unknown> {
    this.waiting = this.following;
    this.following = null;
    return Promise.resolve({ ...NOTHING_YET, command: 'START' });
  }

  private forget(command: string): Promise<unknown> {
    this.waiting = null;
    return Promise.resolve({ ...NOTHING_YET, command });
  }

  /** Answers what `first` answers. */
  private async open(ask: Ask, first?: () => Promise<pg.QueryResult>): Promise<pg.QueryResult | undefined> {
    const { sql, heard } = this.waiting!;
    this.waiting = null;
    const [, answered] = await this.together(
      () => opening(ask(`${START}; ${sql}`), heard),
      () => first?.(),
    );
    return answered;
  }

  private async close(ask: Ask): Promise<pg.QueryResult> {
    if (this.waiting) await this.open(ask);
    const { sql, parameters, heard } = this.last!;
    this.last = null;
    const [written, committed] = await this.together(
      () => ask(this.asSent(sql, parameters), parameters),
      () => ask(COMMIT),
    );
    // PostgreSQL answers so to the COMMIT of a transaction in which something failed.
    if (committed.command !== COMMIT) throw new Error('The transaction was rolled back');
    heard(written.rows);
    return committed;
  }

  /** Sends two statements in one message and waits for both; the first error counts. */
  private async together<One, Other>(
    one: () => Promise<One>,
    other: () => Promise<Other> | Other,
  ): Promise<[One, Other]> {
    const { stream } = (this as unknown as { connection: Wire }).connection;
    stream.cork();
    const sent = [one(), other()] as const;
    stream.uncork();
    const [first, second] = await Promise.allSettled(sent);
    if (first.status === 'rejected') throw first.reason;
    if (second.status === 'rejected') throw second.reason;
    return [first.value, second.value];
  }

  protected asSent(text: string, _values: unknown): string | { name: string; text: string } {
    return text;
  }
}

/** Of what opens a transaction, `heard` gets the rows of what was sent along. */
async function opening(answers: Promise<unknown>, heard: Along['heard']): Promise<void> {
  const [, followed] = (await answers) as [pg.QueryResult, pg.QueryResult];
  heard(followed.rows);
}

/**
 * Keeps what it is asked prepared: each text is parsed and planned once for each connection and not for each request. A
 * name is used for one text only and never again, so that one which the server still holds does no harm. PostgreSQL
 * plans anew by itself when the role, a policy, a table or a function has changed.
 */
export class Preparing extends Standing {
  private readonly names = new Map<string, string>();
  private count = 0;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.wire.on('errorMessage', ({ code, routine }) => {
      // Another columns than when it was prepared, or a server that does not know it: the next request prepares anew.
      if (routine === 'RevalidateCachedQuery' || code === '26000') this.forgetAll();
    });
  }

  private get wire(): Wire {
    return (this as unknown as { connection: Wire }).connection;
  }

  protected override asSent(text: string, values: unknown): string | { name: string; text: string } {
    const one = (Array.isArray(values) && values.length > 0) || ONE_STATEMENT.test(text);
    return one ? { name: this.nameOf(text), text } : text;
  }

  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) this.names.delete(text);
    const name = known ?? `s${++this.count}`;
    this.names.set(text, name);
    if (this.names.size > MOST_PREPARED) this.drop(this.names.keys().next().value!);
    return name;
  }

  /** Goes along with the next statement and waits for no answer. */
  private drop(text: string): void {
    const name = this.names.get(text)!;
    this.names.delete(text);
    this.wire.close({ type: 'S', name });
    Reflect.deleteProperty(this.wire.parsedStatements, name);
    Reflect.deleteProperty(this.wire.submittedNamedStatements, name);
  }

  private forgetAll(): void {
    for (const text of [...this.names.keys()]) this.drop(text);
  }
}

/** Longer than any statement of the served pools may run. */
const SILENCE_MS = 20_000;

type Connecting = new (config?: pg.ClientConfig) => Standing;

/**
 * A connection whose other end went away without a word never answers and never fails: its caller would wait
 * for a quarter of an hour. Nothing heard for 20 seconds during a query ends it.
 */
export function noticingSilence(Base: Connecting): Connecting {
  return class extends Base {
    constructor(config?: pg.ClientConfig) {
      super(config);
      this.once('connect', () => {
        const client = this as unknown as { connection: { stream: Socket }; readyForQuery: boolean };
        const { stream } = client.connection;
        stream.setTimeout(SILENCE_MS, () => {
          if (!client.readyForQuery)
            stream.destroy(Object.assign(new Error('silent connection'), { code: 'ETIMEDOUT' }));
        });
      });
    }
  };
}
