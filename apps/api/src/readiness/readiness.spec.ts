import type { UnitReadiness } from '@shared-care/contracts/unit/answers';
import type { ReadinessCode } from '@shared-care/contracts/unit/shapes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { ADMIN, BERKSHIRE_CONSULTANT, DOCTOR, NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { checkReadiness } from './check-readiness';

describe('what is still missing before the first alert', () => {
  let app: TestApp;
  let admin: Client;
  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.signIn(ADMIN);
  });
  afterAll(() => app.stop());

  const readiness = async (client = admin): Promise<UnitReadiness> =>
    (await client.get<UnitReadiness>('/api/readiness')).body;
  const missing = async (code: ReadinessCode): Promise<string[]> =>
    (await readiness()).steps.find((step) => step.code === code)!.missing;

  it('is nothing in the demo, and says what is known', async () => {
    const { steps, ready } = await readiness();
    expect(steps.flatMap((step) => step.missing)).toEqual([]);
    expect(ready).toBe(true);
    expect(steps.find(({ code }) => code === 'own_hospital')?.known).toEqual(['John Radcliffe Hospital']);
    expect(steps.find(({ code }) => code === 'numbers')?.known.join()).toMatch(/01632 960\d+/);
  });

  it('nurses and doctors read it; a link consultant does not', async () => {
    for (const email of [NURSE, DOCTOR]) expect((await readiness(await app.signIn(email))).ready).toBe(true);
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    expect((await consultant.get('/api/readiness')).status).toBe(404);
    // The rule of the database too.
    const [{ facts }] = await app.running.nest
      .get((await import('../platform/tx')).Database)
      .runAs({ id: await app.user(BERKSHIRE_CONSULTANT) }, (tx) =>
        tx.query<[{ facts: unknown }]>('SELECT sec.readiness_facts() AS facts'),
      );
    expect(facts).toBeNull();
  });

  /** Each fact is taken away as the owner may, looked at, and put back. */
  it.each<[ReadinessCode, string, RegExp, string, string]>([
    [
      'own_hospital',
      'the own hospital is published as closed',
      /published as closed/,
      `UPDATE hospitals SET closed_on = '2020-01-01' WHERE network_role = 'hub'`,
      `UPDATE hospitals SET closed_on = NULL WHERE network_role = 'hub'`,
    ],
    [
      'name',
      'the unit has no name',
      /no name/,
      'UPDATE unit SET name = NULL',
      `UPDATE unit SET name = 'Riverside PHU'`,
    ],
    [
      'sender',
      'mail comes from an address that nothing has arrived from',
      /No test mail from new@example.org/,
      `UPDATE unit SET sender_address = 'new@example.org'`,
      `UPDATE unit SET sender_address = 'shared-care@example.org'`,
    ],
    [
      'numbers',
      'nobody is to be rung at night',
      /Nights, weekends/,
      `UPDATE hospital_contacts SET hours = 'in_hours' WHERE purpose = 'on_call_registrar'`,
      `UPDATE hospital_contacts SET hours = 'out_of_hours' WHERE purpose = 'on_call_registrar'`,
    ],
    [
      'numbers',
      'calls to the only number of the day failed',
      /failed for this time: Monday/,
      `UPDATE hospital_contacts SET failed_calls = 2 WHERE purpose = 'phu_nurses'`,
      `UPDATE hospital_contacts SET failed_calls = 0 WHERE purpose = 'phu_nurses'`,
    ],
    [
      'network',
      'no hospital shares the care',
      /No hospital/,
      `UPDATE hospitals SET network_role = 'other', published_name = 'was ours ' || published_name WHERE network_role = 'shared_care'`,
      `UPDATE hospitals SET network_role = 'shared_care', published_name = substr(published_name, 10) WHERE published_name LIKE 'was ours %'`,
    ],
    [
      'admins',
      'one admin is left',
      /second admin/,
      `UPDATE users SET disabled_at = now() WHERE email = 'r.quist@example.org'`,
      `UPDATE users SET disabled_at = NULL WHERE email = 'r.quist@example.org'`,
    ],
    [
      'people',
      'no nurse can sign in',
      /No nurse/,
      `UPDATE users SET disabled_at = now() WHERE role = 'haemostasis_nurse'`,
      `UPDATE users SET disabled_at = NULL WHERE role = 'haemostasis_nurse'`,
    ],
    [
      'rota',
      'there is no weekly rota',
      /no weekly rota/,
      `UPDATE rota_patterns SET withdrawn_at = now(), withdrawn_by = made_by`,
      `UPDATE rota_patterns SET withdrawn_at = NULL, withdrawn_by = NULL`,
    ],
    [
      'calendar',
      'the list of bank holidays ends',
      /list of bank holidays/,
      `UPDATE bank_holidays SET holiday_on = holiday_on - 36524`,
      `UPDATE bank_holidays SET holiday_on = holiday_on + 36524`,
    ],
  ])('%s: %s', async (code, _, words, take, give) => {
    await app.sql(take);
    expect((await missing(code)).join(' ')).toMatch(words);
    expect((await readiness()).ready).toBe(false);
    await app.sql(give);
    expect(await missing(code)).toEqual([]);
  });

  it('an empty slot within seven days is named', async () => {
    await app.sql(`DELETE FROM rota_pattern_lines WHERE duty = 'phu_nurse' AND day = 4`);
    expect((await missing('rota')).join()).toContain('Not covered: PHU nurse from 12-Mar-2026 09:00');
  });

  describe('is checked by the worker', () => {
    const check = () => app.database.owner.transaction((tx) => checkReadiness(tx));

    it('writes one row a day and one for each change, and tells only what was there once', async () => {
      await app.sql(`UPDATE users SET disabled_at = now() WHERE role = 'phu_doctor'`);
      expect(await check()).toBeNull();
      expect(await check()).toBeNull();
      expect(await app.sql('SELECT 1 FROM readiness_checks')).toHaveLength(1);
      await app.sql(`UPDATE users SET disabled_at = NULL WHERE role = 'phu_doctor'`);
      expect(await check()).toBeNull();
      await app.sql(`UPDATE users SET disabled_at = now() WHERE role = 'phu_doctor'`);
      expect(await check()).toContain('No doctor of the unit can sign in.');
      expect(await app.sql('SELECT 1 FROM readiness_checks')).toHaveLength(3);
      await app.database.setClock(new Date('2026-03-11T11:00:00Z'));
      await check();
      expect(await app.sql('SELECT 1 FROM readiness_checks')).toHaveLength(4);
    });
  });
});
