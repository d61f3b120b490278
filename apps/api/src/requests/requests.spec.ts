import { randomUUID } from 'node:crypto';
import type {
  RequestDetail,
  RequestInList,
  RequestList,
  SteppedRequests,
} from '@shared-care/contracts/requests/answers';
import { REQUEST_TYPES } from '@shared-care/domain/request-states';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';
import { Database } from '../platform/tx';
import { openRequestForCause } from './open-request';
import { stopRequests } from './work-request';

let app: TestApp;
let nurse: Client;
let other: Client;
let amelia: string;

beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  other = await app.signIn(OTHER_NURSE);
  amelia = await app.find('Jones', 'Amelia');
});
beforeEach(() => app.database.setClock(TUESDAY_11));
afterAll(() => app.stop());

const open = (body: Record<string, unknown> = {}, key: string = randomUUID(), client = nurse) =>
  client.post<RequestDetail>(
    '/api/requests',
    { patientId: amelia, type: 'repeat_prescription', ...body },
    { 'Idempotency-Key': key },
  );
const opened = async (body: Record<string, unknown> = {}): Promise<RequestDetail> => {
  const answer = await open(body);
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
};
const act = (request: { id: string; version: number }, verb: string, body: object = {}, client = nurse) =>
  client.post<RequestDetail>(`/api/requests/${request.id}/${verb}`, { version: request.version, ...body });
const list = async (query = ''): Promise<RequestList> => (await nurse.get<RequestList>(`/api/requests${query}`)).body;
const inList = async (query: string, id: string): Promise<RequestInList | undefined> =>
  (await list(query)).requests.find((each) => each.id === id);

describe('a repeat prescription', () => {
  it('goes from request to collection, each step by a person and in the history', async () => {
    const request = await opened({ details: 'Needles too, please.' });
    expect(request).toMatchObject({
      state: 'requested',
      doBy: '2026-03-13',
      timeLeft: '3 working days left',
      owner: null,
    });
    let now = request;
    for (const to of ['checked', 'prescribed', 'ready', 'collected']) {
      const answer = await act(now, 'step', { to });
      expect(answer.status, answer.text).toBe(200);
      now = answer.body;
    }
    expect(now).toMatchObject({ state: 'collected', doBy: null, next: [], owner: { displayName: 'A Boyd' } });
    expect(now.events.map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      'received requested',
      'stepped checked',
      'stepped prescribed',
      'stepped ready',
      'stepped collected',
    ]);
    expect(await inList('', request.id)).toBeUndefined();
    expect(await inList('?view=done_this_week', request.id)).toMatchObject({ state: 'collected' });
  });

  it('cannot skip a step, go on from its end, or be rejected without a reason', async () => {
    const request = await opened();
    expect((await act(request, 'step', { to: 'ready' })).status).toBe(422);
    const silent = await act(request, 'step', { to: 'rejected' });
    expect(silent.status).toBe(400);
    expect(silent.problem?.errors).toEqual([{ field: 'note', message: 'Enter why it is rejected.' }]);
    const rejected = await act(request, 'step', { to: 'rejected', note: 'Not due for a month.' });
    expect(rejected.body.state).toBe('rejected');
    expect((await act(rejected.body, 'step', { to: 'checked' })).status).toBe(422);
    expect((await act(rejected.body, 'wait', { on: 'gp', because: 'x', until: '2026-03-12' })).status).toBe(422);
  });

  it('received after the cut-off before Christmas is due after the holidays, and says why', async () => {
    await app.database.setClock(new Date('2026-12-29T09:00:00Z'));
    const late = await opened({ receivedAt: '2026-12-24T17:00:00Z' });
    expect(late).toMatchObject({
      doBy: '2027-01-04',
      countedFrom: 'Received 24-Dec-2026 17:00, after 16:00: counted from 29-Dec-2026.',
    });
    expect(await opened({ receivedAt: '2026-12-24T15:59:00Z' })).toMatchObject({ doBy: '2026-12-31', countedFrom: '' });
  });

  it('grows urgent by working days', async () => {
    const request = await opened();
    for (const [at, urgency] of [
      ['2026-03-11T09:00:00Z', 'on_time'],
      ['2026-03-12T09:00:00Z', 'soon'],
      ['2026-03-13T09:00:00Z', 'due'],
      ['2026-03-16T09:00:00Z', 'overdue'],
    ] as const) {
      await app.database.setClock(new Date(at));
      expect((await inList('', request.id))?.urgency, at).toBe(urgency);
    }
    expect((await inList('', request.id))?.timeLeft).toBe('Overdue 1 working day');
  });

  it('needed sooner is due the working day before', async () => {
    expect((await opened({ neededBy: '2026-03-12' })).doBy).toBe('2026-03-11');
    const changed = await act(await opened(), 'change', { neededBy: '2026-03-12', details: null });
    expect(changed.body.doBy).toBe('2026-03-11');
  });
});

describe('waiting', () => {
  it('stops the clock for the working days it lasted, and comes back by itself', async () => {
    const request = await opened();
    const waits = (await act(request, 'wait', { on: 'pharmacy', because: 'Out of stock', until: '2026-03-16' })).body;
    expect(waits).toMatchObject({
      doBy: '2026-03-19',
      timeLeft: null,
      waiting: { on: 'pharmacy', until: '2026-03-16' },
    });
    expect(await inList('', request.id)).toBeUndefined();
    expect(await inList('?view=waiting', request.id)).toBeDefined();
    await app.database.setClock(new Date('2026-03-16T00:30:00Z'));
    expect(await inList('', request.id)).toMatchObject({ doBy: '2026-03-19', timeLeft: '3 working days left' });
    expect(await inList('?view=waiting', request.id)).toBeUndefined();
  });

  it('ended early gives back the days that were not used', async () => {
    const request = await opened();
    const waits = (await act(request, 'wait', { on: 'family', because: 'Which size?', until: '2026-03-24' })).body;
    await app.database.setClock(new Date('2026-03-12T09:00:00Z'));
    const resumed = (await act(waits, 'resume')).body;
    expect(resumed).toMatchObject({ waiting: null, doBy: '2026-03-17' });
    expect(resumed.events.map(({ kind }) => kind)).toEqual(['received', 'waits', 'resumed']);
  });

  it.each([
    ['2026-03-10', 'still to come'],
    ['2026-09-10', 'within 90 days'],
  ])('until %s is refused', async (until, because) => {
    const answer = await act(await opened(), 'wait', { on: 'gp', because: 'x', until });
    expect(answer.status).toBe(400);
    expect(answer.problem?.errors?.[0]?.message).toContain(because);
  });
});

describe('taking back', () => {
  it('restores the row exactly, keeps both lines, and is for the one who did it', async () => {
    const request = await opened({ neededBy: '2026-03-20', details: 'As it was' });
    const facts = () =>
      app.sql(
        `SELECT state, since, paused_working_days, needed_by, do_by, owner_id, waiting_on, waiting_because, waiting_until,
                waiting_since, details, done_at FROM requests WHERE id = $1`,
        [request.id],
      );
    const before = await facts();
    for (const [verb, body] of [
      ['step', { to: 'checked' }],
      ['wait', { on: 'gp', because: 'Asked', until: '2026-03-20' }],
      ['change', { neededBy: null, details: 'Other' }],
      ['take', {}],
    ] as const) {
      const { version } = (await nurse.get<RequestDetail>(`/api/requests/${request.id}`)).body;
      const done = (await act({ id: request.id, version }, verb, body)).body;
      expect(await facts()).not.toEqual(before);
      expect(done.undoUntil).not.toBeNull();
      expect((await act(done, 'undo', {}, other)).status).toBe(422);
      const undone = await act(done, 'undo');
      expect(undone.status, undone.text).toBe(200);
      expect(await facts()).toEqual(before);
      expect(undone.body.events.at(-2)).toMatchObject({ undone: true });
      expect(undone.body.undoUntil).toBeNull();
    }
  });

  it('is over after a quarter of an hour', async () => {
    const done = (await act(await opened(), 'step', { to: 'checked' })).body;
    await app.database.letMinutesPass(16);
    expect((await act(done, 'undo')).status).toBe(422);
  });
});

describe('two people', () => {
  it('one takes it, the other is told who', async () => {
    const request = await opened();
    const answers = await Promise.all([act(request, 'take'), act(request, 'take', {}, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.problem?.detail).toMatch(/has taken this request/);
  });

  it('a step on a request that changed is refused and says what it is now', async () => {
    const request = await opened();
    await act(request, 'step', { to: 'checked' }, other);
    const stale = await act(request, 'step', { to: 'checked' });
    expect(stale.status).toBe(409);
    expect(stale.problem?.current).toMatchObject({ state: 'checked', owner: 'J Ferrars' });
  });

  it('the same form sent twenty times at once files one request', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => open({ details: 'once' }, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await open({ details: 'something else' }, key)).status).toBe(422);
    expect((await nurse.post('/api/requests', { patientId: amelia, type: 'general' })).status).toBe(400);
  });
});

describe('several at once', () => {
  it('does those it can and names the others', async () => {
    const [fine, stale, past] = [await opened(), await opened(), await opened({ type: 'general' })];
    await act(stale, 'take', {}, other);
    const answer = await nurse.post<SteppedRequests>('/api/requests/step', {
      requests: [fine, stale, past].map(({ id, version }) => ({ id, version })),
      to: 'checked',
    });
    expect(answer.body.done).toEqual([{ id: fine.id, version: fine.version + 1 }]);
    expect(answer.body.refused.map(({ reference }) => reference).sort()).toEqual(
      [stale.reference, past.reference].sort(),
    );
    expect((await inList('', fine.id))?.state).toBe('checked');
  });
});

describe('several at once', () => {
  const several = (verb: string, requests: { id: string; version: number }[], body: object = {}, client = nurse) =>
    client.post<SteppedRequests>(`/api/requests/${verb}`, {
      requests: requests.map(({ id, version }) => ({ id, version })),
      ...body,
    });

  it('are taken, each by itself; Undo takes back only what was done', async () => {
    const [free, mine, theirs] = [await opened(), await opened({ takeIt: true }), await opened()];
    await act(theirs, 'take', {}, other);
    const before = await app.sql<{ id: number }>('SELECT max(id)::int AS id FROM audit_entries');
    const taken = await several('take', [free, mine, theirs]);
    expect(taken.status, taken.text).toBe(200);
    expect(taken.body.done).toEqual([{ id: free.id, version: free.version + 1 }]);
    expect(Object.fromEntries(taken.body.refused.map(({ id, because }) => [id, because]))).toEqual({
      [mine.id]: 'You have taken this request already.',
      [theirs.id]: 'J Ferrars has taken this request.',
    });
    expect(
      await app.sql(`SELECT entity, detail FROM audit_entries WHERE id > $1 AND action = 'update' ORDER BY id`, [
        before[0]!.id,
      ]),
    ).toEqual([
      { entity: 'request', detail: 'taken' },
      { entity: 'request_list', detail: 'take: 1 done, 2 refused' },
    ]);
    const undone = await several('undo', taken.body.done);
    expect(undone.body).toMatchObject({ done: [{ id: free.id }], refused: [] });
    expect((await inList('', free.id))?.owner).toBeNull();
    expect((await inList('', mine.id))?.owner?.displayName).toBe('A Boyd');
  });

  it('wait until one day, and are to do again after Undo; a day gone by is refused for all', async () => {
    const both = [await opened(), await opened()];
    const wait = { on: 'pharmacy', because: 'Out of stock', until: '2026-03-16' };
    expect((await several('wait', both, { ...wait, until: '2026-03-09' })).problem?.errors).toEqual([
      { field: 'until', message: 'Choose a day that is still to come.' },
    ]);
    const waiting = await several('wait', both, wait);
    expect(waiting.body.done).toHaveLength(2);
    for (const { id } of both) expect(await inList('?view=waiting', id)).toMatchObject({ waiting: { on: 'pharmacy' } });
    await several('undo', waiting.body.done);
    for (const { id } of both) expect(await inList('', id)).toMatchObject({ waiting: null });
  });
});

describe('pages', () => {
  it('hold every request once, in the order asked for, and say how many there are', async () => {
    for (const type of ['general', 'psychology']) await opened({ type });
    const all = await list();
    expect(all).toMatchObject({ total: all.requests.length, all: all.counts.to_do });
    expect(all.overdue).toBe(all.requests.filter(({ urgency }) => urgency === 'overdue').length);
    for (const sort of ['doBy', 'received', 'type', 'child', 'state', 'owner'])
      for (const order of ['up', 'down']) {
        const seen: string[] = [];
        for (let page = 1; seen.length < all.total; page++) {
          const part = await list(`?sort=${sort}&order=${order}&rows=2&page=${page}`);
          expect(part.requests.length).toBeGreaterThan(0);
          expect(part.total).toBe(all.total);
          seen.push(...part.requests.map(({ id }) => id));
        }
        expect(new Set(seen).size, `${sort} ${order}`).toBe(all.total);
      }
    const types = (await list('?sort=type')).requests.map(({ type }) => REQUEST_TYPES[type]);
    expect(types).toEqual([...types].sort((one, next) => one.localeCompare(next, 'en-GB')));
    const filtered = await list('?type=psychology&rows=1');
    expect(filtered.total).toBe(all.requests.filter(({ type }) => type === 'psychology').length);
    expect(filtered.all).toBe(all.total);
    expect((await nurse.get('/api/requests?sort=nonsense')).status).toBe(400);
  });
});

describe('every type', () => {
  it.each([
    ['local_support', ['agreed', 'running', 'ended']],
    ['dental_advice', ['plan_sent', 'referred_community_dental', 'seen_community_dental']],
    ['vaccination_question', ['answered']],
    ['psychology', ['consented', 'referred', 'accepted', 'seen', 'ended']],
    ['financial_help', ['signposted', 'settled']],
    ['general', ['answered']],
  ])('%s comes to its end', async (type, steps) => {
    let now = await opened({ type, source: 'telephone' });
    for (const to of steps) {
      expect(now.doBy).not.toBeNull();
      const answer = await act(now, 'step', { to, note: 'As agreed.' });
      expect(answer.status, answer.text).toBe(200);
      now = answer.body;
    }
    expect(now).toMatchObject({ doBy: null, next: [] });
  });

  it('what only a programme opens is not opened by hand', async () => {
    expect((await open({ type: 'home_delivery' })).status).toBe(400);
  });
});

describe('filters', () => {
  it('by type and by hospital, said in the address', async () => {
    const request = await opened({ type: 'financial_help' });
    const found = await list('?type=financial_help');
    expect(new Set(found.requests.map(({ type }) => type))).toEqual(new Set(['financial_help']));
    expect(await inList(`?hospital=${request.hospital!.id}`, request.id)).toBeDefined();
    const elsewhere = found.hospitals.find(({ id }) => id !== request.hospital!.id) ?? { id: randomUUID() };
    expect(await inList(`?hospital=${elsewhere.id}`, request.id)).toBeUndefined();
    expect((await nurse.get('/api/requests?view=nonsense')).status).toBe(400);
  });
});

describe('programmes and notices', () => {
  it('find one thing once while it runs, and again when it is settled', async () => {
    const database = app.running.nest.get(Database);
    const me = { id: await app.user(NURSE), role: 'haemostasis_nurse', displayName: 'A Boyd' } as never;
    const found = {
      patientId: amelia,
      type: 'haemtrack' as const,
      cause: 'haemtrack silent',
      details: '14 days',
      neededBy: null,
    };
    const openIt = () => database.runAs(me, (tx) => openRequestForCause(tx, me, found));
    const first = await openIt();
    expect(first).not.toBeNull();
    expect(await openIt()).toBeNull();
    const { body } = await nurse.get<RequestDetail>(`/api/requests/${first}`);
    expect((await act(body, 'step', { to: 'settled', note: 'Rang them.' })).status).toBe(200);
    expect(await openIt()).not.toBeNull();
  });

  it('stop everything that runs for a child at once', async () => {
    const child = await app.find('Okafor', 'Daniel');
    await opened({ patientId: child });
    await opened({ patientId: child, type: 'general' });
    const database = app.running.nest.get(Database);
    const me = { id: await app.user(NURSE), role: 'haemostasis_nurse', displayName: 'A Boyd' } as never;
    expect(await database.runAs(me, (tx) => stopRequests(tx, me, child, 'Moved away'))).toBeGreaterThanOrEqual(2);
    expect(await app.sql('SELECT 1 FROM requests WHERE patient_id = $1 AND done_at IS NULL', [child])).toEqual([]);
  });

  it('nothing is asked for a child who has died', async () => {
    const child = await app.find('Smith', 'Ava');
    await app.sql('UPDATE patients SET died_on = $2 WHERE id = $1', [child, '2026-03-01']);
    expect((await open({ patientId: child })).status).toBe(422);
    await app.sql('UPDATE patients SET died_on = NULL WHERE id = $1', [child]);
  });
});

describe('nobody else sees them', () => {
  it('a link consultant and an admin are told there is nothing, whatever they ask for', async () => {
    const request = await opened();
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      for (const answer of [
        await client.get('/api/requests'),
        await client.get(`/api/requests/${request.id}`),
        await client.get(`/api/patients/${amelia}/requests`),
        await act(request, 'take', {}, client),
        await open({}, randomUUID(), client),
      ])
        expect(answer.status).toBe(404);
    }
  });

  it('the policy alone refuses too, were the guard not there', async () => {
    const database = app.running.nest.get(Database);
    const consultant = { id: await app.user(BERKSHIRE_CONSULTANT) };
    expect(await database.runAs(consultant, (tx) => tx.query('SELECT 1 FROM requests'))).toEqual([]);
    expect(await database.runAs(consultant, (tx) => tx.query('SELECT 1 FROM request_events'))).toEqual([]);
  });

  it('every look and change leaves an audit row that names the child and no words of the request', async () => {
    const request = await opened({ details: 'Canary details' });
    await act(request, 'step', { to: 'rejected', note: 'Canary note' });
    await list();
    const trail = await app.sql<{ action: string; entity: string; detail: string | null; patient_id: string | null }>(
      'SELECT action, entity, detail, patient_id FROM audit_entries WHERE entity LIKE $1 ORDER BY id DESC LIMIT 5',
      ['request%'],
    );
    expect(trail.map(({ action, entity }) => `${action} ${entity}`)).toEqual([
      'read request_list',
      'refresh request',
      'update request',
      'read request',
      'create request',
    ]);
    expect(JSON.stringify(trail)).not.toContain('Canary');
  });
});
