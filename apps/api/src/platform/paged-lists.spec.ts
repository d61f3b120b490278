import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

type Answered = Record<string, unknown> & { total: number; all: number; counts: Record<string, number> };

interface PagedList {
  path: string;
  /** The field that holds the rows. */
  rows: string;
  /** The filter by which `counts` counts. */
  filter: string;
  key: (row: never) => string;
  /** A row may count for several values of the filter. */
  several?: true;
}

const ofChild = ({ patient }: { patient: { id: string } }) => patient.id;

const LISTS: readonly PagedList[] = [
  { path: 'emergency-plans', rows: 'rows', filter: 'concern', key: ofChild },
  { path: 'open-access/children', rows: 'rows', filter: 'reason', key: ofChild, several: true },
  { path: 'reminders', rows: 'due', filter: 'rule', key: ofChild, several: true },
  { path: 'notices', rows: 'running', filter: 'kind', key: ofChild, several: true },
  { path: 'missing-addresses', rows: 'missing', filter: 'because', key: ofChild },
  { path: 'transitions', rows: 'people', filter: 'section', key: ofChild },
];

let app: TestApp;
let nurse: Client;
beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  await app.sql(
    `INSERT INTO notices (patient_id, kind, on_date, raised_by)
     SELECT p.id, 'moved_away', '2026-03-01', u.id
     FROM (SELECT id FROM patients WHERE merged_into_id IS NULL ORDER BY family_name, id LIMIT 6) p
     CROSS JOIN (SELECT id FROM users WHERE email = 'j.ferrars@example.org') u ON CONFLICT DO NOTHING`,
  );
});
afterAll(() => app.stop());

describe.each(LISTS)('the pages of $path', ({ path, rows, filter, key, several }) => {
  const ask = async (query: string): Promise<Answered> => {
    const answer = await nurse.get<Answered>(`/api/${path}?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  /** Rows about one child stand together and are one. */
  const keys = (list: Answered): string[] => [...new Set((list[rows] as never[]).map(key))];
  async function walk(query: string): Promise<string[]> {
    const seen: string[] = [];
    const { total } = await ask(`rows=1&${query}`);
    const size = Math.ceil(total / 3) || 1;
    for (let page = 1; seen.length < total; page++) {
      const list = await ask(`rows=${size}&page=${page}&${query}`);
      expect(list.total).toBe(total);
      expect(keys(list)).toHaveLength(Math.min(size, total - seen.length));
      seen.push(...keys(list));
    }
    return seen;
  }

  it('show every row once; the total and every count equal the rows behind them', async () => {
    const { all, total, counts } = await ask('rows=1');
    expect(total).toBe(all);
    expect(all, 'more than one page').toBeGreaterThan(4);
    const seen = await walk('');
    expect(seen).toHaveLength(all);
    expect(new Set(seen).size).toBe(all);
    const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (several) expect(counted).toBeGreaterThanOrEqual(all);
    else expect(counted).toBe(all);
    for (const [value, count] of Object.entries(counts)) {
      expect(await walk(`${filter}=${value}`), value).toHaveLength(count);
      expect((await ask(`${filter}=${value}`)).all).toBe(all);
    }
  });

  it('turn round, and end', async () => {
    const up = await ask('sort=name&order=up&rows=100');
    const down = await ask('sort=name&order=down&rows=100');
    expect(keys(down)[0]).not.toBe(keys(up)[0]);
    expect(keys(await ask('page=9999'))).toEqual([]);
  });
});
