import type { PatientPage } from '@shared-care/contracts/patients/answers';
import type { SharedCare } from '@shared-care/contracts/shared-care-links/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSE, startTestApp, STOKE_CONSULTANT, TUESDAY_11, type TestApp } from '../testing/test-app';

const DAY = 86_400_000;
const inDays = (days: number): string => new Date(TUESDAY_11.getTime() + days * DAY).toISOString();

describe('the shared care links of a child', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());
  const consultantAt = async (odsCode: string): Promise<string> =>
    (
      await app.sql<{ id: string }>(
        'SELECT c.id FROM link_consultants c JOIN hospitals h ON h.id = c.hospital_id WHERE h.ods_code = $1',
        [odsCode],
      )
    )[0]!.id;
  const read = async (patientId: string): Promise<SharedCare> =>
    (await nurse.get<SharedCare>(`/api/patients/${patientId}/shared-care`)).body;
  const primary = async (patientId: string) => (await read(patientId)).links.find(({ role }) => role === 'primary')!;
  const rows = (patientId: string) =>
    app.sql(
      `SELECT id, hospital_id, link_consultant_id, role, valid_from, valid_to, end_reason, confirmed_by, confirmed_on
       FROM shared_care_links WHERE patient_id = $1 AND valid_to IS DISTINCT FROM valid_from ORDER BY id`,
      [patientId],
    );

  it('a holiday: the receiving unit sees the child for just these days, asked to confirm until it has', async () => {
    const child = await app.find('Smith', 'Ava');
    const stoke = await app.signIn(STOKE_CONSULTANT);
    const added = await nurse.post<SharedCare>(`/api/patients/${child}/links`, {
      role: 'temporary',
      hospitalId: await app.hospital('RXQ02'),
      linkConsultantId: await consultantAt('RXQ02'),
      from: inDays(2),
      until: inDays(9),
    });
    expect(added.status).toBe(201);
    expect(added.body.warnings).toContain('Stoke Mandeville Hospital has not confirmed that it expects the child.');
    const holiday = added.body.links.find(({ role }) => role === 'temporary')!;
    const confirmed = await nurse.post<SharedCare>(`/api/links/${holiday.id}/confirm`, {
      version: holiday.version,
      by: 'Sister Lee, ward 3',
      on: '2026-03-10',
    });
    expect(confirmed.body.links.find(({ id }) => id === holiday.id)!.confirmed).toEqual({
      by: 'Sister Lee, ward 3',
      on: '2026-03-10',
    });
    expect(confirmed.body.warnings).not.toContain(
      'Stoke Mandeville Hospital has not confirmed that it expects the child.',
    );

    expect((await stoke.get(`/api/patients/${child}`)).status).toBe(404);
    await app.database.setClock(new Date(inDays(2)));
    expect((await stoke.get(`/api/patients/${child}`)).status).toBe(200);
    const { body } = await nurse.get<PatientPage>(`/api/patients/${child}`);
    expect(body.links[0]).toMatchObject({ role: 'temporary', current: true });
    await app.database.setClock(new Date(inDays(9)));
    expect((await stoke.get(`/api/patients/${child}`)).status).toBe(404);
    await app.database.setClock(TUESDAY_11);
  });

  it('a temporary link needs its end', async () => {
    const answer = await nurse.post(`/api/patients/${await app.find('Smith', 'Avery')}/links`, {
      role: 'temporary',
      hospitalId: await app.hospital('RXQ02'),
    });
    expect(answer.problem.errors).toEqual([
      { field: 'until', message: 'A temporary link ends by itself. Enter its last day.' },
    ]);
  });

  it('a primary link does not end in nothing, unless the reason says why; undone, it is as it was', async () => {
    const child = await app.find('Kowalski', 'Łukasz');
    const before = await rows(child);
    const link = await primary(child);
    const refused = await nurse.post(`/api/links/${link.id}/end`, {
      version: link.version,
      reason: 'no_longer_needed',
    });
    expect(refused.status).toBe(422);
    expect(refused.problem.detail).toMatch(/without a primary hospital/);
    expect(await rows(child)).toEqual(before);
    const ended = await nurse.post<SharedCare>(`/api/links/${link.id}/end`, {
      version: link.version,
      reason: 'moved_away',
    });
    expect(ended.body.links.find(({ id }) => id === link.id)).toMatchObject({
      current: false,
      endReason: 'moved_away',
    });
    const [change] = ended.body.changes;
    expect(change).toMatchObject({ kind: 'ended', reason: 'Moved away', by: 'A Boyd' });
    expect((await nurse.post(`/api/link-changes/${change!.id}/undo`, { whole: false })).body).toEqual({ undone: 1 });
    expect(await rows(child)).toEqual(before);
    expect((await read(child)).changes[0]).toMatchObject({ undoneBy: 'A Boyd', undo: null });
  });

  it('the table refuses the gap as well, whatever the program forgot', async () => {
    const asApp = await createDataSource(app.database.url, 'app', 1).initialize();
    const user = await app.user(NURSE);
    const end = (reason: string) =>
      asApp.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [user]);
        await tx.query(
          `UPDATE shared_care_links SET valid_to = sec.now(), end_reason = $2 WHERE patient_id = $1 AND role = 'primary'`,
          [await app.find('Andersson', 'Björn'), reason],
        );
      });
    await expect(end('next_link')).rejects.toThrow(/ends with nothing after it/);
    await end('discharged');
    await asApp.destroy();
  });

  it('a move of house: both hospitals in the overlap, then the new one alone; a gap is refused', async () => {
    const child = await app.find('Jones', 'Amelia');
    const old = await primary(child);
    const before = await rows(child);
    const move = {
      linkId: old.id,
      version: old.version,
      hospitalId: await app.hospital('RHW01'),
      linkConsultantId: await consultantAt('RHW01'),
      from: inDays(1),
      oldEnds: inDays(8),
    };
    const gap = await nurse.post(`/api/patients/${child}/move`, { ...move, from: inDays(9) });
    expect(gap.problem.errors?.map(({ field }) => field)).toEqual(['oldEnds']);
    const moved = await nurse.post<SharedCare>(`/api/patients/${child}/move`, move);
    expect(moved.status).toBe(200);
    expect(moved.body.warnings).toContain('No open access arrangement at Royal Berkshire Hospital yet.');
    const running = async (days: number): Promise<string[]> => {
      await app.database.setClock(new Date(inDays(days)));
      const { links } = await read(child);
      return links.filter(({ current }) => current).map(({ role, hospital }) => `${role} ${hospital.odsCode}`);
    };
    expect(await running(0.5)).toEqual(['primary RD816']);
    expect(await running(1)).toEqual(['primary RD816', 'secondary RHW01']);
    expect(await running(8)).toEqual(['primary RHW01']);
    await app.database.setClock(TUESDAY_11);
    expect((await nurse.post(`/api/link-changes/${moved.body.changes[0]!.id}/undo`, { whole: false })).status).toBe(
      200,
    );
    expect(await rows(child)).toEqual(before);
  });

  it('two people change one link: one is saved, the other sees the link of now and loses nothing', async () => {
    const child = await app.find('Walker', 'Theo');
    const link = await primary(child);
    const [one, other] = [await consultantAt('RXQ02'), await consultantAt('RHW01')];
    const answers = await Promise.all(
      [one, other].map((linkConsultantId) =>
        nurse.post(`/api/links/${link.id}/consultant`, { version: link.version, linkConsultantId }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { problem } = answers.find(({ status }) => status === 409)!;
    expect(problem.current).toMatchObject({ version: link.version + 1, role: 'primary' });
    expect((await rows(child)).length).toBe(2);
  });

  it('is for the unit to change and for its own consultants to read', async () => {
    const child = await app.find('Okafor', 'Daniel');
    const stoke = await app.signIn(STOKE_CONSULTANT);
    expect((await stoke.get(`/api/patients/${child}/shared-care`)).status).toBe(200);
    expect((await stoke.get(`/api/patients/${await app.find('Smith', 'Avery')}/shared-care`)).status).toBe(404);
    const link = await primary(child);
    expect((await stoke.post(`/api/links/${link.id}/end`, { version: 1, reason: 'moved_away' })).status).toBe(404);
  });
});
