import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type {
  ImportRow,
  ImportRows,
  PatientImportPage,
  PatientImports,
} from '@shared-care/contracts/patient-imports/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import type { ImportOutcome } from '@shared-care/domain/patient-list';
import writeXlsxFile from 'write-excel-file/node';
import type { Enrolment } from '@shared-care/contracts/session/answers';
import { DEMO_PASSWORD } from '@shared-care/database/demo/demo-accounts';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { checkedList, listOf, sendList, untilItWaits } from '../testing/lists';
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

const HEAD = ['Surname', 'Forename', 'DOB', 'NHS no', 'Diagnosis', 'Hospital', 'Link consultant', 'Shoe size'];
const QUILL = [
  'Quillfeather',
  'Tobias',
  '02/01/2015',
  '999 888 0017',
  'Severe haemophilia A',
  'RHW01',
  'M Okoro',
  '31',
];

describe('a list of children', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  const rowsOf = async (id: string, query = ''): Promise<ImportRow[]> =>
    (await nurse.get<ImportRows>(`/api/patient-imports/${id}/rows${query}`)).body.rows;
  const outcomes = async (id: string): Promise<Record<number, [ImportOutcome, ...string[]]>> =>
    Object.fromEntries((await rowsOf(id)).map(({ line, outcome, told }) => [line, [outcome, ...told]]));
  const bringIn = async (page: PatientImportPage, lines: number[] | null = null): Promise<PatientImportPage> => {
    const answer = await nurse.post(`/api/patient-imports/${page.id}/bring-in`, { version: page.version, lines });
    expect(answer.status, answer.text).toBe(200);
    return untilItWaits(nurse, page.id);
  };
  const undo = async (page: PatientImportPage): Promise<PatientImportPage> => {
    const answer = await nurse.post(`/api/patient-imports/${page.id}/undo`, { version: page.version });
    expect(answer.status, answer.text).toBe(200);
    return untilItWaits(nurse, page.id);
  };
  const registered = async (familyName: string): Promise<number> =>
    (await app.sql(`SELECT 1 FROM patients WHERE family_name = $1 AND struck_out_at IS NULL`, [familyName])).length;

  it('is sent, its columns are guessed, its rows checked, the good ones registered; then it is the same list again', async () => {
    const bytes = listOf(HEAD, [QUILL, ['Quillfeather', 'Ida', '31/02/2015', '', 'VWD', '', '', '']]);
    const sent = await sendList(nurse, bytes, 'C:\\lists\\spring clinic.csv');
    expect(sent.status, sent.text).toBe(200);
    expect(sent.body).toMatchObject({ fileName: 'spring clinic.csv', state: 'columns', gaps: [], remembered: false });
    expect(sent.body.columns.map(({ field }) => field)).toEqual([
      ...['familyName', 'givenName', 'birthDate', 'nhsNumber', 'diagnosis', 'hospital', 'linkConsultant'],
      null,
    ]);
    expect(sent.body.columns[7]).toEqual({ heading: 'Shoe size', field: null, samples: ['31'] });

    const checked = await checkedList(nurse, bytes);
    expect(checked.counts).toEqual({ ready: 1, problem: 1 });
    expect(await outcomes(checked.id)).toEqual({
      2: ['ready'],
      3: ['problem', 'Birth date “31/02/2015” is a day that does not exist.'],
    });
    expect(await registered('Quillfeather')).toBe(0);

    const finished = await bringIn(checked);
    expect(finished).toMatchObject({ state: 'finished', counts: { registered: 1, problem: 1 } });
    const [row] = await rowsOf(finished.id);
    const child = await nurse.get<PatientPage>(`/api/patients/${row!.patientId}`);
    expect(child.body.patient).toMatchObject({
      familyName: 'Quillfeather',
      nhsNumber: '9998880017',
      birthDate: '2015-01-02',
    });
    expect(child.body.risks).toMatchObject({ diagnosis: 'haemophilia_a', severity: 'severe' });
    expect(child.body.links).toMatchObject([
      { role: 'primary', hospital: { odsCode: 'RHW01' }, linkConsultant: { name: 'Dr M Okoro' } },
    ]);
    const [source] = await app.sql<object>(
      `SELECT u.email, p.registered_source, p.registered_words FROM patients p JOIN users u ON u.id = p.registered_by WHERE p.id = $1`,
      [row!.patientId],
    );
    expect(source).toEqual({ email: NURSE, registered_source: 'import', registered_words: 'Line 2 of a list' });

    const again = await checkedList(nurse, bytes);
    expect(again).toMatchObject({ remembered: true, sameFile: { id: finished.id, registered: 1 } });
    expect(again.counts).toEqual({ already_registered: 1, problem: 1 });
    const refused = await nurse.post(`/api/patient-imports/${again.id}/bring-in`, {
      version: again.version,
      lines: null,
    });
    expect(refused.status).toBe(422);
    expect(await registered('Quillfeather')).toBe(1);
  });

  it('says of every line what is the matter', async () => {
    const amelia = await app.sql<{ nhs: string; born: string }>(
      `SELECT nhs_number AS nhs, birth_date::text AS born FROM patients WHERE family_name = 'Jones' AND given_name = 'Amelia'`,
    );
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [
        ['Winterbourne', 'Ada', '2012-05-04', '9998880018', 'VWD', 'RHW01', '', ''],
        ['Winterbourne', 'Ada', '2012-05-04', '', '', 'RHW01', '', ''],
        ['Jones', 'Amelia', amelia[0]!.born, '', 'VWD', 'RHW01', '', ''],
        ['Jones', 'Emelia', amelia[0]!.born, '', 'VWD', 'RHW01', '', ''],
        ['Other', 'Child', '2013-01-01', amelia[0]!.nhs, 'VWD', 'RHW01', '', ''],
        ['Winterbourne', 'Bo', '05/14/2012', '', 'VWD', 'RHW01', '', ''],
        ['Winterbourne', 'Cy', '2013-05-04', '', 'VWD', 'St Elsewhere', '', ''],
        ['Winterbourne', 'Di', '2014-05-04', '', 'VWD', 'Royal Berkshire Hospital', 'Dr Nobody', ''],
        ['Winterbourne', 'Di', '04/05/2014', '', 'VWD', '', '', ''],
      ]),
    );
    expect(await outcomes(checked.id)).toEqual({
      2: ['problem', 'NHS number: This is not a valid NHS number. Check it against the letter.'],
      3: ['problem', 'The diagnosis is missing.'],
      4: ['already_registered', 'Registered already with this name and birth date.'],
      5: [
        'look_alike',
        'Same birth date and a similar name as a registered child.',
        'Same birth date and a similar name as line 4 of this list.',
      ],
      6: ['problem', 'The NHS number belongs to a registered child with another birth date. Check both.'],
      7: ['problem', 'Birth date “05/14/2012” has no month 14: the day comes before the month.'],
      8: ['problem', '“St Elsewhere” is no hospital that is known here.'],
      9: ['ready'],
      10: ['duplicate', 'The same child as line 9.'],
    });
    const rows = await rowsOf(checked.id);
    expect(rows[7]!.doubts).toEqual([
      expect.stringContaining('“Dr Nobody” is not a link consultant in post at Royal Berkshire Hospital'),
    ]);
    expect(rows[3]!.similar).toMatchObject([{ familyName: 'Jones', givenName: 'Amelia' }]);
    expect((await rowsOf(checked.id, '?outcome=look_alike')).map(({ line }) => line)).toEqual([5]);
  });

  it('brings in the rows that a person chose, a look-alike among them, and none else', async () => {
    const born = '2016-03-02';
    const first = await checkedList(nurse, listOf(HEAD, [['Larkspur', 'Una', born, '', 'HB', 'RHW01', '', '']]));
    await bringIn(first);
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [
        ['Larkspur', 'Uma', born, '', 'HB', 'RHW01', '', ''],
        ['Periwinkle', 'Jo', '2017-03-02', '', 'HB', 'RHW01', '', ''],
        ['Periwinkle', 'Kit', '2018-03-02', '', 'HB', 'RHW01', '', ''],
      ]),
    );
    expect(checked.counts).toEqual({ look_alike: 1, ready: 2 });
    const finished = await bringIn(checked, [2, 4]);
    expect(finished.counts).toEqual({ registered: 2, ready: 1 });
    expect(await registered('Larkspur')).toBe(2);
    expect(await registered('Periwinkle')).toBe(1);
    // The rest may follow.
    expect((await bringIn(finished)).counts).toEqual({ registered: 3 });
  });

  it('is not brought in past somebody who was registered meanwhile', async () => {
    const list = listOf(HEAD, [['Meadowsweet', 'Ray', '2019-09-09', '9998880025', 'HB', 'RHW01', '', '']]);
    const [mine, theirs] = [await checkedList(nurse, list), await checkedList(nurse, list)];
    await bringIn(theirs);
    expect((await bringIn(mine)).counts).toEqual({ already_registered: 1 });
    expect(await registered('Meadowsweet')).toBe(1);
  });

  it('goes on where it stopped, for whoever presses, and no child comes twice from two who press together', async () => {
    const other = await app.signIn(OTHER_NURSE);
    const names = Array.from({ length: 26 }, (_, n) => String.fromCharCode(97 + n));
    const checked = await checkedList(
      nurse,
      listOf(
        HEAD,
        names.map((letter, n) => [
          `Fen${letter}brook`,
          `Q${letter}zz`,
          `20${10 + (n % 10)}-0${1 + (n % 9)}-1${n % 10}`,
          '',
          'HA',
          'RHW01',
          '',
          '',
        ]),
      ),
    );
    expect(checked.counts).toEqual({ ready: 26 });
    await nurse.post(`/api/patient-imports/${checked.id}/bring-in`, { version: checked.version, lines: null });
    const [one, two] = await Promise.all([untilItWaits(nurse, checked.id), untilItWaits(other, checked.id)]);
    expect([one.counts, two.counts]).toContainEqual({ registered: 26 });
    const [sum] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM patients WHERE family_name ~ '^Fen.brook$'`,
    );
    expect(sum).toEqual({ n: 26 });
  });

  it('is undone while nothing hangs on it; what cannot be undone is said, with the reason', async () => {
    const list = listOf(HEAD, [
      ['Foxglove', 'Ann', '2011-01-01', '9998880033', 'HA', 'RHW01', '', ''],
      ['Foxglove', 'Ben', '2012-02-02', '', 'HA', 'RHW01', '', ''],
    ]);
    const finished = await bringIn(await checkedList(nurse, list));
    const rows = await rowsOf(finished.id);
    await app.logAttendance(nurse, { patientId: rows[1]!.patientId! });
    const undone = await undo(finished);
    expect(undone).toMatchObject({ state: 'undone', counts: { struck_out: 1, kept: 1 } });
    expect(await outcomes(undone.id)).toEqual({
      2: ['struck_out'],
      3: ['kept', 'The child has attended, or an attendance was logged.'],
    });
    // Found by nobody, by no way.
    expect((await nurse.get(`/api/patients/${rows[0]!.patientId}`)).status).toBe(404);
    for (const query of ['Foxglove Ann', '999 888 0033']) {
      const found = await nurse.post<{ matches: { patient: { id: string } }[] }>('/api/patients/search', { query });
      expect(
        found.body.matches.map(({ patient }) => patient.id),
        query,
      ).not.toContain(rows[0]!.patientId);
    }
    const [kept] = await app.sql<object>(
      `SELECT p.struck_out_because, l.valid_to = l.valid_from AS never FROM patients p JOIN shared_care_links l ON l.patient_id = p.id WHERE p.id = $1`,
      [rows[0]!.patientId],
    );
    expect(kept).toEqual({ struck_out_because: 'Undo of an import: entered in error', never: true });
    expect((await nurse.get(`/api/patients/${rows[1]!.patientId}`)).status).toBe(200);
    // The number is free again for the child whose it is.
    expect((await bringIn(await checkedList(nurse, list))).counts).toMatchObject({
      registered: 1,
      already_registered: 1,
    });
  });

  it('strikes nobody out whose facts, links or telephone somebody changed', async () => {
    const finished = await bringIn(
      await checkedList(
        nurse,
        listOf(HEAD, [
          ['Hawthorn', 'Ann', '2011-01-21', '', 'HA', 'RHW01', '', ''],
          ['Hawthorn', 'Ben', '2012-02-22', '', 'HA', 'RHW01', '', ''],
          ['Hawthorn', 'Cat', '2013-02-23', '', 'HA', '', '', ''],
        ]),
      ),
    );
    const [ann, ben, cat] = (await rowsOf(finished.id)).map(({ patientId }) => patientId!);
    await nurse.post(`/api/patients/${ann}/notices`, {
      id: randomUUID(),
      kind: 'moved_away',
      on: '2026-03-09',
      detail: '',
    });
    await nurse.post(`/api/patients/${ben}/contact-details`, {
      ...{ version: 0, address: '', postcode: '', phone: '01632 960444', email: '', messages: 'not_asked' },
    });
    await nurse.post(`/api/patients/${cat}/links`, {
      ...{ hospitalId: await app.hospital('RHW01'), linkConsultantId: null, role: 'primary', from: null, until: null },
    });
    const undone = await undo(finished);
    expect(undone.counts).toEqual({ kept: 3 });
    // Tried again it says the same.
    expect((await undo(undone)).counts).toEqual({ kept: 3 });
  });

  it('is refused in plain words when it is no list, too large, or sent as something else', async () => {
    const cases: [string, Uint8Array<ArrayBuffer>, number][] = [
      ['an empty file', new Uint8Array(0), 400],
      ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 400],
      ['half a workbook', new TextEncoder().encode('PK\u0003\u0004 nothing'), 400],
      ['6 MB', new Uint8Array(6 * 1024 * 1024).fill(97), 413],
    ];
    for (const [what, bytes, status] of cases) {
      const answer = await sendList(nurse, bytes);
      expect(answer.status, what).toBe(status);
      expect(answer.problem.reference, what).toMatch(/^[0-9A-F]{8}$/);
    }
    const id = randomUUID();
    for (const type of ['application/json', 'text/csv', 'multipart/form-data; boundary=x', ''])
      expect(
        (await nurse.send('PUT', `/api/patient-imports/${id}`, '{}', type ? { 'Content-Type': type } : {})).status,
      ).toBe(415);
    const zipped = await nurse.send('PUT', `/api/patient-imports/${id}`, 'x', {
      'Content-Type': 'application/octet-stream',
      'Content-Encoding': 'gzip',
    });
    expect(zipped.status).toBe(415);
    expect((await sendList(nurse, listOf(HEAD, [QUILL]), 'list.csv', 'not-an-id')).status).toBe(404);
    const name = await nurse.send('PUT', `/api/patient-imports/${id}`, 'x', {
      'Content-Type': 'application/octet-stream',
      'X-File-Name': '%E0%A4%A',
    });
    expect(name.status).toBe(400);
  });

  it('may be a workbook, and any text in its cells comes to no harm', async () => {
    const text = ['Surname', 'First name', 'DOB', 'Diagnosis', 'Allergies'].map((value) => ({ value }));
    const workbook: Buffer = await writeXlsxFile([
      text,
      [
        { value: 'Bramble' },
        { value: 'Max' },
        { value: new Date(Date.UTC(2010, 0, 2)), format: 'dd/mm/yyyy' },
        { value: 'HA' },
        { value: '=cmd|x' },
      ],
      [{ value: '=1+1' }, { value: 'Max' }, { value: '03/01/2010' }, { value: 'HA' }, { value: '' }],
    ]).toBuffer();
    const checked = await checkedList(nurse, new Uint8Array(workbook));
    expect(checked.notes).toEqual([expect.stringContaining('American settings')]);
    expect(checked.counts).toEqual({ ready: 1, problem: 1 });
    const report = await nurse.get(`/api/patient-imports/${checked.id}/report`);
    expect(report.headers.get('Content-Type')).toMatch(/^text\/csv/);
    expect(report.text).toContain(`'=1+1`);
    expect(report.text).not.toMatch(/(^|,)=/m);
  });

  it('the same id is the same list, and somebody else’s id takes nothing', async () => {
    const id = randomUUID();
    const bytes = listOf(HEAD, [QUILL]);
    const first = await sendList(nurse, bytes, 'list.csv', id);
    const second = await sendList(nurse, bytes, 'list.csv', id);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect((await sendList(nurse, listOf(HEAD, []), 'list.csv', id)).status).toBe(409);
    expect((await sendList(await app.signIn(OTHER_NURSE), bytes, 'list.csv', id)).status).toBe(409);
  });

  it('columns: what is missing or twice is refused; a stale look is refused with the version', async () => {
    const { body } = await sendList(
      nurse,
      listOf(['Surname', 'Forename', 'Date of birth'], [['A', 'B', '2010-01-01']]),
    );
    const say = (mapping: (string | null)[], constants = {}, version = body.version) =>
      nurse.post(`/api/patient-imports/${body.id}/columns`, { version, mapping, constants });
    expect(body.gaps).toEqual([expect.stringContaining('No column is the diagnosis')]);
    expect((await say(['familyName', 'givenName', 'birthDate'])).status).toBe(400);
    expect((await say(['familyName', 'givenName'], { diagnosis: 'Haemophilia A' })).status).toBe(400);
    expect((await say(['familyName', 'familyName', 'birthDate'], { diagnosis: 'Haemophilia A' })).status).toBe(400);
    expect((await say(['familyName', 'givenName', 'birthDate'], { diagnosis: 'carrier' })).status).toBe(400);
    expect((await say(['familyName', 'givenName', 'birthDate'], { diagnosis: 'HA', hospital: 'X' })).status).toBe(400);
    const stale = await say(['familyName', 'givenName', 'birthDate'], { diagnosis: 'HA' }, body.version + 1);
    expect([stale.status, stale.problem.current]).toEqual([409, { version: body.version }]);
    expect((await say(['familyName', 'givenName', 'birthDate'], { diagnosis: 'HA' })).status).toBe(200);
  });

  it('is put away: children who were not brought in leave, what became of the lines stays', async () => {
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [['Nightshade', 'Eve', '2015-05-05', '', 'HA', 'RHW01', '', '']]),
    );
    const away = await nurse.post<PatientImportPage>(`/api/patient-imports/${checked.id}/put-away`, {
      version: checked.version,
    });
    expect(away.body).toMatchObject({ state: 'discarded', counts: { ready: 1 } });
    expect(await rowsOf(checked.id)).toMatchObject([{ line: 2, familyName: '', nhsNumber: null }]);
    const [left] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM patient_import_rows WHERE import_id = $1 AND cells IS NOT NULL`,
      [checked.id],
    );
    expect(left).toEqual({ n: 0 });
    expect(
      (await nurse.post(`/api/patient-imports/${checked.id}/bring-in`, { version: away.body.version, lines: null }))
        .status,
    ).toBe(422);
  });

  it('is for nurses and doctors of the unit; nobody else learns that there is one', async () => {
    const { id } = await checkedList(nurse, listOf(HEAD, [['Teasel', 'Eve', '2015-05-05', '', 'HA', 'RHW01', '', '']]));
    expect((await (await app.signIn(DOCTOR)).get(`/api/patient-imports/${id}`)).status).toBe(200);
    for (const email of [BERKSHIRE_CONSULTANT, ADMIN]) {
      const client = await app.signIn(email);
      for (const path of [`/api/patient-imports/${id}`, '/api/patient-imports', `/api/patient-imports/${id}/rows`])
        expect((await client.get(path)).status, path).toBe(404);
      expect((await sendList(client, listOf(HEAD, [QUILL]))).status).toBe(404);
    }
    expect((await sendList(app.anonymous(), listOf(HEAD, [QUILL]))).status).toBe(401);
    const all = await nurse.get<PatientImports>('/api/patient-imports');
    expect(all.body.imports[0]).toMatchObject({ id, uploadedBy: 'A Boyd' });
  });

  it('leaves an audit row for each child and for each look at the list', async () => {
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [['Sorrel', 'Eve', '2015-05-05', '', 'HA', 'RHW01', '', '']]),
    );
    const finished = await bringIn(checked);
    await undo(finished);
    const [{ patientId }] = (await app.sql<{ patientId: string }>(
      `SELECT patient_id AS "patientId" FROM patient_import_rows WHERE import_id = $1`,
      [checked.id],
    )) as [{ patientId: string }];
    const about = await app.sql<{ what: string }>(
      `SELECT action || ' ' || entity || coalesce(' ' || detail, '') AS what FROM audit_entries WHERE patient_id = $1 ORDER BY id`,
      [patientId],
    );
    expect(about.map(({ what }) => what)).toEqual([
      'create patient import',
      'update shared_care_link added',
      'update patient undo of an import',
    ]);
    const list = await app.sql<{ what: string }>(
      `SELECT DISTINCT action AS what FROM audit_entries WHERE entity = 'patient_import' AND entity_id = $1 ORDER BY 1`,
      [checked.id],
    );
    // What each step answers with is a refresh of a list that was looked at.
    expect(list.map(({ what }) => what)).toEqual(['create', 'read', 'refresh', 'update']);
  });
});

describe('outside the demo', () => {
  it('numbers that start with 999 are refused, row by row', async () => {
    const app = await startTestApp({ demo: false });
    try {
      const client = await signedInByTwoFactors(app);
      const checked = await checkedList(client, listOf(HEAD, [QUILL]));
      expect(checked.counts).toEqual({ problem: 1 });
      const { body } = await client.get<ImportRows>(`/api/patient-imports/${checked.id}/rows`);
      expect(body.rows[0]!.told).toEqual(['NHS numbers that start with 999 are for demonstration only.']);
    } finally {
      await app.stop();
    }
  });
});

async function signedInByTwoFactors(app: TestApp): Promise<Client> {
  const client = app.anonymous();
  await client.post('/api/session', { email: NURSE, password: DEMO_PASSWORD });
  const { body } = await client.post<Enrolment>('/api/session/enrolment', { kind: 'authenticator_app' });
  const epoch = Math.floor(TUESDAY_11.getTime() / 1000);
  const { status } = await client.post('/api/session/code', { code: await generate({ secret: body.secret, epoch }) });
  expect(status).toBe(201);
  return client;
}
