import type { AlertDetail, AlertQueue, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import type { AlertView } from '@shared-care/contracts/alerts/shapes';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { HandoverView } from '@shared-care/contracts/handover/answers';
import type { FigureList } from '@shared-care/contracts/insights/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { escalateSilent } from '../alerts/escalate';
import type { Client } from '../testing/client';
import {
  asPreview,
  BERKSHIRE_CONSULTANT,
  log,
  match,
  NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
  stepped,
} from '../testing/test-app';

const OSLO = { kind: 'abroad', name: 'Rikshospitalet', place: 'Oslo', phone: '+47 23 07 00 00' } as const;
const NAME = 'Rikshospitalet, Oslo (not listed)';

describe('a hospital that is not listed', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const abroad = (more: Partial<LogAttendance> = {}) => app.logAttendance(nurse, { unlistedHospital: OSLO, ...more });
  const queue = async (view: AlertView): Promise<AlertQueue> =>
    (await nurse.get<AlertQueue>(`/api/alerts?view=${view}`)).body;
  const see = async (alertId: string): Promise<AlertDetail> =>
    (await nurse.get<AlertDetail>(`/api/alerts/${alertId}`)).body;

  it.each([
    ['planned treatment', { reason: 'planned_treatment', bleedSite: null }, 'amber'],
    ['an unrelated illness', { reason: 'unrelated_illness', bleedSite: null }, 'amber'],
    ['a bleed', {}, 'amber'],
    ['a head injury', { reason: 'head_injury', bleedSite: 'head' }, 'red'],
    [
      'planned treatment of a child nobody can match',
      { unmatched: { name: 'A boy' }, reason: 'planned_treatment', bleedSite: null },
      'amber',
    ],
  ] as [string, Partial<LogAttendance>, string][])('%s there is logged and alerts', async (_, more, tier) => {
    const logged = await abroad(more);
    expect(logged.tier).toBe(tier);
    expect(logged.triggers).toContain('out_of_network');
    expect(logged.ringNow.length).toBeGreaterThan(0);
  });

  it('the preview says the same', async () => {
    const sheet = await app.attendance({ unlistedHospital: OSLO });
    const { body, status } = await nurse.post<{ tier: string; warnings: string[] }>(
      '/api/attendances/preview',
      asPreview(sheet),
    );
    expect([status, body.tier]).toEqual([200, 'amber']);
    expect(body.warnings.join(' ')).toContain('not listed');
  });

  it.each([
    ['neither', { hospitalId: null, unlistedHospital: null }],
    ['both', { unlistedHospital: OSLO }],
  ])('%s of a listed hospital and one in words is refused', async (what, more) => {
    const sheet = { ...(await app.attendance()), ...more };
    const { status, problem } = await log(nurse, sheet);
    expect([what, status, problem.errors?.[0]?.field]).toEqual([what, 400, 'hospitalId']);
  });

  it('the database keeps an attendance nowhere out', async () => {
    const { id } = await abroad();
    const tried = app.sql(
      'UPDATE attendances SET unlisted_hospital_name = NULL, unlisted_hospital_kind = NULL, unlisted_hospital_place = NULL, unlisted_hospital_phone = NULL WHERE id = $1',
      [id],
    );
    await expect(tried).rejects.toThrow('attendances_at_some_hospital');
  });

  it('it is in every list and every count, from the first minute to the end', async () => {
    const before = (await queue('open')).counts;
    const { alertId, id } = await abroad({ reason: 'head_injury', bleedSite: 'head' });
    const inView = async (view: AlertView) => (await queue(view)).alerts.find((alert) => alert.id === alertId);
    expect(await inView('open')).toMatchObject({
      tier: 'red',
      attendance: { hospital: { id: null, name: NAME }, unlistedHospital: OSLO },
    });
    const after = (await queue('open')).counts;
    expect([after.open - before.open, after.needsOwner - before.needsOwner]).toEqual([1, 1]);
    expect((await see(alertId)).attendance!.hospital.name).toBe(NAME);

    const handover = (await nurse.get<HandoverView>('/api/handover')).body;
    expect(handover.running.find(({ alert }) => alert.id === alertId)?.alert.attendance?.hospital.name).toBe(NAME);
    const acted = await nurse.get<FigureList>('/api/insights/figures/acted_on/list?hospital=none&bin=head_injury');
    expect(acted.body.rows.find((row) => row.id === alertId)?.hospital?.name).toBe(NAME);
    const page = (await nurse.get<PatientPage>(`/api/patients/${await app.find('Jones', 'Amelia')}`)).body;
    expect(page.attendances.find((one) => one.id === id)?.hospital.name).toBe(NAME);

    await nurse.post(`/api/alerts/${alertId}/acknowledge`, { version: 1 });
    expect(await inView('mine')).toBeDefined();
    await nurse.post(`/api/alerts/${alertId}/await`, {
      version: 2,
      what: 'result',
      from: 'Laboratory',
      wakeAt: '2026-03-10T15:00:00Z',
    });
    expect(await inView('awaiting')).toBeDefined();
    const { version } = await see(alertId);
    const taken = await nurse.post(`/api/attendances/${id}/correct`, { version, kind: 'cancel', reason: 'Went home.' });
    expect(taken.status).toBe(200);
    expect(await inView('withdrawn')).toBeDefined();
  });

  it('people are told, it escalates, and an email says that the hospital is not listed, not where the child is', async () => {
    const { alertId, reference } = await abroad({ reason: 'head_injury', bleedSite: 'head' });
    const { deliveries } = await see(alertId);
    expect(deliveries.map(({ channel }) => channel)).toEqual(expect.arrayContaining(['email', 'in_app']));
    const [mail] = await app.sql('SELECT reference, hospital FROM sec.alert_in_mail($1)', [alertId]);
    expect(mail).toEqual({ reference, hospital: 'a hospital that is not listed' });
    const worker = await createDataSource(app.database.url, 'worker', 1).initialize();
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 16 * 60_000));
    await worker.transaction((tx) => escalateSilent(tx, [alertId]));
    await worker.destroy();
    const raised = await see(alertId);
    expect(raised.level).toBe(1);
    const { callsToMake } = (await nurse.get<DeliveryTrouble>('/api/deliveries/trouble')).body;
    expect(callsToMake.find((call) => call.alertId === alertId)?.hospital).toBe('a hospital that is not listed');
  });

  it('half an hour without treatment is noticed there too, and a child who is not matched', async () => {
    const { alertId } = await abroad({ unmatched: { name: 'A boy' } });
    const [watched] = await app.sql('SELECT alert_id FROM sec.attendances_to_watch() WHERE alert_id = $1', [alertId]);
    expect(watched).toBeDefined();
  });

  it('a second visit within six hours is offered as a possible duplicate', async () => {
    const patientId = await app.find('Hall', 'Poppy');
    const first = await abroad({ patientId });
    expect((await abroad({ patientId })).possibleDuplicate?.alertId).toBe(first.alertId);
  });

  it('the link consultant of the child sees that it is in a hospital; they log at their own alone', async () => {
    const patientId = await app.find('Smith', 'Ava');
    const { alertId } = await abroad({ patientId });
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const mine = await consultant.get<{ inHospital: { alert: { id: string }; hospital: { name: string } }[] }>(
      '/api/my-patients',
    );
    expect(mine.body.inHospital.find(({ alert }) => alert.id === alertId)?.hospital.name).toBe(NAME);
    const { status, problem } = await log(consultant, await app.attendance({ patientId, unlistedHospital: OSLO }));
    expect([status, problem.errors?.[0]?.field]).toEqual([400, 'hospitalId']);
  });

  it('the card of the child is read all the same', async () => {
    const patientId = await app.find('Okafor', 'Daniel');
    await abroad({ patientId });
    expect((await nurse.get(`/api/patients/${patientId}/emergency-card`)).status).toBe(200);
  });

  it('matching there names the hospital as one that does not fit', async () => {
    const { id, alertId } = await abroad({ unmatched: { name: 'Jones' } });
    const patientId = await app.find('Jones', 'Amelia');
    const { problem } = await nurse.post(`/api/attendances/${id}/match`, {
      patientId,
      saidBack: ['birth_date', 'family_name'],
    });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['settledDoubts.hospital']);
    await match(nurse, id, patientId);
    expect((await see(alertId)).attendance!.openAccess).toBe('none');
  });

  it('becomes a listed one: what was said stays, and the visit is judged by the new hospital', async () => {
    const { id, alertId } = await abroad();
    const { version } = await see(alertId);
    const hospitalId = await app.hospital('RHW01');
    const { body, status } = await stepped(nurse, `/api/attendances/${id}/facts`, {
      version,
      because: 'The transfer letter names it.',
      hospitalId,
    });
    expect(status).toBe(200);
    expect(body.attendance).toMatchObject({
      hospital: { id: hospitalId, name: 'Royal Berkshire Hospital' },
      unlistedHospital: OSLO,
    });
    expect(body.factChanges).toMatchObject([
      { was: { hospital: NAME }, becomes: { hospital: 'Royal Berkshire Hospital' } },
    ]);
    const [mail] = await app.sql<{ hospital: string }>('SELECT hospital FROM sec.alert_in_mail($1)', [alertId]);
    expect(mail!.hospital).toBe('Royal Berkshire Hospital');
  });
});
