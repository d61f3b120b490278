import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { HolidayChanges, Setting, SettingsPage } from '@shared-care/contracts/settings/answers';
import { SETTING_VALUES, type SettingKey } from '@shared-care/contracts/settings/shapes';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import { londonInstant } from '@shared-care/domain/london-time';
import { isInHours, UnitCalendar, type WorkingHours } from '@shared-care/domain/working-time';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { startMailRelay, type MailRelay } from '../testing/mail-relay';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_ADMIN,
  OTHER_NURSE,
  startTestApp,
  testConfig,
  TUESDAY_11,
  until,
  type TestApp,
} from '../testing/test-app';

const LIMITS = {
  redMinutes: 15,
  amberMinutes: 60,
  repeatMinutes: 15,
  silentMinutes: 240,
  level2Percent: 200,
  level3Percent: 300,
  amberAfterNight: '08:30',
  blueTime: '17:00',
};
const HOURS = { start: '09:00', end: '17:00', handoverFrom: '16:30' };
const RED = { reason: 'head_injury' as const, bleedSite: null };

describe('settings with a history and a second person', () => {
  let app: TestApp;
  let relay: MailRelay;
  let admin: Client;
  let otherAdmin: Client;
  let nurse: Client;
  let doctor: Client;

  beforeAll(async () => {
    relay = await startMailRelay();
    app = await startTestApp({ role: 'all', mail: { ...testConfig().mail, smtpUrl: relay.url } });
    admin = await app.signIn(ADMIN);
    otherAdmin = await app.signIn(OTHER_ADMIN);
    nurse = await app.signIn(NURSE);
    doctor = await app.signIn(DOCTOR);
  });
  afterAll(async () => {
    await app.stop();
    await relay.stop();
  });
  afterEach(async () => {
    await app.sql('DELETE FROM account_messages');
    await app.sql('DELETE FROM settings WHERE proposed_by IS NOT NULL');
    await app.database.setClock(TUESDAY_11);
  });

  const page = async (client = admin): Promise<SettingsPage> => (await client.get<SettingsPage>('/api/settings')).body;
  const setting = async (key: SettingKey, client = admin): Promise<Setting> =>
    (await page(client)).settings.find((one) => one.key === key)!;
  const propose = async (client: Client, key: SettingKey, value: object): Promise<Answer<SettingsPage>> =>
    client.post('/api/settings/changes', {
      key,
      value,
      seen: (await setting(key)).current.id,
      reason: 'Agreed at the meeting.',
    });
  const decide = async (client: Client, key: SettingKey, accept = true): Promise<Answer<SettingsPage>> => {
    const { waiting } = await setting(key);
    return client.post(`/api/settings/changes/${waiting!.id}/decide`, { version: waiting!.version, accept });
  };
  const change = async (key: SettingKey, value: object): Promise<void> => {
    const asked = await propose(admin, key, value);
    expect(asked.status, asked.text).toBe(200);
    const confirmed = await decide(doctor, key);
    expect(confirmed.status, confirmed.text).toBe(200);
  };
  const minutesOf = async (alertId: string): Promise<number> => {
    const { body } = await nurse.get<AlertDetail>(`/api/alerts/${alertId}`);
    return (Date.parse(body.acknowledgeBy) - Date.parse(body.openedAt)) / 60_000;
  };

  it('starts with what the signed page names, and shows since when and by whom', async () => {
    expect(await setting('alert_limits')).toMatchObject({
      current: { value: LIMITS, proposedBy: null, state: 'confirmed' },
      waiting: null,
      default: LIMITS,
    });
    expect((await setting('working_hours')).current.words).toContain(
      'Monday to Friday, not bank holidays: 09:00 to 17:00',
    );
    expect((await app.anonymous().get('/api/settings')).status).toBe(401);
    expect((await (await app.signIn(BERKSHIRE_CONSULTANT)).get('/api/settings')).status).toBe(404);
  });

  it('nothing changes by one person; a clinical one is confirmed by a nurse or doctor, in words and in the database', async () => {
    expect((await propose(admin, 'alert_limits', { ...LIMITS, redMinutes: 10 })).status).toBe(200);
    expect((await setting('alert_limits')).current.value).toEqual(LIMITS);
    expect((await setting('alert_limits')).waiting!.words).toEqual(['Red, at any hour: 15 minutes → 10 minutes']);
    expect((await decide(admin, 'alert_limits')).problem.detail).toMatch(/You proposed this/);
    expect((await decide(otherAdmin, 'alert_limits')).problem.detail).toMatch(/nurse or a doctor/);
    const { waiting, mayConfirm } = await setting('alert_limits', otherAdmin);
    expect(mayConfirm).toBe(false);
    for (const who of [ADMIN, OTHER_ADMIN]) await expect(inDatabase(who, waiting!.id)).rejects.toThrow();
    expect((await propose(nurse, 'alert_limits', { ...LIMITS, redMinutes: 12 })).status).toBe(409);
    expect((await decide(doctor, 'alert_limits')).status).toBe(200);
    expect(await setting('alert_limits')).toMatchObject({
      current: {
        value: { redMinutes: 10 },
        reason: 'Agreed at the meeting.',
        proposedBy: { displayName: expect.any(String) as string },
        decidedBy: { displayName: expect.any(String) as string },
      },
      history: [{ state: 'confirmed' }, { proposedBy: null }],
    });
    expect((await decideAgain(waiting!.id)).status).toBe(409);
    expect(
      (
        await app.sql<{ detail: string }>(
          `SELECT detail FROM audit_entries WHERE entity = 'setting' AND outcome = 'done' ORDER BY id`,
        )
      ).map(({ detail }) => detail),
    ).toEqual(['propose alert_limits', 'confirm alert_limits']);
  });
  const decideAgain = (id: string) => nurse.post(`/api/settings/changes/${id}/decide`, { version: 1, accept: true });
  const inDatabase = (who: string, id: string): Promise<unknown> =>
    app.database.owner.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE shared_care_app');
      await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(who)]);
      await tx.query('SELECT sec.decide_setting($1, 1, true)', [id]);
    });

  it('what was not agreed to ends; a value that changed meanwhile is not proposed on', async () => {
    const { current } = await setting('working_hours');
    await propose(nurse, 'working_hours', { ...HOURS, start: '08:00' });
    expect((await decide(nurse, 'working_hours', false)).status).toBe(200);
    expect((await setting('working_hours')).history.map(({ state }) => state)).toEqual(['declined', 'confirmed']);
    await change('working_hours', { ...HOURS, start: '08:30' });
    const stale = await admin.post('/api/settings/changes', {
      key: 'working_hours',
      value: HOURS,
      seen: current.id,
      reason: 'Old page.',
    });
    expect(stale.problem).toMatchObject({ status: 409, current: { value: { start: '08:30' } } });
    expect((await propose(admin, 'working_hours', { ...HOURS, start: '08:30' })).status).toBe(422);
  });

  it('out of bounds is refused by name, and by the database', async () => {
    const refused = await propose(admin, 'alert_limits', { ...LIMITS, redMinutes: 16 });
    expect(refused.problem.errors).toEqual([{ field: 'value.redMinutes', message: 'Enter 15 or less.' }]);
    await expect(
      app.sql(`UPDATE settings SET value = value || '{"redMinutes": 16}' WHERE key = 'alert_limits'`),
    ).rejects.toThrow('settings_within_bounds');
  });

  it('the bounds of the program are those of the database, for any value', async () => {
    const minutes = fc.integer({ min: 0, max: 320 });
    const near = fc.constantFrom(
      4,
      5,
      10,
      14,
      15,
      16,
      59,
      60,
      61,
      119,
      120,
      139,
      140,
      200,
      201,
      240,
      241,
      300,
      301,
      7.5,
    );
    const time = fc.constantFrom(
      '05:59',
      '06:00',
      '07:00',
      '08:30',
      '08:31',
      '10:00',
      '12:00',
      '14:30',
      '16:30',
      '17:00',
      '19:45',
      '20:00',
      '24:00',
      '9:00',
      'x',
    );
    const number = fc.oneof(minutes, near);
    const limits = fc.record({
      redMinutes: number, amberMinutes: number, repeatMinutes: number, silentMinutes: number,
      level2Percent: number, level3Percent: number, amberAfterNight: time, blueTime: time,
    }); // prettier-ignore
    const sane = fc.record({
      redMinutes: fc.integer({ min: 4, max: 16 }), amberMinutes: fc.integer({ min: 14, max: 61 }), repeatMinutes: fc.integer({ min: 4, max: 16 }),
      silentMinutes: fc.integer({ min: 59, max: 241 }), level2Percent: fc.integer({ min: 119, max: 201 }), level3Percent: fc.integer({ min: 139, max: 301 }),
      amberAfterNight: fc.constantFrom('06:00', '08:30'), blueTime: fc.constantFrom('12:00', '17:00'),
    }); // prettier-ignore
    const age = fc.record({
      label: fc.constantFrom('', '8 weeks', '8 WEEKS', '1 year', 'x'.repeat(41)),
      months: fc.constantFrom(-1, 0, 2, 12, 216, 217, 1.5),
    });
    const any = fc.oneof(
      fc.tuple(fc.constant('alert_limits' as const), fc.oneof(limits, sane, fc.record({ redMinutes: number }))),
      fc.tuple(fc.constant('working_hours' as const), fc.record({ start: time, end: time, handoverFrom: time })),
      fc.tuple(fc.constant('vaccination_ages' as const), fc.record({ ages: fc.array(age, { maxLength: 4 }) })),
      fc.tuple(
        fc.constantFrom('alert_limits' as const, 'bank_holidays' as const),
        fc.constantFrom(null, {}, [], 1, { days: 1 }, { days: [] }),
      ),
    );
    const seen = { fits: 0, not: 0 };
    await fc.assert(
      fc.asyncProperty(any, async ([key, value]) => {
        const fits = SETTING_VALUES[key].safeParse(value).success;
        seen[fits ? 'fits' : 'not']++;
        const [{ sql }] = (await app.sql<{ sql: boolean }>('SELECT sec.setting_fits($1, $2::jsonb) AS sql', [
          key,
          JSON.stringify(value),
        ])) as [{ sql: boolean }];
        expect(sql, JSON.stringify(value)).toBe(fits);
      }),
      { numRuns: 600 },
    );
    expect(Math.min(seen.fits, seen.not)).toBeGreaterThan(20);
  });

  it('for any working hours within bounds domain and SQL agree at every instant, before, on and after the day they begin', async () => {
    const minute = (from: number, to: number) => fc.integer({ min: from, max: to });
    const words = (at: number): string =>
      `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
    const hours: fc.Arbitrary<WorkingHours> = fc
      .tuple(minute(420, 600), minute(900, 1200), minute(15, 120))
      .map(([start, end, before]) => ({ start: words(start), end: words(end), handoverFrom: words(end - before) }));
    const days = ['2026-03-27', '2026-03-29', '2026-04-03', '2026-10-26', '2026-06-10'];
    await fc.assert(
      fc.asyncProperty(
        hours,
        hours,
        fc.constantFrom(...days),
        fc.array(minute(0, 1439), { minLength: 5, maxLength: 15 }),
        async (one, other, date, minutes) => {
          await app.sql('DELETE FROM settings WHERE proposed_by IS NOT NULL');
          const from = [londonInstant('2026-01-01', '00:00'), londonInstant(date, '00:00')];
          for (const [place, value] of [one, other].entries())
            await app.sql(
              `INSERT INTO settings (key, value, state, reason, proposed_by, decided_by, decided_at, valid_from)
             SELECT 'working_hours', $1, 'confirmed', 'x', a.id, b.id, sec.now(), $2 FROM users a, users b WHERE a.email = $3 AND b.email = $4`,
              [JSON.stringify(value), from[place], ADMIN, DOCTOR],
            );
          const holidays = (await app.sql<{ day: string }>('SELECT holiday_on AS day FROM bank_holidays')).map(
            ({ day }) => day,
          );
          const calendar = new UnitCalendar(
            holidays,
            [one, other].map((value, place) => ({ from: from[place]!, hours: value })),
          );
          const edges = [one, other].flatMap(({ start, end }) => [start, end]);
          const at = [0, 1].flatMap((ahead) =>
            [...minutes.map(words), ...edges].map(
              (time) => new Date(londonInstant(date, time).getTime() + (ahead - 1) * 86_400_000),
            ),
          );
          const sql = await app.sql<{ in: boolean }>(
            'SELECT sec.in_hours(t) AS in FROM unnest($1::timestamptz[]) WITH ORDINALITY AS u(t, n) ORDER BY n',
            [at],
          );
          expect(sql.map((row) => row.in)).toEqual(at.map((instant) => isInHours(instant, calendar)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('an alert is judged by the setting of its own time; a running deadline never moves', async () => {
    const before = await app.logAttendance(nurse, RED);
    await change('alert_limits', {
      ...LIMITS,
      redMinutes: 10,
      level2Percent: 150,
      level3Percent: 200,
      repeatMinutes: 5,
    });
    await app.database.letMinutesPass(1);
    const after = await app.logAttendance(nurse, { ...RED, patientId: await app.find('Okafor', 'Daniel') });
    expect([await minutesOf(before.alertId), await minutesOf(after.alertId)]).toEqual([15, 10]);
    const level = async (alertId: string): Promise<number> =>
      (await app.sql<{ level: number }>('SELECT level FROM alerts WHERE id = $1', [alertId]))[0]!.level;
    const due = async (alertId: string): Promise<number> => {
      const [row] = await app.sql<{ minutes: number }>(
        'SELECT (extract(epoch FROM next_escalation_at - opened_at) / 60)::float8 AS minutes FROM alerts WHERE id = $1',
        [alertId],
      );
      return row!.minutes;
    };
    // Longer again: what waits with the shorter one keeps it.
    await change('alert_limits', LIMITS);
    expect([await minutesOf(before.alertId), await minutesOf(after.alertId)]).toEqual([15, 10]);
    await app.database.setClock(new Date(TUESDAY_11.getTime() + 15.5 * 60_000));
    await until(async () => (await level(before.alertId)) === 1 && (await level(after.alertId)) === 1);
    // 100 % more of fifteen minutes, and half of ten.
    expect(await due(before.alertId)).toBeGreaterThan(30);
    expect(await due(after.alertId)).toBeLessThan(20);
    await app.sql(`UPDATE alerts SET state = 'withdrawn' WHERE state = 'open'`);
  });

  it('amber of the night and blue follow the setting as well', async () => {
    await change('alert_limits', { ...LIMITS, amberMinutes: 30, amberAfterNight: '07:00', blueTime: '12:00' });
    const [set] = await app.sql<{ night: string; blue: string }>(
      'SELECT amber_after_night AS night, blue_time AS blue FROM alert_limits',
    );
    expect(set).toEqual({ night: '07:00', blue: '12:00' });
    const told = (await nurse.get<{ steps: { at: string }[] }>('/api/rota/told?at=2026-03-10T11:00:00Z&tier=amber'))
      .body;
    expect(told.steps.map(({ at }) => at.slice(11, 16))).toEqual(['11:00', '11:30', '12:00', '12:30']);
    expect(
      acknowledgeBy('amber', new Date('2026-03-10T23:00:00Z'), new Set(), {
        redMinutes: 15,
        amberMinutes: 30,
        amberAfterNight: '07:00',
        blueTime: '12:00',
      }),
    ).toEqual(new Date('2026-03-11T07:00:00Z'));
  });

  it('working hours begin at the next midnight, and whom an alert reaches follows', async () => {
    await change('working_hours', { start: '07:00', end: '15:00', handoverFrom: '14:00' });
    expect((await setting('working_hours')).begins).toBe('2026-03-11T00:00:00.000Z');
    const inHours = async (at: string): Promise<boolean> =>
      (await app.sql<{ in: boolean }>('SELECT sec.in_hours($1) AS in', [at]))[0]!.in;
    expect([
      await inHours('2026-03-10T16:00:00Z'),
      await inHours('2026-03-11T16:00:00Z'),
      await inHours('2026-03-11T07:30:00Z'),
    ]).toEqual([true, false, true]);
    const because = await app.sql<{ because: string }>(
      `SELECT because FROM sec.people_to_tell('2026-03-11T14:30:00Z', 0)`,
    );
    expect(because.some((row) => row.because.startsWith('From 14:00 to 15:00'))).toBe(true);
  });

  it('tells everybody who works by it, by mail', async () => {
    await change('alert_limits', { ...LIMITS, redMinutes: 10 });
    // Mail about an earlier change may come after this one began.
    const mail = (email: string) =>
      relay.received.find(
        ({ to, subject, text }) =>
          JSON.stringify(to).includes(`"${email}"`) &&
          subject?.includes('How long an alert may wait') &&
          text?.includes('Red, at any hour: 15 minutes → 10 minutes'),
      );
    const found = await until(() =>
      Promise.resolve([NURSE, OTHER_NURSE, DOCTOR, ADMIN].every(mail) && mail(OTHER_NURSE)),
    );
    expect(found.text).toMatch(/Alerts raised before are judged as before/);
    expect(mail(BERKSHIRE_CONSULTANT)).toBeUndefined();
  });

  it('vaccination ages are rows that follow the setting; what was sent for an age that goes stays', async () => {
    const before = (await setting('vaccination_ages')).current.value as { ages: { label: string; months: number }[] };
    const ages = [...before.ages.filter(({ label }) => label !== '14 years'), { label: '13 years', months: 156 }];
    await change('vaccination_ages', { ages });
    const rows = await app.sql<{ label: string; active: boolean }>(
      `SELECT label, active FROM vaccination_ages WHERE label IN ('13 years', '14 years') ORDER BY label`,
    );
    expect(rows).toEqual([
      { label: '13 years', active: true },
      { label: '14 years', active: false },
    ]);
    const child = await app.find('Jones', 'Amelia');
    const care = (await nurse.get<{ vaccinations: { label: string }[] }>(`/api/patients/${child}/care-reviews`)).body;
    expect(care.vaccinations.map(({ label }) => label)).toContain('13 years');
    expect(care.vaccinations.map(({ label }) => label)).not.toContain('14 years');
    await change('vaccination_ages', before);
  });

  describe('bank holidays by the published file', () => {
    const file = (events: { date: string; title: string }[], division = 'england-and-wales') =>
      JSON.stringify({
        [division]: { division, events: events.map((event) => ({ ...event, notes: '', bunting: false })) },
      });
    const known = () =>
      app.sql<{ date: string; title: string }>('SELECT holiday_on AS date, title FROM bank_holidays ORDER BY 1');
    const check = (text: string) => admin.post<HolidayChanges>('/api/settings/bank-holidays/check', { file: text });
    const proposeFile = async (text: string, remove: string[] = []) =>
      admin.post<SettingsPage>('/api/settings/bank-holidays', {
        file: text,
        remove,
        reason: 'The newer list.',
        seen: (await setting('bank_holidays')).current.id,
      });

    it('a newer one adds its days when another person confirms, and an admin may', async () => {
      const days = await known();
      const text = file([...days, { date: '2028-01-03', title: 'New Year’s Day' }]);
      expect((await check(text)).body).toMatchObject({ added: [{ date: '2028-01-03' }], missing: [], older: false });
      expect((await proposeFile(text)).status).toBe(200);
      expect(await known()).toEqual(days);
      expect((await decide(admin, 'bank_holidays')).status).toBe(422);
      expect((await decide(otherAdmin, 'bank_holidays')).status).toBe(200);
      expect((await known()).at(-1)).toEqual({ date: '2028-01-03', title: 'New Year’s Day' });
      expect((await page()).calendar.until).toBe('2028-12-31');
      await app.sql(`DELETE FROM bank_holidays WHERE holiday_on > '2027-12-31'`);
    });

    it('an older or shorter one takes nothing away but days named one by one', async () => {
      const days = await known();
      const old = days.filter(({ date }) => date < '2026-06-01' && date !== '2026-05-04');
      const { body } = await check(file(old));
      expect(body).toMatchObject({ added: [], older: true, until: '2026-12-31' });
      expect(body.missing.map(({ date }) => date)).toContain('2026-12-25');
      expect((await proposeFile(file(old))).status).toBe(422);
      expect((await proposeFile(file(old), ['2027-12-27'])).status).toBe(400);
      expect((await proposeFile(file(old), ['2026-05-04'])).status).toBe(200);
      expect((await setting('bank_holidays')).waiting!.words).toEqual([expect.stringMatching(/taken away$/)]);
      await decide(otherAdmin, 'bank_holidays');
      expect((await known()).map(({ date }) => date)).toEqual(
        days.map(({ date }) => date).filter((date) => date !== '2026-05-04'),
      );
      await app.sql(`INSERT INTO bank_holidays VALUES ('2026-05-04', 'Early May bank holiday')`);
    });

    it.each([
      ['half of it', '{"england-and-wales": {"divi'],
      ['another nation', file([{ date: '2028-01-03', title: 'x' }], 'scotland')],
      ['a day that cannot be', file([{ date: '2028-02-30', title: 'x' }])],
      [
        'a day twice',
        file([
          { date: '2028-01-03', title: 'x' },
          { date: '2028-01-03', title: 'y' },
        ]),
      ],
      ['no days', file([])],
    ])('a broken one is refused in words and changes nothing: %s', async (_, text) => {
      const before = await known();
      const answer = await check(text);
      expect(answer.problem).toMatchObject({ status: 400, errors: [{ field: 'file' }] });
      expect((await proposeFile(text)).status).toBe(400);
      expect(await known()).toEqual(before);
    });
  });
});
