import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { storedSession } from './client.ts';
import { FLOOR, type FloorKind } from './floor-statements.ts';
import type { FloorSettings } from './processes.ts';

/**
 * The least a server could be: `node:http`, `pg` and one prepared statement for each request, written for it by hand. With
 * duties that statement signs in, keeps to what the person may see, answers and writes down who looked; without them it
 * only answers. It checks, decides and words nothing.
 */
const { databaseUrl, poolSize, duties } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as FloorSettings;
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
const streams = new Set<ServerResponse>();

const listener = new pg.Client({ connectionString: databaseUrl });
await listener.connect();
listener.on('notification', () => {
  for (const stream of streams) stream.write('data: {"kind":"changed","topic":"alerts"}\n\n');
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
  const [kind, about] = asked(path, body);
  const session = duties ? storedSession(request.headers.cookie ?? '') : null;
  const { rows } = await pool.query<{ answer: unknown; allowed: boolean }>({
    name: kind,
    text: FLOOR[kind](duties),
    values: [session, ...about],
  });
  const [found] = rows;
  if (!found?.allowed) return void response.writeHead(401).end();
  if (found.answer === null) throw new Error(`${kind} did nothing`);
  response
    .writeHead(kind === 'saveAttendance' ? 201 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(found.answer));
}

function asked(path: string, body: Record<string, string>): [FloorKind, unknown[]] {
  const query = body['query'] ?? '';
  if (path === '/api/patients/search')
    return /^\d+$/.test(query) ? ['search', [[], query]] : ['search', [[query], null]];
  if (path === '/api/alerts') return ['alertQueue', []];
  if (path === '/api/attendances')
    return ['saveAttendance', [body['patientId'], body['hospitalId'], body['note'], randomUUID(), randomUUID()]];
  return ['patientPage', [path.split('/').at(-1)]];
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
