import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type {
  BreakGlassAnswer,
  BreakGlassReviews,
  EmergencyView,
  OpenBreakGlass,
} from '@shared-care/contracts/break-glass/answers';
import type { PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { askedMeanwhile } from '../testing/race';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  type TestApp,
  stepped,
} from '../testing/test-app';

const NIGHT = new Date('2026-03-10T02:40:00Z');
const WORDS = 'Fell from the bunk bed, drowsy.';
/** Valid, and nobody's. */
const UNKNOWN = '999 888 7704';

describe('emergency access to a child who is not linked', () => {
  let app: TestApp;
  let consultant: Client;
  let nurse: Client;
  let ava: { id: string; nhsNumber: string; birthDate: string };

  beforeAll(async () => {
    app = await startTestApp();
    const [row] = await app.sql<typeof ava>(
      `SELECT id, nhs_number AS "nhsNumber", birth_date AS "birthDate" FROM patients WHERE id = $1`,
      [await app.find('Smith', 'Ava')],
    );
    ava = row!;
  });
  afterAll(() => app.stop());
  beforeEach(() => onDay(0));

  const ask = (change: Record<string, unknown> = {}, client = consultant): Promise<Answer<BreakGlassAnswer>> =>
    client.post<BreakGlassAnswer>('/api/break-glass', {
      nhsNumber: ava.nhsNumber,
      birthDate: ava.birthDate,
      reason: 'bleeding_now',
      words: WORDS,
      ...change,
    });
  const granted = async (): Promise<EmergencyView> => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    return body.access!;
  };
  const view = (id: string, client = consultant) => client.get<EmergencyView>(`/api/break-glass/${id}`);
  const grantOf = async (id: string) =>
    (
      await app.sql<{ alert_id: string; review_due: string }>('SELECT * FROM break_glass_grants WHERE id = $1', [id])
    )[0]!;
  /** Each on a day of its own, so that one spec's grants and misses are not another's; sessions do not last that long. */
  const onDay = async (days: number): Promise<void> => {
    await app.database.setClock(new Date(NIGHT.getTime() + days * 86_400_000));
    [consultant, nurse] = [await app.signIn(STOKE_CONSULTANT), await app.signIn(NURSE)];
    await endRunning('100 days');
  };
  /** As if what runs now had been granted that much earlier. */
  const endRunning = (earlier: string) =>
    app.sql(
      `UPDATE break_glass_grants SET granted_at = granted_at - $1::interval, expires_at = expires_at - $1::interval
       WHERE expires_at > sec.now()`,
      [earlier],
    );

  it('shows what helps in an emergency, and nothing else', async () => {
    const access = await granted();
    expect(Object.keys(access).sort()).toEqual(
      [
        'expiresAt',
        'id',
        'now',
        'openAccess',
        'place',
        'closedHospitals',
        'patient',
        'plan',
        'reference',
        'ringNow',
        'risks',
        'unitNumbers',
        'weightWarning',
      ].sort(),
    );
    expect(access.patient).toMatchObject({ familyName: 'Smith', givenName: 'Ava', nhsNumber: ava.nhsNumber });
    expect(access.risks.diagnosis).toEqual(expect.any(String));
    expect(access.ringNow.length).toBeGreaterThan(0);
    const page = await nurse.get<{ openAccess: unknown; risks: unknown }>(`/api/patients/${ava.id}`);
    expect({ openAccess: access.openAccess, risks: access.risks }).toEqual({
      openAccess: page.body.openAccess,
      risks: page.body.risks,
    });
  });

  it('takes the number as people write it', async () => {
    const spaced = ava.nhsNumber.replace(/(...)(...)(....)/, '$1 $2 $3');
    expect((await ask({ nhsNumber: spaced })).body.access?.patient.id).toBe(ava.id);
  });

  it('pressed again while it runs, even twice at once, it is the same access and the same alert', async () => {
    const [one, two] = await Promise.all([ask(), ask()]);
    const again = await ask({ words: 'Pressed once more, to be sure.' });
    expect(new Set([one, two, again].map(({ body }) => body.access!.id)).size).toBe(1);
    expect(again.body.access!.expiresAt).toBe(one.body.access!.expiresAt);
    const id = one.body.access!.id;
    expect(await app.sql('SELECT count(*)::int AS alerts FROM alerts WHERE break_glass_grant_id = $1', [id])).toEqual([
      { alerts: 1 },
    ]);
    // Somebody else's is their own.
    const other = await ask({}, await app.signIn(BERKSHIRE_CONSULTANT));
    expect(other.body.access!.id).not.toBe(id);
    // And each look is on record.
    const [{ looks }] = (await app.sql<{ looks: number }>(
      `SELECT count(*)::int AS looks FROM audit_entries WHERE break_glass_id = $1 AND action = 'read'`,
      [id],
    )) as [{ looks: number }];
    expect(looks).toBeGreaterThanOrEqual(3);
  });

  it('holds for exactly four hours', async () => {
    const { id, expiresAt } = await granted();
    // The clock of the unit goes on while the request is answered.
    const [{ at: asked } = { at: null }] = await app.sql<{ at: Date }>(
      'SELECT granted_at AS at FROM break_glass_grants WHERE id = $1',
      [id],
    );
    expect(Date.parse(expiresAt) - asked!.getTime()).toBe(4 * 3_600_000);
    expect(asked!.getTime()).toBeGreaterThanOrEqual(NIGHT.getTime());
    const at = async (instant: string) => {
      await app.database.setClock(new Date(instant));
      // Nobody's session lasts as long.
      return (await view(id, await app.signIn(STOKE_CONSULTANT))).status;
    };
    expect(await at('2026-03-10T06:39:58Z')).toBe(200);
    expect(await at(expiresAt)).toBe(404);
  });

  it('at the instant it ends the database itself shows nothing', async () => {
    await onDay(10);
    const { id } = await granted();
    const me = await app.user(STOKE_CONSULTANT);
    const seenAt = (before: string) =>
      app.database.owner.transaction(async (tx) => {
        // now() stands still within a transaction, so the offset makes the instant exact.
        await tx.query(
          `UPDATE sec.clock SET clock_offset = (SELECT expires_at FROM break_glass_grants WHERE id = $1) - $2::interval - now()`,
          [id, before],
        );
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [me]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        return (await tx.query<unknown[]>('SELECT * FROM sec.emergency_view($1)', [ava.id])).length;
      });
    expect(await seenAt('1 microsecond')).toBe(1);
    expect(await seenAt('0')).toBe(0);
  });

  it('opens no search, list, page or attendance, and no other child', async () => {
    const before = await nurse.get<AlertQueue>('/api/alerts');
    await granted();
    const search = await consultant.post<PatientSearchAnswer>('/api/patients/search', { query: ava.nhsNumber });
    expect(search.body.matches).toEqual([]);
    expect((await consultant.get(`/api/patients/${ava.id}`)).status).toBe(404);
    expect((await consultant.get('/api/alerts')).status).toBe(404);
    for (const { id } of before.body.alerts.slice(0, 3))
      expect((await consultant.get(`/api/alerts/${id}`)).status).toBe(404);
    const seen = await app.database.owner.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
      await tx.query('SET LOCAL ROLE shared_care_app');
      const [row] = await tx.query<{ mine: number; others: number; visits: number }[]>(
        `SELECT (SELECT count(*)::int FROM patients WHERE id = $1) AS mine,
                (SELECT count(*)::int FROM sec.emergency_view($2)) AS others,
                (SELECT count(*)::int FROM attendances WHERE patient_id = $1) AS visits`,
        [ava.id, await app.find('Jones', 'Amelia')],
      );
      return row!;
    });
    expect(seen).toEqual({ mine: 0, others: 0, visits: 0 });
  });

  it('is the view of whoever asked for it, and of nobody else', async () => {
    const { id } = await granted();
    expect((await view(id, await app.signIn(BERKSHIRE_CONSULTANT))).status).toBe(404);
    expect((await view(id, nurse)).status).toBe(404);
    expect((await view(randomUUID())).status).toBe(404);
    for (const email of [NURSE, DOCTOR, ADMIN]) expect((await ask({}, await app.signIn(email))).status).toBe(404);
  });

  it('is found again while it runs, by whoever opened it and nobody else, and each name shown is on record', async () => {
    await onDay(12);
    const open = (client = consultant) => client.get<OpenBreakGlass>('/api/break-glass/open');
    expect((await open()).body.grants).toEqual([]);
    const { id, reference, expiresAt } = await granted();
    expect((await open()).body.grants).toMatchObject([
      { id, reference, expiresAt, patient: { id: ava.id, familyName: 'Smith', nhsNumber: ava.nhsNumber } },
    ]);
    expect((await open(await app.signIn(BERKSHIRE_CONSULTANT))).body.grants).toEqual([]);
    expect((await open(nurse)).status).toBe(404);
    expect(
      await app.sql(
        `SELECT action, patient_id FROM audit_entries WHERE break_glass_id = $1 AND detail = 'open accesses'`,
        [id],
      ),
    ).toEqual([{ action: 'read', patient_id: ava.id }]);
    await endRunning('4 hours');
    expect((await open()).body.grants).toEqual([]);
  });

  describe('the arrival of the child', () => {
    const log = async (change: Record<string, unknown>, client = consultant) =>
      client.post<LoggedAttendance>(
        '/api/attendances',
        {
          patientId: ava.id,
          hospitalId: await app.hospital('RXQ02'),
          unitKind: 'ed',
          reason: 'head_injury',
          arrivedMinutesAgo: 10,
          toldBy: 'link_consultant',
          saidBack: ['birth_date', 'nhs_number'],
          ...change,
        },
        { [IDEMPOTENCY_HEADER]: randomUUID() },
      );

    it('is logged with its record by the access, with the first treatment, and opens nothing more', async () => {
      await onDay(13);
      const { id } = await granted();
      const firstTreatmentAt = new Date(NIGHT.getTime() + 13 * 86_400_000 - 5 * 60_000).toISOString();
      const logged = await log({ emergencyAccessId: id, firstTreatmentAt });
      expect(logged.status, JSON.stringify(logged.problem)).toBe(201);
      expect(logged.body.unmatched).toBe(false);
      const alert = await nurse.get<AlertDetail>(`/api/alerts/${logged.body.alertId}`);
      expect(alert.body.patient?.id).toBe(ava.id);
      expect(new Date(alert.body.attendance!.firstTreatmentAt!).toISOString()).toBe(firstTreatmentAt);
      expect(
        await app.sql(`SELECT break_glass_id FROM audit_entries WHERE action = 'create' AND entity_id = $1`, [
          logged.body.id,
        ]),
      ).toEqual([{ break_glass_id: id }]);
      expect((await consultant.get(`/api/patients/${ava.id}`)).status).toBe(404);
      const search = await consultant.post<PatientSearchAnswer>('/api/patients/search', { query: ava.nhsNumber });
      expect(search.body.matches).toEqual([]);
    });

    it('is refused without the access, by another’s, by one that ended and for another child', async () => {
      await onDay(14);
      const { id } = await granted();
      const [another] = await app.sql<{ id: string }>(
        `SELECT id FROM patients p WHERE merged_into_id IS NULL AND id <> $1 AND NOT EXISTS (
           SELECT FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
           WHERE l.patient_id = p.id AND h.ods_code = 'RXQ02') LIMIT 1`,
        [ava.id],
      );
      expect((await log({})).status).toBe(404);
      expect((await log({ emergencyAccessId: randomUUID() })).status).toBe(404);
      expect((await log({ emergencyAccessId: id, patientId: another!.id })).status).toBe(404);
      const other = await app.signIn(BERKSHIRE_CONSULTANT);
      const berkshire = await app.hospital('RHW01');
      expect((await log({ emergencyAccessId: id, hospitalId: berkshire }, other)).status).toBe(404);
      await endRunning('4 hours');
      expect((await log({ emergencyAccessId: id })).status).toBe(404);
    });

    it('says whether treatment was given: a time, a reason why not, never both', async () => {
      await onDay(15);
      const { id } = await granted();
      const none = await log({ emergencyAccessId: id, firstTreatmentAbsentBecause: 'Not given' });
      expect(none.status).toBe(201);
      const alert = await nurse.get<AlertDetail>(`/api/alerts/${none.body.alertId}`);
      expect(alert.body.attendance).toMatchObject({ firstTreatmentAt: null, firstTreatmentAbsentBecause: 'Not given' });
      const both = await log({
        emergencyAccessId: id,
        firstTreatmentAbsentBecause: 'Not given',
        firstTreatmentAt: new Date().toISOString(),
      });
      expect(both.status).toBe(400);
      expect(both.problem.errors?.map(({ field }) => field)).toContain('firstTreatmentAbsentBecause');
    });
  });

  it('ends with the consultant’s account', async () => {
    const { id } = await granted();
    await app.sql('UPDATE users SET disabled_at = sec.now() WHERE email = $1', [STOKE_CONSULTANT]);
    const refused = await view(id);
    await app.sql('UPDATE users SET disabled_at = NULL WHERE email = $1', [STOKE_CONSULTANT]);
    expect(refused.status).toBe(401);
  });

  it.each([
    ['nine digits', { nhsNumber: '999000001' }, 'nhsNumber'],
    ['a number with a wrong check digit', { nhsNumber: '9990000019' }, 'nhsNumber'],
    ['no birth date', { birthDate: '' }, 'birthDate'],
    ['a birth date to come', { birthDate: '2026-03-11' }, 'birthDate'],
    ['no reason', { reason: '' }, 'reason'],
    ['nine characters', { words: '123456789' }, 'words'],
    ['ten characters of which two are blanks around', { words: ' 12345678 ' }, 'words'],
  ])('%s is named before anything is asked of the register', async (_, change, field) => {
    const { status, problem } = await ask(change);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  describe('a miss', () => {
    beforeEach(() => onDay(20));

    it('says the same for a wrong birth date and for an unknown number, and is recorded', async () => {
      const wrong = await ask({ birthDate: '2001-01-01' });
      const unknown = await ask({ nhsNumber: UNKNOWN });
      expect(wrong.status).toBe(200);
      expect({ ...wrong.body, now: '' }).toEqual({ ...unknown.body, now: '' });
      expect(wrong.body.access).toBeNull();
      expect(Object.keys(wrong.body)).toEqual(Object.keys((await ask()).body));
      const audited = await app.sql<object>(
        `SELECT action, entity, patient_id, outcome, reason, detail FROM audit_entries
         WHERE entity = 'break_glass' AND outcome = 'failed' ORDER BY id DESC LIMIT 2`,
      );
      const miss = { action: 'search', entity: 'break_glass', patient_id: null, outcome: 'failed' };
      expect(audited).toEqual([miss, miss].map((each) => ({ ...each, reason: 'bleeding_now', detail: 'no match' })));
    });

    it('keeps nothing of what was typed to find the child', async () => {
      await ask({ nhsNumber: UNKNOWN, birthDate: '2011-11-11' });
      const kept = JSON.stringify([
        await app.sql('SELECT * FROM break_glass_misses'),
        await app.sql('SELECT * FROM audit_entries ORDER BY id DESC LIMIT 5'),
      ]);
      expect(kept).not.toMatch(/9998887704|2011-11-11/);
    });

    it('six in ten minutes tell the PHU once, and a seventh is still answered', async () => {
      await onDay(30);
      const told = async () =>
        (await nurse.get<AlertQueue>('/api/alerts')).body.alerts.filter(
          ({ trigger }) => trigger === 'emergency_access_misses',
        );
      for (let i = 0; i < 5; i++) await ask({ nhsNumber: UNKNOWN });
      expect(await told()).toEqual([]);
      await ask({ nhsNumber: UNKNOWN });
      expect(await told()).toHaveLength(1);
      for (let i = 0; i < 3; i++) expect((await ask({ nhsNumber: UNKNOWN })).status).toBe(200);
      const [alert, ...more] = await told();
      expect(more).toEqual([]);
      expect(alert).toMatchObject({ tier: 'amber', state: 'open', patient: null, attendance: null, unmatched: null });
      expect(alert!.emergencyAccess).toMatchObject({ grantId: null, reason: 'bleeding_now', expiresAt: null });
      expect((await nurse.get<AlertDetail>(`/api/alerts/${alert!.id}`)).status).toBe(200);
      expect((await ask()).body.access).not.toBeNull();
    });

    it('five in ten minutes and one later are no reason to tell anybody', async () => {
      await onDay(40);
      for (let i = 0; i < 5; i++) await ask({ nhsNumber: UNKNOWN });
      await app.database.setClock(new Date(NIGHT.getTime() + 40 * 86_400_000 + 601_000));
      await ask({ nhsNumber: UNKNOWN });
      const since = new Date(NIGHT.getTime() + 40 * 86_400_000 - 1000);
      expect(await app.sql('SELECT 1 FROM alerts WHERE opened_at > $1', [since])).toEqual([]);
    });
  });

  it('from the third in 24 hours on there is a warning, and never a refusal', async () => {
    await onDay(50);
    const answers: BreakGlassAnswer[] = [];
    for (let i = 0; i < 5; i++) {
      answers.push((await ask()).body);
      await endRunning('4 hours');
    }
    expect(answers.map(({ access }) => access !== null)).toEqual([true, true, true, true, true]);
    expect(answers.map(({ warnings }) => warnings.length)).toEqual([0, 0, 1, 1, 1]);
    expect(answers[2]!.warnings[0]).toContain('3 times in 24 hours');
  });

  describe('its alert', () => {
    it('stands in the PHU’s queue with the child, who asked and why, and is worked like any other', async () => {
      await onDay(1);
      const { id, reference } = await granted();
      const { alert_id: alertId } = await grantOf(id);
      const queue = await nurse.get<AlertQueue>('/api/alerts');
      const row = queue.body.alerts.find((alert) => alert.id === alertId)!;
      expect(row).toMatchObject({
        reference,
        tier: 'amber',
        trigger: 'emergency_access',
        attendance: null,
        unmatched: null,
        patient: { id: ava.id },
        emergencyAccess: { grantId: id, reason: 'bleeding_now', words: WORDS, reviewedAt: null },
        acknowledgeBy: '2026-03-11T08:30:00.000Z',
      });
      expect(queue.body.counts.emergencyAccessToReview).toBeGreaterThan(0);

      const taken = await stepped(nurse, `/api/alerts/${alertId}/acknowledge`, { version: 1 });
      expect(taken.body).toMatchObject({ state: 'acknowledged', checklist: [], missingToClose: [] });
      expect(taken.body.ringNow.length).toBeGreaterThan(0);
      const told = await stepped(
        nurse,
        `/api/alerts/${alertId}/liaison-entries`,
        {
          direction: 'outgoing',
          withRole: 'link_consultant',
          result: 'spoke',
          adviceGiven: 'Give factor first.',
        },
        { [IDEMPOTENCY_HEADER]: randomUUID() },
      );
      expect(told.status).toBe(201);
      const { version } = (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;
      const closed = await stepped(nurse, `/api/alerts/${alertId}/close`, { version, outcome: 'resolved' });
      expect(closed.body).toMatchObject({ state: 'closed', outcome: 'resolved' });
      const [{ named }] = (await app.sql<{ named: number }>(
        'SELECT count(*)::int AS named FROM audit_entries WHERE entity_id = $1 AND patient_id = $2 AND action = $3',
        [alertId, ava.id, 'update'],
      )) as [{ named: number }];
      expect(named).toBeGreaterThanOrEqual(2);
    });

    it('that cannot be raised leaves no grant behind', async () => {
      const before = await app.sql('SELECT count(*)::int FROM break_glass_grants');
      await app.sql('REVOKE INSERT ON alert_events FROM shared_care_app');
      const failed = await ask();
      await app.sql('GRANT INSERT ON alert_events TO shared_care_app');
      expect(failed.status).toBe(500);
      expect(failed.text).not.toContain('Smith');
      expect(await app.sql('SELECT count(*)::int FROM break_glass_grants')).toEqual(before);
    });

    it('is the only one a consultant can raise by hand', async () => {
      const byHand = app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        await tx.query(
          `INSERT INTO alerts (kind, tier, trigger, triggers, acknowledge_by) VALUES ('ops', 'red', 'x', '{x}', sec.now())`,
        );
      });
      await expect(byHand).rejects.toMatchObject({ driverError: { code: '42501' } });
    });
  });

  describe('the review', () => {
    const review = (id: string, client: Client) =>
      client.post<BreakGlassReviews>(`/api/break-glass/${id}/review`, { outcome: 'justified', words: 'Rang them.' });

    it('is due on the next working day, and then overdue', async () => {
      await onDay(3);
      const { id } = await granted();
      const listed = async () => {
        const { body } = await nurse.get<BreakGlassReviews>('/api/break-glass/reviews');
        return body.grants.find((grant) => grant.id === id)!;
      };
      // 02:40 on a Friday: that very day.
      expect(await listed()).toMatchObject({ reviewDue: '2026-03-13', overdue: false, words: WORDS, review: null });
      await app.database.setClock(new Date('2026-03-14T00:00:01Z'));
      expect(await listed()).toMatchObject({ overdue: true });
    });

    it('is written once, by a nurse or doctor who was not involved', async () => {
      await onDay(4);
      const { id } = await granted();
      const { alert_id: alertId } = await grantOf(id);
      await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
      const own = await review(id, nurse);
      expect(own.status).toBe(422);
      expect(own.problem.detail).toContain('you were involved');
      expect((await review(id, consultant)).status).toBe(404);
      expect((await review(id, await app.signIn(ADMIN))).status).toBe(404);
      const other = await app.signIn(OTHER_NURSE);
      const done = await review(id, other);
      expect(done.body.grants.find((grant) => grant.id === id)?.review).toMatchObject({ outcome: 'justified' });
      const again = await review(id, await app.signIn(DOCTOR));
      expect(again.status).toBe(409);
      expect((await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body.emergencyAccess?.reviewedAt).not.toBeNull();
    });

    it('is not written by one who takes its alert meanwhile', async () => {
      await onDay(5);
      const { id } = await granted();
      const { alert_id: alertId } = await grantOf(id);
      const doctor = await app.user(DOCTOR);
      const client = await app.signIn(DOCTOR);
      const answer = await askedMeanwhile(
        app,
        (tx) =>
          tx.query(
            `UPDATE alerts SET owner_id = $2, state = 'acknowledged', acknowledged_at = sec.now() WHERE id = $1`,
            [alertId, doctor],
          ),
        () => review(id, client),
      );
      expect(answer.status).toBe(422);
      expect(answer.problem.detail).toContain('you were involved');
    });

    it('that finds it not justified ends the access at once; asked for again it is a new one with an alert', async () => {
      await onDay(6);
      const { id } = await granted();
      const { alert_id: alertId } = await grantOf(id);
      const words = 'The ward says that no such child came.';
      expect((await nurse.post(`/api/break-glass/${id}/review`, { outcome: 'not_justified', words })).status).toBe(200);
      expect((await view(id)).status).toBe(404);
      expect((await consultant.get<OpenBreakGlass>('/api/break-glass/open')).body.grants).toEqual([]);
      const seen = await app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        return tx.query<unknown[]>('SELECT id FROM sec.emergency_view($1)', [ava.id]);
      });
      expect(seen).toEqual([]);
      const again = await granted();
      expect(again.id).not.toBe(id);
      expect((await grantOf(again.id)).alert_id).not.toBe(alertId);
    });

    it('is never by the person who used the access, whatever their role is by then', async () => {
      const { id } = await granted();
      await app.sql(`UPDATE users SET role = 'phu_doctor' WHERE email = $1`, [STOKE_CONSULTANT]);
      const own = await review(id, await app.signIn(STOKE_CONSULTANT));
      await app.sql(`UPDATE users SET role = 'link_consultant' WHERE email = $1`, [STOKE_CONSULTANT]);
      expect(own.status).toBe(422);
      await expect(
        app.sql(
          `UPDATE break_glass_grants SET reviewed_by = user_id, reviewed_at = sec.now(), review_outcome = 'justified',
             review_words = 'Fine' WHERE id = $1`,
          [id],
        ),
      ).rejects.toThrow(/break_glass_grants_reviewed_by_another/);
    });
  });

  describe('past the product', () => {
    const asConsultant = (statement: string, parameters: unknown[] = [], email = STOKE_CONSULTANT) =>
      app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(email)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        return tx.query<unknown>(statement, parameters);
      });
    const CALL = `SELECT sec.break_glass($1, $2, $3, $4, 'other', 'By hand, no alert', '2026-03-11')`;

    it('nobody who serves requests can write a grant or a miss, move an end or take one away', async () => {
      for (const statement of [
        `INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
         SELECT gen_random_uuid(), sec.uid(), '${ava.id}', gen_random_uuid(), 'other', 'By hand, no alert', sec.now(),
                sec.now() + interval '4 hours', '2026-03-11'`,
        `INSERT INTO break_glass_misses (id, user_id, reason, words, missed_at)
         SELECT gen_random_uuid(), sec.uid(), 'other', 'By hand', sec.now()`,
        `UPDATE break_glass_grants SET expires_at = expires_at + interval '1 day'`,
        'DELETE FROM break_glass_grants',
        'DELETE FROM break_glass_misses',
      ])
        for (const email of [STOKE_CONSULTANT, NURSE])
          await expect(asConsultant(statement, [], email), statement).rejects.toMatchObject({
            driverError: { code: '42501' },
          });
    });

    it('the function itself is for link consultants alone', async () => {
      for (const email of [NURSE, DOCTOR, ADMIN])
        await expect(
          asConsultant(CALL, [randomUUID(), randomUUID(), ava.nhsNumber, ava.birthDate], email),
        ).rejects.toMatchObject({ driverError: { code: '42501' } });
    });

    it('a grant longer than four hours cannot even be stored', async () => {
      await expect(
        app.sql(`UPDATE break_glass_grants SET expires_at = expires_at + interval '1 second'`),
      ).rejects.toThrow(/break_glass_grants_four_hours/);
    });

    const WITHOUT_ALERT = () => asConsultant(CALL, [randomUUID(), randomUUID(), ava.nhsNumber, ava.birthDate]);
    const ALERT_OF_ANOTHER = async () => {
      const [taken] = await app.sql<{ id: string }>(`SELECT id FROM alerts WHERE kind = 'attendance' LIMIT 1`);
      return asConsultant(CALL, [randomUUID(), taken!.id, ava.nhsNumber, ava.birthDate]);
    };

    it('a grant without its own alert cannot be committed', async () => {
      await expect(WITHOUT_ALERT()).rejects.toMatchObject({
        driverError: { code: expect.stringMatching(/^235/) as string },
      });
      await expect(ALERT_OF_ANOTHER()).rejects.toMatchObject({ driverError: { code: '23514' } });
    });

    // Last, because this database is spoilt afterwards: what refuses above is these constraints and nothing else.
    it('without the constraints it would be', async () => {
      await app.sql(`DROP TRIGGER break_glass_grants_name_their_alert ON break_glass_grants;
                     ALTER TABLE break_glass_grants DROP CONSTRAINT break_glass_grants_alert`);
      await expect(WITHOUT_ALERT()).resolves.toBeDefined();
      await expect(ALERT_OF_ANOTHER()).resolves.toBeDefined();
    });
  });
});
