import type { AlertLoad } from '@shared-care/contracts/insights/answers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

let app: TestApp;
let nurse: Client;
beforeAll(async () => {
  app = await startTestApp();
  nurse = await app.signIn(NURSE);
});
afterAll(() => app.stop());

const load = async (): Promise<AlertLoad> => (await nurse.get<AlertLoad>('/api/insights/alert-load')).body;

it('counts a person once for each telling, not once for each channel; being told again is a repeat', async () => {
  const [before] = (await load()).weeks;
  const { alertId } = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
  // Whoever the rota says is told: here two nurses, each on screen and by email, and one of them once more.
  await app.sql('DELETE FROM alert_deliveries WHERE alert_id = $1', [alertId]);
  const tell = async (email: string, round: number): Promise<void> => {
    for (const channel of ['in_app', 'email'])
      await app.sql(
        `INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, created_at)
         SELECT $1, 0, $3, $4, id, 'test', sec.now() FROM users WHERE email = $2`,
        [alertId, email, round, channel],
      );
  };
  await tell(NURSE, 0);
  await tell(OTHER_NURSE, 0);
  await tell(NURSE, 1);
  const [after] = (await load()).weeks;
  expect(after!.interrupts - before!.interrupts).toBe(3);
  expect(after!.repeats - before!.repeats).toBe(1);
  expect(after!.most).toBeGreaterThanOrEqual(2);
});

it('leaves out the product’s own alerts and heartbeats', async () => {
  const before = await load();
  await app.sql(
    `INSERT INTO alerts (id, kind, tier, trigger, triggers, acknowledge_by, next_escalation_at)
     VALUES ('6e1b2c3d-0000-4000-8000-00000000000a', 'ops', 'amber', 'rota_gap', '{rota_gap}', sec.now(), sec.now());
     INSERT INTO alert_deliveries (alert_id, level, round, channel, recipient_id, because, created_at)
     SELECT '6e1b2c3d-0000-4000-8000-00000000000a', 0, 0, 'in_app', id, 'test', sec.now() FROM users WHERE email = '${NURSE}'`,
  );
  const after = await load();
  expect(after.weeks).toEqual(before.weeks);
  expect(after.triggers.map(({ trigger }) => trigger)).not.toContain('rota_gap');
});

it('what was closed as unrelated, or withdrawn, was not acted on', async () => {
  const of = async (trigger: string) => (await load()).triggers.find((one) => one.trigger === trigger);
  const [week] = (await load()).weeks;
  const { id, alertId } = await app.logAttendance(nurse, { reason: 'planned_treatment', bleedSite: null });
  const before = await of('planned_treatment');
  await nurse.post(`/api/attendances/${id}/correct`, { version: 1, kind: 'cancel', reason: 'Did not come.' });
  expect((await of('planned_treatment'))!.notActedOn).toBe(before!.notActedOn + 1);
  expect((await load()).weeks[0]).toMatchObject({ ended: week!.ended + 1, actedOn: week!.actedOn });
  expect(alertId).toBeTruthy();
});

it('names nobody, in the answer and in the log', async () => {
  const { body, text } = await nurse.get<AlertLoad>('/api/insights/alert-load');
  expect(body.weeks).toHaveLength(12);
  expect(text).not.toMatch(/Boyd|Ferrars/);
});
