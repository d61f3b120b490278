import { randomUUID } from 'node:crypto';
import { ACTORS, EMERGENCY_VIEW, KNOWS_HER, SIGNED_OUT, type Actor } from '@shared-care/contracts/actors';
import { ANSWERED, REFUSES_ALL } from '@shared-care/contracts/double-entry';
import { LetterBatchWorker } from '../../apps/api/src/letters/letter-batch.worker';
import { samplesOf } from '../../apps/api/src/testing/samples';
import { pathOf, routesOf, type Route } from '../../apps/api/src/testing/routes';
import { openStream } from '../../apps/api/src/testing/stream';
import { until } from '../../apps/api/src/testing/test-app';
import { CANARIES, type Person, type Unit } from './unit';

/** One question by one person, and what came of it. */
export interface Cell {
  actor: Actor;
  route: string;
  /** Null when the answer was as declared; otherwise what was wrong, for whoever mends it. */
  unexpected: string | null;
  /** Names of the canaries found where they must not be. */
  canaries: string[];
}

type Expected = 'answered' | 'not accepted' | 'not there' | 'not signed in' | 'no such method';

interface Heard {
  status: number;
  /** Everything that came: status line apart, headers and body. */
  text: string;
}

/** What a running emergency access shows of its child: the view, and that it is open. */
const BY_ACCESS: readonly string[] = [EMERGENCY_VIEW, 'GET /api/break-glass/open'];

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const EVERY_METHOD = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PEOPLE = Object.keys(ACTORS) as Actor[];

/** Tables that a refusal may touch: it is recorded, asking keeps a session alive, readiness is tried by a write, tries at codes are counted. */
const TOUCHED_BY_REFUSALS = [
  'write_probe',
  'audit_entries',
  'audit_chain',
  'sessions',
  'sign_in_attempts',
  'known_devices',
  'code_checks',
];

export function undeclared(unit: Unit): string[] {
  const running = routesOf(unit.app.running).map(keyOf);
  const declared = Object.keys({ ...ANSWERED, ...REFUSES_ALL });
  return [
    ...running.filter((key) => !declared.includes(key)).map((key) => `${key} runs but is not declared`),
    ...declared.filter((key) => !running.includes(key)).map((key) => `${key} is declared but does not run`),
  ];
}

/** Asks every route as everybody, those who are refused first; then every path by every method nobody declared. */
export async function askEverything(unit: Unit): Promise<Cell[]> {
  const routes = routesOf(unit.app.running).filter((route) => keyOf(route) in ANSWERED || keyOf(route) in REFUSES_ALL);
  const cells: Cell[] = [];
  for (const route of routes) cells.push(...(await askRoute(unit, route)));
  for (const path of new Set(routes.map((route) => route.path)))
    cells.push(...(await unchanged(unit, () => askOtherMethods(unit, path, routes))));
  return cells;
}

/**
 * Asks every route as everybody who may not know of her, while a layer is missing. Who is answered does not count then;
 * what counts is that nothing of hers is in an answer and that no row about a child changed.
 */
export async function askOutsiders(unit: Unit, people: readonly Actor[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const route of routesOf(unit.app.running)) {
    const before = await unit.app.counts();
    const asked = await Promise.all(people.map((actor) => askOne(unit, route, unit.people[actor])));
    const changed = JSON.stringify(await unit.app.counts()) !== JSON.stringify(before);
    cells.push(...asked.map((cell) => ({ ...cell, unexpected: null })));
    if (changed) cells.at(-1)!.unexpected = 'rows about children changed';
  }
  return cells;
}

async function askRoute(unit: Unit, route: Route): Promise<Cell[]> {
  const answered = ANSWERED[keyOf(route)] ?? [];
  const refused = PEOPLE.filter((actor) => !answered.includes(actor));
  const cells = await unchanged(unit, () =>
    Promise.all(refused.map((actor) => askOne(unit, route, unit.people[actor]))),
  );
  // One after the other, as one after the other would press the button.
  for (const actor of answered) cells.push(await askOne(unit, route, unit.people[actor]));
  return cells;
}

async function askOtherMethods(unit: Unit, path: string, routes: Route[]): Promise<Cell[]> {
  const declared = routes.filter((route) => route.path === path).map(({ method }) => method);
  const others = EVERY_METHOD.filter((method) => !declared.includes(method));
  return Promise.all(
    others.flatMap((method) => PEOPLE.map((actor) => askOne(unit, { method, path }, unit.people[actor]))),
  );
}

/** Asks what must change nothing, and looks at every row before and after. */
async function unchanged(unit: Unit, ask: () => Promise<Cell[]>): Promise<Cell[]> {
  const before = await fingerprint(unit);
  const cells = await ask();
  const after = await fingerprint(unit);
  const changed = Object.keys(before).filter((table) => before[table] !== after[table]);
  if (changed.length > 0 && cells[0]) cells[0].unexpected ??= `rows changed in ${changed.join(', ')}`;
  return cells;
}

async function askOne(unit: Unit, route: Route, person: Person): Promise<Cell> {
  const { actor } = person;
  const expected = expectedOf(route, actor);
  const heard = await ask(unit, route, person);
  const key = keyOf(route);
  const mayKnow =
    expected === 'answered' && (KNOWS_HER.includes(actor) || (BY_ACCESS.includes(key) && actor === 'break_glass'));
  return {
    actor,
    route: key,
    unexpected: isAs(expected, heard.status) ? null : `${expected} expected, got ${heard.status}`,
    canaries: mayKnow
      ? []
      : Object.entries(CANARIES).flatMap(([name, text]) => (heard.text.includes(text) ? [name] : [])),
  };
}

function expectedOf(route: Route, actor: Actor): Expected {
  // The framework answers HEAD wherever there is a GET.
  const key = keyOf(route.method === 'HEAD' ? { ...route, method: 'GET' } : route);
  const alike = REFUSES_ALL[key];
  if (alike) return alike === 401 ? 'not signed in' : alike === 404 ? 'not there' : 'not accepted';
  const answered = ANSWERED[key];
  if (!answered) return 'no such method';
  if (answered.includes(actor)) return 'answered';
  return SIGNED_OUT.includes(actor) ? 'not signed in' : 'not there';
}

/** An answer about the state of things is an answer, and so is "too often": what counts is that nothing was hidden. */
function isAs(expected: Expected, status: number): boolean {
  switch (expected) {
    case 'answered':
      return status < 400 || [409, 422, 429].includes(status);
    case 'not accepted':
      return status === 400;
    case 'not there':
      return status === 404;
    case 'not signed in':
      return status === 401;
    case 'no such method':
      // OPTIONS is answered with the methods there are.
      return [200, 204, 401, 404, 405].includes(status);
  }
}

async function ask(unit: Unit, route: Route, person: Person): Promise<Heard> {
  const path = pathOf(route, idFor(unit, route, person)).replace(':figure', 'attendances');
  const client = await browserFor(unit, route, person);
  if (path === '/api/live' && (route.method === 'GET' || route.method === 'HEAD')) {
    const stream = await openStream(client, route.method);
    stream.hangUp();
    return { status: stream.status, text: JSON.stringify(stream.headers) };
  }
  const { body: sample, file } = samplesOf(unit.samples, route)[0] ?? {};
  const body = WRITES.has(route.method) && sample ? (file ?? JSON.stringify(sample)) : undefined;
  const answer = await client.send(route.method, path, body, {
    ...(body === undefined
      ? {}
      : { 'Content-Type': file === undefined ? 'application/json' : 'application/octet-stream' }),
    ...(WRITES.has(route.method) ? { 'Idempotency-Key': randomUUID() } : {}),
  });
  return { status: answer.status, text: answer.text + JSON.stringify([...answer.headers]) };
}

/** Signing in and out would change who asks the next question, so those are asked in a browser of their own. */
async function browserFor({ app }: Unit, { method, path }: Route, person: Person) {
  if (/^\/api\/(session|invitations\/accept)/.test(path) && method === 'POST') return app.anonymous();
  if (path === '/api/session' && method === 'DELETE' && !SIGNED_OUT.includes(person.actor))
    return app.signIn(person.email);
  return person.client.copy();
}

/** Everything that can be hers is hers. */
function idFor({ her, asks, samples }: Unit, route: Route, { actor, otherSession }: Person): string {
  const [, , concept] = route.path.split('/');
  switch (concept) {
    case 'sessions':
      return otherSession;
    case 'break-glass':
      return her.grants[actor] ?? her.grants.break_glass!;
    case 'attendances':
      return her.id;
    case 'alerts':
      return her.alertId;
    case 'rota':
      if (!route.path.includes('/swaps/:id/')) return samplesOf(samples, route)[0]?.id ?? her.patientId;
      return (asks[actor] ?? asks.nurse!)[route.path.endsWith('/undo') ? 'own' : 'toAnswer'];
    case 'hospitals':
      return samples['/api/hospitals/:id/units']![0]!.id!;
    case 'patients':
      // A record is struck out once: each who may has one of their own.
      if (route.path === '/api/patients/:id/strike-out')
        return samplesOf(samples, route)[actor === 'doctor' ? 1 : 0]!.id!;
      return samplesOf(samples, route.method === 'HEAD' ? { ...route, method: 'GET' } : route)[0]?.id ?? her.patientId;
    case 'contacts':
      return samples['/api/contacts/:id/changes']![0]!.id!;
    case 'open-access':
      return samples['/api/open-access/:id/send']![0]!.id!;
    case 'audit':
      return route.path.includes('users') ? samples['/api/users/:id/disable']![0]!.id! : her.patientId;
    default:
      // HEAD asks of the same thing as GET.
      return samplesOf(samples, route.method === 'HEAD' ? { ...route, method: 'GET' } : route)[0]?.id ?? her.patientId;
  }
}

/** Changes with every row that is added, changed or taken away, in every table a refusal has no business with. */
async function fingerprint({ app }: Unit): Promise<Record<string, string>> {
  // Letters asked for and lists sent earlier are worked off first; a refusal is judged when that has ended.
  while (await app.running.nest.get(LetterBatchWorker).cycle());
  await until(async () => (await app.sql(`SELECT 1 FROM import_runs WHERE state = 'running'`)).length === 0);
  const tables = await app.sql<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1)`,
    [TOUCHED_BY_REFUSALS],
  );
  const found = await app.sql<{ name: string; rows: string }>(
    tables
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) AS rows FROM ${name}`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(found.map(({ name, rows }) => [name, rows]));
}

function keyOf({ method, path }: Route): string {
  return `${method} ${path}`;
}
