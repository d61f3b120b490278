import type { AlertDetail, AlertStep, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import { createDataSource } from '@shared-care/database/data-source';
import { DEFAULT_LIMITS, REPEAT_MINUTES, SILENT_MINUTES } from '@shared-care/domain/alert-clock';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addLiaisonEntry,
  ADMIN,
  DOCTOR,
  NURSE,
  startTestApp,
  TUESDAY_11,
  until,
  type TestApp,
} from '../testing/test-app';
import type { Client } from '../testing/client';
import { escalateSilent } from './escalate';

const RED: Partial<LogAttendance> = { reason: 'head_injury', bleedSite: 'head' };
const AMBER: Partial<LogAttendance> = {
  reason: 'pain_joint_muscle',
  bleedSite: 'joint',
  firstTreatmentAt: TUESDAY_11.toISOString(),
};
const BLUE: Partial<LogAttendance> = { reason: 'planned_treatment', bleedSite: null };

describe('an alert that nobody acknowledges', () => {
  let app: TestApp;
  let nurse: Client;
  let worker: DataSource;
  beforeAll(async () => {
    app = await startTestApp({ role: 'all' });
    nurse = await app.signIn(NURSE);
    worker = await createDataSource(app.database.url, 'worker', 8).initialize();
  });
  afterAll(async () => {
    await worker.destroy();
    await app.stop();
  });
  beforeEach(async () => {
    await app.sql(`UPDATE alerts SET state = 'withdrawn' WHERE state = 'open'`);
    await app.database.setClock(TUESDAY_11);
  });

  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  const atLevel = (alertId: string, level: number): Promise<AlertDetail> =>
    until(async () => {
      const alert = await see(alertId);
      return alert.level >= level && alert;
    });
  const after = (minutes: number): Promise<void> =>
    app.database.setClock(new Date(TUESDAY_11.getTime() + minutes * 60_000));
  const acknowledge = async (alertId: string, client = nurse) =>
    client.post<AlertStep>(`/api/alerts/${alertId}/acknowledge`, { version: 1 });

  it('starts with the limits that the signed page names', async () => {
    const [limits] = await app.sql(
      `SELECT red_minutes AS red, amber_minutes AS amber, repeat_minutes AS repeat, silent_minutes AS silent FROM alert_limits`,
    );
    const { redMinutes, amberMinutes } = DEFAULT_LIMITS;
    expect(limits).toEqual({ red: redMinutes, amber: amberMinutes, repeat: REPEAT_MINUTES, silent: SILENT_MINUTES });
  });

  it('red: the next people at 15, 30 and 45 minutes, then every 15 minutes without end, and the telephone with them', async () => {
    const { alertId } = await app.logAttendance(nurse, RED);
    await after(14);
    expect((await see(alertId)).level).toBe(0);
    for (const [minutes, level] of [
      [15, 1],
      [31, 2],
      [47, 3],
    ] as const) {
      await after(minutes);
      const alert = await atLevel(alertId, level);
      expect(alert.level).toBe(level);
      const told = alert.deliveries.filter((delivery) => delivery.level === level);
      expect(told.some(({ channel }) => channel === 'telephone_task')).toBe(true);
      expect(told.some(({ channel, to }) => channel === 'in_app' && to !== '')).toBe(true);
    }
    for (const minutes of [63, 79]) {
      const before = (await see(alertId)).deliveries.length;
      await after(minutes);
      await until(async () => (await see(alertId)).deliveries.length > before);
    }
    const { level, deliveries, events } = await see(alertId);
    expect(level).toBe(3);
    expect(deliveries.map(({ to }) => to)).toContain('fallback mailbox');
    expect(events.filter(({ kind }) => kind === 'escalated')).toHaveLength(3);
    expect(events.filter(({ kind }) => kind === 'told_again')).toHaveLength(2);
  });

  it('amber at 60, 120 and 180 minutes; blue at the end of working days', async () => {
    const [amber, blue] = [await app.logAttendance(nurse, AMBER), await app.logAttendance(nurse, BLUE)];
    await after(59);
    expect([(await see(amber.alertId)).level, (await see(blue.alertId)).level]).toEqual([0, 0]);
    for (const [minutes, level] of [
      [60, 1],
      [121, 2],
      [182, 3],
    ] as const) {
      await after(minutes);
      expect((await atLevel(amber.alertId, level)).level).toBe(level);
    }
    await app.database.setClock(new Date('2026-03-11T16:59:00Z'));
    expect((await see(blue.alertId)).level).toBe(0);
    for (const [at, level] of [
      ['2026-03-11T17:00:00Z', 1],
      ['2026-03-12T17:00:10Z', 2],
      ['2026-03-13T17:00:20Z', 3],
    ] as const) {
      await app.database.setClock(new Date(at));
      expect((await atLevel(blue.alertId, level)).level).toBe(level);
    }
  });

  it('one that is handed back keeps its clock: overdue, it goes on to the next people at once', async () => {
    const { alertId } = await app.logAttendance(nurse, RED);
    const { body } = await acknowledge(alertId);
    await after(40);
    expect((await see(alertId)).level).toBe(0);
    await nurse.post(`/api/alerts/${alertId}/hand-back`, { version: body.version });
    expect((await atLevel(alertId, 1)).state).toBe('open');
  });

  it('red that is owned without a word for four hours goes back to the queue; a liaison entry keeps it', async () => {
    const [silent, spoken] = [await app.logAttendance(nurse, RED), await app.logAttendance(nurse, RED)];
    for (const { alertId } of [silent, spoken]) await acknowledge(alertId);
    await addLiaisonEntry(nurse, spoken.alertId, {
      direction: 'outgoing',
      withRole: 'ward_nurse',
      result: 'no_answer',
    });
    await after(239);
    expect((await see(silent.alertId)).state).toBe('acknowledged');
    await after(241);
    const returned = await until(async () => {
      const alert = await see(silent.alertId);
      return alert.state === 'open' && alert;
    });
    expect(returned.owner).toBeNull();
    expect(returned.events[0]!.kind).toBe('returned');
    expect(returned.deliveries.filter(({ round }) => round > 0)).not.toHaveLength(0);
    expect((await see(spoken.alertId)).state).toBe('acknowledged');
  });

  it('one put aside until a time tells its owner then, once', async () => {
    const { alertId } = await app.logAttendance(nurse, AMBER);
    const { body } = await acknowledge(alertId);
    const wakeAt = new Date(TUESDAY_11.getTime() + 30 * 60_000).toISOString();
    await nurse.post(`/api/alerts/${alertId}/await`, {
      version: body.version,
      what: 'result',
      from: 'Laboratory',
      wakeAt,
    });
    await after(31);
    const woken = await until(async () => {
      const alert = await see(alertId);
      return alert.events[0]!.kind === 'woken' && alert;
    });
    expect(woken.state).toBe('awaiting');
    const told = woken.deliveries.filter(({ because }) => because === 'Asked to look again now');
    expect(told.map(({ channel, to }) => `${channel}: ${to}`).sort()).toEqual(['email: A Boyd', 'in_app: A Boyd']);
    await after(40);
    const [{ cycles }] = (await app.sql<{ cycles: Date }>(
      `SELECT at AS cycles FROM worker_cycles WHERE name = 'escalation'`,
    )) as [{ cycles: Date }];
    await until(
      async () =>
        (
          await app.sql<{ at: Date }>(
            `SELECT at FROM worker_cycles WHERE name = 'escalation' AND at > $1::timestamptz + interval '2 seconds'`,
            [cycles],
          )
        ).length > 0,
    );
    expect((await see(alertId)).events.filter(({ kind }) => kind === 'woken')).toHaveLength(1);
  });

  it('a bleeding child without a first treatment becomes red half an hour after arrival, by itself and once', async () => {
    const bleeding = { reason: 'pain_joint_muscle', bleedSite: 'joint', arrivedMinutesAgo: 0 } as const;
    const untreated = await app.logAttendance(nurse, bleeding);
    const treated = await app.logAttendance(nurse, { ...bleeding, firstTreatmentAt: TUESDAY_11.toISOString() });
    const unrelated = await app.logAttendance(nurse, { ...BLUE, arrivedMinutesAgo: 0 });
    const left = await app.logAttendance(nurse, bleeding);
    await nurse.post(`/api/attendances/${left.id}/move`, { state: 'left' });
    await after(29);
    expect((await see(untreated.alertId)).tier).toBe('amber');
    await after(31);
    const lifted = await until(async () => {
      const alert = await see(untreated.alertId);
      return alert.tier === 'red' && alert;
    });
    expect(lifted.trigger).toBe('no_treatment_30_min');
    expect(lifted.events[0]).toMatchObject({ kind: 'tier_raised', by: null });
    expect(new Date(lifted.acknowledgeBy).getTime()).toBeLessThanOrEqual(TUESDAY_11.getTime() + 47 * 60_000);
    expect(
      [await see(treated.alertId), await see(unrelated.alertId), await see(left.alertId)].map(({ tier }) => tier),
    ).toEqual(['amber', 'blue', 'amber']);
    // A person lowered it: time does not raise it a second time for the same reason.
    await app.sql(
      `UPDATE alerts SET tier = 'amber', triggers = ARRAY['joint_or_muscle_bleed', 'no_treatment_30_min'],
                   trigger = 'joint_or_muscle_bleed' WHERE id = $1`,
      [untreated.alertId],
    );
    await after(33);
    await atLevel(untreated.alertId, 0);
    expect((await see(untreated.alertId)).tier).toBe('amber');
  });

  it('a child nobody has matched for half an hour is told to the nurse in charge, on the same alert', async () => {
    const { alertId } = await app.logAttendance(nurse, {
      unmatched: { name: 'Boy, perhaps Lund', birthDate: null, phone: null },
      reason: 'unrelated_illness',
      bleedSite: null,
    });
    await after(31);
    const told = await until(async () => {
      const alert = await see(alertId);
      return alert.events.some(({ kind }) => kind === 'unmatched_long') && alert;
    });
    expect(told.deliveries.filter(({ round }) => round > 0)).not.toHaveLength(0);
  });

  it('one row that cannot be escalated holds up no other, and is named to the unit', async () => {
    const bad = await app.logAttendance(nurse, RED);
    const good = await app.logAttendance(nurse, RED);
    await app.sql(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.id = '${bad.alertId}' AND NEW.level > OLD.level THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$`);
    await app.sql('CREATE TRIGGER refuse_one BEFORE UPDATE ON alerts FOR EACH ROW EXECUTE FUNCTION refuse_one()');
    await after(16);
    await atLevel(good.alertId, 1);
    const admin = await app.signIn(ADMIN);
    await until(async () =>
      (await admin.get<DeliveryTrouble>('/api/deliveries/trouble')).body.problems.some(
        ({ cause }) => cause === 'poisoned_row',
      ),
    );
    await app.sql('DROP TRIGGER refuse_one ON alerts');
    expect((await see(bad.alertId)).level).toBe(0);
  });

  it('is never escalated once somebody owns it: acknowledging races escalating, hundreds of times', async () => {
    const alerts = await app.sql<{ id: string }>(
      `WITH made AS (
         INSERT INTO alerts (id, kind, tier, trigger, triggers, acknowledge_by, next_escalation_at)
         SELECT gen_random_uuid(), 'ops', 'red', 'race_' || n, ARRAY['race_' || n], sec.now(), sec.now() + interval '1 hour'
         FROM generate_series(1, 300) AS n RETURNING id)
       SELECT id, sec.tell(id, 'ops', 'red', 0, 0) FROM made`,
    );
    const [{ id: owner }] = (await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [DOCTOR])) as [
      { id: string },
    ];
    const seen = new Map<string, number>();
    await Promise.all(
      alerts.map(async ({ id }) => {
        await app.sql('UPDATE alerts SET next_escalation_at = sec.now() WHERE id = $1', [id]);
        const [, [taken]] = await Promise.all([
          worker.transaction((tx) => escalateSilent(tx, [id])),
          app.database.owner.query<[{ round: number }[], number]>(
            `UPDATE alerts SET state = 'acknowledged', owner_id = $2, acknowledged_at = sec.now(), version = version + 1
             WHERE id = $1 AND state = 'open' RETURNING round`,
            [id, owner],
          ),
        ]);
        seen.set(id, taken[0]!.round);
      }),
    );
    const after = await app.sql<{ id: string; round: number; told: boolean }>(
      `SELECT a.id, a.round, EXISTS (SELECT 1 FROM alert_deliveries d WHERE d.alert_id = a.id AND d.round = a.round) AS told
       FROM alerts a WHERE a.trigger LIKE 'race%' AND a.state = 'acknowledged'`,
    );
    expect(after).toHaveLength(300);
    expect(after.filter(({ id, round }) => round !== seen.get(id))).toEqual([]);
    expect(after.every(({ told }) => told)).toBe(true);
  });
});
