import { createDataSource } from '@shared-care/database/data-source';
import { loadVolume } from '@shared-care/database/demo/volume';
import { startWire, type Statement, type Wire } from '@shared-care/database/testing/wire';
import { escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from './testing/client';
import { log, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from './testing/test-app';

/** Tables that grow with the years: nothing that people wait for may read one of them from end to end. */
const GROWING = ['alerts', 'attendances', 'patients', 'alert_deliveries', 'alert_events', 'audit_entries'];

const MODES = ['force_generic_plan', 'force_custom_plan'];

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Plan[];
}

describe('what people wait for is found by an index', () => {
  let app: TestApp;
  let wire: Wire;
  let asApp: DataSource;
  let nurse: Client;
  let consultant: Client;
  let patientId: string;
  /** Indexes that hold every row of a growing table: one that is read without a condition is the whole table. */
  let whole: Set<string>;

  beforeAll(async () => {
    app = await startTestApp({}, async (url) => {
      wire = await startWire(url);
      return wire.url;
    });
    await loadVolume(app.database.owner, { patients: 2_000, attendances: 20_000 });
    await app.sql('ANALYZE');
    const indexes = await app.sql<{ name: string }>(
      `SELECT i.indexrelid::regclass::text AS name FROM pg_index i
       WHERE i.indrelid = ANY ($1::regclass[]) AND i.indpred IS NULL`,
      [GROWING],
    );
    whole = new Set(indexes.map(({ name }) => name));
    asApp = await createDataSource(app.database.url, 'app', 1).initialize();
    nurse = await app.signIn(NURSE);
    consultant = await app.signIn(STOKE_CONSULTANT);
    patientId = await app.find('Jones', 'Amelia');
  });
  afterAll(async () => {
    await asApp.destroy();
    await app.stop();
    wire.stop();
  });

  /** What one statement does that grows with the tables, by the plan kept for all values and by the one for these. */
  async function growing({ sql, values }: Statement, userId: string): Promise<string[]> {
    const given = (values ?? []).map((value) => (value === null ? 'NULL' : escapeLiteral(value)));
    const found: string[] = [];
    for (const mode of MODES) {
      const runner = asApp.createQueryRunner();
      await runner.startTransaction();
      // Without a choice: a table of a few thousand rows may be read whole although an index would do.
      await runner.query(
        `SELECT set_config('app.uid', $1, true), set_config('plan_cache_mode', $2, true), set_config('enable_seqscan', 'off', true)`,
        [userId, mode],
      );
      await runner.query(`PREPARE asked AS ${sql}`);
      const [{ 'QUERY PLAN': plans }] = (await runner.query(
        `EXPLAIN (FORMAT JSON) EXECUTE asked${given.length > 0 ? `(${given.join(', ')})` : ''}`,
      )) as [{ 'QUERY PLAN': { Plan: Plan }[] }];
      const look = (plan: Plan): void => {
        const [table, index] = [plan['Relation Name'] ?? '', plan['Index Name'] ?? ''];
        if (plan['Node Type'] === 'Seq Scan' && GROWING.includes(table)) found.push(`${mode}: reads all ${table}`);
        if (whole.has(index) && !plan['Index Cond']) found.push(`${mode}: reads all of ${index}`);
        plan.Plans?.forEach(look);
      };
      plans.forEach(({ Plan: plan }) => look(plan));
      await runner.query('DEALLOCATE asked');
      await runner.rollbackTransaction();
      await runner.release();
    }
    return found;
  }

  it.each<[string, () => Promise<{ status: number }>, string]>([
    ['search', () => nurse.post('/api/patients/search', { query: 'Smith', limit: 8 }), NURSE],
    ['search by NHS number', () => nurse.post('/api/patients/search', { query: '9990000018', limit: 8 }), NURSE],
    [
      'search by a consultant',
      () => consultant.post('/api/patients/search', { query: 'Smith', limit: 8 }),
      STOKE_CONSULTANT,
    ],
    ['queue', () => nurse.get('/api/alerts?view=open'), NURSE],
    ['queue of those running', () => nurse.get('/api/alerts?view=running'), NURSE],
    ['queue of those closed today', () => nurse.get('/api/alerts?view=closed_today'), NURSE],
    ['patient page', () => nurse.get(`/api/patients/${patientId}`), NURSE],
    ['record', () => nurse.get(`/api/patients/${patientId}/record`), NURSE],
    ['card', () => nurse.get(`/api/patients/${patientId}/emergency-card`), NURSE],
    ['save', async () => log(nurse, await app.attendance()), NURSE],
  ])('%s', async (_name, ask, who) => {
    const userId = await app.user(who);
    wire.take();
    expect((await ask()).status).toBeLessThan(300);
    const reads = wire.take().filter(({ sql }) => /^\s*(SELECT|WITH)\b[^;]*$/.test(sql) && !/pg_notify/.test(sql));
    expect(reads.length).toBeGreaterThan(1);
    const found: string[] = [];
    for (const read of reads) for (const each of await growing(read, userId)) found.push(`${each}\n${read.sql}`);
    expect(found).toEqual([]);
  });
});
