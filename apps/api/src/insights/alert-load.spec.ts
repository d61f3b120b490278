import type { FigureAnswer, FigureList } from '@shared-care/contracts/insights/answers';
import type { FigureName } from '@shared-care/domain/figures';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { DOCTOR, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { visited } from './testing/visits';

let app: TestApp;
let nurse: Client;
let here: string;
let there: string;
beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
  here = await app.hospital('RHW01');
  there = await app.hospital('RD816');
});
afterAll(() => app.stop());

/** Each test has a month of its own, before anything the demo knows. */
const month = (name: string): string => `from=${name}-01&to=${name}-28`;

async function ask(name: FigureName, query: string): Promise<FigureAnswer> {
  const { status, body, text } = await nurse.get<FigureAnswer>(`/api/insights/figures/${name}?${query}`);
  expect(status, text).toBe(200);
  return body;
}

async function list(name: FigureName, query: string): Promise<FigureList> {
  return (await nurse.get<FigureList>(`/api/insights/figures/${name}/list?rows=100&${query}`)).body;
}

const binsOf = ({ bins }: FigureAnswer): Record<string, number> =>
  Object.fromEntries(bins.filter(({ total }) => total > 0).map(({ bin, total }) => [bin, total]));

async function alertAt(arrivedAt: string, hospitalId: string = here): Promise<string> {
  return visited(app, { arrivedAt, hospitalId, patientId: await app.find('Jones', 'Amelia'), acknowledged: 5 });
}

/** On screen and by email, as the rota has it. */
async function tell(alertId: string, email: string, at: string, round = 0): Promise<void> {
  for (const channel of ['in_app', 'email'])
    await app.sql(
      `INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, created_at)
       SELECT $1, 0, $3, $4, id, 'test', $5 FROM users WHERE email = $2`,
      [alertId, email, round, channel, at],
    );
}

it('counts a nurse once for each telling, not once for each channel; being told again is another part', async () => {
  const first = await alertAt('2022-02-08T10:00:00Z');
  await tell(first, NURSE, '2022-02-08T10:00:00Z');
  await tell(first, OTHER_NURSE, '2022-02-08T10:00:00Z');
  await tell(first, NURSE, '2022-02-08T11:20:00Z', 1);
  await tell(first, DOCTOR, '2022-02-08T10:00:00Z');
  const answer = await ask('load_by_hour', month('2022-02'));
  expect(answer.whole).toMatchObject({ total: 3, parts: { first: 2, again: 1 } });
  expect(binsOf(answer)).toEqual({ 10: 2, 11: 1 });
  expect((await list('load_by_hour', `${month('2022-02')}&bin=11&part=again`)).total).toBe(1);
  const { rows } = await list('load_by_hour', `${month('2022-02')}&bin=10`);
  expect(rows.map(({ id }) => id)).toEqual([first, first]);
  expect(new Set(rows.map(({ row }) => row)).size).toBe(2);
});

it('hours are those of the clock on the wall, in summer too', async () => {
  await tell(await alertAt('2022-07-05T23:30:00Z'), NURSE, '2022-07-05T23:30:00Z');
  const answer = await ask('load_by_hour', month('2022-07'));
  expect(binsOf(answer)).toEqual({ 0: 1 });
});

it('an interrupt counts by what the same nurse had in the same shift, at all hospitals together', async () => {
  // Seven on a Tuesday between nine and ten, of which one far away; one in the night after midnight, and one on Wednesday.
  for (let minute = 0; minute < 7; minute += 1) {
    const at = `2022-03-08T09:1${minute}:00Z`;
    await tell(await alertAt(at, minute === 6 ? there : here), NURSE, at);
  }
  await tell(await alertAt('2022-03-08T20:00:00Z'), NURSE, '2022-03-08T20:00:00Z');
  await tell(await alertAt('2022-03-09T03:00:00Z'), NURSE, '2022-03-09T03:00:00Z');
  await tell(await alertAt('2022-03-09T12:00:00Z'), NURSE, '2022-03-09T12:00:00Z');
  // On the same morning as the seven, to somebody else.
  await tell(await alertAt('2022-03-08T09:20:00Z'), OTHER_NURSE, '2022-03-08T09:20:00Z');
  const { whole } = await ask('load_by_person', month('2022-03'));
  expect(whole).toMatchObject({ total: 11, parts: { beyond: 7, calm: 4 }, perShift: 2.8 });
  const far = await ask('load_by_person', `${month('2022-03')}&hospital=${there}`);
  expect(far.whole).toMatchObject({ total: 1, parts: { beyond: 1 } });
  expect((await list('load_by_person', `${month('2022-03')}&part=beyond`)).rows).toHaveLength(7);
});

it('counts as working hours what the rota counts so', async () => {
  const wrong = await app.sql<{ at: Date }>(
    `WITH days AS (
       SELECT day::date, sec.setting_at('working_hours', (day + interval '12 hours') AT TIME ZONE 'Europe/London') AS hours
       FROM generate_series('2025-12-20'::timestamp, '2026-01-06', interval '1 day') AS day
       WHERE extract(isodow FROM day) < 6 AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = day::date))
     SELECT at FROM generate_series('2025-12-20'::timestamptz, '2026-01-06', interval '10 minutes') AS at
     LEFT JOIN days ON day = (at AT TIME ZONE 'Europe/London')::date
       AND to_char(at AT TIME ZONE 'Europe/London', 'HH24:MI') >= hours ->> 'start'
       AND to_char(at AT TIME ZONE 'Europe/London', 'HH24:MI') < hours ->> 'end'
     WHERE (day IS NOT NULL) <> sec.in_hours(at)`,
  );
  expect(wrong).toEqual([]);
});

it('leaves out the product’s own alerts and heartbeats', async () => {
  await app.sql(
    `INSERT INTO alerts (id, kind, tier, trigger, triggers, opened_at, acknowledge_by, next_escalation_at)
     VALUES ('6e1b2c3d-0000-4000-8000-00000000000a', 'ops', 'amber', 'rota_gap', '{rota_gap}', '2022-04-05T10:00:00Z', sec.now(), sec.now());
     INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, created_at)
     SELECT '6e1b2c3d-0000-4000-8000-00000000000a', 0, 0, 'in_app', id, 'test', '2022-04-05T10:00:00Z' FROM users WHERE email = '${NURSE}'`,
  );
  for (const name of ['load_by_hour', 'load_by_person', 'acted_on'] as const)
    expect((await ask(name, month('2022-04'))).whole.total).toBe(0);
});

it('what was closed as unrelated, or withdrawn, was not acted on; an emergency access has a child and no hospital', async () => {
  const today = 'from=2026-03-10&to=2026-03-10';
  const before = (await ask('acted_on', today)).whole;
  const { id } = await app.logAttendance(nurse, { reason: 'planned_treatment', bleedSite: null });
  expect((await ask('acted_on', today)).whole.parts['running']).toBe((before.parts['running'] ?? 0) + 1);
  await nurse.post(`/api/attendances/${id}/correct`, { version: 1, kind: 'cancel', reason: 'Did not come.' });
  const after = await ask('acted_on', today);
  expect(after.whole.parts['not_acted_on']).toBe((before.parts['not_acted_on'] ?? 0) + 1);
  expect(after.whole.total).toBe(before.total + 1);
  const planned = after.bins.find(({ bin }) => bin === 'planned_treatment')!;
  expect((await list('acted_on', `${today}&bin=planned_treatment`)).total).toBe(planned.total);
});

it('names no nurse, in the figure and in its list', async () => {
  for (const path of ['', '/list']) {
    const { text } = await nurse.get(`/api/insights/figures/load_by_person${path}?${month('2022-03')}`);
    expect(text).not.toMatch(/Boyd|Ferrars/);
  }
});
