import type { LeavingMoves, LinkConsultantList } from '@shared-care/contracts/link-consultants/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

const LAST_DAY = '2026-03-13';
/** The London midnight after it. */
const END = new Date('2026-03-14T00:00:00Z');

describe('a link consultant who leaves', () => {
  let app: TestApp;
  let nurse: Client;
  let admin: Client;
  let okoro: string;
  let successor: string;

  beforeAll(async () => {
    app = await startTestApp();
    [nurse, admin] = [await app.signIn(NURSE), await app.signIn(ADMIN)];
    [okoro] = (await app.sql<{ id: string }>(`SELECT id FROM link_consultants WHERE name = 'Dr M Okoro'`)).map(
      ({ id }) => id,
    ) as [string];
    await nurse.post('/api/link-consultants', {
      hospitalId: await app.hospital('RHW01'),
      name: 'Dr F Adeyemi',
      fromOn: '2026-03-01',
    });
    [successor] = (await app.sql<{ id: string }>(`SELECT id FROM link_consultants WHERE name = 'Dr F Adeyemi'`)).map(
      ({ id }) => id,
    ) as [string];
  });
  afterAll(() => app.stop());
  beforeEach(() => app.database.setClock(TUESDAY_11));

  it('a consultant whose name holds letters that cannot be seen is not added', async () => {
    const { status, problem } = await nurse.post('/api/link-consultants', {
      hospitalId: await app.hospital('RHW01'),
      name: 'Dr M Okoro\u200B',
      fromOn: '2026-03-01',
    });
    expect([status, problem.errors?.map(({ field }) => field)]).toEqual([400, ['name']]);
  });

  const version = async (): Promise<number> =>
    (await app.sql<{ version: number }>('SELECT version FROM link_consultants WHERE id = $1', [okoro]))[0]!.version;
  const setLastDay = async (client: Client, lastDay: string | null) =>
    client.post(`/api/link-consultants/${okoro}/leaving-date`, {
      version: await version(),
      lastDay,
    });
  const plan = async (): Promise<LeavingMoves> =>
    (await nurse.get<LeavingMoves>(`/api/link-consultants/${okoro}/moves`)).body;
  /** Everything about the links that anybody could notice: what undo must bring back. */
  const links = () =>
    app.sql(
      `SELECT id, patient_id, hospital_id, link_consultant_id, role, valid_from, valid_to, end_reason, confirmed_by, confirmed_on
       FROM shared_care_links WHERE valid_to IS DISTINCT FROM valid_from ORDER BY id`,
    );
  const moveOf = ({ link }: LeavingMoves['proposals'][number]) => ({
    linkId: link.id,
    version: link.version,
    toId: successor,
  });

  it('is proposed child by child, with arrangement and open alert, and the one colleague at the hospital', async () => {
    await app.logAttendance(nurse, { patientId: await app.find('Ferreira', 'João') });
    expect((await setLastDay(admin, LAST_DAY)).status).toBe(204);
    const { proposals, effectiveAt } = await plan();
    expect(effectiveAt).toBe(END.toISOString());
    const named = await app.sql<{ id: string }>(
      'SELECT patient_id AS id FROM shared_care_links WHERE link_consultant_id = $1 AND valid_to IS NULL',
      [okoro],
    );
    expect(proposals.map(({ patient }) => patient.id).sort()).toEqual(named.map(({ id }) => id).sort());
    expect(proposals.length).toBeGreaterThanOrEqual(5);
    const joao = proposals.find(({ patient }) => patient.givenName === 'João')!;
    expect(joao.proposed).toEqual({ id: successor, name: 'Dr F Adeyemi' });
    expect(joao.arrangements).toHaveLength(1);
    expect(joao.openAlerts.length).toBeGreaterThan(0);
  });

  it('is seen and rung to the last instant of the last day, and not one instant longer', async () => {
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const ava = `/api/patients/${await app.find('Smith', 'Ava')}`;
    const named = async (): Promise<boolean> => {
      const { body } = await nurse.get<PatientPage>(ava);
      return (
        JSON.stringify(body.ringNow).includes('Okoro') ||
        body.links.some((l) => l.linkConsultant?.name === 'Dr M Okoro')
      );
    };
    await app.database.setClock(new Date(END.getTime() - 20_000));
    expect((await consultant.get(ava)).status).toBe(200);
    expect(await named()).toBe(true);
    await app.database.setClock(END);
    expect((await consultant.get(ava)).status).toBe(404);
    expect(await named()).toBe(false);
    const { body } = await nurse.get<PatientPage>(ava);
    expect(body.ringNow.map(({ because }) => because)).toContain(
      "No link consultant at present: the children's ward answers",
    );
    const list = (await admin.get<LinkConsultantList>('/api/link-consultants')).body;
    expect(list.gaps.noLinkConsultant).toBeGreaterThanOrEqual(5);
    expect(list.consultants.find(({ id }) => id === okoro)).toMatchObject({ inPost: false, children: null });
  });

  it('is followed in one step for all but one, who stays with a reason; the new one sees them from that instant', async () => {
    const before = await links();
    const { proposals } = await plan();
    const [kept, ...moved] = proposals;
    expect(
      (
        await nurse.post(`/api/link-consultants/${okoro}/exceptions`, {
          linkId: kept!.link.id,
          reason: 'Moves to another hospital next week',
        })
      ).status,
    ).toBe(204);
    const done = await nurse.post(`/api/link-consultants/${okoro}/moves`, {
      moves: moved.map(moveOf),
    });
    expect(done.status).toBe(204);
    const accepted = { body: await plan() };
    expect(accepted.body.proposals.map(({ link }) => link.id)).toEqual([kept!.link.id]);
    expect(accepted.body.proposals[0]!.leftBecause?.reason).toBe('Moves to another hospital next week');
    expect(accepted.body.accepted[0]).toMatchObject({ effectiveAt: END.toISOString() });
    expect(accepted.body.accepted[0]!.moves).toHaveLength(moved.length);

    const nameAt = async (at: Date, patientId: string): Promise<string | undefined> => {
      await app.database.setClock(at);
      const { body } = await nurse.get<PatientPage>(`/api/patients/${patientId}`);
      return body.links.find(({ current, role }) => current && role === 'primary')?.linkConsultant?.name;
    };
    const child = moved[0]!.patient.id;
    expect(await nameAt(new Date(END.getTime() - 20_000), child)).toBe('Dr M Okoro');
    expect(await nameAt(END, child)).toBe('Dr F Adeyemi');

    await app.database.setClock(TUESDAY_11);
    const changeId = accepted.body.accepted[0]!.moves[0]!.changeId;
    const undone = await nurse.post(`/api/link-changes/${changeId}/undo`, { whole: true });
    expect(undone.body).toEqual({ undone: moved.length });
    expect(await links()).toEqual(before);
    expect((await plan()).proposals).toHaveLength(proposals.length);
    expect((await nurse.post(`/api/link-changes/${changeId}/undo`, { whole: true })).status).toBe(422);
  });

  it('undo is refused as a whole when a link has changed since, and after seven days', async () => {
    const { proposals } = await plan();
    const two = proposals.filter(({ leftBecause }) => leftBecause === null).slice(0, 2);
    await nurse.post(`/api/link-consultants/${okoro}/moves`, { moves: two.map(moveOf) });
    const body = await plan();
    const batch = body.accepted.find(({ moves }) => moves.every(({ undoneAt }) => undoneAt === null));
    const [first, second] = batch!.moves;
    // Somebody ends the new link of one child for another reason.
    await app.sql(
      `UPDATE shared_care_links SET version = version + 1 WHERE patient_id = $1 AND link_consultant_id = $2`,
      [first!.patient.id, successor],
    );
    const before = await links();
    const refused = await nurse.post(`/api/link-changes/${first!.changeId}/undo`, { whole: true });
    expect(refused.status).toBe(409);
    expect(await links()).toEqual(before);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 7 * 86_400_000 + 60_000));
    expect((await nurse.post(`/api/link-changes/${second!.changeId}/undo`, { whole: false })).status).toBe(422);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 7 * 86_400_000 - 20_000));
    expect((await nurse.post(`/api/link-changes/${second!.changeId}/undo`, { whole: false })).body).toEqual({
      undone: 1,
    });
  });

  it('two nurses accept the same moves at once: one does, the other is told, and nobody is moved twice', async () => {
    const other = await app.signIn(OTHER_NURSE);
    const { proposals } = await plan();
    const moves = proposals.filter(({ leftBecause }) => leftBecause === null).map(moveOf);
    const answers = await Promise.all(
      [nurse, other].map((who) => who.post(`/api/link-consultants/${okoro}/moves`, { moves })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    const [found] = await app.sql<{ twice: number }>(
      `SELECT count(*)::int AS twice FROM (SELECT patient_id FROM shared_care_links
       WHERE link_consultant_id = $1 AND valid_to IS DISTINCT FROM valid_from GROUP BY patient_id HAVING count(*) > 1) AS t`,
      [successor],
    );
    expect(found!.twice).toBe(0);
  });

  it('a stale last day is refused with the one of now, and only for oneself without being of the unit', async () => {
    const seen = await version();
    expect((await setLastDay(nurse, '2026-03-20')).status).toBe(204);
    const late = await admin.post(`/api/link-consultants/${okoro}/leaving-date`, { version: seen, lastDay: null });
    expect(late.status).toBe(409);
    expect(late.problem.current).toEqual({ version: seen + 1, toOn: '2026-03-20' });
    const stranger = await app.signIn(STOKE_CONSULTANT);
    expect((await setLastDay(stranger, '2026-04-01')).status).toBe(404);
    const self = await app.signIn(BERKSHIRE_CONSULTANT);
    expect((await setLastDay(self, '2026-04-01')).status).toBe(204);
    expect((await setLastDay(self, '2026-03-01')).status).toBe(400);
    expect((await setLastDay(nurse, null)).status).toBe(204);
  });
});

describe('cover while away', () => {
  let app: TestApp;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    app = await startTestApp();
    for (const { id, name } of await app.sql<{ id: string; name: string }>('SELECT id, name FROM link_consultants'))
      ids[name] ??= id;
  });
  afterAll(() => app.stop());
  const arrange = (client: Client, absent: string, covering: string, days: [number, number]) => {
    const at = (n: number): string => new Date(TUESDAY_11.getTime() + n * 86_400_000).toISOString();
    return client.post(`/api/link-consultants/${ids[absent]}/covers`, {
      coveringId: ids[covering],
      from: at(days[0]),
      until: at(days[1]),
    });
  };

  it('gives the covering consultant just these children for just this time, and ends by itself', async () => {
    const self = await app.signIn(BERKSHIRE_CONSULTANT);
    const stands = await app.signIn(STOKE_CONSULTANT);
    const ava = `/api/patients/${await app.find('Smith', 'Ava')}`;
    expect((await stands.get(ava)).status).toBe(404);
    expect((await arrange(self, 'Dr M Okoro', 'Dr P Lindqvist', [1, 3])).status).toBe(204);
    expect((await stands.get(ava)).status).toBe(404);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 86_400_000));
    const { body } = await stands.get<PatientPage>(ava);
    expect(body.links[0]!.linkConsultant).toMatchObject({ name: 'Dr P Lindqvist', coveringFor: 'Dr M Okoro' });
    // They are not told to ring themselves; the unit is.
    const covering = (page: PatientPage) =>
      page.ringNow.some(({ label }) => label.startsWith('Dr P Lindqvist, covering for Dr M Okoro'));
    expect(covering(body)).toBe(false);
    const unit = await app.signIn(NURSE);
    expect(covering((await unit.get<PatientPage>(ava)).body)).toBe(true);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 3 * 86_400_000));
    expect((await stands.get(ava)).status).toBe(404);
    await app.database.setClock(TUESDAY_11);
  });

  it('is not tangled: nobody covers while away, nobody goes away while covering, nobody is covered twice', async () => {
    const nurse = await app.signIn(NURSE);
    expect((await arrange(nurse, 'Dr M Okoro', 'Dr H Castell', [2, 5])).problem.detail).toMatch(/is covered already/);
    expect((await arrange(nurse, 'Dr H Castell', 'Dr M Okoro', [2, 5])).problem.detail).toMatch(/Dr M Okoro is away/);
    expect((await arrange(nurse, 'Dr P Lindqvist', 'Dr H Castell', [2, 5])).problem.detail).toMatch(
      /covers for somebody/,
    );
    expect((await arrange(nurse, 'Dr P Lindqvist', 'Dr H Castell', [3, 5])).status).toBe(204);
  });

  it('ends at once when somebody ends it, for the version they saw', async () => {
    const self = await app.signIn(STOKE_CONSULTANT);
    const { body } = await self.get<LinkConsultantList>('/api/link-consultants');
    const [cover] = body.consultants.find(({ own }) => own)!.coveredBy;
    expect((await self.post(`/api/covers/${cover!.id}/end`, { version: 7 })).status).toBe(409);
    expect((await self.post(`/api/covers/${cover!.id}/end`, { version: cover!.version })).status).toBe(204);
    const stranger = await app.signIn(BERKSHIRE_CONSULTANT);
    const [other] = await app.sql<{ id: string }>('SELECT id FROM consultant_covers WHERE absent_id = $1', [
      ids['Dr P Lindqvist'],
    ]);
    expect((await stranger.post(`/api/covers/${other!.id}/end`, { version: 2 })).status).toBe(404);
  });
});
