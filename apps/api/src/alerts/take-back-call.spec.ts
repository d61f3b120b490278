import type { AlertDetail, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { askedMeanwhile } from '../testing/race';
import { NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('a call put on record by mistake', () => {
  let app: TestApp;
  let boyd: Client;
  let ferrars: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [boyd, ferrars] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
  });
  afterAll(() => app.stop());

  /** An alert that nobody answered in two rounds, and the call of the later one. */
  async function unanswered(): Promise<{ alertId: string; callId: string }> {
    const { alertId } = await app.logAttendance(boyd);
    const [, last] = await app.sql<{ id: string }>(
      `INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
       VALUES ($1, 2, 98, 'telephone_task', 'No answer so far'), ($1, 2, 99, 'telephone_task', 'No answer so far') RETURNING id`,
      [alertId],
    );
    return { alertId, callId: last!.id };
  }
  const trouble = async (client = boyd): Promise<DeliveryTrouble> =>
    (await client.get<DeliveryTrouble>('/api/deliveries/trouble')).body;
  const rang = (callId: string) => boyd.post(`/api/deliveries/${callId}/call`, { rang: 'Dr T Adeyemi' });
  const takeBack = async (callId: string, client = boyd) => {
    const [made] = await app.sql<{ at: Date | null }>('SELECT confirmed_at AS at FROM alert_deliveries WHERE id = $1', [
      callId,
    ]);
    const at = (made!.at ?? new Date(0)).toISOString();
    return client.post(`/api/deliveries/${callId}/take-back-call`, { at });
  };

  it('is to be made again, and both stay in the story', async () => {
    const { alertId, callId } = await unanswered();
    await rang(callId);
    expect((await trouble()).callsToMake.map((call) => call.alertId)).not.toContain(alertId);
    expect((await trouble()).callsMade).toMatchObject([{ alertId, rang: 'Dr T Adeyemi' }]);
    expect((await trouble(ferrars)).callsMade).toEqual([]);

    expect((await takeBack(callId)).status).toBe(204);
    const after = await trouble();
    expect(after.callsToMake.map(({ id }) => id)).toContain(callId);
    expect(after.callsMade).toEqual([]);
    const open = await app.sql(
      `SELECT 1 FROM alert_deliveries WHERE alert_id = $1 AND channel = 'telephone_task' AND state = 'due' AND round > 97`,
      [alertId],
    );
    expect(open).toHaveLength(2);
    const { body } = await boyd.get<AlertDetail>(`/api/alerts/${alertId}`);
    expect(body.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['telephoned', 'call_taken_back']));
  });

  it('is taken back by who recorded it, once, while nobody owns the alert', async () => {
    const { alertId, callId } = await unanswered();
    expect((await takeBack(callId)).status).toBe(409);
    await rang(callId);
    expect((await takeBack(callId, ferrars)).status).toBe(409);
    const { body } = await boyd.get<AlertDetail>(`/api/alerts/${alertId}`);
    await boyd.post(`/api/alerts/${alertId}/acknowledge`, { version: body.version });
    expect((await takeBack(callId)).status).toBe(409);
  });

  it('stays as it is when somebody takes the alert meanwhile', async () => {
    const { alertId, callId } = await unanswered();
    await rang(callId);
    const answer = await askedMeanwhile(
      app,
      async (tx) =>
        tx.query(`UPDATE alerts SET owner_id = $2, state = 'acknowledged', acknowledged_at = sec.now() WHERE id = $1`, [
          alertId,
          await app.user(OTHER_NURSE),
        ]),
      () => takeBack(callId),
    );
    expect(answer.status).toBe(409);
  });

  it('stays on record after a quarter of an hour', async () => {
    const { alertId, callId } = await unanswered();
    await rang(callId);
    await app.sql(
      `UPDATE alert_deliveries SET confirmed_at = confirmed_at - interval '16 minutes'
       WHERE alert_id = $1 AND state = 'confirmed' AND channel = 'telephone_task'`,
      [alertId],
    );
    expect((await takeBack(callId)).status).toBe(409);
    expect((await trouble()).callsMade).toEqual([]);
  });
});
