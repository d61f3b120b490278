import { randomUUID } from 'node:crypto';
import type { FactState, PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { askedMeanwhile } from '../testing/race';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  type TestApp,
} from '../testing/test-app';

const CLINIC = { kind: 'clinic', words: 'Clinic of 2 March' };

describe('the facts of a record', () => {
  let app: TestApp;
  let nurse: Client;
  let ava: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    ava = await app.find('Smith', 'Ava');
  });
  afterAll(() => app.stop());

  const read = async (id = ava, client = nurse): Promise<PatientFacts> => {
    const answer = await client.get<PatientFacts>(`/api/patients/${id}/facts`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const fact = (facts: PatientFacts, name: string): FactState => facts.facts.find((one) => one.fact === name)!;
  const change = (changes: Record<string, unknown>[], id = ava, client = nurse): Promise<Answer<PatientFacts>> =>
    client.post<PatientFacts>(`/api/patients/${id}/facts`, { changes, source: CLINIC });
  const now = async (name: string, id = ava): Promise<number> => fact(await read(id), name).version;
  const weigh = (kg: string, on: string, id = ava, client = nurse): Promise<Answer<PatientFacts>> =>
    client.post<PatientFacts>(`/api/patients/${id}/weights`, { id: randomUUID(), kg, on, source: CLINIC });
  const test = (state: string, on: string, titre: string | null, id: string): Promise<Answer<PatientFacts>> =>
    nurse.post<PatientFacts>(`/api/patients/${id}/inhibitor-results`, {
      id: randomUUID(),
      state,
      titre,
      on,
      source: CLINIC,
    });
  const strike = (entryId: string, client = nurse): Promise<Answer<PatientFacts>> =>
    client.post<PatientFacts>(`/api/fact-entries/${entryId}/strike-out`, { because: 'Of the sister.' });
  const page = async (id = ava): Promise<PatientPage> => (await nurse.get<PatientPage>(`/api/patients/${id}`)).body;

  it.each([
    ['name', { familyName: 'Smythe', givenName: 'Ava', preferredName: 'Avie' }],
    ['birth_date', { birthDate: '2019-01-31' }],
    ['sex', { sex: 'indeterminate' }],
    ['nhs_number', { nhsNumber: '9998880017', nhsNumberStatus: 'not_verified' }],
    ['nhs_number', { nhsNumber: null, nhsNumberStatus: 'absent' }],
    ['hospital_number', { hospitalNumber: 'R990009' }],
    ['diagnosis', { diagnosis: 'von_willebrand' }],
    ['severity', { severity: 'severe' }],
    ['baseline_level', { baselineLevel: '3.5' }],
    ['central_line', { centralLine: 'hickman' }],
    ['allergies', { allergyState: 'known', allergies: 'Latex' }],
    ['allergies', { allergyState: 'none_known', allergies: null }],
    ['allergies', { allergyState: 'not_recorded', allergies: null }],
  ])('%s is changed to %o, with who, when, from what and what it was', async (name, value) => {
    const before = fact(await read(), name);
    const sent: Record<string, unknown> = { fact: name, version: before.version, ...value };
    if (sent['nhsNumberStatus'] === 'absent') delete sent['nhsNumberStatus'];
    const answer = await change([sent]);
    expect(answer.status, answer.text).toBe(200);
    const after = fact(answer.body, name);
    expect(after.value).toEqual(value);
    expect(after.changes).toHaveLength(before.changes.length + 1);
    expect(after.changes[0]).toMatchObject({
      was: before.value,
      becomes: value,
      by: 'A Boyd',
      source: CLINIC,
      struckOut: null,
    });
    const shown = await page();
    expect({ ...shown.patient, ...shown.risks }).toMatchObject(value);
  });

  it('of which somebody else changed one are refused with both values, all or none', async () => {
    const other = await app.signIn(OTHER_NURSE);
    const seen = await now('allergies');
    const line = await now('central_line');
    expect(
      (await change([{ fact: 'allergies', version: seen, allergyState: 'known', allergies: 'Nuts' }], ava, other))
        .status,
    ).toBe(200);
    const late = await change([
      { fact: 'central_line', version: line, centralLine: 'picc' },
      { fact: 'allergies', version: seen, allergyState: 'known', allergies: 'Eggs' },
    ]);
    expect(late.status).toBe(409);
    expect(late.problem.current).toEqual({
      fact: 'allergies',
      value: { allergyState: 'known', allergies: 'Nuts' },
      version: seen + 1,
    });
    expect(fact(await read(), 'allergies').value).toEqual({ allergyState: 'known', allergies: 'Nuts' });
    expect(await now('central_line')).toBe(line);
    // Another fact of the same child is nobody's business.
    expect((await change([{ fact: 'sex', version: await now('sex'), sex: 'female' }])).status).toBe(200);
  });

  it('are changed by one of two people who press at the same instant', async () => {
    const other = await app.signIn(OTHER_NURSE);
    const version = await now('severity');
    const answers = await Promise.all(
      [nurse, other].map((client, place) =>
        change([{ fact: 'severity', version, severity: place === 0 ? 'mild' : 'moderate' }], ava, client),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await now('severity')).toBe(version + 1);
  });

  it('that were wrong are struck out and fall back to the newest that stands, and to what was before all of them', async () => {
    const amelia = await app.find('Jones', 'Amelia');
    const began = fact(await read(amelia), 'hospital_number').value;
    for (const hospitalNumber of ['R1', 'R2', 'R3'])
      await change(
        [{ fact: 'hospital_number', version: await now('hospital_number', amelia), hospitalNumber }],
        amelia,
      );
    const [third, second, first] = fact(await read(amelia), 'hospital_number').changes.map(({ id }) => ({ id }));
    if (!third || !second || !first) throw new Error('Three changes were made.');
    const left = async (id: string): Promise<unknown> => fact((await strike(id)).body, 'hospital_number').value;
    expect(await left(second.id)).toEqual({ hospitalNumber: 'R3' });
    expect(await left(third.id)).toEqual({ hospitalNumber: 'R1' });
    expect(await left(first.id)).toEqual(began);
    const { changes, version } = fact(await read(amelia), 'hospital_number');
    expect(changes.map(({ struckOut }) => struckOut?.because)).toEqual(Array(3).fill('Of the sister.'));
    expect(version).toBe(6);
    expect((await strike(third.id)).status).toBe(422);
    expect((await strike(randomUUID())).status).toBe(404);
    expect(
      await app.sql('SELECT 1 FROM patient_changes WHERE id = ANY ($1)', [[first.id, second.id, third.id]]),
    ).toHaveLength(3);
  });

  it('weight is a series, and the record shows the newest that stands', async () => {
    const child = await app.find('Okafor', 'Daniel');
    const began = (await page(child)).risks;
    await weigh('30.1', '2026-03-01', child);
    await weigh('31.4', '2026-03-09', child);
    // Written late, it is older than what is shown.
    const facts = (await weigh('29', '2026-02-28', child)).body;
    expect(facts.weights.map(({ kg }) => kg).slice(0, 3)).toEqual(['31.4', '30.1', '29']);
    expect((await page(child)).risks).toMatchObject({ weightKg: '31.4', weighedOn: '2026-03-09' });
    const struck = await strike(facts.weights[0]!.id);
    expect(struck.body.weights[0]).toMatchObject({
      kg: '31.4',
      struckOut: { by: 'A Boyd', because: 'Of the sister.' },
    });
    expect((await page(child)).risks).toMatchObject({ weightKg: '30.1', weighedOn: '2026-03-01' });
    for (const { id } of facts.weights.slice(1, 3)) await strike(id);
    expect((await page(child)).risks).toMatchObject({ weightKg: began.weightKg, weighedOn: began.weighedOn });
    for (const { id } of (await read(child)).weights.filter(({ struckOut }) => struckOut === null)) await strike(id);
    expect((await page(child)).risks).toMatchObject({ weightKg: null, weighedOn: null });
  });

  it('a weight sent twice is one', async () => {
    const body = { id: randomUUID(), kg: '20', on: '2026-03-03', source: CLINIC };
    for (let time = 0; time < 2; time++)
      expect((await nurse.post(`/api/patients/${ava}/weights`, body)).status).toBe(200);
    expect((await read()).weights.filter(({ id }) => id === body.id)).toHaveLength(1);
    // An id of one child opens nothing at another.
    const okafor = await app.find('Okafor', 'Daniel');
    expect((await nurse.post(`/api/patients/${okafor}/weights`, body)).status).toBe(404);
  });

  it('a new weight clears the reminder that the old one is old', async () => {
    await app.sql(`UPDATE patients SET weight_kg = 12, weighed_on = '2021-01-01' WHERE id = $1`, [ava]);
    await app.sql('DELETE FROM patient_weights WHERE patient_id = $1', [ava]);
    const reminded = async (): Promise<boolean> =>
      (await nurse.get(`/api/reminders?rows=100`)).text.includes(ava) || (await preview()).includes(ava);
    const preview = async (): Promise<string> => (await nurse.get('/api/reminders?rule=weight_old&rows=100')).text;
    expect(await reminded()).toBe(true);
    const facts = (await weigh('24.5', '2026-03-10')).body;
    expect(await reminded()).toBe(false);
    // What the record said before is kept as the first of the series.
    expect(facts.weights.map(({ kg }) => kg)).toEqual(['24.5', '12']);
  });

  it('an inhibitor is what its results say', async () => {
    const child = await app.find('Jones', 'Amelia');
    await app.sql('DELETE FROM inhibitor_results WHERE patient_id = $1', [child]);
    await app.sql(
      `UPDATE patients SET inhibitor = 'not_tested', inhibitor_on = NULL, inhibitor_titre = NULL WHERE id = $1`,
      [child],
    );
    const is = (answer: Answer<PatientFacts>): unknown => answer.body.inhibitor;
    expect(is(await test('none', '2026-01-05', null, child))).toEqual({ state: 'none', on: '2026-01-05', titre: null });
    const found = await test('present', '2026-02-05', '4.20', child);
    expect(is(found)).toEqual({ state: 'present', on: '2026-02-05', titre: '4.2' });
    const gone = await test('none', '2026-03-05', '0.3', child);
    expect(is(gone)).toEqual({ state: 'past', on: '2026-03-05', titre: '0.3' });
    const positive = gone.body.inhibitorResults.find(({ state }) => state === 'present')!;
    expect(is(await strike(positive.id))).toEqual({ state: 'none', on: '2026-03-05', titre: '0.3' });
    expect((await page(child)).risks).toMatchObject({ inhibitor: 'none', inhibitorOn: '2026-03-05' });
  });

  it.each([
    ['a line put in', 'line', () => change1('central_line', { centralLine: 'picc' })],
    ['an inhibitor found', 'inhibitor', () => test('present', '2026-03-10', '2', arranged)],
    ['another titre', 'inhibitor', () => test('present', '2026-03-10', '40', arranged)],
    [
      'an inhibitor result struck out',
      'inhibitor',
      strikeInhibitor,
      () => test('present', '2026-03-10', '7.3', arranged),
    ],
    ['a move of house', 'address', () => address('ZZ99 3AZ')],
  ])('%s makes open access due for review', async (_, because, work, before?: () => Promise<unknown>) => {
    const [one] = await app.sql<{ id: string; patient_id: string }>(
      `SELECT id, patient_id FROM open_access_arrangements WHERE state = 'active' ORDER BY id LIMIT 1`,
    );
    arranged = one?.patient_id ?? arranged;
    if (one) await app.sql(`UPDATE patients SET central_line = 'none' WHERE id = $1`, [arranged]);
    await address('ZZ99 1AA');
    // Which child comes first differs from start to start, and not each has a result that could be struck out.
    await before?.();
    const [reset] = await app
      .sql<{ id: string }>(
        `UPDATE open_access_arrangements SET review_because = '{}', review_forced_on = NULL, state = 'active'
       WHERE patient_id = $1 AND state IN ('active', 'due_review') RETURNING id`,
        [arranged],
      )
      .then((answer) => (Array.isArray(answer[0]) ? (answer[0] as unknown as { id: string }[]) : answer));
    const answer = await work();
    expect(answer.status, answer.text).toBe(200);
    const [after] = await app.sql<{ review_because: string[] }>(
      'SELECT review_because FROM open_access_arrangements WHERE id = $1',
      [reset!.id],
    );
    expect(after?.review_because).toContain(because);
  });
  let arranged: string;
  async function change1(name: string, value: Record<string, unknown>): Promise<Answer<PatientFacts>> {
    return change([{ fact: name, version: await now(name, arranged), ...value }], arranged);
  }
  async function strikeInhibitor(): Promise<Answer<PatientFacts>> {
    const [newest] = (await read(arranged)).inhibitorResults.filter(({ struckOut }) => struckOut === null);
    return strike(newest!.id);
  }
  async function address(postcode: string): Promise<Answer<unknown>> {
    const { body } = await nurse.get<{ version: number }>(`/api/patients/${arranged}/contact-details`);
    return nurse.post(`/api/patients/${arranged}/contact-details`, {
      version: body.version,
      address: '3 Example Road',
      postcode,
      phone: '',
      email: '',
      messages: 'not_asked',
    });
  }

  it.each([
    ['a wrong check digit', { fact: 'nhs_number', nhsNumber: '9990000019' }, 'changes.0.nhsNumber'],
    ['a birth date to come', { fact: 'birth_date', birthDate: '2026-03-11' }, 'changes.0.birthDate'],
    ['a birth date after the first weight', { fact: 'birth_date', birthDate: '2026-03-10' }, 'changes.0.birthDate'],
    ['no family name', { fact: 'name', familyName: '', givenName: 'Ava' }, 'changes.0.familyName'],
    ['allergies that nobody names', { fact: 'allergies', allergyState: 'known' }, 'changes.0.allergies'],
  ])('never become %s', async (_, sent, field) => {
    await weigh('24', '2026-03-09');
    const before = await read();
    const answer = await change([{ ...sent, version: fact(before, sent.fact).version }]);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.problem.errors?.map((error) => error.field)).toEqual([field]);
    expect({ ...(await read()), now: null }).toEqual({ ...before, now: null });
  });

  it.each([
    ['before birth', '21', '2001-01-01', 'on'],
    ['to come', '21', '2026-03-11', 'on'],
    ['of a lost decimal point', '214', '2026-03-10', 'kg'],
  ])('no weight is %s', async (_, kg, on, field) => {
    const answer = await weigh(kg, on);
    expect(answer.status).toBe(400);
    expect(answer.problem.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('another child has this number: refused, and nothing is saved', async () => {
    const [other] = await app.sql<{ nhs_number: string }>(
      `SELECT nhs_number FROM patients WHERE id <> $1 AND nhs_number IS NOT NULL LIMIT 1`,
      [ava],
    );
    const answer = await change([
      {
        fact: 'nhs_number',
        version: await now('nhs_number'),
        nhsNumber: other!.nhs_number,
        nhsNumberStatus: 'verified',
      },
    ]);
    expect(answer.status).toBe(409);
  });

  it('her link consultant reads them and writes none; another and an admin learn nothing', async () => {
    const linked = await app.signIn(BERKSHIRE_CONSULTANT);
    expect((await read(ava, linked)).closed).toContain('Suggest a correction');
    const before = await read();
    const version = fact(before, 'sex').version;
    const weightId = before.weights[0]!.id;
    for (const email of [BERKSHIRE_CONSULTANT, STOKE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      if (email !== BERKSHIRE_CONSULTANT) expect((await client.get(`/api/patients/${ava}/facts`)).status).toBe(404);
      expect((await change([{ fact: 'sex', version, sex: 'male' }], ava, client)).status).toBe(404);
      expect((await weigh('22', '2026-03-10', ava, client)).status).toBe(404);
      expect((await strike(weightId, client)).status).toBe(404);
    }
    expect({ ...(await read()), now: null }).toEqual({ ...before, now: null });
    expect((await weigh('22', '2026-03-10', ava, await app.signIn(DOCTOR))).status).toBe(200);
  });

  it('of a child who has died none changes, and none of a record that was merged', async () => {
    const [row] = await app.sql<{ id: string }>(
      `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis, weight_kg, weighed_on)
       VALUES ('Quiet', 'One', '2019-01-01', 'absent', 'other', 20, '2026-01-01') RETURNING id`,
    );
    const child = row!.id;
    const weight = (await read(child)).weights[0]!.id;
    await nurse.post(`/api/patients/${child}/notices`, {
      id: randomUUID(),
      kind: 'died',
      on: '2026-03-01',
      detail: '',
    });
    const tries = async (): Promise<number[]> => [
      (await change([{ fact: 'sex', version: 0, sex: 'male' }], child)).status,
      (await weigh('22', '2026-03-10', child)).status,
      (await test('none', '2026-03-10', null, child)).status,
      (await strike(weight)).status,
    ];
    expect((await read(child)).closed).toContain('has died');
    expect(await tries()).toEqual([422, 422, 422, 422]);
    await app.sql('UPDATE patients SET died_on = NULL, merged_into_id = $2 WHERE id = $1', [child, ava]);
    expect(await tries()).toEqual([404, 404, 404, 404]);
  });

  it('a number that a notice calls wrong is set right by ending the notice, which the history tells', async () => {
    const child = await app.find('Okafor', 'Daniel');
    const notice = randomUUID();
    await nurse.post(`/api/patients/${child}/notices`, {
      id: notice,
      kind: 'nhs_number_invalid',
      on: '2026-03-01',
      detail: '',
    });
    const answer = await change(
      [{ fact: 'nhs_number', version: await now('nhs_number', child), nhsNumber: '9998880033' }],
      child,
    );
    expect(answer.status).toBe(422);
    await nurse.post(`/api/notices/${notice}/end`, { version: 1, because: 'Traced.', nhsNumber: '9998880033' });
    const { value, changes } = fact(await read(child), 'nhs_number');
    expect(value).toEqual({ nhsNumber: '9998880033', nhsNumberStatus: 'not_verified' });
    expect(changes.map(({ source }) => source.kind)).toEqual(['notice', 'notice']);
    expect((await strike(changes[0]!.id)).status).toBe(422);
  });

  it('also when the notice is written while the change waits for the record', async () => {
    const child = await app.find('Okafor', 'Daniel');
    const version = await now('nhs_number', child);
    const answer = await askedMeanwhile(
      app,
      async (tx) => {
        await tx.query('SELECT 1 FROM patients WHERE id = $1 FOR UPDATE', [child]);
        await tx.query(
          `INSERT INTO notices (patient_id, kind, on_date, raised_by) VALUES ($1, 'nhs_number_superseded', '2026-03-02', $2)`,
          [child, await app.user(NURSE)],
        );
        // As anybody who changes a record does: whoever waits for it reads it again.
        await tx.query('UPDATE patients SET title = title WHERE id = $1', [child]);
      },
      () => change([{ fact: 'nhs_number', version, nhsNumber: '9998880041' }], child),
    );
    expect(answer.status).toBe(422);
    expect(answer.problem.detail).toContain('End the notice with the right number');
  });
});

describe('the database alone', () => {
  let app: TestApp;
  let child: string;
  beforeAll(async () => {
    app = await startTestApp();
    child = await app.find('Smith', 'Ava');
  });
  afterAll(() => app.stop());

  const tries = async (email: string, sql: string, parameters: unknown[] = [child]): Promise<unknown> => {
    const source = await createDataSource(app.database.url, 'app', 1).initialize();
    try {
      return await source.transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(email)]);
        return ((await tx.query(sql, parameters)) as [unknown, number])[1];
      });
    } catch (error) {
      return (error as { driverError?: { code?: string } }).driverError?.code ?? error;
    } finally {
      await source.destroy();
    }
  };

  it('keeps what a fact was whoever changes it, even past the program', async () => {
    expect(await tries(NURSE, `UPDATE patients SET allergies = 'Latex', allergy_state = 'known' WHERE id = $1`)).toBe(
      1,
    );
    const [kept] = await app.sql(
      `SELECT fact, becomes, u.email FROM patient_changes c JOIN users u ON u.id = c.changed_by WHERE patient_id = $1`,
      [child],
    );
    expect(kept).toEqual({
      fact: 'allergies',
      becomes: { allergies: 'Latex', allergyState: 'known' },
      email: NURSE,
    });
  });

  it.each([
    ['a weight written past its series', 'UPDATE patients SET weight_kg = 9 WHERE id = $1', '42501'],
    ['an inhibitor written past its series', `UPDATE patients SET inhibitor = 'none' WHERE id = $1`, '42501'],
    [
      'history written by hand',
      `INSERT INTO patient_changes (patient_id, written_for, fact, becomes, source) VALUES ($1, $1, 'sex', '{}', 'clinic')`,
      '42501',
    ],
    ['history deleted', 'DELETE FROM patient_changes WHERE patient_id = $1', '42501'],
    ['a weight deleted', 'DELETE FROM patient_weights WHERE patient_id = $1', '42501'],
    [
      'a weight in nobody’s name',
      `INSERT INTO patient_weights (patient_id, kg, weighed_on, source) VALUES ($1, 20, '2026-03-01', 'clinic')`,
      '42501',
    ],
    [
      'a weight to come',
      `INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, source) VALUES ($1, 20, '2026-03-11', sec.uid(), 'clinic')`,
      '23514',
    ],
    [
      'a weight before birth',
      `INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, source) VALUES ($1, 20, '2001-03-11', sec.uid(), 'clinic')`,
      '23514',
    ],
    ['half of a striking out', `UPDATE patient_weights SET struck_out_by = sec.uid() WHERE patient_id = $1`, '23514'],
  ])('refuses %s', async (_, sql, code) => {
    expect(await tries(NURSE, sql)).toBe(code);
  });

  it('lets a link consultant change nothing', async () => {
    for (const email of [BERKSHIRE_CONSULTANT, STOKE_CONSULTANT, ADMIN]) {
      expect(await tries(email, `UPDATE patients SET sex = 'male' WHERE id = $1`)).toBe(0);
      expect(
        await tries(
          email,
          `INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, source) VALUES ($1, 20, '2026-03-01', sec.uid(), 'clinic')`,
        ),
      ).toBe('42501');
      expect(
        await tries(
          email,
          `UPDATE patient_weights SET struck_out_by = sec.uid(), struck_out_at = sec.now(), struck_out_because = 'x' WHERE patient_id = $1`,
        ),
      ).toBe(0);
    }
  });
});
