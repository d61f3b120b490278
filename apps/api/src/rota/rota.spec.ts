import type {
  BankHolidays,
  OnNow,
  RecordedRotaChange,
  RotaPatterns,
  RotaWeek,
  Told,
} from '@shared-care/contracts/rota/answers';
import type { RotaChangeInput } from '@shared-care/contracts/rota/shapes';
import { londonInstant } from '@shared-care/domain/london-time';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, DOCTOR, NURSE, startTestApp, STOKE_CONSULTANT, TUESDAY_11, type TestApp } from '../testing/test-app';
import { rotaProblems } from './rota-problems';

const at = (date: string, time: string): string => londonInstant(date, time).toISOString();

/** The demo's rota counts from TUESDAY_11: its empty night is Thursday 19 March, study leave of Dr N Sethi. */
describe('the rota', () => {
  let app: TestApp;
  let nurse: Client;
  let doctor: Client;
  let admin: Client;
  let sethi: string;
  let adeyemi: string;
  let boyd: string;
  let ferrars: string;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, doctor, admin] = [await app.signIn(NURSE), await app.signIn(DOCTOR), await app.signIn(ADMIN)];
    [sethi, adeyemi] = [await app.user('n.sethi@example.org'), await app.user('t.adeyemi@example.org')];
    [boyd, ferrars] = [await app.user('a.boyd@example.org'), await app.user('j.ferrars@example.org')];
  });
  afterAll(() => app.stop());
  afterEach(() => app.database.setClock(TUESDAY_11));

  const week = async (date: string, client = nurse): Promise<RotaWeek> =>
    (await client.get<RotaWeek>(`/api/rota?date=${date}`)).body;
  const night = async (date: string) => (await week(date)).days.find((day) => day.date === date)!.bands[1]!;
  const registrars = async (date: string): Promise<string[]> =>
    (await night(date)).shifts.filter(({ duty }) => duty === 'on_call_registrar').map(({ name }) => name);
  const record = (change: RotaChangeInput, client = nurse) =>
    client.post<RecordedRotaChange>('/api/rota/changes', change);
  const withdraw = ({ id, version }: RecordedRotaChange, verb: 'withdraw' | 'restore' = 'withdraw') =>
    nurse.post<RecordedRotaChange>(`/api/rota/changes/${id}/${verb}`, { version });
  const swap = (date: string, after: string): RotaChangeInput => ({
    kind: 'swap',
    duty: 'on_call_registrar',
    offUserId: sethi,
    onUserId: adeyemi,
    from: at(date, '17:00'),
    until: at(after, '09:00'),
    reason: 'Agreed by telephone',
  });

  it('shows a week from Monday with who holds what and where nobody does, to doctors and admins as well', async () => {
    const shown = await week('2026-03-19', doctor);
    expect(shown.monday).toBe('2026-03-16');
    expect(shown.days.map(({ date }) => date)).toHaveLength(7);
    const thursday = shown.days[3]!;
    expect(thursday.bands[1]!.gaps).toEqual([
      {
        duty: 'on_call_registrar',
        from: at('2026-03-19', '17:00'),
        until: at('2026-03-20', '09:00'),
        whole: { from: at('2026-03-19', '16:30'), until: at('2026-03-20', '09:00') },
      },
    ]);
    expect(thursday.bands[0]!.gaps).toMatchObject([{ from: at('2026-03-19', '16:30') }]);
    expect(thursday.bands[0]!.shifts.filter(({ duty }) => duty === 'phu_nurse').map(({ name }) => name)).toEqual([
      'A Boyd',
      'J Ferrars',
    ]);
    expect((await admin.get('/api/rota')).status).toBe(200);
    expect((await (await app.signIn(STOKE_CONSULTANT)).get('/api/rota')).status).toBe(404);
    expect((await record(swap('2026-05-05', '2026-05-06'), doctor)).status).toBe(404);
  });

  it('a gap is filled by extra cover, and withdrawing that opens it again', async () => {
    const { body: cover } = await record({
      kind: 'extra_cover',
      duty: 'on_call_registrar',
      onUserId: adeyemi,
      from: at('2026-03-19', '16:30'),
      until: at('2026-03-20', '09:00'),
      reason: 'Covers study leave',
    });
    expect((await night('2026-03-19')).gaps).toEqual([]);
    expect(await registrars('2026-03-19')).toEqual(['Dr T Adeyemi']);
    expect((await withdraw(cover)).status).toBe(200);
    expect((await night('2026-03-19')).gaps).toHaveLength(1);
  });

  it('a swap moves both nights, is kept once when sent twice, and undo and redo move them back and forth', async () => {
    const both = {
      ...swap('2026-04-14', '2026-04-15'),
      back: { from: at('2026-04-15', '17:00'), until: at('2026-04-16', '09:00') },
    };
    const { body: first } = await record(both);
    expect((await record(both)).body).toEqual(first);
    expect([await registrars('2026-04-14'), await registrars('2026-04-15')]).toEqual([
      ['Dr T Adeyemi'],
      ['Dr N Sethi'],
    ]);
    expect((await week('2026-04-14')).changes).toMatchObject([
      { kind: 'swap', off: 'Dr N Sethi', on: 'Dr T Adeyemi', madeBy: 'A Boyd', reason: 'Agreed by telephone' },
      { kind: 'swap', off: 'Dr T Adeyemi', on: 'Dr N Sethi' },
    ]);
    const { body: taken } = await withdraw(first);
    expect([await registrars('2026-04-14'), await registrars('2026-04-15')]).toEqual([
      ['Dr N Sethi'],
      ['Dr T Adeyemi'],
    ]);
    expect((await withdraw(first)).status).toBe(409);
    expect((await withdraw(taken, 'restore')).body.version).toBe(3);
    expect(await registrars('2026-04-14')).toEqual(['Dr T Adeyemi']);
    const rows = await app.sql<{ action: string; detail: string }>(
      `SELECT action, detail FROM audit_entries WHERE entity = 'rota_change' AND entity_id = $1 ORDER BY id`,
      [first.id],
    );
    expect(rows.map(({ action, detail }) => `${action} ${detail.split(' ')[0]}`)).toEqual([
      'create swap',
      'update withdraw',
      'update restore',
    ]);
  });

  it('of two swaps of one night the second is refused with who holds it by now', async () => {
    await record(swap('2026-04-21', '2026-04-22'));
    const late = await record({ ...swap('2026-04-21', '2026-04-22'), until: at('2026-04-22', '08:00') }, admin);
    expect(late.status).toBe(409);
    expect(late.problem.current).toEqual({ heldBy: ['Dr T Adeyemi'] });
    const wrong = await record(swap('2026-04-22', '2026-04-23'));
    expect(wrong.status).toBe(409);
    expect(wrong.problem.current).toEqual({ heldBy: ['Dr T Adeyemi'] });
  });

  it('twenty people swapping one night at once leave one swap', async () => {
    const before = await app.sql('SELECT id FROM rota_changes');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, minute) =>
        record(
          { ...swap('2026-04-28', '2026-04-29'), from: at('2026-04-28', `17:${10 + minute}`) },
          minute % 2 ? nurse : admin,
        ),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await app.sql('SELECT id FROM rota_changes')).toHaveLength(before.length + 1);
  });

  it.each([
    ['onUserId', 'a nurse is no registrar', () => ({ ...swap('2026-05-12', '2026-05-13'), onUserId: boyd })],
    ['until', 'the end comes first', () => ({ ...swap('2026-05-12', '2026-05-11') })],
    ['until', 'it is over', () => ({ ...swap('2026-03-08', '2026-03-09') })],
    ['onUserId', 'somebody for themselves', () => ({ ...swap('2026-05-12', '2026-05-13'), onUserId: sethi })],
    ['reason', 'without a reason', () => ({ ...swap('2026-05-12', '2026-05-13'), reason: ' ' })],
  ])('names the field %s: %s', async (field, _, change) => {
    const { status, problem } = await record(change() as RotaChangeInput);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  it('says who is on now, until when and who then, at every turn of a day', async () => {
    const now = async (date: string, time: string): Promise<OnNow> => {
      await app.database.setClock(londonInstant(date, time));
      return (await nurse.get<OnNow>('/api/rota/on-now')).body;
    };
    expect(await now('2026-03-10', '11:00')).toMatchObject({
      people: [{ name: 'A Boyd', duty: 'phu_nurse' }, { name: 'J Ferrars' }],
      until: at('2026-03-10', '17:00'),
      then: [{ name: 'Dr N Sethi', duty: 'on_call_registrar' }],
      problems: [],
    });
    expect((await now('2026-03-10', '16:30')).people).toHaveLength(3);
    expect(await now('2026-03-10', '22:00')).toMatchObject({
      people: [{ name: 'Dr N Sethi' }],
      until: at('2026-03-11', '09:00'),
      then: [{ name: 'A Boyd' }, { name: 'J Ferrars' }],
    });
    // The night on which the clocks go forward.
    expect(await now('2026-03-29', '00:30')).toMatchObject({
      people: [{ name: 'Dr N Sethi' }],
      until: at('2026-03-29', '09:00'),
    });
  });

  it('answers who would be told on a bank holiday at night, level by level, with the times', async () => {
    const { body } = await doctor.get<Told>(`/api/rota/told?at=${at('2026-12-28', '22:00')}&tier=red`);
    expect(body).toMatchObject({ inHours: false, bankHoliday: 'Boxing Day', calendarKnown: true });
    expect(body.steps.map((step) => [step.level, step.at, step.people.map(({ name }) => name)])).toEqual([
      [0, at('2026-12-28', '22:00'), ['Dr T Adeyemi']],
      [1, at('2026-12-28', '22:15'), ['Dr T Adeyemi', 'Dr C Marsh']],
      [2, at('2026-12-28', '22:30'), ['Dr C Marsh']],
      [3, at('2026-12-28', '22:45'), ['Dr K Shah']],
    ]);
    const noon = await doctor.get<Told>(`/api/rota/told?at=${at('2026-12-28', '12:00')}&tier=red`);
    expect(noon.body.steps[0]!.people).toMatchObject([{ name: 'Dr N Sethi', duty: 'on_call_registrar' }]);
    expect((await doctor.get<Told>(`/api/rota/told?at=${at('2031-01-01', '12:00')}`)).body.calendarKnown).toBe(false);
  });

  it('raises the alarm of a gap 24 hours before it begins, not earlier, and never at 3 am', async () => {
    const gaps = async (date: string, time: string): Promise<string[]> => {
      await app.database.setClock(londonInstant(date, time));
      return app.database.owner.transaction(async (tx) => {
        await tx.query('SET LOCAL ROLE shared_care_worker');
        return (await rotaProblems(tx)).map(({ words }) => words);
      });
    };
    expect(await gaps('2026-03-18', '16:29')).toEqual([]);
    expect(await gaps('2026-03-18', '16:30')).toEqual([
      'Not covered: on-call registrar from 19-Mar-2026 16:30 until 20-Mar-2026 09:00.',
    ]);
    expect(await gaps('2026-03-20', '08:00')).toHaveLength(1);
    expect(await gaps('2026-03-20', '09:00')).toEqual([]);
  });

  it('warns 90 days before the stored bank holidays end', async () => {
    const problem = async (date: string) => {
      await app.database.setClock(londonInstant(date, '12:00'));
      return (await admin.get<BankHolidays>('/api/rota/bank-holidays')).body;
    };
    expect(await problem('2027-10-02')).toMatchObject({ daysLeft: 90, problem: null, until: '2027-12-31' });
    expect(await problem('2027-10-03')).toMatchObject({ daysLeft: 89, problem: { kind: 'calendar_end' } });
  });

  it('an empty night falls through to the consultant, in the alert and in whom to ring', async () => {
    await app.database.setClock(londonInstant('2026-03-19', '23:00'));
    const logged = await app.logAttendance(nurse, { reason: 'head_injury', bleedSite: 'head' });
    expect(logged.toldTo).toBe('Dr C Marsh');
    expect(logged.ringNow.find(({ label }) => label.startsWith('Dr C Marsh'))).toMatchObject({
      because: 'The rota has no name for this: consultant on call instead',
    });
  });

  it('a duty has a number of its own, and a stale edit of it is told what is stored', async () => {
    const number = { duty: 'on_call_registrar', phone: '01632 960777', bleep: '4419' };
    const saved = await nurse.post<RotaPatterns>('/api/rota/numbers', { ...number, version: 1 });
    expect(saved.body.numbers).toContainEqual({ ...number, version: 2 });
    const stale = await admin.post('/api/rota/numbers', { ...number, phone: '', version: 1 });
    expect(stale.status).toBe(409);
    expect(stale.problem.current).toEqual({ number: { ...number, version: 2 } });
    await app.database.setClock(londonInstant('2026-03-10', '23:00'));
    const { ringNow } = await app.logAttendance(nurse);
    expect(ringNow.some(({ phone, bleep }) => phone === number.phone && bleep === number.bleep)).toBe(true);
  });

  describe('a pattern', () => {
    const lines = () => [
      { duty: 'phu_nurse', userId: ferrars, day: 1, from: '09:00', to: '17:00' },
      { duty: 'on_call_registrar', userId: sethi, day: 6, from: '17:00', to: '09:00' },
    ];
    const save = (body: object, client = admin) => client.post<RotaPatterns>('/api/rota/patterns', body);

    it('begins on its date, says what it leaves empty, and can be taken back before', async () => {
      const { body, status } = await save({ effectiveFrom: '2026-09-07', lines: lines(), replaces: null });
      expect(status).toBe(200);
      const made = body.patterns.at(-1)!;
      expect(made).toMatchObject({ effectiveFrom: '2026-09-07', madeBy: 'T Admin' });
      expect(made.holes).toContain('Tue 09:00 to Tue 17:00: PHU nurse');
      expect((await week('2026-09-07')).days[1]!.bands[0]!.gaps.map(({ duty }) => duty)).toContain('phu_nurse');
      expect((await week('2026-08-31')).days[1]!.bands[0]!.gaps).toEqual([]);
      const stale = await save({ effectiveFrom: '2026-09-07', lines: lines(), replaces: null }, nurse);
      expect(stale.status).toBe(409);
      expect(stale.problem.current).toMatchObject({ pattern: { id: made.id, lines: [{ name: 'J Ferrars' }, {}] } });
      const back = await nurse.post(`/api/rota/patterns/${made.id}/withdraw`, { version: made.version });
      expect(back.status).toBe(200);
      expect((await week('2026-09-07')).days[1]!.bands[0]!.gaps).toEqual([]);
    });

    it('is refused line by line when two hold one duty at once, a role does not fit, or its date has passed', async () => {
      const clash = { duty: 'on_call_registrar', userId: adeyemi, day: 0, from: '08:00', to: '12:00' };
      const wrong = { duty: 'on_call_consultant', userId: boyd, day: 1, from: '08:00', to: '12:00' };
      const refused = await save({ effectiveFrom: '2026-09-14', lines: [...lines(), clash, wrong], replaces: null });
      expect(refused.problem.errors?.map(({ field }) => field)).toEqual(['lines.2.from', 'lines.3.userId']);
      const past = await save({ effectiveFrom: '2026-03-09', lines: lines(), replaces: null });
      expect(past.problem.errors).toMatchObject([{ field: 'effectiveFrom' }]);
    });
  });
});
