import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { addDays } from '@shared-care/domain/london-time';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import {
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
  stepped,
} from '../testing/test-app';

describe('the facts of a visit are put right', () => {
  let app: TestApp;
  let nurse: Client;
  let other: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, other] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE)];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
  const correct = async (
    { id, alertId }: { id: string; alertId: string },
    facts: object,
    by = nurse,
  ): Promise<Answer<AlertDetail>> =>
    stepped(by, `/api/attendances/${id}/facts`, {
      version: (await see(alertId)).version,
      because: 'Misheard.',
      ...facts,
    });
  const amber = () => app.logAttendance(nurse, { reason: 'pain_joint_muscle', bleedSite: 'joint' });

  it('the tier rises at once, the clock is that of red, and everybody told before is told again', async () => {
    const logged = await amber();
    expect(logged.tier).toBe('amber');
    await app.sql(
      `UPDATE alert_deliveries SET state = 'sent', sent_at = sec.now() WHERE alert_id = $1 AND state = 'due'`,
      [logged.alertId],
    );
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 5 * 60_000));
    const { status, body } = await correct(logged, { reason: 'head_injury', bleedSite: 'head' }, other);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      tier: 'red',
      trigger: 'head_injury',
      attendance: { reason: 'head_injury', bleedSite: 'head' },
      lowerByRules: null,
      acknowledgeBy: expect.stringContaining('2026-03-10T11:20:0') as string,
    });
    expect(body.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['facts_corrected', 'tier_raised']));
    const told = body.deliveries.filter(({ because }) => because === 'You were told of it: its facts were corrected');
    expect(told.map(({ channel }) => channel)).toEqual(expect.arrayContaining(['email', 'in_app']));
    const [outbox] = await app.sql<{ round: number }>('SELECT round FROM alerts WHERE id = $1', [logged.alertId]);
    expect(outbox!.round).toBeGreaterThanOrEqual(2);
  });

  it('a tier never falls by it: what the rules now give is said, and a person lowers it', async () => {
    const logged = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
    const { body } = await correct(logged, { reason: 'pain_joint_muscle', bleedSite: 'joint' });
    expect(body).toMatchObject({ tier: 'red', lowerByRules: 'amber' });
    expect(body.events.find(({ kind }) => kind === 'facts_corrected')?.detail).toContain(
      'By the rules it is now Amber; it stays Red until somebody lowers it.',
    );
    const doctor = await app.signIn(DOCTOR);
    const lower = async (): Promise<Answer<AlertDetail>> =>
      stepped(doctor, `/api/alerts/${logged.alertId}/lower-tier`, {
        version: (await see(logged.alertId)).version,
        tier: 'amber',
        reason: 'Facts corrected.',
      });
    // Nobody owns it yet.
    expect((await lower()).status).toBe(422);
    await doctor.post(`/api/alerts/${logged.alertId}/acknowledge`, { version: body.version });
    expect((await lower()).body).toMatchObject({ tier: 'amber', lowerByRules: null });
  });

  it('old values stay, with who changed them and why; each change adds to them', async () => {
    const logged = await amber();
    const stoke = await app.hospital('RXQ02');
    await correct(logged, { hospitalId: stoke, because: 'They said Stoke.' });
    const { body } = await correct(logged, { arrivedAt: '2026-03-10T10:20:00Z', unitKind: 'ward' }, other);
    expect(body.factChanges).toMatchObject([
      {
        by: 'A Boyd',
        because: 'They said Stoke.',
        was: { hospital: expect.any(String) as string },
        becomes: { hospital: 'Stoke Mandeville Hospital' },
      },
      {
        by: 'J Ferrars',
        was: { unitKind: 'ed', arrivedAt: expect.stringContaining('2026-03-10T10:55:00') as string },
        becomes: { unitKind: 'ward', arrivedAt: '2026-03-10T10:20:00.000Z' },
      },
    ]);
    expect(Object.keys(body.factChanges[0]!.was)).toEqual(['hospital']);
    expect(body.attendance).toMatchObject({
      hospital: { name: 'Stoke Mandeville Hospital' },
      arrivedAt: expect.stringContaining('2026-03-10T10:20:00') as string,
    });
  });

  it('another hospital is judged by its own open access and network', async () => {
    const logged = await amber();
    const before = await see(logged.alertId);
    const { body } = await correct(logged, { hospitalId: await app.hospital('RXQ02') });
    expect(before.triggers).not.toContain('out_of_network');
    expect(body.triggers).toContain('out_of_network');
    expect(body.attendance!.openAccess).toBe('none');
  });

  it('half an hour without treatment counts from the corrected arrival', async () => {
    const logged = await amber();
    const { body } = await correct(logged, { arrivedAt: '2026-03-10T10:25:00Z' });
    expect(body).toMatchObject({ tier: 'red', trigger: 'no_treatment_30_min' });
  });

  it.each([
    ['nothing', {}, 422, undefined],
    ['what is recorded already', { reason: 'pain_joint_muscle', bleedSite: 'joint' }, 422, undefined],
    ['no reason for it', { reason: 'other', because: ' ' }, 400, 'because'],
    ['an arrival still to come', { arrivedAt: '2026-03-10T12:00:00Z' }, 400, 'arrivedAt'],
    ['an arrival long after it was reported', { arrivedAt: '2026-03-10T10:59:00Z' }, 200, undefined],
    ['a hospital of nobody', { hospitalId: '00000000-0000-4000-8000-000000000000' }, 400, 'hospitalId'],
    [
      'two hospitals at once',
      { hospitalId: '00000000-0000-4000-8000-000000000000', unlistedHospital: { kind: 'abroad', name: 'X' } },
      400,
      'hospitalId',
    ],
    ['a stale version', { version: 999, reason: 'other' }, 409, undefined],
  ])('%s', async (_, facts, status, field) => {
    const logged = await amber();
    const answer = await correct(logged, facts);
    expect(answer.status).toBe(status);
    if (field) expect(answer.problem.errors?.[0]?.field).toBe(field);
    if (status !== 200) expect((await see(logged.alertId)).factChanges).toEqual([]);
  });

  it('an attendance that was taken back is left as it is; a link consultant changes none', async () => {
    const logged = await amber();
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const { status } = await correct(logged, { reason: 'other' }, consultant);
    expect([403, 404]).toContain(status);
    const { version } = await see(logged.alertId);
    await nurse.post(`/api/attendances/${logged.id}/correct`, { version, kind: 'cancel', reason: 'Went home.' });
    expect((await correct(logged, { reason: 'other' })).status).toBe(422);
  });

  it('a closed alert keeps its end: facts are put right, nobody is called', async () => {
    const logged = await app.logAttendance(nurse, { reason: 'planned_treatment', bleedSite: null });
    await nurse.post(`/api/alerts/${logged.alertId}/acknowledge`, { version: 1 });
    const closed = await stepped(nurse, `/api/alerts/${logged.alertId}/close`, {
      version: 2,
      outcome: 'resolved',
    });
    expect(closed.body.state).toBe('closed');
    const { body } = await correct(logged, { reason: 'head_injury', bleedSite: 'head' });
    expect(body).toMatchObject({ state: 'closed', tier: 'blue', attendance: { reason: 'head_injury' } });
    expect(body.deliveries.some(({ because }) => because.includes('corrected'))).toBe(false);
  });

  it('what a change was is written once and by its author alone', async () => {
    await correct(await amber(), { reason: 'other' });
    for (const statement of ['UPDATE attendance_changes SET because = $$x$$', 'DELETE FROM attendance_changes']) {
      const tried = app.database.owner.transaction(async (tx) => {
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(statement);
      });
      await expect(tried).rejects.toMatchObject({ driverError: { code: '42501' } });
    }
  });

  describe('the plan of the child', () => {
    it('past its review date it makes a visit amber and says so; on that day it does not', async () => {
      const [child] = await app.sql<{ id: string; reviewBy: string }>(
        `SELECT e.patient_id AS id, e.review_by::text AS "reviewBy" FROM emergency_plans e JOIN patients p ON p.id = e.patient_id
         WHERE e.state = 'approved' AND p.died_on IS NULL AND p.inhibitor <> 'present'
           AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.patient_id = p.id)
         ORDER BY e.review_by DESC LIMIT 1`,
      );
      const logOn = async (day: string) => {
        await app.database.setClock(new Date(`${day}T11:00:00Z`));
        return app.logAttendance(await app.signIn(NURSE), {
          patientId: child!.id,
          reason: 'unrelated_illness',
          bleedSite: null,
          arrivedMinutesAgo: 0,
        });
      };
      const warning = 'The emergency plan is past its review date. Ring the unit before relying on it.';
      const onTheDay = await logOn(child!.reviewBy);
      expect(onTheDay.triggers).not.toContain('plan_overdue_review');
      expect(onTheDay.warnings).not.toContain(warning);
      const dayAfter = await logOn(addDays(child!.reviewBy, 1));
      expect(dayAfter).toMatchObject({ tier: 'amber' });
      expect(dayAfter.triggers).toContain('plan_overdue_review');
      expect(dayAfter.warnings).toContain(warning);
    });
  });
});
