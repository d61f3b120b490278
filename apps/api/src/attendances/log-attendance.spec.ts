import { randomUUID } from 'node:crypto';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { asPreview, log, NURSE, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

const DAY = 86_400_000;

describe('an attendance is logged', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  /** Logs for one child and answers tier and trigger, with everything else that fired. */
  async function tierOf(child: [string, string], overrides: Partial<LogAttendance> = {}): Promise<string> {
    const logged = await app.logAttendance(nurse, { patientId: await app.find(...child), ...overrides });
    const [kept] = await app.sql<{ tier: string; trigger: string }>('SELECT tier, trigger FROM alerts WHERE id = $1', [
      logged.alertId,
    ]);
    expect({ tier: logged.tier, trigger: logged.trigger }).toEqual(kept);
    return `${logged.tier} ${logged.trigger}`;
  }

  it.each<[string, [string, string], Partial<LogAttendance>, string]>([
    ['bleeding with an inhibitor is red', ['Okafor', 'Daniel'], {}, 'red inhibitor_bleeding'],
    ['bleeding on emicizumab is red', ['Smith', 'Avery'], {}, 'red treatment_bleeding'],
    [
      'aPCC mentioned on emicizumab is red, even without bleeding',
      ['Evans', 'Harri'],
      { reason: 'other', bleedSite: null, apccMentioned: true },
      'red apcc_mentioned',
    ],
    [
      'fever with a port is red',
      ["O'Brien", 'Cillian'],
      { reason: 'fever_with_line', bleedSite: null },
      'red fever_with_line',
    ],
    ['a head injury is red', ['Wilson', 'Grace'], { reason: 'head_injury', bleedSite: 'head' }, 'red head_injury'],
    ['a suspected iliopsoas bleed is red', ['Davies', 'Osian'], { bleedSite: 'iliopsoas' }, 'red suspected_bleed_site'],
    [
      'theatre is red',
      ['Taylor', 'Isla'],
      { reason: 'other', bleedSite: null, invasiveProcedure: true },
      'red invasive_procedure',
    ],
    [
      'bleeding 30 minutes after arrival without treatment is red',
      ['Brown', 'Noah'],
      { arrivedMinutesAgo: 30 },
      'red no_treatment_30_min',
    ],
    [
      'bleeding 30 minutes after arrival, treated, is not red',
      ['Hall', 'Poppy'],
      { arrivedMinutesAgo: 30, firstTreatmentAt: TUESDAY_11.toISOString() },
      'amber bleeding_disorder_problem',
    ],
    [
      'a joint bleed is amber',
      ['Roberts', 'Leo'],
      { reason: 'pain_joint_muscle', bleedSite: 'joint' },
      'amber joint_or_muscle_bleed',
    ],
    [
      'admission for an unrelated illness is amber',
      ['Lewis', 'Finley'],
      { reason: 'unrelated_illness', bleedSite: null, admittedOrTransferred: true },
      'amber admitted_or_transferred',
    ],
    ['expired open access is amber', ['Novák', 'Šimon'], {}, 'amber open_access_not_valid'],
    [
      'suspended open access is amber',
      ['Thompson', 'Jack'],
      { reason: 'line_site', bleedSite: null },
      'amber open_access_not_valid',
    ],
    ['open access not agreed yet is amber', ['Chaudhry', 'Aisha'], {}, 'amber open_access_not_valid'],
    [
      'no open access at all is amber',
      ['Khan', 'Zara'],
      { reason: 'unrelated_illness', bleedSite: null },
      'amber open_access_not_valid',
    ],
    [
      'open access due for review still counts',
      ['Taylor', 'Isla'],
      { reason: 'planned_treatment', bleedSite: null },
      'blue planned_treatment',
    ],
    [
      'a return within 7 days is amber',
      ['Williams', 'Ethan'],
      { reason: 'unrelated_illness', bleedSite: null },
      'amber return_within_7_days',
    ],
    [
      'an unrelated illness with valid open access is blue',
      ['Walker', 'Theo'],
      { reason: 'unrelated_illness', bleedSite: null },
      'blue unrelated_illness',
    ],
    [
      'a planned treatment is blue',
      ['Mbeki', 'Thabo'],
      { reason: 'planned_treatment', bleedSite: null },
      'blue planned_treatment',
    ],
    [
      'any other bleed is amber, so that nothing falls through',
      ['Andersson', 'Björn'],
      {},
      'amber bleeding_disorder_problem',
    ],
  ])('%s', async (_, child, overrides, expected) => {
    expect(await tierOf(child, overrides)).toBe(expected);
  });

  it('another hospital than the child’s own is amber, and the nurse is warned', async () => {
    const patientId = await app.find('Ferreira', 'João');
    const logged = await app.logAttendance(nurse, {
      patientId,
      hospitalId: await app.hospital('RNZ02'),
      reason: 'unrelated_illness',
      bleedSite: null,
    });
    expect(logged.tier).toBe('amber');
    expect(logged.triggers).toContain('out_of_network');
    expect(logged.openAccess).toBe('none');
    expect(logged.warnings).toContain('This hospital is outside the shared care of this child.');
  });

  it('the third attendance in 60 days is amber and says so', async () => {
    const patientId = await app.find('Ahmed', 'Ibrahim');
    const ago = (days: number): Partial<LogAttendance> => ({
      patientId,
      reason: 'unrelated_illness',
      bleedSite: null,
      arrivedMinutesAgo: null,
      arrivedAt: new Date(TUESDAY_11.getTime() - days * DAY).toISOString(),
      leftAt: new Date(TUESDAY_11.getTime() - (days - 0.1) * DAY).toISOString(),
    });
    await app.logAttendance(nurse, ago(50));
    await app.logAttendance(nurse, ago(20));
    const third = await app.logAttendance(nurse, { patientId, reason: 'unrelated_illness', bleedSite: null });
    expect(`${third.tier} ${third.trigger}`).toBe('amber three_in_60_days');
    expect(third.warnings).toContain('Third attendance in 60 days.');
  });

  it('the same child at the same hospital within 6 hours is offered as a possible duplicate, and still logged', async () => {
    const patientId = await app.find('Patel', 'Arjun');
    const first = await app.logAttendance(nurse, { patientId });
    const second = await app.logAttendance(nurse, { patientId, arrivedMinutesAgo: 0 });
    expect(first.possibleDuplicate).toBeNull();
    expect(second.possibleDuplicate?.alertId).toBe(first.alertId);
    expect(second.category).toBe(2);
    expect(second.alertId).not.toBe(first.alertId);
  });

  it('keeps the open access of that moment when the arrangement changes later', async () => {
    const patientId = await app.find('Kowalski', 'Łukasz');
    const { id, openAccess, openAccessBecause } = await app.logAttendance(nurse, { patientId });
    expect(openAccess).toBe('valid');
    await app.sql(`UPDATE open_access_arrangements SET state = 'withdrawn' WHERE patient_id = $1`, [patientId]);
    const page = await nurse.get<{
      attendances: { id: string; openAccess: string }[];
      openAccess: { validity: string }[];
    }>(`/api/patients/${patientId}`);
    expect(page.body.attendances.find((one) => one.id === id)?.openAccess).toBe('valid');
    expect(page.body.openAccess[0]?.validity).toBe('withdrawn');
    const [kept] = await app.sql('SELECT open_access, open_access_because FROM attendances WHERE id = $1', [id]);
    expect(kept).toEqual({ open_access: 'valid', open_access_because: openAccessBecause });
  });

  it('an arrival in the future is refused by name, and nothing is saved', async () => {
    const before = await app.counts();
    const arrivedAt = new Date(TUESDAY_11.getTime() + 3_600_000).toISOString();
    const { status, problem } = await log(nurse, await app.attendance({ arrivedAt }));
    expect(status).toBe(400);
    expect(problem.errors).toEqual([
      { field: 'arrivedAt', message: 'Arrival time is in the future. Check the time and the date.' },
    ]);
    expect(await app.counts()).toEqual(before);
  });

  it.each([
    ['leftAt', { leftAt: '2026-03-09T08:00:00Z' }],
    ['leftAt', { leftAt: '2026-03-10T12:30:00Z' }],
    ['reportedAt', { reportedAt: '2026-03-10T12:30:00Z' }],
    ['firstTreatmentAt', { firstTreatmentAt: '2026-03-10T12:30:00Z' }],
    ['firstTreatmentAt', { firstTreatmentAt: '0001-01-01T00:00:00Z' }],
    ['firstTreatmentAt', { firstTreatmentAt: '0000-01-01T00:00:00Z' }],
    ['reportedAt', { reportedAt: '0000-01-01T00:00:00Z' }],
    ['arrivedAt', { arrivedAt: '2016-03-10T11:00:00Z', arrivedMinutesAgo: null }],
  ])('a time that cannot be right is refused at %s: %j', async (field, overrides) => {
    const { status, problem } = await log(nurse, await app.attendance(overrides));
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('a report a day after the child left is capped at amber, unless the child is still unwell', async () => {
    const late: Partial<LogAttendance> = {
      patientId: await app.find('García-López', 'Mateo'),
      reason: 'head_injury',
      bleedSite: 'head',
      arrivedMinutesAgo: null,
      arrivedAt: '2026-03-07T10:00:00Z',
      leftAt: '2026-03-07T14:00:00Z',
    };
    const calm = await app.logAttendance(nurse, late);
    expect(`${calm.tier} ${calm.trigger}`).toBe('amber late_report');
    expect(calm.triggers).toContain('head_injury');
    expect(calm.warnings).toContain('Reported after the child left at 14:00.');
    const unwell = await app.logAttendance(nurse, { ...late, stillUnwell: true });
    expect(`${unwell.tier} ${unwell.trigger}`).toBe('red head_injury');
    const [state] = await app.sql('SELECT state FROM attendances WHERE id = $1', [calm.id]);
    expect(state).toEqual({ state: 'left' });
  });

  it('a child nobody can match is logged and alerts all the same', async () => {
    const logged = await app.logAttendance(nurse, {
      unmatched: { name: 'Girl of about 4, perhaps Hughes', phone: '01632 960555' },
      reason: 'unrelated_illness',
      bleedSite: null,
    });
    expect(logged).toMatchObject({ unmatched: true, tier: 'amber', trigger: 'unmatched', openAccess: 'unknown' });
    const { body } = await nurse.get<{ alerts: { id: string; unmatched: unknown }[] }>('/api/alerts');
    expect(body.alerts.find((one) => one.id === logged.alertId)?.unmatched).toEqual({
      name: 'Girl of about 4, perhaps Hughes',
      birthDate: null,
      phone: '01632 960555',
    });
  });

  it('the audit row names actor, child and attendance, and is written in the same transaction', async () => {
    const patientId = await app.find('van der Berg', 'Lotte');
    const { id } = await app.logAttendance(nurse, { patientId });
    const rows = await app.sql(
      `SELECT e.actor_id, e.actor_role, e.patient_id, e.outcome, e.xmin = a.xmin AS together
       FROM audit_entries e JOIN attendances a ON a.id = e.entity_id WHERE e.entity_id = $1 AND e.action = 'create'`,
      [id],
    );
    expect(rows).toEqual([
      {
        actor_id: await app.user(NURSE),
        actor_role: 'haemostasis_nurse',
        patient_id: patientId,
        outcome: 'done',
        together: true,
      },
    ]);
  });

  it('when the audit row cannot be written, the attendance is not saved either', async () => {
    const before = await app.counts();
    await app.sql('REVOKE INSERT ON audit_entries FROM shared_care_app');
    const { status, problem } = await log(nurse, await app.attendance());
    await app.sql('GRANT INSERT ON audit_entries TO shared_care_app');
    expect(status).toBe(500);
    expect(problem.detail).toContain('Nothing was saved.');
    expect(await app.counts()).toEqual(before);
  });

  it('the preview says what saving would do, and saves nothing', async () => {
    const patientId = await app.find('Smith', 'Ava');
    const sheet = await app.attendance({ patientId, reason: 'head_injury', bleedSite: 'head' });
    const before = await app.counts();
    const preview = await nurse.post<object>('/api/attendances/preview', asPreview(sheet));
    expect(preview.status).toBe(200);
    expect(await app.counts()).toEqual(before);
    const { body: logged } = await log(nurse, sheet);
    const { acknowledgeBy: seen, ...said } = preview.body as typeof logged;
    expect(logged).toMatchObject(said);
    expect(Math.abs(Date.parse(logged.acknowledgeBy) - Date.parse(seen))).toBeLessThan(60_000);
  });

  describe('whom to ring now', () => {
    afterAll(() => app.database.setClock(TUESDAY_11));

    it.each([
      ['in hours: department, switchboard, link consultant direct, PHU nurses', '2026-03-10T11:00:00Z', 'in'],
      ['at night: link consultant by switchboard, on-call registrar', '2026-03-10T22:30:00Z', 'out'],
      ['at 17:00 sharp hours are over', '2026-03-10T17:00:00Z', 'out'],
      ['at 09:00 of summer time hours begin', '2026-06-09T08:00:00Z', 'in'],
      ['on a bank holiday at eleven nobody is in', '2026-04-06T10:00:00Z', 'out'],
      ['on a Saturday nobody is in', '2026-03-14T11:00:00Z', 'out'],
    ])('%s', async (_, at, hours) => {
      await app.database.setClock(new Date(at));
      const logged = await app.logAttendance(nurse, { patientId: await app.find('Smith', 'Ava') });
      const [registrar, nurses] = ['01632 960999', '01632 960123'].map((phone) =>
        logged.ringNow.some((line) => line.phone === phone),
      );
      expect({ registrar, nurses }).toEqual({ registrar: hours === 'out', nurses: hours === 'in' });
      expect(logged.ringNow[0]?.because).toBe('Where the child is now');
      const consultant = logged.ringNow.find((line) => line.label.startsWith('Dr M Okoro'));
      expect(consultant?.because).toBe(
        hours === 'in' ? 'In hours: link consultant direct' : 'Out of hours: link consultant by switchboard',
      );
      const onDuty = hours === 'in' ? ['A Boyd', 'J Ferrars'] : ['Dr N Sethi'];
      expect(logged.toldTo).toBe(onDuty.join(' and '));
      const ours = logged.ringNow.find((line) => line.label.startsWith(`${onDuty.join(', ')}: `));
      expect(ours).toMatchObject(
        hours === 'in' ? { phone: '01632 960123', bleep: '5926' } : { phone: '01632 960999', bleep: '4417' },
      );
    });
  });

  it('a refused sheet names every field at once', async () => {
    const { status, problem } = await log(nurse, {
      ...(await app.attendance()),
      reason: 'sneezing',
      saidBack: ['birth_date'],
      arrivedMinutesAgo: null,
      key: randomUUID(),
    });
    expect(status).toBe(400);
    expect(problem.errors?.map(({ field }) => field)).toContain('reason');
    expect(problem.errors?.every(({ message }) => message.endsWith('.'))).toBe(true);
  });
});
