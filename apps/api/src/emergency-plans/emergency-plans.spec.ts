import { randomUUID } from 'node:crypto';
import type { EmergencyView, BreakGlassAnswer } from '@shared-care/contracts/break-glass/answers';
import type {
  BegunPlan,
  EmergencyCard,
  EmergencyPlan,
  PlanBoard,
  PlanInHistory,
} from '@shared-care/contracts/emergency-plans/answers';
import { PLAN_FIELD_NAMES, type PlanSections } from '@shared-care/domain/emergency-plan';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';
import { giveTreatment } from '../testing/treatments';

/** Stands only in drafts: wherever else it turns up, unapproved text was shown. */
const DRAFT_ONLY = 'Quillon reading of the draft';

function text(first: string): PlanSections {
  return Object.fromEntries(
    PLAN_FIELD_NAMES.map((name) => [name, name === 'firstSteps' ? first : `About ${name}.`]),
  ) as PlanSections;
}

describe('emergency plans', () => {
  let app: TestApp;
  let nurse: Client;
  let otherNurse: Client;
  let doctor: Client;
  let stoke: Client;
  /** Of Stoke Mandeville, without a plan in the demo. */
  let zara: string;

  beforeAll(async () => {
    app = await startTestApp();
    [nurse, otherNurse, doctor, stoke] = [
      await app.signIn(NURSE),
      await app.signIn(OTHER_NURSE),
      await app.signIn(DOCTOR),
      await app.signIn(STOKE_CONSULTANT),
    ];
    zara = await app.find('Khan', 'Zara');
  });
  afterAll(() => app.stop());
  beforeEach(() => app.database.setClock(TUESDAY_11));

  const begin = async (client = nurse, patientId = zara): Promise<EmergencyPlan> => {
    const { status, body } = await client.post<BegunPlan>('/api/emergency-plans', { patientId });
    expect(status).toBe(200);
    return (await client.get<EmergencyPlan>(`/api/emergency-plans/${body.id}`)).body;
  };
  const save = (
    plan: EmergencyPlan,
    first: string,
    client = nurse,
    more: object = {},
  ): Promise<Answer<EmergencyPlan>> =>
    client.post<EmergencyPlan>(`/api/emergency-plans/${plan.id}/text`, {
      version: plan.version,
      sections: text(first),
      reviewBy: '2026-12-01',
      ...more,
    });
  const verb = (plan: { id: string; version: number }, name: string, client = doctor, more: object = {}) =>
    client.post<EmergencyPlan>(`/api/emergency-plans/${plan.id}/${name}`, { version: plan.version, ...more });
  const card = async (client = nurse, patientId = zara): Promise<EmergencyCard> => {
    const answer = await client.get<EmergencyCard>(`/api/patients/${patientId}/emergency-card`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  /** A version with this text, approved. */
  const approved = async (first: string, patientId = zara): Promise<EmergencyPlan> => {
    const saved = await save(await begin(nurse, patientId), first, nurse, { forTodaysFacts: true });
    const answer = await verb(saved.body, 'approve');
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  it('goes from a draft to the card, and replaces what was there', async () => {
    const first = await approved('Ring, then treat.');
    expect(await card(stoke)).toMatchObject({
      plan: { versionNumber: first.versionNumber, standing: 'current', outOfDate: null, approvedBy: 'Dr K Shah' },
    });
    const second = await approved('Treat, then ring.');
    const shown = await card(stoke);
    expect(shown.plan).toMatchObject({ id: second.id, sections: { firstSteps: 'Treat, then ring.' } });
    expect(shown.plan!.code).toMatch(/^[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}$/);
    const { body: history } = await nurse.get<PlanInHistory[]>(`/api/patients/${zara}/emergency-plans`);
    expect(history.find(({ id }) => id === first.id)).toMatchObject({ state: 'superseded' });
    expect(history.filter(({ state }) => state === 'approved')).toHaveLength(1);
  });

  it('who typed in it cannot approve it, a nurse never can, and the table refuses both by itself', async () => {
    let draft = (await save(await begin(doctor), 'By the doctor.', doctor, { forTodaysFacts: true })).body;
    expect((await verb(draft, 'approve', doctor)).status).toBe(422);
    expect((await verb(draft, 'approve', otherNurse)).status).toBe(404);
    const approve = (by: string) =>
      app.sql(
        `UPDATE emergency_plans SET state = 'approved', approved_by = (SELECT id FROM users WHERE email = $2),
           approved_at = sec.now(), code = 'CCCCCCCCCC' WHERE id = $1`,
        [draft.id, by],
      );
    await expect(approve(DOCTOR)).rejects.toThrow('emergency_plans_approved_by_another');
    await expect(approve(OTHER_NURSE)).rejects.toThrow('a doctor of the unit approves in person');
    draft = (await verb(draft, 'discard', nurse)).body;
    expect(draft.state).toBe('discarded');
  });

  it.each(['sections', 'review_by', 'patient_id', 'weight_kg', 'authors', 'approved_at', 'code'])(
    'once approved, %s stands for ever, even for the owner of the database',
    async (column) => {
      const { id } = await approved('Stands.');
      const values: Record<string, string> = {
        sections: `'{}'`,
        review_by: `'2030-01-01'`,
        patient_id: `(SELECT id FROM patients WHERE id <> patient_id LIMIT 1)`,
        weight_kg: '99',
        authors: `authors || ARRAY[gen_random_uuid()]`,
        approved_at: 'now()',
        code: `'DDDDDDDDDD'`,
      };
      await expect(
        app.sql(`UPDATE emergency_plans SET ${column} = ${values[column]!} WHERE id = $1`, [id]),
      ).rejects.toThrow('cannot be changed in this way');
    },
  );

  it('no version is ever deleted or taken back to a draft', async () => {
    const { id } = await approved('Stays.');
    await expect(app.sql('DELETE FROM emergency_plans WHERE id = $1', [id])).rejects.toThrow('never deleted');
    await expect(app.sql(`UPDATE emergency_plans SET state = 'draft' WHERE id = $1`, [id])).rejects.toThrow();
    for (const name of ['text', 'discard', 'return', 'approve']) {
      const plan = { id, version: 3 };
      const answer =
        name === 'text'
          ? await save({ ...(await nurse.get<EmergencyPlan>(`/api/emergency-plans/${id}`)).body }, 'Changed.')
          : await verb(plan, name, name === 'discard' ? nurse : doctor, name === 'return' ? { because: 'No.' } : {});
      expect(answer.status, name).toBe(422);
    }
  });

  describe('text that no doctor approved', () => {
    let draft: EmergencyPlan;
    beforeAll(async () => {
      await app.database.setClock(TUESDAY_11);
      await approved('Approved words.');
      draft = (await save(await begin(), DRAFT_ONLY)).body;
      await app.logAttendance(nurse, { patientId: zara });
    });
    afterAll(async () => {
      const { body } = await nurse.get<EmergencyPlan>(`/api/emergency-plans/${draft.id}`);
      await verb(body, 'discard', nurse);
    });

    it('is in its editor, which only the unit can open', async () => {
      expect((await doctor.get(`/api/emergency-plans/${draft.id}`)).text).toContain(DRAFT_ONLY);
      for (const email of [STOKE_CONSULTANT, BERKSHIRE_CONSULTANT, ADMIN]) {
        const client = await app.signIn(email);
        expect((await client.get(`/api/emergency-plans/${draft.id}`)).status).toBe(404);
        expect((await client.get(`/api/patients/${zara}/emergency-plans`)).status).toBe(404);
      }
    });

    it('is on no card, page, list, alert or emergency view', async () => {
      const [alert] = await app.sql<{ id: string }>(
        'SELECT al.id FROM alerts al JOIN attendances a ON a.alert_id = al.id WHERE a.patient_id = $1',
        [zara],
      );
      const berkshire = await app.signIn(BERKSHIRE_CONSULTANT);
      const [child] = await app.sql<{ nhsNumber: string; birthDate: string }>(
        'SELECT nhs_number AS "nhsNumber", birth_date AS "birthDate" FROM patients WHERE id = $1',
        [zara],
      );
      const glass = await berkshire.post<BreakGlassAnswer>('/api/break-glass', {
        ...child!,
        reason: 'bleeding_now',
        words: 'Fell from the swing, drowsy.',
      });
      const view = await berkshire.get<EmergencyView>(`/api/break-glass/${glass.body.access!.id}`);
      expect(view.body.plan?.sections?.firstSteps).toBe('Approved words.');
      const answers = [
        glass,
        view,
        await nurse.get(`/api/patients/${zara}`),
        await nurse.get(`/api/patients/${zara}/emergency-card`),
        await nurse.get(`/api/patients/${zara}/emergency-plans`),
        await nurse.get('/api/emergency-plans'),
        await nurse.get('/api/alerts'),
        await nurse.get(`/api/alerts/${alert!.id}`),
        await nurse.get(`/api/audit/patients/${zara}`),
        await nurse.post('/api/patients/search', { query: 'Khan' }),
        await stoke.get(`/api/patients/${zara}`),
        await stoke.get(`/api/patients/${zara}/emergency-card`),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(200);
        expect(answer.text).not.toContain(DRAFT_ONLY);
      }
    });

    it('does not exist for a consultant, even asked of the database itself', async () => {
      const seen = await app.database.owner.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(STOKE_CONSULTANT)]);
        await tx.query('SET LOCAL ROLE shared_care_app');
        return tx.query<{ state: string }[]>('SELECT DISTINCT state FROM emergency_plans WHERE patient_id = $1', [
          zara,
        ]);
      });
      expect(seen).toEqual([{ state: 'approved' }]);
    });
  });

  it('another hospital’s consultant sees no card, and an admin none at all', async () => {
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      expect((await client.get(`/api/patients/${zara}/emergency-card`)).status).toBe(404);
    }
    expect((await nurse.get(`/api/patients/${randomUUID()}/emergency-card`)).status).toBe(404);
  });

  it('two nurses at one draft: the second sees what the first saved, and loses nothing', async () => {
    const draft = await begin();
    const mine = await save(draft, 'Mine.');
    const theirs = await save(draft, 'Theirs.', otherNurse);
    expect(theirs.status).toBe(409);
    expect(theirs.problem.current).toMatchObject({
      by: 'A Boyd',
      version: mine.body.version,
      sections: { firstSteps: 'Mine.' },
    });
    await verb(mine.body, 'discard', nurse);
  });

  it('a doctor sends a draft back with a reason, which stands until it is saved again', async () => {
    const saved = (await save(await begin(), 'Unclear.')).body;
    const back = await verb(saved, 'return', doctor, { because: 'Say who accesses the port.' });
    expect(back.body).toMatchObject({ state: 'draft', returned: { by: 'Dr K Shah' } });
    const board = (await nurse.get<PlanBoard>('/api/emergency-plans?rows=100')).body;
    expect(board.rows.find(({ patient }) => patient.id === zara)).toMatchObject({ concern: 'sent_back' });
    const again = await save(back.body, 'Clear.');
    expect(again.body.returned).toBeNull();
    await verb(again.body, 'discard', nurse);
  });

  it.each([
    ['Give 500 IU.', '“500 IU” should be “500 international units”'],
    ['Give .5 ml.', '“.5” should be “0.5”'],
    ['Give 5.0 ml.', '“5.0” should be “5”'],
    ['Give 90 mcg.', 'micrograms'],
  ])('“%s” is not saved', async (first, message) => {
    const draft = await begin();
    const answer = await save(draft, first);
    expect(answer.status).toBe(400);
    expect(answer.problem.errors).toMatchObject([{ field: 'sections.firstSteps' }]);
    expect(answer.problem.errors![0]!.message).toContain(message);
  });

  it('written at one weight and read at another says so; a draft written before cannot be approved', async () => {
    await app.sql(`UPDATE patients SET weight_kg = 22, weighed_on = '2026-01-10' WHERE id = $1`, [zara]);
    await approved('At 22.');
    const stale = (await save(await begin(), 'Still for 22.', nurse, { forTodaysFacts: true })).body;
    await app.sql(`UPDATE patients SET weight_kg = 24.5, weighed_on = '2026-03-09' WHERE id = $1`, [zara]);
    expect((await card()).plan!.changes).toEqual(['Written at 22\u00a0kg; weight now 24.5\u00a0kg.']);
    const refused = await verb(stale, 'approve');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('weight now 24.5');
    const renewed = (await save(stale, 'For 24.5.', nurse, { forTodaysFacts: true })).body;
    expect((await verb(renewed, 'approve')).status).toBe(200);
    expect((await card()).plan!.changes).toEqual([]);
  });

  it('an inhibitor found since, or emicizumab begun, is on the card at once', async () => {
    await approved('Before.');
    await app.sql(`UPDATE patients SET inhibitor = 'present', inhibitor_on = '2026-03-10' WHERE id = $1`, [zara]);
    await giveTreatment(app, zara, 'emicizumab');
    const shown = await card(stoke);
    expect(shown.risks).toMatchObject({ inhibitor: 'present', treatments: [{ name: 'Emicizumab' }] });
    expect(shown.plan!.changes).toHaveLength(2);
  });

  it('from the day after its review date it is OUT OF DATE, and still readable', async () => {
    await approved('Readable.');
    await app.database.setClock(new Date('2026-12-01T23:30:00Z'));
    const late = await app.signIn(STOKE_CONSULTANT);
    expect((await card(late)).plan!.standing).toBe('current');
    await app.database.setClock(new Date('2026-12-02T00:30:00Z'));
    const after = await card(await app.signIn(STOKE_CONSULTANT));
    expect(after.plan).toMatchObject({ standing: 'past_review', sections: { firstSteps: 'Readable.' } });
    expect(after.plan!.outOfDate).toContain('Ring the unit before relying on this.');
  });

  it('withdrawn, it leaves the card without its text', async () => {
    await app.database.setClock(TUESDAY_11);
    [nurse, doctor, stoke, otherNurse] = [
      await app.signIn(NURSE),
      await app.signIn(DOCTOR),
      await app.signIn(STOKE_CONSULTANT),
      await app.signIn(OTHER_NURSE),
    ];
    const plan = await approved('Wrong words.');
    expect((await verb(plan, 'withdraw', nurse, { because: 'Wrong.' })).status).toBe(404);
    expect((await verb(plan, 'withdraw', doctor, { because: 'Wrong product.' })).status).toBe(200);
    const answer = await stoke.get<EmergencyCard>(`/api/patients/${zara}/emergency-card`);
    expect(answer.text).not.toContain('Wrong words.');
    expect(answer.body.plan).toMatchObject({ standing: 'withdrawn', sections: null });
  });

  it('every look and every step leaves a row that names the child and no word of the text', async () => {
    const [{ last }] = (await app.sql<{ last: string }>('SELECT max(id) AS last FROM audit_entries')) as [
      { last: string },
    ];
    await approved('Sesquipedalian words.');
    await card(stoke);
    const rows = await app.sql<{ action: string; entity: string; patient_id: string | null }>(
      'SELECT * FROM audit_entries WHERE id > $1 ORDER BY id',
      [last],
    );
    expect(rows.map(({ action, entity }) => `${action} ${entity}`)).toEqual(
      expect.arrayContaining([
        'create emergency_plan',
        'update emergency_plan',
        'read emergency_plan',
        'refresh emergency_plan',
        'read emergency_card',
      ]),
    );
    expect(rows.every((row) => row.patient_id === zara)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('Sesquipedalian');
  });

  it('whatever is done in whatever order: one version counts, approved text never changes, and no draft is shown', async () => {
    const patientId = await app.find('Rahman', 'Yasmin');
    type Step = 'begin' | 'save' | 'approve' | 'discard' | 'return' | 'withdraw';
    const steps = fc.array(
      fc.constantFrom<Step>('begin', 'save', 'save', 'approve', 'approve', 'discard', 'return', 'withdraw'),
      { minLength: 4, maxLength: 14 },
    );
    const frozen = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(steps, async (run) => {
        for (const step of run) {
          const [plan] = await app.sql<{ id: string; version: number; state: string }>(
            `SELECT id, version, state FROM emergency_plans WHERE patient_id = $1
             ORDER BY version_number DESC LIMIT 1`,
            [patientId],
          );
          if (step === 'begin') await begin(nurse, patientId);
          else if (plan) {
            const before = plan.state;
            const answer =
              step === 'save'
                ? await save(plan as unknown as EmergencyPlan, `Words ${randomUUID()}`, nurse, { forTodaysFacts: true })
                : await verb(
                    plan,
                    step,
                    step === 'discard' ? nurse : doctor,
                    /return|withdraw/.test(step) ? { because: 'Why.' } : {},
                  );
            const needs = step === 'withdraw' ? 'approved' : 'draft';
            // A blank draft is the one that lacks something.
            if (step === 'approve' && before === 'draft') expect([200, 422]).toContain(answer.status);
            else expect(answer.status, `${step} of ${before}`).toBe(before === needs ? 200 : 422);
          }
          const all = await app.sql<{ id: string; state: string; sections: PlanSections }>(
            'SELECT id, state, sections FROM emergency_plans WHERE patient_id = $1',
            [patientId],
          );
          expect(all.filter(({ state }) => state === 'approved').length).toBeLessThanOrEqual(1);
          expect(all.filter(({ state }) => state === 'draft').length).toBeLessThanOrEqual(1);
          for (const { id, state, sections } of all) {
            const words = JSON.stringify(sections);
            if (frozen.has(id)) expect(words).toBe(frozen.get(id));
            if (state !== 'draft' && state !== 'discarded') frozen.set(id, words);
          }
          const shown = (await card(nurse, patientId)).plan;
          expect(all.find(({ id }) => id === shown?.id)?.state ?? 'none').toMatch(/approved|withdrawn|none/);
        }
      }),
      { numRuns: 8 },
    );
  });
});
