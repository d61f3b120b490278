import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { FloorSettings } from './processes.ts';
import type { Statement } from './recorder.ts';
import { filler, storedSession, type Known } from './statements.ts';

/**
 * The least a server could be: `node:http`, `pg`, and the statements recorded from the product, in the product's order
 * and transaction. It checks, decides and logs nothing; what the product takes beyond this is the price of doing so.
 */
const settings = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as FloorSettings;
const pool = new pg.Pool({
  connectionString: settings.databaseUrl,
  max: settings.poolSize,
  options: '-c role=shared_care_app',
});
const streams = new Set<ServerResponse>();

interface Row extends pg.QueryResultRow {
  sess?: { passport?: { user?: string } };
}

const listener = new pg.Client({ connectionString: settings.databaseUrl, options: '-c role=shared_care_app' });
await listener.connect();
listener.on('notification', ({ payload }) => {
  for (const stream of streams) stream.write(`data: {"kind":"changed","topic":"${payload ?? ''}"}\n\n`);
});
await listener.query('LISTEN shared_care_live');

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url!.split('?')[0]!;
  if (path === '/api/live') return stream(response);
  const body = request.method === 'POST' ? (JSON.parse(await bodyOf(request)) as Record<string, string>) : {};
  const patient = body['patientId'] ?? /^\/api\/patients\/([0-9a-f-]{36})$/.exec(path)?.[1];
  const known = {
    session: storedSession(request.headers.cookie ?? ''),
    query: body['query'] ?? '',
    key: String(request.headers['idempotency-key'] ?? ''),
    ...(patient ? { patient, ...settings.patients[patient] } : {}),
  };
  const text = JSON.stringify(await run(settings.statements[kindOf(path, body)]!, known));
  response.writeHead(request.headers['idempotency-key'] ? 201 : 200, { 'content-type': 'application/json' }).end(text);
}

function kindOf(path: string, body: Record<string, string>): keyof FloorSettings['statements'] {
  if (path === '/api/patients/search') return /^\d+$/.test(body['query']!) ? 'searchNhsNumber' : 'searchName';
  if (path === '/api/alerts') return 'alertQueue';
  return path === '/api/attendances' ? 'saveAttendance' : 'patientPage';
}

/** Before BEGIN and after COMMIT on any connection, as the product does; the hint after COMMIT is not waited for. */
async function run(statements: readonly Statement[], about: Known): Promise<Row[][]> {
  const answers: Row[][] = [];
  let fill = filler(about);
  let transaction: pg.PoolClient | null = null;
  let committed = false;
  try {
    for (const { sql, name, values } of statements) {
      if (/^(BEGIN|START TRANSACTION)/.test(sql)) transaction = await pool.connect();
      const query: pg.QueryConfig = { text: fill(sql) };
      if (name) query.name = name;
      if (values) query.values = values.map((value) => (value === null ? null : fill(value)));
      const asked = (transaction ?? pool).query<Row>(query);
      if (committed) {
        asked.catch((error: unknown) => console.error(error));
        continue;
      }
      const { rows } = await asked;
      if (rows?.length) answers.push(rows);
      const user = rows?.[0]?.sess?.passport?.user;
      if (user) fill = filler({ ...about, user });
      if (sql === 'COMMIT') {
        committed = true;
        transaction?.release();
        transaction = null;
      }
    }
  } finally {
    transaction?.release(true);
  }
  return answers;
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('data: {"kind":"beat"}\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}
