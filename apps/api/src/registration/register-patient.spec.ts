import { randomUUID } from 'node:crypto';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import type { RegisteredPatient, SimilarPatient, SimilarPatients } from '@shared-care/contracts/registration/answers';
import type { Enrolment } from '@shared-care/contracts/session/answers';
import { createDataSource } from '@shared-care/database/data-source';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Client } from '../testing/client';
import { registrationBody } from './testing/samples';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  STOKE_CONSULTANT,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';

interface Body {
  id: string;
  facts: Record<string, unknown>;
  source: Record<string, unknown>;
  notTheSame: string[];
  attendanceId: string | null;
}

/** A name that no spec has used yet, so that nobody is similar. */
let named = 0;
const NAMES = [
  'Quill',
  'Yarrow',
  'Zephyr',
  'Obi',
  'Uxbridge',
  'Ivory',
  'Kestrel',
  'Wexford',
  'Vole',
  'Juniper',
  'Xanthe',
];
const bare = (facts: Record<string, unknown> = {}): Body => ({
  id: randomUUID(),
  facts: {
    familyName: `${NAMES[named % NAMES.length]!}${'abcdefghij'[Math.floor(named / NAMES.length)]!}`,
    givenName: `${NAMES[(named++ * 3) % NAMES.length]!}`,
    birthDate: `20${10 + (named % 15)}-0${1 + (named % 9)}-1${named % 9}`,
    diagnosis: 'haemophilia_b',
    ...facts,
  },
  source: { kind: 'letter', words: 'Referral' },
  notTheSame: [],
  attendanceId: null,
});

const query = (familyName: string, givenName: string, birthDate: string | null = null) => ({
  familyName,
  givenName,
  birthDate,
  nhsNumber: '',
  hospitalNumber: '',
});

describe('a child is registered', () => {
  let app: TestApp;
  let nurse: Client;
  let hospitalId: string;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
    hospitalId = await app.hospital('RHW01');
  });
  afterAll(() => app.stop());

  const register = (body: unknown, client = nurse): Promise<Answer<RegisteredPatient>> =>
    client.post<RegisteredPatient>('/api/patients', body as Record<string, unknown>);
  const errorsOf = (answer: Answer<unknown>): string[] =>
    (answer.problem?.errors ?? []).map(({ field }: { field: string }) => field);

  it('with every fact, and the record shows them', async () => {
    const body = registrationBody(hospitalId);
    const answer = await register(body);
    expect(answer.status).toBe(201);
    const page = await nurse.get<PatientPage>(`/api/patients/${answer.body.patientId}`);
    expect(page.body.patient).toMatchObject({
      familyName: 'Abernathy',
      givenName: 'Isla',
      preferredName: 'Izzy',
      birthDate: '2021-07-14',
      sex: 'female',
      nhsNumber: '9998880017',
      nhsNumberStatus: 'verified',
      hospitalNumber: 'R990001',
    });
    expect(page.body.risks).toMatchObject({
      diagnosis: 'haemophilia_a',
      severity: 'severe',
      baselineLevel: '0.8',
      inhibitor: 'present',
      inhibitorOn: '2026-02-02',
      centralLine: 'port',
      weightKg: '17.4',
      weighedOn: '2026-02-02',
      allergyState: 'known',
      allergies: 'Penicillin',
    });
    expect(page.body.links).toMatchObject([{ role: 'primary', hospital: { id: hospitalId }, current: true }]);
    const details = await nurse.get<{ phone: string }>(`/api/patients/${answer.body.patientId}/contact-details`);
    expect(details.body.phone).toBe('01632 960771');
    const found = await nurse.post<{ matches: unknown[] }>('/api/patients/search', { query: 'Abernathy' });
    expect(found.body.matches).toHaveLength(1);
    // Sent again because the answer was lost, it is one child.
    expect(await register(body)).toMatchObject({ status: 201, body: { patientId: answer.body.patientId } });
    expect(await app.sql(`SELECT 1 FROM patients WHERE family_name = 'Abernathy'`)).toHaveLength(1);
    // Somebody else's id opens nothing and changes nothing.
    expect((await register(body, await app.signIn(OTHER_NURSE))).status).toBe(409);
  });

  it('with the little that is known, without inventing the rest', async () => {
    const answer = await register(bare());
    expect(answer.status).toBe(201);
    const { body } = await nurse.get<PatientPage>(`/api/patients/${answer.body.patientId}`);
    expect(body.patient).toMatchObject({ nhsNumber: null, nhsNumberStatus: 'absent', sex: 'not_known' });
    expect(body.risks).toMatchObject({
      severity: 'not_graded',
      baselineLevel: null,
      inhibitor: 'not_tested',
      weightKg: null,
      allergyState: 'not_recorded',
    });
    expect(body.links).toEqual([]);
  });

  it('by a doctor too; not by a link consultant, an admin or nobody, who learn nothing', async () => {
    expect((await register(bare(), await app.signIn(DOCTOR))).status).toBe(201);
    const before = await app.counts();
    for (const email of [BERKSHIRE_CONSULTANT, STOKE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      expect((await register(bare(), client)).status, email).toBe(404);
      expect((await client.post('/api/patients/similar', query('Smith', 'Ava'))).status).toBe(404);
    }
    expect((await register(bare(), app.anonymous())).status).toBe(401);
    expect(await app.counts()).toEqual(before);
  });

  it.each([
    ['a birth date to come', { birthDate: '2026-03-11' }, 'facts.birthDate'],
    ['a birth date of an adult of 30', { birthDate: '1996-03-09' }, 'facts.birthDate'],
    ['a wrong check digit', { nhsNumber: '9990000019' }, 'facts.nhsNumber'],
    ['one repeated digit', { nhsNumber: '4444444444' }, 'facts.nhsNumber'],
    ['nine digits', { nhsNumber: '999000001' }, 'facts.nhsNumber'],
    ['a telephone without digits', { phone: 'ask mother' }, 'facts.phone'],
    ['a weight before birth', { weight: { kg: '3.2', on: '2001-01-01' } }, 'facts.weight.on'],
    ['a weight to come', { weight: { kg: '3.2', on: '2026-03-11' } }, 'facts.weight.on'],
    ['a weight of 2,140 kg', { weight: { kg: '2140', on: '2026-03-01' } }, 'facts.weight.kg'],
    ['a weight of 214 kg, a lost decimal point', { weight: { kg: '214', on: '2026-03-01' } }, 'facts.weight.kg'],
    ['an inhibitor test to come', { inhibitor: { state: 'none', on: '2026-04-01' } }, 'facts.inhibitor.on'],
    ['a titre of no test', { inhibitor: { state: 'not_tested', titre: '4' } }, 'facts.inhibitor.state'],
    ['allergies that are not named', { allergy: { allergyState: 'known', allergies: '' } }, 'facts.allergy.allergies'],
    [
      'allergies named but denied',
      { allergy: { allergyState: 'none_known', allergies: 'Nuts' } },
      'facts.allergy.allergies',
    ],
    ['no diagnosis', { diagnosis: '' }, 'facts.diagnosis'],
    ['no family name', { familyName: '  ' }, 'facts.familyName'],
    ['a hospital that does not exist', { link: { hospitalId: randomUUID() } }, 'facts.link.hospitalId'],
    ['a consultant who does not exist', {}, 'facts.link.linkConsultantId'],
  ])('never with %s; the field is named and nothing is saved', async (_, facts, field) => {
    const before = await app.counts();
    const link = field.endsWith('linkConsultantId') ? { link: { hospitalId, linkConsultantId: randomUUID() } } : {};
    const answer = await register(bare({ ...facts, ...link }));
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toEqual([field]);
    expect(await app.counts()).toEqual(before);
  });

  it('is shown who is here already, and saves only after a person has said that it is another child', async () => {
    const first = bare({ familyName: 'Featherstone', givenName: 'Rosalind', birthDate: '2019-03-05' });
    expect((await register(first)).status).toBe(201);
    for (const [facts, because] of [
      [{ familyName: 'featherstone', givenName: 'ROSALIND', birthDate: '2019-03-05' }, 'name_and_birth_date'],
      [{ familyName: 'Rosalind', givenName: 'Featherstone', birthDate: '2019-03-05' }, 'name_and_birth_date'],
      [{ familyName: 'Fetherston', givenName: 'Rosalind', birthDate: '2019-03-05' }, 'birth_date'],
      [{ familyName: 'Featherstone', givenName: 'Rosalind', birthDate: '2019-05-03' }, 'name'],
    ] as const) {
      const answer = await register(bare(facts));
      expect(answer.status, because).toBe(409);
      const { similar } = answer.problem?.current as { similar: SimilarPatient[] };
      expect(similar.map((one) => [one.patient.id, one.because])).toEqual([[first.id, because]]);
    }
    const twin = { familyName: 'Featherstone', givenName: 'Rosamund', birthDate: '2019-03-05' };
    const shown = await nurse.post<SimilarPatients>(
      '/api/patients/similar',
      query('Featherstone', 'Rosamund', '2019-03-05'),
    );
    expect(shown.body).toMatchObject({ similar: [{ patient: { id: first.id }, because: 'birth_date' }], more: 0 });
    expect((await register({ ...bare(twin), notTheSame: [randomUUID()] })).status).toBe(409);
    expect((await register({ ...bare(twin), notTheSame: [first.id] })).status).toBe(201);
  });

  it('finds the number however it is written, and no wave of the hand lets it in twice', async () => {
    const first = bare({ nhsNumber: '9998880025', hospitalNumber: 'r990777' });
    expect((await register(first)).status).toBe(201);
    const again = { ...bare({ nhsNumber: '999 888 0025' }), notTheSame: [first.id] };
    const answer = await register(again);
    expect(answer.status).toBe(409);
    expect(answer.problem?.current).toMatchObject({ similar: [{ patient: { id: first.id }, because: 'nhs_number' }] });
    const other = bare({ hospitalNumber: 'R990777' });
    expect((await register(other)).problem?.current).toMatchObject({ similar: [{ because: 'hospital_number' }] });
    expect((await register({ ...other, notTheSame: [first.id] })).status).toBe(201);
  });

  it('once, when two people press at the same time', async () => {
    const other = await app.signIn(OTHER_NURSE);
    for (const facts of [
      { familyName: 'Attenborough', givenName: 'Wilfred', birthDate: '2020-10-02' },
      { nhsNumber: '9998880033' },
    ]) {
      const answers = await Promise.all([register(bare(facts)), register(bare(facts), other)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });

  it('from an unmatched alert: registered and matched in one step, or neither', async () => {
    const logged = await app.logAttendance(nurse, {
      patientId: null,
      saidBack: [],
      unmatched: { name: 'Peregrine Ashdown', birthDate: '2018-01-02', phone: '01632 960700' },
    });
    const facts = { familyName: 'Ashdown', givenName: 'Peregrine', birthDate: '2018-01-02', phone: '01632 960700' };
    const before = await app.counts();
    const nowhere = await register({ ...bare(facts), attendanceId: randomUUID() });
    expect(nowhere.status).toBe(404);
    expect(await app.counts()).toEqual(before);
    const body = { ...bare(facts), attendanceId: logged.id };
    const answer = await register(body);
    expect(answer.body).toEqual({ patientId: body.id, alertId: logged.alertId });
    const alert = await nurse.get<{ patient: { id: string } }>(`/api/alerts/${logged.alertId}`);
    expect(alert.body.patient.id).toBe(body.id);
    expect((await register(body)).body).toEqual({ patientId: body.id, alertId: logged.alertId });
    // Somebody else's attendance by now: the second child is not registered either.
    const late = { ...bare(), attendanceId: logged.id };
    expect((await register(late)).status).toBe(422);
    expect(await app.sql('SELECT 1 FROM patients WHERE id = $1', [late.id])).toEqual([]);
  });

  it('by mistake: struck out it is there for nobody and gives its number free, while nothing hangs on it', async () => {
    const consultant = await app.signIn(BERKSHIRE_CONSULTANT);
    const facts = { nhsNumber: '9998880068', link: { hospitalId }, weight: { kg: '20', on: '2026-03-01' } };
    const body = bare({ ...facts, phone: '01632 960123' });
    expect((await register(body)).status).toBe(201);
    const strike = (client: Client, id = body.id): Promise<Answer<unknown>> =>
      client.post(`/api/patients/${id}/strike-out`, { because: 'The wrong child.' });
    const open = async (client: Client): Promise<number> => (await client.get(`/api/patients/${body.id}`)).status;
    expect(await open(consultant)).toBe(200);
    for (const email of [BERKSHIRE_CONSULTANT, STOKE_CONSULTANT, ADMIN])
      expect((await strike(await app.signIn(email))).status).toBe(404);
    expect(await open(nurse)).toBe(200);
    expect((await strike(nurse)).status).toBe(200);
    expect(
      await app.sql(`SELECT action, reason FROM audit_entries WHERE entity_id = $1 AND detail = 'struck out'`, [
        body.id,
      ]),
    ).toEqual([{ action: 'update', reason: 'The wrong child.' }]);
    expect([await open(nurse), await open(consultant)]).toEqual([404, 404]);
    expect((await nurse.get(`/api/patients/${body.id}/facts`)).status).toBe(404);
    expect((await strike(nurse)).status).toBe(404);
    const [kept] = await app.sql<Record<string, unknown>>(
      `SELECT u.email, struck_out_because AS because FROM patients p JOIN users u ON u.id = p.struck_out_by WHERE p.id = $1`,
      [body.id],
    );
    expect(kept).toEqual({ email: NURSE, because: 'The wrong child.' });
    // In the same name and number the right one is registered next, without anybody being asked about the mistake.
    expect((await register({ ...body, id: randomUUID() })).status).toBe(201);
  });

  it('and is not struck out once something hangs on the record, whoever tries', async () => {
    const body = bare();
    await register(body);
    await app.logAttendance(nurse, { patientId: body.id, hospitalId });
    const answer = await nurse.post(`/api/patients/${body.id}/strike-out`, { because: 'The wrong child.' });
    expect(answer.status).toBe(422);
    expect((await nurse.get(`/api/patients/${body.id}`)).status).toBe(200);
    const brought = await app.find('Smith', 'Ava');
    expect((await nurse.post(`/api/patients/${brought}/strike-out`, { because: 'No.' })).status).toBe(422);
  });

  it('by whom and from what the database itself holds', async () => {
    const body = bare();
    await register(body);
    const [row] = await app.sql<Record<string, unknown>>(
      `SELECT u.email, p.registered_source, p.registered_words FROM patients p JOIN users u ON u.id = p.registered_by WHERE p.id = $1`,
      [body.id],
    );
    expect(row).toEqual({ email: NURSE, registered_source: 'letter', registered_words: 'Referral' });
  });
});

describe('the database alone', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  const insert = async (email: string, changes: Record<string, unknown>): Promise<unknown> => {
    const source = await createDataSource(app.database.url, 'app', 1).initialize();
    try {
      return await source.transaction(async (tx) => {
        const uid = await app.user(email);
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [uid]);
        const row: Record<string, unknown> = {
          family_name: 'Nobody',
          given_name: 'Known',
          birth_date: '2020-01-01',
          nhs_number_status: 'absent',
          diagnosis: 'other',
          registered_by: uid,
          registered_source: 'letter',
          ...changes,
        };
        const names = Object.keys(row);
        await tx.query(
          `INSERT INTO patients (${names.join(', ')}) VALUES (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
          Object.values(row),
        );
        return 'saved';
      });
    } catch (error) {
      return (error as { driverError?: { code?: string } }).driverError?.code ?? error;
    } finally {
      await source.destroy();
    }
  };

  it('lets a nurse of the unit in, and nobody else', async () => {
    expect(await insert(NURSE, {})).toBe('saved');
    for (const email of [BERKSHIRE_CONSULTANT, STOKE_CONSULTANT, ADMIN])
      expect(await insert(email, {}), email).toBe('42501');
  });

  it.each([
    ['in another name', async () => ({ registered_by: await app.user(OTHER_NURSE) }), '42501'],
    ['without a source', () => Promise.resolve({ registered_source: null }), '42501'],
    ['born tomorrow', () => Promise.resolve({ birth_date: '2026-03-11' }), '42501'],
    ['weighed tomorrow', () => Promise.resolve({ weight_kg: 9, weighed_on: '2026-03-11' }), '42501'],
    ['marked dead', () => Promise.resolve({ died_on: '2026-03-01' }), '42501'],
    ['a wrong number', () => Promise.resolve({ nhs_number: '9990000019', nhs_number_status: 'verified' }), '23514'],
    ['one repeated digit', () => Promise.resolve({ nhs_number: '4444444444', nhs_number_status: 'verified' }), '23514'],
    ['a number said to be absent', () => Promise.resolve({ nhs_number: '9998880017' }), '23514'],
    ['an untested titre', () => Promise.resolve({ inhibitor_titre: 4 }), '23514'],
  ])('refuses a child %s', async (_, changes, code) => {
    expect(await insert(NURSE, await changes())).toBe(code);
  });
});

describe('outside the demo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ demo: false });
  });
  afterAll(() => app.stop());

  it('refuses numbers that were never issued', async () => {
    const nurse = await signInWithoutDemo(app);
    const answer = await nurse.post('/api/patients', { ...bare({ nhsNumber: '9998880041' }) });
    expect(answer.status).toBe(400);
    expect(answer.problem?.errors).toMatchObject([{ field: 'facts.nhsNumber' }]);
    expect((await nurse.post('/api/patients', { ...bare({ nhsNumber: '4505577104' }) })).status).toBe(201);
  });
});

/** Outside the demo everybody shows a second factor. */
async function signInWithoutDemo(app: TestApp): Promise<Client> {
  const client = await app.signIn(NURSE);
  const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
  const epoch = Math.floor(TUESDAY_11.getTime() / 1000);
  expect(
    (await client.post('/api/session/code', { code: await generate({ secret: body.secret, epoch }) })).status,
  ).toBe(201);
  return client;
}
