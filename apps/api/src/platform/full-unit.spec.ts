import type { FigureAnswer, FigureList } from '@shared-care/contracts/insights/answers';
import type { NavigationCount, NavigationCounts } from '@shared-care/contracts/navigation/answers';
import { FIGURES, type FigureName } from '@shared-care/domain/figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { BOARDS, fillUnit, tableOf, timed } from '../testing/full-unit';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

/** `npm run boards` asks for 5,000 children and 100,000 attendances; here it is enough that no list fits on one page. */
const [PATIENTS, ATTENDANCES] = (process.env['FULL_UNIT'] ?? '330,700').split(',').map(Number);
const ROWS = PATIENTS! < 1000 ? 25 : 100;

type Answered = Record<string, unknown> & { total: number; all: number; counts?: Record<string, number> };

/** Lists, the field of their rows, and the filter by which `counts` counts. */
const LISTS: readonly [path: string, rows: string, filter: string | null][] = [
  ['patients', 'rows', null],
  ['requests', 'requests', 'view'],
  ['emergency-plans', 'rows', 'concern'],
  ['open-access/children', 'rows', 'reason'],
  ['reminders', 'due', 'rule'],
  ['notices', 'running', 'kind'],
  ['missing-addresses', 'missing', 'because'],
  ['transitions', 'people', 'section'],
];

/** The list and its number that a number of the navigation leads to. */
const NAVIGATION: Partial<Record<NavigationCount, [path: string, count: string | null]>> = {
  requests: ['requests', 'to_do'],
  plansToApprove: ['emergency-plans', 'to_approve'],
  openAccessOverdue: ['open-access/children', 'overdue'],
  reminders: ['reminders', null],
  notices: ['notices', null],
};

let app: TestApp;
let nurse: Client;
beforeAll(async () => {
  app = await startTestApp();
  await fillUnit(app, { patients: PATIENTS!, attendances: ATTENDANCES! });
  nurse = await app.signIn(NURSE);
});
afterAll(() => app.stop());

async function ask<T = Answered>(path: string): Promise<T> {
  const { status, body, text } = await nurse.get<T>(`/api/${path}`);
  expect(status, text).toBe(200);
  return body;
}

const idsOf = (answer: Answered, rows: string): string[] => [
  // A child with several reminders or notices is one row.
  ...new Set(
    (answer[rows] as { id?: string; patient: { id: string } }[]).map(({ id, patient }) =>
      rows === 'requests' ? id! : patient.id,
    ),
  ),
];

/** Every row there is, through all pages. */
async function reached(path: string, rows: string, filter: string): Promise<string[]> {
  const seen: string[] = [];
  for (let page = 1; ; page += 1) {
    const ids = idsOf(await ask(`${path}?rows=${ROWS}&page=${page}${filter}`), rows);
    seen.push(...ids);
    if (ids.length < ROWS) return seen;
  }
}

describe.each(LISTS)('the numbers of %s', (path, rows, filter) => {
  it('are the rows that its pages hold', async () => {
    const { total, all, counts } = await ask(`${path}?rows=1`);
    const seen = await reached(path, rows, '');
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect(total).toBe(all);
    for (const [value, count] of Object.entries(counts ?? {})) {
      const only = `&${filter}=${value}`;
      expect([value, (await reached(path, rows, only)).length]).toEqual([value, count]);
      expect([value, (await ask(`${path}?rows=1${only}`)).total]).toEqual([value, count]);
    }
  });
});

it('most lists are longer than a page, so that a list that is cut would differ', async () => {
  const totals = await Promise.all(LISTS.map(async ([path]) => (await ask(`${path}?rows=1`)).total));
  expect(totals.filter((total) => total > ROWS).length).toBeGreaterThan(5);
});

it('numbers of the navigation are those of the lists', async () => {
  const { counts } = await ask<NavigationCounts>('navigation/counts');
  for (const [name, [path, count]] of Object.entries(NAVIGATION)) {
    const list = await ask(`${path}?rows=1`);
    const number = count === null ? list.all : (list.counts?.[count] ?? 0);
    expect([name, counts[name as NavigationCount]]).toEqual([name, number]);
  }
});

describe.each(Object.keys(FIGURES) as FigureName[])('the figure %s', (name) => {
  it('counts the rows that the pages of its list hold', async () => {
    const { whole } = await ask<FigureAnswer>(`insights/figures/${name}`);
    const last = Math.max(1, Math.ceil(whole.total / ROWS));
    const list = await ask<FigureList>(`insights/figures/${name}/list?rows=${ROWS}&page=${last}`);
    expect((last - 1) * ROWS + list.rows.length).toBe(whole.total);
  });
});

it('prints how long each board and each figure takes', async () => {
  const figures = Object.fromEntries(
    (Object.keys(FIGURES) as FigureName[]).flatMap((name) => [
      [`Insights: ${FIGURES[name].word}`, `insights/figures/${name}`],
      [`Insights: ${FIGURES[name].word}, list`, `insights/figures/${name}/list`],
    ]),
  );
  const times = await timed(nurse, { ...BOARDS, ...figures }, 4);
  process.stdout.write(`${PATIENTS} children, ${ATTENDANCES} attendances beside the demo\n${tableOf(times)}\n`);
  expect(times).toHaveLength(Object.keys(BOARDS).length + 2 * Object.keys(FIGURES).length);
});
