import { randomUUID } from 'node:crypto';
import type { AttendancePreview } from '@shared-care/contracts/attendances/answers';
import type { PreviewAttendance } from '@shared-care/contracts/attendances/shapes';
import { TIER_TRIGGERS, type TierTrigger } from '@shared-care/domain/alert-tier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { aLink, anApprovedPlan, aRecord } from '../testing/merging';
import { NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

/** What the rules of an attendance never fire, and what does. */
const OTHERWISE: Partial<Record<TierTrigger, string>> = {
  judged_red: 'a person judges',
  judged_amber: 'a person judges',
  judged_blue: 'a person judges',
  emergency_access: 'emergency access',
  emergency_access_misses: 'emergency access',
  emicizumab_bleeding: 'kept from before treatments were data',
};
const ago = (hours: number): string => new Date(TUESDAY_11.getTime() - hours * 3_600_000).toISOString();
const AN_HOUR = { arrivedMinutesAgo: null, arrivedAt: ago(1) };
const TWO_DAYS = { arrivedMinutesAgo: null, arrivedAt: ago(48) };

describe('every trigger of the rules', () => {
  let app: TestApp;
  let nurse: Client;
  let child: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    child = await aRecord(app);
    await aLink(app, child, 'RHW01');
    await everything(app, nurse, child);
  });
  afterAll(() => app.stop());

  const preview = async (changes: Partial<PreviewAttendance>): Promise<string[]> => {
    const answer = await nurse.post<AttendancePreview>('/api/attendances/preview', {
      ...{ patientId: child, hospitalId: await app.hospital('RHW01'), unitKind: 'ed', reason: 'bleeding' },
      ...{ bleedSite: 'mouth', arrivedMinutesAgo: 5 },
      ...changes,
    });
    expect(answer.status, answer.text).toBe(200);
    return answer.body.triggers;
  };

  /** What somebody says on the telephone about the child above, and which trigger that fires. */
  const SAID: Partial<Record<TierTrigger, () => Partial<PreviewAttendance> | Promise<Partial<PreviewAttendance>>>> = {
    head_injury: () => ({ reason: 'head_injury' }),
    suspected_bleed_site: () => ({ bleedSite: 'iliopsoas' }),
    inhibitor_bleeding: () => ({}),
    treatment_bleeding: () => ({}),
    apcc_mentioned: () => ({ apccMentioned: true }),
    fever_with_line: () => ({ reason: 'fever_with_line', bleedSite: null }),
    invasive_procedure: () => ({ invasiveProcedure: true }),
    no_treatment_30_min: () => AN_HOUR,
    advice_not_sought: () => ({ adviceSought: false }),
    joint_or_muscle_bleed: () => ({ bleedSite: 'joint' }),
    admitted_or_transferred: () => ({ admittedOrTransferred: true }),
    open_access_not_valid: () => ({}),
    out_of_network: async () => ({ hospitalId: await app.hospital('RD816') }),
    return_within_7_days: () => ({}),
    three_in_60_days: () => ({}),
    plan_overdue_review: () => ({}),
    unmatched: () => ({ patientId: null, unmatched: { name: 'A girl of nine', birthDate: null, phone: null } }),
    bleeding_disorder_problem: () => ({
      ...{ patientId: null, unmatched: { name: 'A girl of nine', birthDate: null, phone: null } },
    }),
    late_report: () => ({ ...TWO_DAYS, leftAt: ago(30) }),
    unrelated_illness: () => ({ reason: 'unrelated_illness', bleedSite: null }),
    planned_treatment: () => ({ reason: 'planned_treatment', bleedSite: null }),
    retrospective: () => ({ ...AN_HOUR, leftAt: ago(0.5) }),
  };

  it('is reached by what is recorded and said, or is another’s than the rules', () => {
    expect(Object.keys({ ...SAID, ...OTHERWISE }).sort()).toEqual(Object.keys(TIER_TRIGGERS).sort());
  });

  for (const [trigger, said] of Object.entries(SAID).filter(([each]) => each !== 'bleeding_disorder_problem'))
    it(`${trigger} fires`, async () => {
      expect(await preview(await said())).toContain(trigger);
    });

  it('bleeding_disorder_problem fires when nothing else does', async () => {
    const [plain] = await app.sql<{ patientId: string; hospitalId: string }>(
      `SELECT a.patient_id AS "patientId", a.hospital_id AS "hospitalId" FROM open_access_arrangements a
       JOIN patients p ON p.id = a.patient_id
       WHERE a.state = 'active' AND a.ends_at IS NULL AND p.inhibitor <> 'present' AND sec.treatments_of(p.id) = '[]'
         AND NOT EXISTS (SELECT 1 FROM attendances t WHERE t.patient_id = p.id)
         AND NOT EXISTS (SELECT 1 FROM emergency_plans e WHERE e.patient_id = p.id)
       ORDER BY p.family_name LIMIT 1`,
    );
    expect(await preview({ ...plain!, reason: 'other', bleedSite: null })).toEqual(['bleeding_disorder_problem']);
  });

  it('advice that was sought, or of which nobody asked, calms nobody and alarms nobody', async () => {
    for (const adviceSought of [true, null]) expect(await preview({ adviceSought })).not.toContain('advice_not_sought');
  });

  it('what was said of advice stays with the attendance: judged again it is red all the same', async () => {
    const logged = await app.logAttendance(nurse, { adviceSought: false });
    expect(logged.tier).toBe('red');
    expect(await app.sql(`SELECT advice_sought FROM attendances WHERE alert_id = $1`, [logged.alertId])).toEqual([
      { advice_sought: false },
    ]);
  });
});

/** A child of whom everything is recorded that the rules look at, by the routes that screens use. */
async function everything(app: TestApp, nurse: Client, child: string): Promise<void> {
  const accepted = async (path: string, body: object): Promise<void> => {
    const answer = await nurse.post(path, body);
    expect(answer.status, answer.text).toBe(200);
  };
  const source = { kind: 'laboratory', words: null };
  await accepted(`/api/patients/${child}/inhibitor-results`, {
    ...{ id: randomUUID(), state: 'present', titre: null, on: '2026-03-01', source },
  });
  const [{ id }] = (await app.sql<{ id: string }>(
    `SELECT treatment_id AS id FROM treatments_in_force WHERE name = 'Emicizumab'`,
  )) as [{ id: string }];
  await accepted(`/api/patients/${child}/treatments`, {
    ...{ id: randomUUID(), treatmentId: id, purpose: 'prophylaxis', regimen: '' },
    ...{ startedOn: null, stoppedOn: null, source: 'clinic' },
  });
  for (const days of [2, 20])
    await app.logAttendance(nurse, { patientId: child, arrivedAt: ago(days * 24), arrivedMinutesAgo: null });
  const { id: planId } = await anApprovedPlan(app, child);
  await app.sql('ALTER TABLE emergency_plans DISABLE TRIGGER emergency_plans_guarded');
  await app.sql(`UPDATE emergency_plans SET review_by = '2026-03-01' WHERE id = $1`, [planId]);
  await app.sql('ALTER TABLE emergency_plans ENABLE TRIGGER emergency_plans_guarded');
}
