import { randomUUID } from 'node:crypto';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import type {
  PatientTreatment,
  PatientTreatments,
  TreatmentDetail,
  TreatmentList,
  TreatmentVersionView,
} from '@shared-care/contracts/treatments/answers';
import { addDays } from '@shared-care/domain/london-time';
import { amountIn, countsUntil, TREATMENT_TEXTS } from '@shared-care/domain/treatments';
import { textFaults } from '@shared-care/domain/clinical-text';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Answer, Client } from '../testing/client';
import { aLink, anApprovedPlan, aRecord } from '../testing/merging';
import {
  ADMIN,
  BERKSHIRE_CONSULTANT,
  DOCTOR,
  NURSE,
  OTHER_NURSE,
  startTestApp,
  TUESDAY_11,
  type TestApp,
} from '../testing/test-app';
import { giveTreatment } from '../testing/treatments';

let app: TestApp;
let nurse: Client;
let other: Client;
let doctor: Client;
let child: string;

beforeAll(async () => {
  app = await startTestApp();
  [nurse, other, doctor] = [await app.signIn(NURSE), await app.signIn(OTHER_NURSE), await app.signIn(DOCTOR)];
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.database.setClock(TUESDAY_11);
  child = await aRecord(app);
});

const list = async (): Promise<TreatmentList['treatments']> =>
  (await nurse.get<TreatmentList>('/api/treatments')).body.treatments;
const named = async (name: string): Promise<string> => (await list()).find((one) => one.name === name)!.id;
const detail = async (id: string): Promise<TreatmentDetail> =>
  (await nurse.get<TreatmentDetail>(`/api/treatments/${id}`)).body;

const FACTS = {
  class: 'rebalancing',
  emergencyWords: 'It prevents bleeds and does not treat them.',
  tests: '',
  careBeside: '',
  careWith: ['apcc'],
  redWhenBleeding: false,
  monthsAfter: 2,
} as const;
let made = 0;
const add = (change: object = {}, by = nurse): Promise<Answer<TreatmentDetail>> =>
  by.post<TreatmentDetail>('/api/treatments', { id: randomUUID(), name: `Drug ${++made}`, ...FACTS, ...change });
const added = async (change: object = {}): Promise<TreatmentDetail> => {
  const answer = await add(change);
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
};
const newest = ({ versions }: TreatmentDetail): TreatmentVersionView => versions[0]!;
const words = (
  { id, version }: { id: string; version: number },
  verb: '' | '/approve' | '/discard' | '/withdraw',
  body: object = {},
  by = nurse,
): Promise<Answer<TreatmentDetail>> =>
  by.post<TreatmentDetail>(`/api/treatment-words/${id}${verb}`, { version, ...body });
const typed = (version: TreatmentVersionView, change: object = {}): object => ({
  name: version.name,
  ...FACTS,
  ...change,
});

const GIVEN = {
  purpose: 'prophylaxis',
  regimen: 'Every two weeks',
  startedOn: '2025-01-05',
  stoppedOn: null,
  source: 'clinic',
} as const;
const give = (treatmentId: string, change: object = {}, by = nurse): Promise<Answer<PatientTreatments>> =>
  by.post<PatientTreatments>(`/api/patients/${child}/treatments`, {
    id: randomUUID(),
    treatmentId,
    ...GIVEN,
    ...change,
  });
const given = async (name: string, change: object = {}): Promise<PatientTreatment> => {
  const answer = await give(await named(name), change);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.treatments.find((one) => one.name === name)!;
};
const row = async (id: string): Promise<PatientTreatment> =>
  (await nurse.get<PatientTreatments>(`/api/patients/${child}/treatments`)).body.treatments.find(
    (one) => one.id === id,
  )!;
const change = (
  one: PatientTreatment,
  what: object,
  by = nurse,
  version = one.version,
): Promise<Answer<PatientTreatments>> =>
  by.post<PatientTreatments>(`/api/patient-treatments/${one.id}`, {
    version,
    treatmentId: one.treatmentId,
    purpose: one.purpose,
    regimen: one.regimen,
    startedOn: one.startedOn,
    stoppedOn: one.stoppedOn,
    source: one.source,
    ...what,
  });
const shown = async (): Promise<string[]> =>
  (await nurse.get<PatientPage>(`/api/patients/${child}`)).body.risks.treatments.map(({ name }) => name);

describe('the words of a treatment', () => {
  it('an installation starts with reference rows that no surface shows until they are approved', async () => {
    const reference = await app.sql<{ name: string; words: string; tests: string; care: string }>(
      `SELECT name, emergency_words AS words, tests, care_beside AS care FROM treatment_versions WHERE state = 'reference'`,
    );
    expect(reference.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Emicizumab',
        'Marstacimab',
        'Concizumab',
        'Fitusiran',
        'rFVIIa',
        'aPCC',
        'Desmopressin',
      ]),
    );
    for (const { name, words: text, tests, care } of reference) {
      expect(text.length, name).toBeGreaterThan(20);
      expect(text.length, name).toBeLessThanOrEqual(TREATMENT_TEXTS.emergencyWords);
      expect(tests.length, name).toBeLessThanOrEqual(TREATMENT_TEXTS.tests);
      expect(care.length, name).toBeLessThanOrEqual(TREATMENT_TEXTS.careBeside);
      for (const each of [text, tests, care]) expect([amountIn(each), ...textFaults(each)], name).toEqual([null]);
    }
    await given('Fitusiran');
    const [page] = [(await nurse.get<PatientPage>(`/api/patients/${child}`)).body];
    expect(page.risks.treatments).toMatchObject([{ name: 'Fitusiran', redWhenBleeding: true, words: null }]);
  });

  it('are approved by a doctor who did not write them, and by nobody else', async () => {
    const draft = newest(await added());
    expect((await words(draft, '/approve', {}, nurse)).status).toBe(404);
    expect((await words(draft, '/approve', {}, await app.signIn(ADMIN))).status).toBe(404);
    const saved = await words(draft, '', typed(draft, { emergencyWords: 'The doctor typed.' }), doctor);
    const own = await words(newest(saved.body), '/approve', {}, doctor);
    expect([own.status, own.problem.detail]).toEqual([422, expect.stringContaining('You typed in these words')]);
    const second = newest(await added());
    const approved = await words(second, '/approve', {}, doctor);
    expect(newest(approved.body)).toMatchObject({ state: 'approved', approvedBy: 'Dr K Shah', writtenBy: 'A Boyd' });
  });

  it('that are approved are never edited: the next version takes their place and the old one stays readable', async () => {
    const first = newest((await words(newest(await added()), '/approve', {}, doctor)).body);
    const edit = await words(first, '', typed(first, { emergencyWords: 'Other words.' }));
    expect([edit.status, edit.problem.detail]).toEqual([422, expect.stringContaining('never edited')]);
    await expect(
      app.sql(`UPDATE treatment_versions SET emergency_words = 'Other' WHERE id = $1`, [first.id]),
    ).rejects.toThrow(/cannot be changed/);
    await expect(app.sql('DELETE FROM treatment_versions WHERE id = $1', [first.id])).rejects.toThrow(/never deleted/);

    const { id } = (await list()).find(({ name }) => name === first.name)!;
    const draft = newest((await nurse.post<TreatmentDetail>('/api/treatment-words', { treatmentId: id })).body);
    expect(draft).toMatchObject({ state: 'draft', emergencyWords: first.emergencyWords, versionNumber: 2 });
    const again = newest((await nurse.post<TreatmentDetail>('/api/treatment-words', { treatmentId: id })).body);
    expect(again.id).toBe(draft.id);
    const saved = newest((await words(draft, '', typed(draft, { emergencyWords: 'Newer words.' }))).body);
    await words(saved, '/approve', {}, doctor);
    expect((await detail(id)).versions.map(({ state, emergencyWords }) => [state, emergencyWords])).toEqual([
      ['approved', 'Newer words.'],
      ['superseded', FACTS.emergencyWords],
    ]);
  });

  it('a draft that somebody else saved meanwhile is answered with both', async () => {
    const draft = newest(await added());
    await words(draft, '', typed(draft, { emergencyWords: 'By the other.' }), other);
    const late = await words(draft, '', typed(draft, { emergencyWords: 'By me.' }));
    expect(late.status).toBe(409);
    expect(late.problem.current).toMatchObject({ by: 'J Ferrars', emergencyWords: 'By the other.', version: 2 });
  });

  it('hold no amount and nothing that can be misread; no words, no approval', async () => {
    for (const [text, fault] of [
      ['Give 90 micrograms/kg.', 'Take “90 micrograms/kg” out'],
      ['Give 50 IU.', 'international units'],
    ] as const) {
      const refused = await add({ emergencyWords: text });
      expect(refused.status).toBe(400);
      expect(refused.problem.errors?.map(({ message }) => message).join(' ')).toContain(fault);
    }
    const empty = newest(await added({ emergencyWords: '' }));
    expect((await words(empty, '/approve', {}, doctor)).problem.errors?.[0]).toMatchObject({ field: 'emergencyWords' });
  });

  it('of a new drug: until a doctor approves, a bleed on it is red and it counts half a year, whatever the draft says', async () => {
    const { id, versions } = await added();
    await give(id);
    const before = (await nurse.get<PatientPage>(`/api/patients/${child}`)).body.risks.treatments;
    expect(before).toMatchObject([{ redWhenBleeding: true, words: null }]);
    expect((await list()).find((one) => one.id === id)).toMatchObject({ monthsAfter: 6, state: 'draft' });
    await words(versions[0]!, '/approve', {}, doctor);
    const after = (await nurse.get<PatientPage>(`/api/patients/${child}`)).body.risks.treatments;
    expect(after).toMatchObject([{ redWhenBleeding: false, words: { emergency: FACTS.emergencyWords } }]);
  });

  it('one name is one drug, and one that is discarded is offered no more but not lost to a child', async () => {
    const first = await added();
    expect((await add({ name: first.name.toUpperCase() })).problem.errors?.[0]).toMatchObject({ field: 'name' });
    await give(first.id);
    await words(newest(first), '/discard');
    expect((await nurse.get<PatientTreatments>(`/api/patients/${child}/treatments`)).body.choices).not.toContainEqual(
      expect.objectContaining({ id: first.id }),
    );
    expect(await shown()).toEqual([first.name]);
    expect((await give(first.id)).problem.errors?.[0]).toMatchObject({ field: 'treatmentId' });
  });

  it('the table itself refuses what the program would not do', async () => {
    const draft = newest(await added());
    const asApp = (sql: string, by: string): Promise<unknown> =>
      app.running.nest.get<DataSource>(getDataSourceToken('app')).transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(by)]);
        return tx.query(sql, [draft.id]);
      });
    const approve = `UPDATE treatment_versions SET state = 'approved', approved_at = sec.now(), approved_by = sec.uid() WHERE id = $1`;
    await expect(asApp(approve, OTHER_NURSE)).rejects.toThrow(/a doctor of the unit/);
    await expect(asApp(approve, NURSE)).rejects.toThrow(/approved_by_another|a doctor of the unit/);
    await expect(
      asApp(
        `INSERT INTO treatment_versions (treatment_id, version_number, state, name, class, emergency_words, tests, care_beside,
           red_when_bleeding, months_after, written_by, changed_by, authors, approved_by, approved_at)
         SELECT treatment_id, 9, 'approved', name, class, emergency_words, tests, care_beside, false, 0, sec.uid(), sec.uid(),
                authors, sec.uid(), sec.now() FROM treatment_versions WHERE id = $1`,
        DOCTOR,
      ),
    ).rejects.toThrow(/begin as a draft/);
  });
});

describe('the treatment of a child', () => {
  it('begins, changes and stops, with who and when and what it was before', async () => {
    const one = await given('Emicizumab');
    await change(one, { regimen: 'Every four weeks' }, other);
    const stopped = await change(await row(one.id), { regimen: 'Every four weeks', stoppedOn: '2026-03-01' });
    expect(stopped.status, stopped.text).toBe(200);
    expect(await row(one.id)).toMatchObject({
      regimen: 'Every four weeks',
      stoppedOn: '2026-03-01',
      countsUntil: '2026-09-01',
      recordedBy: 'A Boyd',
      history: [
        { kind: 'stopped', by: 'A Boyd', was: 'Emicizumab, prophylaxis, Every four weeks, from 05-Jan-2025' },
        { kind: 'changed', by: 'J Ferrars', was: 'Emicizumab, prophylaxis, Every two weeks, from 05-Jan-2025' },
        { kind: 'recorded', by: 'A Boyd', was: null },
      ],
    });
    expect(await shown()).toEqual(['Emicizumab']);
    await app.database.setClock(new Date('2026-09-01T22:30:00Z'));
    nurse = await app.signIn(NURSE);
    expect(await shown()).toEqual(['Emicizumab']);
    // Midnight in London, an hour before it is that day in UTC.
    await app.database.setClock(new Date('2026-09-01T23:30:00Z'));
    nurse = await app.signIn(NURSE);
    expect(await shown()).toEqual([]);
  });

  it('the months are reckoned in the database as the rule says, on every day of four years', async () => {
    const days = Array.from({ length: 1461 }, (_, n) => addDays('2023-01-01', n));
    const reckoned = await app.sql<{ day: string; months: number; until: string }>(
      `SELECT d::text AS day, m AS months, sec.counts_until(d, m)::text AS until
       FROM unnest($1::date[]) AS d, unnest(ARRAY[0, 1, 2, 6, 13]) AS m`,
      [days],
    );
    expect(reckoned).toHaveLength(days.length * 5);
    expect(reckoned.filter(({ day, months, until }) => countsUntil(day, months) !== until)).toEqual([]);
  });

  it('that came with a file is set right and stopped by a person', async () => {
    const id = await giveTreatment(app, child, await named('Emicizumab'));
    const answer = await change(await row(id), { startedOn: '2025-02-01', stoppedOn: '2026-03-01', source: 'clinic' });
    expect(answer.status, answer.text).toBe(200);
    expect(await row(id)).toMatchObject({ stoppedOn: '2026-03-01', source: 'clinic', recordedBy: null });
    expect((await row(id)).history.map(({ by }) => by)).toEqual(['A Boyd']);
  });

  it('changed by two at once is answered with both values', async () => {
    const one = await given('Emicizumab');
    await change(one, { regimen: 'Weekly' }, other);
    const late = await change(one, { regimen: 'Monthly' });
    expect(late.status).toBe(409);
    expect(late.problem.current).toMatchObject({ by: 'J Ferrars', version: 2, treatment: { regimen: 'Weekly' } });
    expect((await row(one.id)).regimen).toBe('Weekly');
  });

  it('sent twice is one, and the same running twice is refused', async () => {
    const id = randomUUID();
    const emicizumab = await named('Emicizumab');
    await give(emicizumab, { id });
    expect((await give(emicizumab, { id })).body.treatments).toHaveLength(1);
    expect((await give(emicizumab)).problem.errors?.[0]).toMatchObject({ field: 'treatmentId' });
    expect((await give(emicizumab, { stoppedOn: '2025-06-01' })).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => named('Concizumab').then((treatment) => give(treatment))),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
  });

  it('written in error is struck out with a reason, counts nowhere, stays readable and can be put back', async () => {
    const one = await given('Emicizumab');
    const strike = (body: object): Promise<Answer<PatientTreatments>> =>
      nurse.post<PatientTreatments>(`/api/patient-treatments/${one.id}/strike-out`, { version: one.version, ...body });
    expect((await strike({ because: '' })).problem.errors?.[0]).toMatchObject({ field: 'because' });
    expect((await strike({ because: 'Of the twin.' })).status).toBe(200);
    expect(await shown()).toEqual([]);
    const struck = await row(one.id);
    expect(struck.struckOut).toMatchObject({ by: 'A Boyd', because: 'Of the twin.' });
    expect((await change(struck, { regimen: 'Weekly' })).problem.detail).toContain('struck out');
    const back = await nurse.post<PatientTreatments>(`/api/patient-treatments/${one.id}/restore`, {
      version: struck.version,
    });
    expect(back.status, back.text).toBe(200);
    expect(await shown()).toEqual(['Emicizumab']);
    expect((await row(one.id)).history.map(({ kind }) => kind)).toEqual(['restored', 'struck_out', 'recorded']);
  });

  it.each([
    ['a first day to come', { startedOn: '2026-03-11' }, 'startedOn'],
    ['a first day before the birth', { startedOn: '2017-08-08' }, 'startedOn'],
    ['a last day before the first', { stoppedOn: '2025-01-04' }, 'stoppedOn'],
    ['a last day to come', { stoppedOn: '2026-03-11' }, 'stoppedOn'],
    ['no treatment of the list', { treatmentId: randomUUID() }, 'treatmentId'],
  ])('is refused for %s', async (_, what, field) => {
    const answer = await give(await named('Emicizumab'), what);
    expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('another product forces the review of open access and is said on the plan; another regimen does not', async () => {
    await aLink(app, child, 'RHW01');
    const forced = async (): Promise<unknown> =>
      (
        await app.sql<{ state: string; because: string[] }>(
          'SELECT state, review_because AS because FROM open_access_arrangements WHERE patient_id = $1',
          [child],
        )
      )[0];
    const arranged = async (): Promise<void> => {
      await app.sql(
        'DELETE FROM open_access_events WHERE arrangement_id IN (SELECT id FROM open_access_arrangements WHERE patient_id = $1)',
        [child],
      );
      await app.sql('DELETE FROM open_access_arrangements WHERE patient_id = $1', [child]);
      await app.sql(
        `INSERT INTO open_access_arrangements (patient_id, hospital_id, state, reasons, where_to_go, starts_at, review_by, issued_by, sent_at, agreed_at)
         VALUES ($1, $2, 'active', 'Bleeding', 'The ward', '2026-01-01', '2026-12-01', 'Dr K Shah', '2026-01-01', '2026-01-01')`,
        [child, await app.hospital('RHW01')],
      );
    };
    await arranged();
    await anApprovedPlan(app, child);
    const one = await given('Emicizumab');
    expect(await forced()).toEqual({ state: 'due_review', because: ['product'] });
    const changes = async (): Promise<string[]> =>
      (await nurse.get<EmergencyCard>(`/api/patients/${child}/emergency-card`)).body.plan!.changes.filter(
        (words) => !words.includes('inhibitor'),
      );
    expect(await changes()).toEqual(['Written before emicizumab; the child is on emicizumab now.']);
    await arranged();
    await change(one, { regimen: 'Every four weeks' });
    expect(await forced()).toEqual({ state: 'active', because: [] });
    await change(await row(one.id), { stoppedOn: '2026-03-10' });
    expect(await forced()).toEqual({ state: 'due_review', because: ['product'] });
    expect(await changes()).toEqual([]);
  });

  it('an alert that runs is judged again by it: it rises and never falls', async () => {
    await aLink(app, child, 'RHW01');
    const logged = await app.logAttendance(nurse, { patientId: child, bleedSite: 'joint' });
    expect(logged.tier).toBe('amber');
    const tier = async (): Promise<string> => (await nurse.get<AlertDetail>(`/api/alerts/${logged.alertId}`)).body.tier;
    const one = await given('Emicizumab');
    expect(await tier()).toBe('red');
    await nurse.post(`/api/patient-treatments/${one.id}/strike-out`, { version: one.version, because: 'Of the twin.' });
    expect(await tier()).toBe('red');
  });

  it('is for the unit to write and read; others read it where the child is shown, and never of a child who is not theirs', async () => {
    await given('Emicizumab');
    const [consultant, admin] = [await app.signIn(BERKSHIRE_CONSULTANT), await app.signIn(ADMIN)];
    for (const client of [consultant, admin]) {
      expect((await client.get(`/api/patients/${child}/treatments`)).status).toBe(404);
      expect((await client.get('/api/treatments')).status).toBe(404);
      expect((await give(await named('Concizumab'), {}, client)).status).toBe(404);
    }
    const asApp = (sql: string): Promise<unknown[]> =>
      app.running.nest.get<DataSource>(getDataSourceToken('app')).transaction(async (tx) => {
        await tx.query(`SELECT set_config('app.uid', $1, true)`, [await app.user(BERKSHIRE_CONSULTANT)]);
        return tx.query(sql, [child]);
      });
    expect(await asApp('SELECT 1 FROM patient_treatments WHERE patient_id = $1')).toEqual([]);
    expect(await asApp('SELECT sec.treatments_of($1) AS t')).toEqual([{ t: [] }]);
    expect(await asApp('SELECT sec.running_treatments($1) AS t')).toEqual([{ t: [] }]);
  });
});
