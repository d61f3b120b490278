import type { FigureAnswer, FigureCounts, FigureList } from '@shared-care/contracts/insights/answers';
import { contactHealth } from '@shared-care/domain/contact-health';
import { FIGURES, startsBetween, type FigureName } from '@shared-care/domain/figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, STOKE_CONSULTANT, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';
import { visited, type Visit } from './testing/visits';

let app: TestApp;
let nurse: Client;
let here: string;
let there: string;
let child: string;

// Before anything the demo knows: what is counted is what this file wrote.
const PERIOD = 'from=2023-01-01&to=2023-03-31';

async function ask(name: FigureName, query = PERIOD): Promise<FigureAnswer> {
  const { status, body, text } = await nurse.get<FigureAnswer>(`/api/insights/figures/${name}?${query}`);
  expect(status, text).toBe(200);
  return body;
}

async function list(name: FigureName, query: string): Promise<FigureList> {
  const { status, body, text } = await nurse.get<FigureList>(`/api/insights/figures/${name}/list?rows=100&${query}`);
  expect(status, text).toBe(200);
  return body;
}

/** The parts that have something. */
const parts = ({ parts: found }: FigureCounts): Record<string, number> => found;

beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  here = await app.hospital('RHW01');
  there = await app.hospital('RD816');
  child = await app.find('Jones', 'Amelia');
  const bleed = { patientId: child, hospitalId: here };
  const visits: Visit[] = [
    // The last minute of 2022 and the first of 2023, and the first of April in summer time, which is 31 March in UTC.
    { ...bleed, arrivedAt: '2022-12-31T23:59:00Z', treated: 5, acknowledged: 1 },
    { ...bleed, arrivedAt: '2023-01-01T00:00:00Z', treated: 30, acknowledged: 15 },
    { ...bleed, arrivedAt: '2023-03-31T23:30:00Z', treated: 5, acknowledged: 1 },
    // Sunday and Monday: two weeks.
    { ...bleed, arrivedAt: '2023-01-15T12:00:00Z', treated: 31, acknowledged: 16, openAccess: 'due_review' },
    { ...bleed, arrivedAt: '2023-01-16T12:00:00Z', treated: 60, acknowledged: 5, openAccess: 'expired' },
    {
      ...bleed,
      arrivedAt: '2023-02-01T12:00:00Z',
      treated: 61,
      tier: 'amber',
      acknowledged: 60,
      limit: 60,
      openAccess: 'none',
    },
    { ...bleed, arrivedAt: '2023-02-02T12:00:00Z', treated: 120, tier: 'amber', acknowledged: 61, limit: 60 },
    { ...bleed, arrivedAt: '2023-02-03T12:00:00Z', treated: 121, tier: 'blue', acknowledged: 61, limit: 1500 },
    { ...bleed, arrivedAt: '2023-02-04T12:00:00Z', treated: 'Not needed.', tier: 'blue', acknowledged: 9, limit: 5 },
    // Nobody took it, and the limit is long past; another still has time.
    { ...bleed, arrivedAt: '2023-03-01T12:00:00Z', hospitalId: there, treated: 'Not known: the ward did not say' },
    { ...bleed, arrivedAt: '2023-03-02T12:00:00Z', hospitalId: there, limit: 10_000_000 },
    // A treatment that was given at home on the way.
    { ...bleed, arrivedAt: '2023-03-03T12:00:00Z', hospitalId: there, treated: -20, acknowledged: 10 },
    // No bleed, unless a site is named; planned treatment is none either way.
    { ...bleed, arrivedAt: '2023-03-04T12:00:00Z', reason: 'unrelated_illness', tier: 'blue', acknowledged: 1 },
    {
      ...bleed,
      arrivedAt: '2023-03-05T12:00:00Z',
      reason: 'other',
      site: 'mouth',
      tier: 'blue',
      acknowledged: 1,
      treated: 10,
    },
    {
      ...bleed,
      arrivedAt: '2023-03-06T12:00:00Z',
      reason: 'planned_treatment',
      site: 'joint',
      tier: 'blue',
      acknowledged: 1,
    },
    // In no directory, of nobody known.
    { arrivedAt: '2023-03-07T12:00:00Z', openAccess: 'unknown', acknowledged: 3 },
    // Not counted.
    { ...bleed, arrivedAt: '2023-03-08T12:00:00Z', state: 'cancelled', alertState: 'withdrawn' },
    { ...bleed, arrivedAt: '2023-03-08T12:00:00Z', state: 'entered_in_error', acknowledged: 1 },
    { ...bleed, arrivedAt: '2023-03-08T12:00:00Z', state: 'merged', acknowledged: 1 },
  ];
  for (const visit of visits) await visited(app, visit);
  // An alert may be withdrawn while its visit stands.
  await visited(app, {
    ...bleed,
    arrivedAt: '2023-03-09T12:00:00Z',
    tier: 'blue',
    alertState: 'withdrawn',
    reason: 'other',
  });
});
afterAll(() => app.stop());

describe('each figure, counted by hand', () => {
  it('attendances by week and tier, in UK time, without those that were none', async () => {
    const { whole, periods, hospitals } = await ask('attendances');
    expect(whole).toEqual({
      total: 15,
      parts: { red: 7, amber: 2, blue: 6 },
      median: null,
      ninth: null,
      perShift: null,
    });
    expect(periods).toHaveLength(14);
    expect(periods[0]).toMatchObject({ start: '2022-12-26', total: 1 });
    expect(periods.find(({ start }) => start === '2023-01-09')).toMatchObject({ total: 1 });
    expect(periods.find(({ start }) => start === '2023-01-16')).toMatchObject({ total: 1 });
    expect(periods.find(({ start }) => start === '2023-01-30')).toMatchObject({ parts: { amber: 2, blue: 2 } });
    expect(periods.filter(({ total }) => total === 0)).not.toHaveLength(0);
    expect(hospitals.map(({ hospital, total }) => [hospital?.id ?? null, total])).toEqual([
      [here, 11],
      [there, 3],
      [null, 1],
    ]);
  });

  it('alerts within the limit of their tier, late, and waiting; the median is of reds with an owner', async () => {
    const { whole, periods } = await ask('acknowledged');
    expect(parts(whole)).toEqual({
      red_within: 4,
      red_late: 2,
      amber_within: 1,
      amber_late: 1,
      blue_within: 4,
      blue_late: 1,
      waiting: 1,
    });
    expect(whole.total).toBe(14);
    // Reds: 3, 5, 10, 15 and 16 minutes.
    expect(whole).toMatchObject({ median: 10, ninth: 16 });
    expect(periods.map(({ start, total, median }) => [start, total, median])).toEqual([
      ['2023-01-01', 3, 15],
      ['2023-02-01', 4, null],
      ['2023-03-01', 7, 7],
    ]);
  });

  it('bleeds treated within 30, 60 and 120 minutes; not given, not known and not recorded are three answers', async () => {
    const { whole, periods } = await ask('first_treatment');
    expect(parts(whole)).toEqual({
      within_30: 3,
      within_60: 2,
      within_120: 2,
      later: 1,
      not_given: 1,
      not_known: 1,
      not_recorded: 2,
    });
    // -20, 10, 30, 31, 60, 61, 120 and 121 minutes.
    expect(whole).toMatchObject({ total: 12, median: 46, ninth: 120 });
    expect(periods[0]).toMatchObject({ start: '2023-01-01', total: 3, median: 31 });
  });

  it('open access as it was at arrival', async () => {
    const { whole } = await ask('open_access');
    expect(whole).toMatchObject({ total: 15, parts: { valid: 11, due_review: 1, not_valid: 2, unknown: 1 } });
  });

  it('requests by their last step; a wait moves its day, running ones past it are overdue', async () => {
    const request = async (
      done: string | null,
      due: string,
      more: Record<string, string | null> = {},
    ): Promise<void> => {
      const { kind = 'stepped', state = 'answered', waitingUntil = null } = more;
      await app.sql(
        `WITH r AS (INSERT INTO requests (patient_id, type, state, source, received_at, since, do_by, done_at, created_by, waiting_on,
                      waiting_because, waiting_until, waiting_since)
           SELECT $1, 'general', $2, 'email', '2023-01-02T10:00:00Z', '2023-01-02T10:00:00Z', CASE WHEN $3::timestamptz IS NULL THEN $4::date END,
                  $3, id, CASE WHEN w THEN 'family' END, CASE WHEN w THEN 'test' END, CASE WHEN w THEN $6::date END,
                  CASE WHEN w THEN '2023-01-02T10:00:00Z'::timestamptz END
           FROM users, (SELECT $3::timestamptz IS NULL AND $6::date IS NOT NULL AS w) wait WHERE email = '${NURSE}' RETURNING id, done_at)
         INSERT INTO request_events (request_id, at, kind, before)
         SELECT id, done_at, $5, jsonb_build_object('doBy', $4::text, 'waitingUntil', $6::text) FROM r WHERE done_at IS NOT NULL`,
        [child, state, done, due, kind, waitingUntil],
      );
    };
    await request('2023-01-10T23:59:00Z', '2023-01-10');
    await request('2023-01-11T00:01:00Z', '2023-01-10');
    await request('2023-01-12T12:00:00Z', '2023-01-10', { waitingUntil: '2023-01-12' });
    await request('2023-01-12T12:00:00Z', '2023-01-12', { state: 'cancelled' });
    await request('2023-01-12T12:00:00Z', '2023-01-12', { kind: 'stopped' });
    await request(null, '2023-02-10');
    // Its wait still runs, so nothing is overdue.
    await request(null, '2023-02-10', { waitingUntil: '2026-03-20' });
    const { whole, periods } = await ask('requests');
    expect(whole).toMatchObject({ total: 4, parts: { on_time: 2, late: 1, overdue: 1 } });
    expect(periods.map(({ total }) => total)).toEqual([3, 1, 0]);
  });

  it('numbers of the network are in the state that the verification round gives them', async () => {
    const { whole } = await ask('contacts', '');
    const contacts = await app.sql<{ verifiedOn: string | null; failedCalls: number }>(
      `SELECT c.verified_on AS "verifiedOn", c.failed_calls AS "failedCalls" FROM hospital_contacts c
       JOIN hospitals h ON h.id = c.hospital_id WHERE c.ended_at IS NULL AND h.network_role <> 'other'`,
    );
    const expected: Record<string, number> = {};
    for (const contact of contacts) {
      const health = contactHealth(contact, TUESDAY_11.toISOString().slice(0, 10));
      expected[health] = (expected[health] ?? 0) + 1;
    }
    expect(Object.keys(expected).length).toBeGreaterThan(2);
    expect(whole).toMatchObject({ total: contacts.length, parts: expected });
  });
});

describe.each(Object.keys(FIGURES) as FigureName[])('%s', (name) => {
  it.each([PERIOD, '', 'from=2026-01-01&to=2026-03-10'])(
    'parts, weeks or months and hospitals add up to the whole: %s',
    async (query) => {
      const { whole, periods, hospitals } = await ask(name, query);
      const sum = (counts: FigureCounts[]): number => counts.reduce((total, one) => total + one.total, 0);
      expect(sum(hospitals)).toBe(whole.total);
      if (FIGURES[name].by !== null) expect(sum(periods)).toBe(whole.total);
      for (const counts of [whole, ...periods, ...hospitals]) {
        expect(Object.values(counts.parts).reduce((total, one) => total + one, 0)).toBe(counts.total);
        expect(Object.keys(FIGURES[name].parts)).toEqual(expect.arrayContaining(Object.keys(counts.parts)));
      }
    },
  );

  it('behind every number is a list of so many, each of that part, week or month and hospital', async () => {
    const answer = await ask(name);
    const cells: [FigureCounts, string][] = [
      [answer.whole, ''],
      ...answer.periods.map((one): [FigureCounts, string] => [one, `&start=${one.start}`]),
      ...answer.hospitals.map((one): [FigureCounts, string] => [one, `&hospital=${one.hospital?.id ?? 'none'}`]),
      ...answer.bins.map((one): [FigureCounts, string] => [one, `&bin=${one.bin}`]),
    ];
    for (const [counts, cell] of cells) {
      expect((await list(name, PERIOD + cell)).total).toBe(counts.total);
      for (const [part, count] of Object.entries(counts.parts)) {
        const { rows, total } = await list(name, `${PERIOD}${cell}&part=${part}`);
        expect([total, rows.length]).toEqual([count, Math.min(100, count)]);
        expect(rows.every((row) => row.part === part)).toBe(true);
      }
    }
  });

  it('names no child in the figure, and leaves the children of a list in the audit log', async () => {
    const { text } = await nurse.get(`/api/insights/figures/${name}?${PERIOD}`);
    expect(text).not.toContain(child);
    expect(text).not.toMatch(/Jones|Amelia/);
    const { rows } = await list(name, PERIOD);
    const [row] = await app.sql<{ entity: string; patient_ids: string[] | null }>(
      `SELECT entity, patient_ids FROM audit_entries WHERE entity LIKE 'insight%' ORDER BY id DESC LIMIT 1`,
    );
    expect(row!.entity).toBe('insight_list');
    expect(new Set(row!.patient_ids ?? [])).toEqual(
      new Set(rows.flatMap(({ patient }) => (patient ? [patient.id] : []))),
    );
  });

  it('is the unit’s alone', async () => {
    const consultant = await app.signIn(STOKE_CONSULTANT);
    for (const path of ['', '/list'])
      expect((await consultant.get(`/api/insights/figures/${name}${path}`)).status).toBe(404);
  });
});

describe('what is asked for', () => {
  it('without a period is the last twelve months to today', async () => {
    const answer = await ask('acknowledged', '');
    expect([answer.from, answer.to]).toEqual(['2025-04-01', '2026-03-10']);
    expect(answer.periods).toHaveLength(12);
  });

  it.each([
    ['acknowledged?from=2023-02-01&to=2023-01-01', 'to'],
    ['acknowledged?from=2027-02-01', 'from'],
    ['acknowledged?from=1999-02-01', 'from'],
    ['acknowledged?from=2023-02-30', 'from'],
    ['acknowledged?hospital=here', 'hospital'],
    ['acknowledged/list?part=red', 'part'],
    ['acknowledged/list?start=2023-01-02', 'start'],
    ['contacts/list?start=2023-01-01', 'start'],
    ['attendances/list?bin=0', 'bin'],
    ['load_by_hour/list?bin=24', 'bin'],
    ['attendances/list?start=2023-01-01', 'start'],
  ])('%s is refused, naming %s', async (path, field) => {
    const { status, body } = await nurse.get<{ errors: { field: string }[] }>(`/api/insights/figures/${path}`);
    expect(status).toBe(400);
    expect(body.errors.map((error) => error.field)).toContain(field);
  });

  it('weeks begin on Monday, months on the first, across the end of the year', () => {
    expect(startsBetween('week', '2026-12-31', '2027-01-05')).toEqual(['2026-12-28', '2027-01-04']);
    expect(startsBetween('month', '2026-12-31', '2027-02-01')).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  });
});
