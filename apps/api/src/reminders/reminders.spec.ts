import type { CareReviews, Reminder, ReminderList } from '@shared-care/contracts/reminders/answers';
import type { ReminderKey } from '@shared-care/contracts/reminders/shapes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

let app: TestApp;
let nurse: Client;
let amelia: string;

beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  amelia = await app.find('Jones', 'Amelia');
  for (const table of ['dental_care', 'vaccination_advice', 'haemtrack_periods', 'home_therapies'])
    await app.sql(`DELETE FROM ${table}`);
});
afterAll(() => app.stop());

const list = async (client = nurse): Promise<ReminderList> =>
  (await client.get<ReminderList>('/api/reminders?rows=100')).body;
const mine = (reminders: Reminder[], key: ReminderKey): Reminder[] =>
  reminders.filter((each) => each.key === key && each.patient.id === amelia);
const preview = async (key: ReminderKey): Promise<Reminder[]> =>
  (await nurse.get<ReminderList>(`/api/reminders?rule=${key}&rows=100`)).body.due;
const dental = (change: object) =>
  nurse.post<CareReviews>(`/api/patients/${amelia}/dental-care`, {
    version: 0,
    lastCheckOn: null,
    extractionOn: null,
    planSentOn: null,
    ...change,
  });

describe('what rules find', () => {
  it('a dental check after seven months, an extraction without a plan', async () => {
    const fresh = await dental({ lastCheckOn: '2025-08-11' });
    expect(fresh.body.dental).toMatchObject({ state: 'due', version: 1 });
    expect(mine(await preview('dental_overdue'), 'dental_overdue')).toEqual([]);
    const overdue = await dental({ version: 1, lastCheckOn: '2025-08-10', extractionOn: '2026-03-20' });
    expect(overdue.body.dental.state).toBe('extraction_without_plan');
    const { due } = await list();
    expect(mine(due, 'dental_overdue')).toMatchObject([{ what: 'last checked 10-Aug-2025' }]);
    expect(mine(due, 'extraction_without_plan')).toMatchObject([{ what: 'extraction on 20-Mar-2026' }]);
    await dental({ version: 2, lastCheckOn: '2026-03-01', extractionOn: '2026-03-20', planSentOn: '2026-03-09' });
    expect(
      (await list()).due.filter(({ patient, key }) => patient.id === amelia && key !== 'vaccination_letter'),
    ).toEqual([]);
  });

  it('a vaccination letter six weeks before the age, until it is sent', async () => {
    await app.sql(
      'UPDATE patients SET birth_date = $2, weighed_on = NULL, weight_kg = NULL, inhibitor_on = NULL WHERE id = $1',
      [amelia, '2025-04-21'],
    );
    const reviews = (await nurse.get<CareReviews>(`/api/patients/${amelia}/care-reviews`)).body;
    const year = reviews.vaccinations.find(({ label }) => label === '1 year')!;
    expect(year).toMatchObject({ on: '2026-04-21', due: true, advice: null });
    expect(mine((await list()).due, 'vaccination_letter').map(({ what }) => what)).toContain('for 1 year');
    const sent = await nurse.post<CareReviews>(`/api/patients/${amelia}/vaccination-advice`, {
      ageId: year.ageId,
      state: 'sent',
      on: '2026-03-10',
    });
    expect(sent.body.vaccinations.find(({ label }) => label === '1 year')).toMatchObject({
      due: false,
      advice: { state: 'sent', by: 'A Boyd' },
    });
    expect(mine((await list()).due, 'vaccination_letter').map(({ what }) => what)).not.toContain('for 1 year');
    const silent = await nurse.post(`/api/patients/${amelia}/vaccination-advice`, {
      ageId: year.ageId,
      state: 'exception',
      on: '2026-03-10',
    });
    expect(silent.status).toBe(400);
  });

  it.each<[ReminderKey, string, string]>([
    ['stock_low', `stock_days = 12, stock_counted_on = '2026-03-08'`, 'stock for 10 days'],
    ['delivery_unconfirmed', `delivery_company = 'X', next_delivery_on = '2026-03-09'`, 'expected 09-Mar-2026'],
    ['diary_silent', `last_entry_on = '2026-02-24'`, 'last entry 24-Feb-2026'],
  ])('%s of a family on home therapy, and of no other', async (key, facts, what) => {
    await app.sql(
      `INSERT INTO home_therapies (patient_id, state, haemtrack, last_entry_on) VALUES ($1, 'active', 'active', '2026-03-10')
       ON CONFLICT (patient_id) DO UPDATE SET state = 'active', last_entry_on = '2026-03-10', stock_days = NULL, stock_counted_on = NULL,
         next_delivery_on = NULL`,
      [amelia],
    );
    expect(mine(await preview(key), key)).toEqual([]);
    await app.sql(`UPDATE home_therapies SET ${facts} WHERE patient_id = $1`, [amelia]);
    expect(mine(await preview(key), key)).toMatchObject([{ what }]);
    await app.sql(`UPDATE home_therapies SET state = 'stopped' WHERE patient_id = $1`, [amelia]);
    expect(mine(await preview(key), key)).toEqual([]);
  });

  it('nothing of a child who has died', async () => {
    await dental({ version: 3, lastCheckOn: '2025-01-01' });
    expect(mine(await preview('dental_overdue'), 'dental_overdue')).toHaveLength(1);
    await app.sql('UPDATE patients SET died_on = $2 WHERE id = $1', [amelia, '2026-03-01']);
    expect((await list()).due.filter(({ patient }) => patient.id === amelia)).toEqual([]);
    expect(mine(await preview('dental_overdue'), 'dental_overdue')).toEqual([]);
    expect((await dental({ version: 4 })).status).toBe(422);
    await app.sql('UPDATE patients SET died_on = NULL WHERE id = $1', [amelia]);
  });
});

describe('a rule', () => {
  it('is previewed before it is switched on, and switched by one person at a time', async () => {
    const before = await list();
    const rule = before.rules.find(({ key }) => key === 'weight_old')!;
    expect(rule.switchedOn).toBe(false);
    expect(before.due.some(({ key }) => key === 'weight_old')).toBe(false);
    const found = await preview('weight_old');
    expect(found.length).toBe(rule.finds);
    expect(found.length).toBeGreaterThan(0);
    await nurse.post('/api/reminders/switch', { key: 'weight_old', version: rule.version, switchedOn: true });
    const on = await nurse.get<ReminderList>('/api/reminders');
    expect(on.body.counts.weight_old).toBe(found.length);
    expect(on.body.rules.find(({ key }) => key === 'weight_old')).toMatchObject({
      switchedOn: true,
      changedBy: 'A Boyd',
    });
    const stale = await nurse.post('/api/reminders/switch', {
      key: 'weight_old',
      version: rule.version,
      switchedOn: false,
    });
    expect(stale.status).toBe(409);
    expect(stale.problem?.detail).toBe('A Boyd has switched this rule on.');
  });
});

describe('the weekly digest', () => {
  it('counts once a week for each person, and remembers the week before', async () => {
    const other = await app.signIn(OTHER_NURSE);
    const first = (await list(other)).digest;
    expect(first).toMatchObject({ weekOf: '2026-03-09', before: null, seen: false });
    expect(JSON.stringify(first)).not.toMatch(/Jones|999/);
    expect((await other.post('/api/reminders/digest/seen', { weekOf: first.weekOf })).status).toBe(204);
    expect((await list(other)).digest.seen).toBe(true);
    await app.database.setClock(new Date('2026-03-16T08:00:00Z'));
    const next = (await list(other)).digest;
    expect(next).toMatchObject({ weekOf: '2026-03-16', before: first.counts, seen: false });
    await app.database.setClock(new Date('2026-03-10T11:00:00Z'));
  });
});

it('is for the unit alone', async () => {
  for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
    const client = await app.signIn(email);
    for (const path of ['/api/reminders', `/api/patients/${amelia}/care-reviews`])
      expect((await client.get(path)).status).toBe(404);
  }
});
