import type { Socket } from 'node:net';
import pg from 'pg';

/** How many texts one connection keeps prepared; the one used longest ago goes first. */
const MOST_PREPARED = 256;

/** One statement that reads or writes rows; several in one text cannot be prepared. */
const ONE_STATEMENT = /^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b[^;]*$/i;

const START = 'START TRANSACTION';

/** What the connection of `pg` has beside its published types. */
interface Wire {
  stream: Socket;
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  close(message: { type: 'S'; name: string }): void;
  on(event: 'errorMessage', listener: (error: { code?: string; routine?: string }) => void): void;
}

/**
 * The database may end a connection at any instant, also in the one between two owners: the pool takes its listener off
 * as it hands a connection out, and TypeORM puts its own on a turn later. An `error` without a listener ends the
 * process. This listener stays for good; the next user of the connection is refused and gets another.
 *
 * It also joins what opens a transaction to what must follow at once, so that both go in one message.
 */
export class Standing extends pg.Client {
  private following: { sql: string; heard: (rows: unknown[]) => void } | null = null;

  constructor(config?: pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** The next START TRANSACTION of this connection takes `sql` along; `heard` gets its rows. */
  openWith(sql: string, heard: (rows: unknown[]) => void): void {
    this.following = { sql, heard };
  }

  /** Nothing goes along: the next transaction of this connection is another's. */
  openAlone(): void {
    this.following = null;
  }

  // The published overloads are of no help to a method that passes everything on.
  override query(...sent: unknown[]): never {
    const ask = super.query.bind(this) as (...sent: unknown[]) => unknown;
    const [text, ...more] = sent;
    if (typeof text !== 'string') return ask(...sent) as never;
    return (text === START && this.following ? this.open(ask) : ask(this.asSent(text, more[0]), ...more)) as never;
  }

  private async open(ask: (text: string) => unknown): Promise<pg.QueryResult> {
    const { sql, heard } = this.following!;
    this.following = null;
    const [started, followed] = (await ask(`${START}; ${sql}`)) as [pg.QueryResult, pg.QueryResult];
    heard(followed.rows);
    return started;
  }

  protected asSent(text: string, _values: unknown): string | { name: string; text: string } {
    return text;
  }
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
