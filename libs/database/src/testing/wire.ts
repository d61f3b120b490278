import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One statement as it went over the wire to PostgreSQL. */
export interface Statement {
  sql: string;
  /** Name of a prepared statement, when the sender keeps it prepared. */
  name: string | null;
  /** Text of each parameter; null as a whole for a statement sent without parameters. */
  values: (string | null)[] | null;
}

export interface Wire {
  /** URL of the database by way of the recorder. */
  url: string;
  /** Everything sent since the last call, in order. */
  take(): Statement[];
  stop(): void;
}

/**
 * Stands between a program and PostgreSQL and writes down each statement. So the floor repeats what the product really
 * sends, not what somebody once copied out of its source, and stays right when the product changes.
 */
export async function startWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let recorded: Statement[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const read = statementReader((statement) => recorded.push(statement));
    client.on('data', read);
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const through = new URL(databaseUrl);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Follows the frontend half of PostgreSQL's protocol 3: Query, Parse and Bind; the rest carries no SQL. */
function statementReader(found: (statement: Statement) => void): (chunk: Buffer) => void {
  const prepared = new Map<string, string>();
  let pending: Buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      // The first message has no type byte.
      const head = started ? 1 : 0;
      if (pending.length < head + 4) return;
      const end = head + pending.readInt32BE(head);
      if (pending.length < end) return;
      const type = started ? String.fromCharCode(pending[0]!) : '';
      const body = pending.subarray(head + 4, end);
      pending = pending.subarray(end);
      started = true;
      if (type === 'Q') found({ sql: textAt(body, 0), name: null, values: null });
      if (type === 'P') {
        const name = textAt(body, 0);
        prepared.set(name, textAt(body, Buffer.byteLength(name) + 1));
      }
      if (type === 'B') found(boundStatement(body, prepared));
    }
  };
}

function boundStatement(body: Buffer, prepared: ReadonlyMap<string, string>): Statement {
  const portal = textAt(body, 0);
  let at = Buffer.byteLength(portal) + 1;
  const name = textAt(body, at);
  at += Buffer.byteLength(name) + 1;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  const values: (string | null)[] = [];
  for (let each = 0; each < count; each += 1) {
    const length = body.readInt32BE(at);
    at += 4;
    values.push(length < 0 ? null : body.toString('utf8', at, at + length));
    at += Math.max(0, length);
  }
  return { sql: prepared.get(name) ?? '', name: name || null, values };
}

function textAt(body: Buffer, from: number): string {
  return body.toString('utf8', from, body.indexOf(0, from));
}
