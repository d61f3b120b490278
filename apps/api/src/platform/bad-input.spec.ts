import { randomUUID } from 'node:crypto';
import { PROBLEM_CODES } from '@shared-care/contracts/problem';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../testing/sample';
import { acceptedBodies, samplesOf } from '../testing/samples';
import type { Answer, Client } from '../testing/client';
import { pathOf, routesOf, type Route } from '../testing/routes';
import { ADMIN, DOCTOR, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

/** Where a nurse would be refused before her body is read. */
const FOR_DOCTORS =
  /^\/api\/(emergency-plans\/:id\/(return|approve|withdraw)|open-access\/:id\/withdraw|letter-templates\/:id\/approve|reply-texts\/:id\/approve|treatment-words\/:id\/(approve|withdraw))$/;
const FOR_ADMINS =
  /^\/api\/(users|unit\/|unit-changes|role-changes|recoveries\/:id|invitations(\/:id|$)|access-requests|identities|closure-reviews|hospitals\/:id\/(network|units)|contact-changes\/:id\/confirm)/;
const FOR_CONSULTANTS = /^\/api\/(break-glass$|open-access\/:id\/agree$|my-patients|patients\/:id\/corrections$)/;
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** Words of programs that nobody on a ward should have to read. */
const PROGRAMMERS_WORDS =
  /undefined|invalid input|expected|regex|pattern|NaN|\[object|TypeError|zod|typeorm|SELECT|INSERT/i;

describe('what cannot be used is refused in plain words, and nothing is half-saved', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  let doctor: Client;
  let consultant: Client;
  let routes: Route[];
  let samples: Record<string, Sample[]>;
  let before: Record<string, number>;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    admin = await app.signIn(ADMIN);
    doctor = await app.signIn(DOCTOR);
    consultant = await app.signIn(STOKE_CONSULTANT);
    routes = routesOf(app.running);
    samples = await acceptedBodies(app, await app.logAttendance(nurse));
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    before = await app.counts();
  });
  afterEach(async () => {
    expect(await app.counts()).toEqual(before);
  });

  const withBody = (): { route: Route; sample: Sample }[] =>
    routes
      .filter(({ method, path }) => method === 'POST' && !TAKES_NOTHING.includes(path))
      .flatMap((route) => samplesOf(samples, route).map((sample) => ({ route, sample })));
  /** Whose body is read. */
  const insiderOf = ({ path }: Route, client: Client): Client => {
    if (FOR_ADMINS.test(path)) return admin;
    if (FOR_DOCTORS.test(path)) return doctor;
    return FOR_CONSULTANTS.test(path) ? consultant : client;
  };
  const send = (
    client: Client,
    { route, sample }: { route: Route; sample: Sample },
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = JSON_TYPE,
  ) =>
    insiderOf(route, client).send('POST', pathOf(route, sample.id ?? ''), body, {
      'Idempotency-Key': randomUUID(),
      ...headers,
    });

  /** What every refusal has in common. `said` is what was sent, for whoever reads a failure. */
  function expectPlainRefusal(answer: Answer<unknown>, said: string): void {
    const where = `${said.slice(0, 300)} → ${answer.status} ${answer.text.slice(0, 300)}`;
    expect(answer.status, where).toBeGreaterThanOrEqual(400);
    expect(answer.status, where).toBeLessThan(500);
    expect(answer.headers.get('Content-Type'), where).toMatch(/^application\/problem\+json/);
    expect(PROBLEM_CODES, where).toContain(answer.problem.code);
    expect(answer.problem, where).toMatchObject({ type: 'about:blank', status: answer.status });
    expect(answer.problem.reference, where).toMatch(/^[0-9A-F]{8}$/);
    expect(answer.text, where).not.toMatch(/node_modules|\.ts:|\bat [A-Z]\w+\.|pg_|constraint/);
    for (const { message } of answer.problem.errors ?? []) {
      expect(message, where).toMatch(/^[A-Z“].*\.$/s);
      expect(message, where).not.toMatch(PROGRAMMERS_WORDS);
    }
  }

  it('every POST route has a body to break', () => {
    const posts = routes
      .filter(({ method, path }) => method === 'POST' && !TAKES_NOTHING.includes(path))
      .map(({ path }) => path);
    // A sample of another method only says which id its path needs.
    const taking = Object.keys(samples).filter((key) => !/^(GET|PUT) /.test(key) && !TAKES_NOTHING.includes(key));
    expect(new Set(posts)).toEqual(new Set(taking));
  });

  it.each([
    ['broken JSON', '{"version": 1,'],
    ['nothing at all', ''],
    ['a list', '[]'],
    ['text', '"hello"'],
    ['a number', '42'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['two objects', '{}{}'],
    ['a comment', '{/* */}'],
    ['a lone quote', '{"a": "'],
    ['a NUL between', '{"a"\u0000: 1}'],
    ['deeply nested lists', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['deeply nested objects', '{"a":'.repeat(8_000) + '1' + '}'.repeat(8_000)],
  ])('%s instead of the body', async (_, body) => {
    for (const one of withBody())
      expectPlainRefusal(await send(nurse, one, body), `${one.route.path} ${body.slice(0, 50)}`);
  });

  it('a body of 1 MB is refused as too large', async () => {
    const large = JSON.stringify({ note: 'x'.repeat(1_000_000) });
    for (const one of withBody()) {
      const answer = await send(nurse, one, large);
      expectPlainRefusal(answer, one.route.path);
      expect(answer.problem).toMatchObject({ status: 413, code: 'too_large' });
    }
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/xml', 415],
    ['application/json; charset=iso-8859-1', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=nonsense', 415],
    ['', 415],
  ])('the content type “%s” is refused, though the body would do', async (type, status) => {
    for (const one of withBody()) {
      const body = new TextEncoder().encode(JSON.stringify(one.sample.body));
      const answer = await send(nurse, one, body, type === '' ? {} : { 'Content-Type': type });
      expectPlainRefusal(answer, `${one.route.path} ${type}`);
      expect(answer.status).toBe(status);
    }
  });

  it.each(['gzip', 'deflate', 'br', 'nonsense'])(
    'a body that claims to be packed as %s and is not',
    async (encoding) => {
      for (const one of withBody())
        expectPlainRefusal(
          await send(nurse, one, JSON.stringify(one.sample.body), { ...JSON_TYPE, 'Content-Encoding': encoding }),
          one.route.path,
        );
    },
  );

  it('bytes that are no UTF-8 are refused rather than mended', async () => {
    for (const one of withBody()) {
      const text = JSON.stringify({ ...one.sample.body, note: 'Zo#' });
      const bytes = new TextEncoder().encode(text);
      bytes[bytes.indexOf('#'.charCodeAt(0))] = 0xeb;
      const answer = await send(nurse, one, bytes);
      expectPlainRefusal(answer, one.route.path);
      expect(answer.problem.detail).toContain('UTF-8');
    }
  });

  it('keys that poison prototypes are refused like any unknown key', async () => {
    for (const one of withBody()) {
      for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
        const body = JSON.stringify(one.sample.body).replace('{', `{"${key}":{"admin":true},`);
        const answer = await send(nurse, one, body);
        expectPlainRefusal(answer, `${one.route.path} ${key}`);
        expect(answer.status, key).toBe(400);
      }
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('unknown and malformed ids in the path are answered alike, whatever the body', async () => {
    const ids = [
      randomUUID(),
      'x',
      '1',
      'null',
      '..%2f..',
      '%00',
      "'%20OR%20'1'='1",
      '%F0%9F%92%A9',
      'a'.repeat(3000),
      '00000000-0000-0000-0000-000000000000',
    ];
    for (const route of routes.filter(({ path }) => path.includes(':id'))) {
      for (const id of ids) {
        const path = pathOf(route, id);
        const body = JSON.stringify(samples[route.path]?.[0]?.body ?? {});
        const answer =
          route.method === 'POST'
            ? await nurse.send('POST', path, body, { ...JSON_TYPE, [IDEMPOTENCY_HEADER]: randomUUID() })
            : await nurse.get(path);
        expectPlainRefusal(answer, path);
        expect(answer.status, path).toBe(404);
      }
    }
  });

  it.each(['/api/patients/%E0%A4%A', '/api/alerts/%', '/api/%c0%ae/%', '/api/alerts/%zz/close'])(
    'malformed percent-encoding in %s',
    async (path) => {
      expectPlainRefusal(await nurse.get(path), path);
      expectPlainRefusal(await nurse.post(path, { version: 1 }), path);
    },
  );

  it.each([
    'view=open&view=mine',
    'view[]=open',
    'view[a]=open',
    'view=',
    'view=all',
    'view=%00',
    'other=1',
    '__proto__[view]=open',
  ])('the query %s of the alert list', async (query) => {
    const answer = await nurse.get(`/api/alerts?${query}`);
    expectPlainRefusal(answer, query);
    expect(answer.status).toBe(400);
  });

  it.each(['search=a&search=b', 'search[]=a', 'search=%00', `search=${'x'.repeat(101)}`, 'search=a&limit=1'])(
    'the query %s of the hospital list',
    async (query) => {
      const answer = await nurse.get(`/api/hospitals?${query}`);
      expectPlainRefusal(answer, query);
      expect(answer.status).toBe(400);
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'])('the method %s, which no route has', async (method) => {
    if (method === 'TRACE') return expect(nurse.send(method, '/api/alerts', undefined)).rejects.toThrow();
    for (const path of ['/api/alerts', `/api/patients/${randomUUID()}`, '/api/nothing'])
      expectPlainRefusal(await nurse.send(method, path, undefined), `${method} ${path}`);
  });

  it('no day that lies behind us in a sample may lie before us', async () => {
    const taken: string[] = [];
    for (const one of withBody()) {
      const { body } = one.sample;
      for (const field of Object.keys(body).filter((name) => kindOf(body[name]) === 'pastDate')) {
        const answer = await send(nurse, one, JSON.stringify({ ...body, [field]: '2026-03-11' }));
        if (answer.status < 400) taken.push(`${one.route.path} ${field}`);
      }
    }
    expect(taken).toEqual([]);
  });

  it('any field of any body replaced by something that it cannot be', async () => {
    const all = withBody();
    const broken = fc
      .record({
        which: fc.nat({ max: all.length - 1 }),
        field: fc.nat(),
        how: fc.nat(),
        junk: fc.jsonValue({ maxDepth: 3 }),
        key: fc.string({ minLength: 1 }),
      })
      .map(({ which, field, how, junk, key }) => {
        const one = all[which]!;
        return { one, ...breakOneField(one.sample.body, field, how, junk, key) };
      });
    const tries = fc.sample(broken, { numRuns: 1500, seed: 20_260_310 });
    for (let start = 0; start < tries.length; start += 12) {
      await Promise.all(
        tries.slice(start, start + 12).map(async ({ one, body, field }) => {
          const answer = await send(nurse, one, body);
          expectPlainRefusal(answer, `${one.route.path} ${field}: ${body}`);
          if (answer.status === 400 && field !== 'whole body')
            expect(answer.problem.errors ?? [], `${one.route.path} ${field}: ${body}` + answer.text).not.toEqual([]);
        }),
      );
    }
  });
});

/** Routes that act without being told anything. */
const TAKES_NOTHING = [
  '/api/session/passkey/begin',
  '/api/patient-imports/:id/go-on',
  '/api/invitations/:id/revoke',
  '/api/identities/:id/detach',
];

const NO_DATES = ['', '5/4/2019', '2019-02-30', '2026-13-01', '0000-01-01', '9999-12-31', '2019-04-05T00:00:00Z'];

/** Values that a field can never have, by what it has when it is right. */
const NEVER: Record<string, unknown[]> = {
  any: [{}, { $ne: null }, [[1]], 12.5, -1, { toString: 'x' }],
  text: [true, 'a\u0000b', 'a\ud800b', '\udfff', 'a\u001bb', 'x'.repeat(5001), 7],
  id: ['', 'x', '../..', '3fa85f64-5717-4562-b3fc-2c963f66afa', "' OR 1=1 --", null],
  instant: [
    '',
    'yesterday',
    '2026-02-30T10:00:00Z',
    '2026-03-10',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '+275760-09-13T00:00:00Z',
    '2026-03-10T25:00:00Z',
    '-000001-01-01T00:00:00Z',
    '2026-03-10T10:00:00+99:00',
  ],
  pastDate: [...NO_DATES, '2026-03-11'],
  date: NO_DATES,
  number: ['1', '', null, 1e21, -0.5, 9_007_199_254_740_993, true],
  boolean: ['true', 1, 0, null, 'on'],
};

function kindOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return typeof value;
  if (typeof value !== 'string') return 'any';
  if (/^[0-9a-f]{8}-/.test(value)) return 'id';
  // The specs live on 10 March 2026.
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return value <= '2026-03-10' ? 'pastDate' : 'date';
  return /^\d{4}-\d\d-\d\dT/.test(value) ? 'instant' : 'text';
}

function breakOneField(
  right: Record<string, unknown>,
  place: number,
  how: number,
  junk: unknown,
  key: string,
): { body: string; field: string } {
  if (how % 7 === 0) return { body: JSON.stringify({ ...right, [`${key}!`]: junk }), field: 'unknown key' };
  if (how % 11 === 0 && (typeof junk !== 'object' || junk === null || Array.isArray(junk)))
    return { body: JSON.stringify(junk), field: 'whole body' };
  const fields = Object.keys(right);
  const field = fields[place % fields.length]!;
  const inner = right[field];
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && how % 2 === 0) {
    const deeper = breakOneField(inner as Record<string, unknown>, how, place + 1, junk, key);
    return {
      body: JSON.stringify({ ...right, [field]: JSON.parse(deeper.body) as unknown }),
      field: `${field}.${deeper.field}`,
    };
  }
  const kind = kindOf(inner);
  const never = [...NEVER['any']!, ...(NEVER[kind] ?? [])].filter(
    (value) => kind !== 'number' || field !== 'limit' || value !== 7,
  );
  return { body: JSON.stringify({ ...right, [field]: never[how % never.length] }), field };
}
