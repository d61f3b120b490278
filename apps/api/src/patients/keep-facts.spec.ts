import type { MergePreview } from '@shared-care/contracts/merges/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { aRecord, confirm, merged, propose, undo } from '../testing/merging';
import { DOCTOR, NURSE, OTHER_NURSE, startTestApp, type TestApp } from '../testing/test-app';

describe('what a merge keeps of two records', () => {
  let app: TestApp;
  let boyd: Client;
  let ferrars: Client;
  let shah: Client;
  beforeAll(async () => {
    app = await startTestApp();
    [boyd, ferrars, shah] = (await Promise.all([NURSE, OTHER_NURSE, DOCTOR].map((who) => app.signIn(who)))) as [
      Client,
      Client,
      Client,
    ];
  });
  afterAll(() => app.stop());

  const risksOf = async (id: string): Promise<PatientPage['risks']> =>
    (await boyd.get<PatientPage>(`/api/patients/${id}`)).body.risks;
  const latex = { allergy_state: 'known', allergies: 'Latex' };

  it('is the known allergy of the record that closes, though nobody chose it, with its history', async () => {
    const [loser, survivor] = [await aRecord(app, { ...latex, severity: 'severe' }), await aRecord(app)];
    const { body } = await boyd.post<MergePreview>('/api/merges/preview', { loserId: loser, survivorId: survivor });
    expect(body.choices).toMatchObject([
      { fact: 'allergies', loser: 'Latex', survivor: 'Allergies not recorded', proposed: 'loser' },
      { fact: 'severity', proposed: 'loser' },
    ]);
    await merged(boyd, ferrars, loser, survivor);
    expect(await risksOf(survivor)).toMatchObject({ allergyState: 'known', allergies: 'Latex', severity: 'severe' });
    const changes = await app.sql(
      `SELECT c.fact, c.source, u.display_name AS by FROM patient_changes c JOIN users u ON u.id = c.changed_by
       WHERE c.patient_id = $1 AND c.written_for = $1 ORDER BY c.fact`,
      [survivor],
    );
    expect(changes).toEqual([
      { fact: 'allergies', source: 'merge', by: 'J Ferrars' },
      { fact: 'severity', source: 'merge', by: 'J Ferrars' },
    ]);
  });

  it('is both lists of allergies where both have one', async () => {
    const nuts = { allergy_state: 'known', allergies: 'Nuts' };
    const [loser, survivor] = [await aRecord(app, latex), await aRecord(app, nuts)];
    await merged(boyd, ferrars, loser, survivor);
    expect((await risksOf(survivor)).allergies).toBe('Nuts; Latex');
  });

  it('is what a person chose, and parting puts it back', async () => {
    const [loser, survivor] = [
      await aRecord(app, { ...latex, given_name: 'Perrie', severity: 'severe' }),
      await aRecord(app, { severity: 'mild' }),
    ];
    const proposed = await propose(boyd, loser, survivor);
    const done = await confirm(ferrars, proposed.body, { name: 'loser', severity: 'survivor' });
    expect(done.status, done.text).toBe(200);
    const page = await boyd.get<PatientPage>(`/api/patients/${survivor}`);
    expect(page.body.patient.givenName).toBe('Perrie');
    expect(page.body.risks).toMatchObject({ severity: 'mild', allergies: 'Latex' });

    expect((await undo(shah, done.body)).status).toBe(200);
    const parted = await boyd.get<PatientPage>(`/api/patients/${survivor}`);
    expect(parted.body.patient.givenName).toBe('Perry');
    expect(parted.body.risks).toMatchObject({ severity: 'mild', allergyState: 'not_recorded', allergies: null });
    expect(await risksOf(loser)).toMatchObject({ severity: 'severe', allergies: 'Latex' });
  });

  it('takes over the NHS number that only the closing record has, and gives it back', async () => {
    const number = { nhs_number: '9990009997', nhs_number_status: 'verified' };
    const [{ free }] = (await app.sql<{ free: boolean }>(
      `SELECT nhs_number_is_valid($1) AND NOT EXISTS (SELECT 1 FROM patients WHERE nhs_number = $1) AS free`,
      [number.nhs_number],
    )) as [{ free: boolean }];
    if (!free) number.nhs_number = await freeNumber();
    const [loser, survivor] = [await aRecord(app, number), await aRecord(app)];
    const done = await merged(boyd, ferrars, loser, survivor);
    expect((await boyd.get<PatientPage>(`/api/patients/${survivor}`)).body.patient.nhsNumber).toBe(number.nhs_number);
    expect((await undo(shah, done)).status).toBe(200);
    expect((await boyd.get<PatientPage>(`/api/patients/${loser}`)).body.patient.nhsNumber).toBe(number.nhs_number);
    expect((await boyd.get<PatientPage>(`/api/patients/${survivor}`)).body.patient.nhsNumber).toBeNull();
  });

  async function freeNumber(): Promise<string> {
    const [found] = await app.sql<{ n: string }>(
      `SELECT n::text AS n FROM generate_series(9990005000, 9990006000) AS n
       WHERE nhs_number_is_valid(n::text) AND NOT EXISTS (SELECT 1 FROM patients WHERE nhs_number = n::text) LIMIT 1`,
    );
    return found!.n;
  }

  it('is not what somebody wrote since: that stands when they are parted', async () => {
    const [loser, survivor] = [await aRecord(app, latex), await aRecord(app)];
    const done = await merged(boyd, ferrars, loser, survivor);
    await app.sql(`UPDATE patients SET allergies = 'Latex, plasters' WHERE id = $1`, [survivor]);
    expect((await undo(shah, done)).status).toBe(200);
    expect((await risksOf(survivor)).allergies).toBe('Latex, plasters');
  });

  it('is of two alike the one that a person changed last, and the preview says when', async () => {
    const [loser, survivor] = [await aRecord(app), await aRecord(app, { diagnosis: 'haemophilia_b' })];
    await app.sql(`UPDATE patients SET diagnosis = 'von_willebrand' WHERE id = $1`, [loser]);
    const { body } = await boyd.post<MergePreview>('/api/merges/preview', { loserId: loser, survivorId: survivor });
    expect(body.choices).toMatchObject([
      {
        fact: 'diagnosis',
        proposed: 'loser',
        changed: { loser: expect.stringMatching(/Z$/) as string, survivor: null },
      },
    ]);
    await merged(boyd, ferrars, loser, survivor);
    expect((await risksOf(survivor)).diagnosis).toBe('von_willebrand');
  });

  it('is what the records say when they merge: an allergy written after the proposal is not lost', async () => {
    const [loser, survivor] = [await aRecord(app), await aRecord(app)];
    const { body } = await propose(boyd, loser, survivor);
    await app.sql(`UPDATE patients SET allergy_state = 'known', allergies = 'Latex' WHERE id = $1`, [loser]);
    expect((await confirm(ferrars, body)).status).toBe(200);
    expect((await risksOf(survivor)).allergies).toBe('Latex');
  });

  it('brings no number along that does not count, and refuses both where there is no both', async () => {
    const gone = { nhs_number: await freeNumber(), nhs_number_status: 'superseded' };
    const [loser, survivor] = [await aRecord(app, { ...gone, severity: 'mild' }), await aRecord(app)];
    const { body } = await propose(boyd, loser, survivor);
    expect((await confirm(ferrars, body, { severity: 'both' })).status).toBe(400);
    expect((await confirm(ferrars, body, { nhs_number: 'loser' })).status).toBe(400);
    expect((await confirm(ferrars, body)).status).toBe(200);
    const { patient, risks } = (await boyd.get<PatientPage>(`/api/patients/${survivor}`)).body;
    expect([patient.nhsNumber, risks.severity]).toEqual([null, 'mild']);
  });

  it('refuses a choice there is not', async () => {
    const [loser, survivor] = [await aRecord(app, latex), await aRecord(app)];
    const { body } = await propose(boyd, loser, survivor);
    const answer = await ferrars.post(`/api/merges/${body.id}/confirm`, {
      version: body.version,
      keep: { weight: 'loser' },
    });
    expect(answer.status).toBe(400);
  });
});
