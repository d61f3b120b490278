import type { HaemtrackImport, HomeTherapyDetail, HomeTherapyList } from '@shared-care/contracts/home-therapy/answers';
import type { RequestsOfPatient } from '@shared-care/contracts/requests/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { Database } from '../platform/tx';

let app: TestApp;
let nurse: Client;

beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  await app.sql('DELETE FROM bleed_settlements');
  await app.sql('DELETE FROM home_deliveries');
  await app.sql('DELETE FROM diary_bleeds');
  await app.sql('DELETE FROM haemtrack_periods');
  await app.sql('DELETE FROM home_therapies');
});
afterAll(() => app.stop());

const FACTS = {
  version: 0,
  state: 'training',
  deliveryCompany: 'Riverside Homecare',
  nextDeliveryOn: null,
  stockDays: 30,
  stockCountedOn: '2026-03-10',
  haemtrack: 'active',
  lastEntryOn: '2026-03-09',
};
const of = async (id: string): Promise<HomeTherapyDetail> =>
  (await nurse.get<HomeTherapyDetail>(`/api/patients/${id}/home-therapy`)).body;
const change = (id: string, facts: object, client = nurse) =>
  client.post<HomeTherapyDetail>(`/api/patients/${id}/home-therapy`, { ...FACTS, ...facts });
const list = async (): Promise<HomeTherapyList> => (await nurse.get<HomeTherapyList>('/api/home-therapy')).body;

/** On home therapy, with everything in order but for what is given. */
async function onTherapy(family: string, given: string, facts: object = {}): Promise<string> {
  const id = await app.find(family, given);
  expect((await change(id, {})).status).toBe(200);
  const answer = await change(id, { version: 1, state: 'active', ...facts });
  expect(answer.status, answer.text).toBe(200);
  return id;
}

describe('a family', () => {
  it('is trained before factor is given at home', async () => {
    const id = await app.find('Kowalski', 'Łukasz');
    const skipped = await change(id, { state: 'active' });
    expect(skipped.status).toBe(422);
    expect((await of(id)).version).toBe(0);
    expect((await change(id, {})).body.state).toBe('training');
    const active = await change(id, { version: 1, state: 'active' });
    expect(active.body).toMatchObject({ state: 'active', stateSince: '2026-03-10', stockLeft: 30, concerns: [] });
    expect(active.body.events[0]).toMatchObject({ by: 'A Boyd', words: 'On home therapy' });
  });

  it('saved by two people keeps the first and shows it to the second', async () => {
    const id = await app.find('Patel', 'Arjun');
    const answers = await Promise.all([change(id, {}), change(id, { stockDays: 5 }, await app.signIn(OTHER_NURSE))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.problem?.current).toMatchObject({ version: 1, state: 'training' });
  });

  it.each([
    [{ stockDays: null }, 'stockCountedOn'],
    [{ stockCountedOn: '2026-03-11' }, 'stockCountedOn'],
    [{ lastEntryOn: '2026-04-01' }, 'lastEntryOn'],
    [{ nextDeliveryOn: '2026-03-20', deliveryCompany: null }, 'deliveryCompany'],
  ])('with %o is told which field to mend', async (facts, field) => {
    const answer = await change(await app.find('Khan', 'Zara').catch(() => app.find('Smith', 'Ava')), facts);
    expect(answer.status).toBe(400);
    expect(answer.problem?.errors?.map((error) => error.field)).toContain(field);
  });
});

describe('a delivery', () => {
  it('that was missed is somebody’s job the same day, once', async () => {
    const id = await onTherapy('Okafor', 'Daniel', { nextDeliveryOn: '2026-03-09' });
    const [expected] = (await of(id)).deliveries;
    expect((await of(id)).concerns).toEqual(['delivery_unconfirmed']);
    const missed = await nurse.post<HomeTherapyDetail>(`/api/home-deliveries/${expected!.id}/settle`, {
      version: 1,
      outcome: 'missed',
      nextDeliveryOn: '2026-03-12',
    });
    expect(missed.status, missed.text).toBe(200);
    expect(missed.body.concerns).toEqual(['delivery_missed']);
    const { requests } = (await nurse.get<RequestsOfPatient>(`/api/patients/${id}/requests`)).body;
    expect(requests.filter(({ type }) => type === 'home_delivery')).toMatchObject([
      { urgency: 'due', doBy: '2026-03-10' },
    ]);
    const again = await nurse.post(`/api/home-deliveries/${expected!.id}/settle`, { version: 1, outcome: 'missed' });
    expect(again.status).toBe(409);
    const next = (await of(id)).deliveries.find(({ expectedOn }) => expectedOn === '2026-03-12');
    const early = { version: 1, outcome: 'arrived', arrivedOn: '2026-03-11' };
    expect((await nurse.post(`/api/home-deliveries/${next!.id}/settle`, early)).status).toBe(400);
    const came = await nurse.post<HomeTherapyDetail>(`/api/home-deliveries/${next!.id}/settle`, {
      version: 1,
      outcome: 'arrived',
      arrivedOn: '2026-03-10',
    });
    expect(came.body.concerns).toEqual([]);
  });

  it('that arrived has a day, one that did not has none', async () => {
    const id = await onTherapy('Ahmed', 'Ibrahim', { nextDeliveryOn: '2026-03-09' });
    const delivery = (await of(id)).deliveries[0]!.id;
    for (const body of [
      { version: 1, outcome: 'arrived' },
      { version: 1, outcome: 'missed', arrivedOn: '2026-03-09' },
    ]) {
      const answer = await nurse.post(`/api/home-deliveries/${delivery}/settle`, body);
      expect(answer.status).toBe(400);
      expect(answer.problem?.errors?.[0]?.field).toBe('arrivedOn');
    }
  });
});

describe('the diary', () => {
  it('below 75 per cent or silent is a concern; the same period sent again changes nothing', async () => {
    const id = await onTherapy('Williams', (await given('Williams'))!, { lastEntryOn: '2026-02-20' });
    const period = (entered: number) =>
      nurse.post<HomeTherapyDetail>(`/api/patients/${id}/haemtrack-periods`, {
        from: '2026-02-01',
        to: '2026-02-28',
        planned: 12,
        entered,
      });
    expect((await period(8)).body).toMatchObject({ perCent: 66, concerns: ['diary_silent', 'diary_low'] });
    expect((await period(12)).body).toMatchObject({ perCent: 100, concerns: ['diary_silent'] });
    expect((await of(id)).periods).toHaveLength(1);
  });

  async function given(family: string): Promise<string | undefined> {
    const [row] = await app.sql<{ given: string }>('SELECT given_name AS given FROM patients WHERE family_name = $1', [
      family,
    ]);
    return row?.given;
  }

  it('comes in from a file: all of it or nothing, each fault named by line and column', async () => {
    const [one] = await app.sql<{ nhs: string; id: string }>(
      `SELECT nhs_number AS nhs, id FROM patients WHERE nhs_number IS NOT NULL ORDER BY family_name LIMIT 1`,
    );
    const header = 'nhs_number,from,to,planned,entered';
    const good = `${one!.nhs},2026-01-01,2026-01-31,12,10`;
    const send = (csv: string, path = '/api/haemtrack-imports') => nurse.post<HaemtrackImport>(path, { csv });
    const bad = await send(
      `${header}\n${good}\n9990000019,2026-01-01,2026-01-31,12,10\n${one!.nhs},2026-02-30,2026-03-01,x,1\n`,
    );
    expect(bad.body).toMatchObject({ rows: 3, taken: 1 });
    expect(bad.body.problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
      '3 nhs_number',
      '4 from',
      '4 planned',
    ]);
    expect(await app.sql('SELECT 1 FROM haemtrack_periods WHERE patient_id = $1', [one!.id])).toEqual([]);

    const checked = await send(`\ufeff${header}\r\n${good}\r\n`, '/api/haemtrack-imports/check');
    expect(checked.body).toEqual({ rows: 1, taken: 1, unchanged: 0, problems: [] });
    expect(await app.sql('SELECT 1 FROM haemtrack_periods WHERE patient_id = $1', [one!.id])).toEqual([]);
    expect((await send(`${header}\n${good}\n`)).body).toMatchObject({ taken: 1 });
    expect((await send(`${header}\n${good}\n`)).body).toEqual({ rows: 1, taken: 0, unchanged: 1, problems: [] });
    for (const csv of ['', 'a,b\n1,2\n', `${header}\n`]) expect((await send(csv)).status).toBe(400);
  });
});

describe('bleeds that stand alone', () => {
  it('in the diary without contact, and among the attendances without an entry, until one is settled', async () => {
    const id = await onTherapy('Jones', 'Amelia');
    const diary = (on: string) =>
      nurse.post<HomeTherapyDetail>(`/api/patients/${id}/diary-bleeds`, { on, site: 'left knee' });
    expect((await diary('2026-02-20')).status).toBe(200);
    expect((await diary('2026-02-20')).status).toBe(422);
    const mine = async () => (await list()).loneBleeds.filter(({ patient }) => patient.id === id);
    expect(await mine()).toMatchObject([{ from: 'diary', on: '2026-02-20', site: 'left knee' }]);

    // An attendance two days away is the same bleed, one three days away is not.
    await app.logAttendance(nurse, {
      patientId: id,
      reason: 'bleeding',
      bleedSite: 'joint',
      arrivedAt: '2026-02-22T20:00:00Z',
      leftAt: '2026-02-22T23:00:00Z',
    });
    expect(await mine()).toEqual([]);
    await app.logAttendance(nurse, {
      patientId: id,
      reason: 'bleeding',
      bleedSite: 'joint',
      arrivedAt: '2026-03-02T20:00:00Z',
      leftAt: '2026-03-02T23:00:00Z',
    });
    const [lone] = await mine();
    expect(lone).toMatchObject({ from: 'attendance', on: '2026-03-02' });

    const settle = () =>
      nurse.post('/api/lone-bleeds/settle', {
        from: 'attendance',
        id: lone!.id,
        settledAs: 'diary_asked',
      });
    expect((await settle()).status).toBe(204);
    expect(await mine()).toEqual([]);
    expect((await settle()).status).toBe(409);
  });
});

describe('nobody else sees it', () => {
  it('neither by the routes nor past them', async () => {
    const id = await app.find('Smith', 'Ava');
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      expect((await client.get(`/api/patients/${id}/home-therapy`)).status).toBe(404);
      expect((await client.get('/api/home-therapy')).status).toBe(404);
      expect((await change(id, {}, client)).status).toBe(404);
    }
    const consultant = { id: await app.user(BERKSHIRE_CONSULTANT) };
    const database = app.running.nest.get(Database);
    for (const table of [
      'home_therapies',
      'home_deliveries',
      'haemtrack_periods',
      'diary_bleeds',
      'home_therapy_events',
    ])
      expect(await database.runAs(consultant, (tx) => tx.query(`SELECT 1 FROM ${table}`)), table).toEqual([]);
  });
});
