import type { ImportRow, ImportRows, PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import type { PatientTreatments } from '@shared-care/contracts/treatments/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { checkedList, listOf, untilItWaits } from '../testing/lists';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';

const HEAD = ['Surname', 'Forename', 'DOB', 'Diagnosis', 'Hospital', 'Product', 'Prophylaxis', 'Regimen'];

describe('what a list says in words of its own', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  const rowsOf = async (id: string): Promise<ImportRow[]> =>
    (await nurse.get<ImportRows>(`/api/patient-imports/${id}/rows`)).body.rows;
  const told = async (id: string): Promise<Record<number, string[]>> =>
    Object.fromEntries((await rowsOf(id)).map(({ line, outcome, told: words }) => [line, [outcome, ...words]]));
  const say = (page: PatientImportPage, names: { kind: string; written: string; meansId: string }[]) =>
    nurse.post<PatientImportPage>(`/api/patient-imports/${page.id}/names`, { version: page.version, names });
  const bringIn = async (page: PatientImportPage, lines: number[] | null = null): Promise<PatientImportPage> => {
    const answer = await nurse.post(`/api/patient-imports/${page.id}/bring-in`, { version: page.version, lines });
    expect(answer.status, answer.text).toBe(200);
    return untilItWaits(nurse, page.id);
  };
  const treatment = async (name: string): Promise<string> =>
    (await app.sql<{ id: string }>('SELECT treatment_id AS id FROM treatments_in_force WHERE name = $1', [name]))[0]!
      .id;

  it('look-alikes inside the file are told before the first of them is registered', async () => {
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [
        ['Applegarth', 'Noor', '2015-02-03', 'HA', 'RHW01', '', '', ''],
        ['Applegarth', 'Noora', '2015-02-03', 'HA', 'RHW01', '', '', ''],
        ['Applegarth', 'Noor', '2016-02-03', 'HA', 'RHW01', '', '', ''],
        ['Noor', 'Applegarth', '2015-02-03', 'HA', 'RHW01', '', '', ''],
        ['Unalike', 'Zed', '2015-02-03', 'HA', 'RHW01', '', '', ''],
      ]),
    );
    expect(await told(checked.id)).toEqual({
      2: ['ready'],
      3: ['look_alike', 'Same birth date and a similar name as line 2 of this list.'],
      4: ['look_alike', 'Same name, another birth date as line 2 of this list.'],
      5: [
        'look_alike',
        'Same name and birth date as line 2 of this list.',
        'Same name, another birth date as line 4 of this list.',
      ],
      6: ['ready'],
    });
    expect((await rowsOf(checked.id)).map(({ similarLines }) => similarLines)).toEqual([[], [2], [2], [2, 4], []]);
    // Whoever chooses a line beside the line it looks like has seen both: it is not asked twice.
    const finished = await bringIn(checked, [2, 3, 6]);
    expect(finished.counts).toEqual({ registered: 3, look_alike: 2 });
  });

  it('a day on which half the file is born keeps nobody waiting', async () => {
    const names = Array.from(
      { length: 400 },
      (_, n) => `F${String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26))}x`,
    );
    const checked = await checkedList(
      nurse,
      listOf(
        HEAD,
        names.map((name, n) => [`${name}ton`, `${name}a`, '2014-01-01', 'HA', 'RHW01', '', '', String(n)]),
      ),
    );
    expect(Object.values(checked.counts).reduce((sum, count) => sum + count, 0)).toBe(400);
  });

  it('a hospital nobody knows is given its meaning once, for all its rows and for the next list', async () => {
    const list = listOf(HEAD, [
      ['Barleycorn', 'Ann', '2011-05-01', 'HA', 'St Elsewhere', '', '', ''],
      ['Barleycorn', 'Bob', '2012-06-02', 'HA', 'ST. ELSEWHERE', '', '', ''],
      ['Barleycorn', 'Cid', '2013-07-03', 'HA', 'RHW01', '', '', ''],
    ]);
    const checked = await checkedList(nurse, list);
    expect(checked.counts).toEqual({ problem: 2, ready: 1 });
    expect(checked.unknownNames).toEqual([{ kind: 'hospital', written: 'ST. ELSEWHERE', rows: 2 }]);

    const nowhere = await say(checked, [
      { kind: 'hospital', written: 'St Elsewhere', meansId: await treatment('Emicizumab') },
    ]);
    expect([nowhere.status, nowhere.problem.errors?.[0]?.field]).toEqual([400, 'names.0.meansId']);
    const meansId = await app.hospital('RHW01');
    const nothing = await say(checked, [{ kind: 'hospital', written: '???', meansId }]);
    expect([nothing.status, nothing.problem.errors?.[0]?.field]).toEqual([400, 'names.0.written']);
    const said = await say(checked, [{ kind: 'hospital', written: 'St Elsewhere', meansId }]);
    expect(said.status, said.text).toBe(200);
    const again = await untilItWaits(nurse, checked.id);
    expect(again).toMatchObject({ state: 'checked', counts: { ready: 3 }, unknownNames: [] });
    expect((await say(checked, [{ kind: 'hospital', written: 'x', meansId }])).status).toBe(409);
    await bringIn(again);

    const next = await checkedList(
      nurse,
      listOf(HEAD, [['Barleycorn', 'Dot', '2014-08-04', 'HA', 'st elsewhere', '', '', '']]),
    );
    expect(next.counts).toEqual({ ready: 1 });
  });

  it('a meaning that is said after rows came in leads back to what is left of the list, and to its undo', async () => {
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [
        ['Cornflower', 'Ann', '2011-05-11', 'HA', 'RHW01', '', '', ''],
        ['Cornflower', 'Bob', '2012-06-12', 'HA', 'The Infirmary', '', '', ''],
      ]),
    );
    const finished = await bringIn(checked);
    expect(finished).toMatchObject({ state: 'finished', counts: { registered: 1, problem: 1 } });
    await say(finished, [{ kind: 'hospital', written: 'The Infirmary', meansId: await app.hospital('RHW01') }]);
    const left = await untilItWaits(nurse, checked.id);
    expect(left).toMatchObject({ state: 'finished', counts: { registered: 1, ready: 1 } });
    const remap = await nurse.post(`/api/patient-imports/${checked.id}/columns`, {
      version: left.version,
      mapping: left.columns.map(({ field }) => field),
      constants: {},
    });
    expect(remap.status).toBe(422);
    const all = await bringIn(left);
    await nurse.post(`/api/patient-imports/${all.id}/undo`, { version: all.version });
    expect((await untilItWaits(nurse, all.id)).counts).toEqual({ struck_out: 2 });
  });

  it('the product of a row is on the record, with purpose and regimen; what is not said is not guessed', async () => {
    const checked = await checkedList(
      nurse,
      listOf(HEAD, [
        ['Damson', 'Ann', '2011-05-21', 'HA', 'RHW01', 'emicizumab', 'yes', 'every two weeks'],
        ['Damson', 'Bob', '2012-06-22', 'HA', 'RHW01', 'Brandname', 'on demand', ''],
        ['Damson', 'Cid', '2013-07-23', 'HA', 'RHW01', 'Emicizumab', '', ''],
        ['Damson', 'Dot', '2014-08-24', 'HA', 'RHW01', 'Emicizumab', 'perhaps', ''],
        ['Damson', 'Eve', '2015-09-25', 'HA', 'RHW01', 'none', '', ''],
      ]),
    );
    expect(await told(checked.id)).toEqual({
      2: ['ready'],
      3: ['problem', '“Brandname” is no treatment that is known here.'],
      4: ['problem', 'The list does not say whether the treatment is prophylaxis or on demand.'],
      5: ['problem', '“perhaps” is neither prophylaxis nor on demand.'],
      6: ['ready'],
    });
    expect(checked.unknownNames).toEqual([{ kind: 'treatment', written: 'Brandname', rows: 1 }]);
    await say(checked, [
      { kind: 'treatment', written: 'Brandname', meansId: await treatment('Factor VIII, standard half-life') },
    ]);
    const finished = await bringIn(await untilItWaits(nurse, checked.id));
    expect(finished.counts).toEqual({ registered: 3, problem: 2 });
    const onRecord = async (line: number): Promise<PatientTreatments['treatments']> => {
      const patientId = (await rowsOf(checked.id)).find((row) => row.line === line)!.patientId!;
      return (await nurse.get<PatientTreatments>(`/api/patients/${patientId}/treatments`)).body.treatments;
    };
    expect(await onRecord(2)).toMatchObject([
      { name: 'Emicizumab', purpose: 'prophylaxis', regimen: 'every two weeks', source: 'import', startedOn: null },
    ]);
    expect(await onRecord(3)).toMatchObject([{ name: 'Factor VIII, standard half-life', purpose: 'on_demand' }]);
    expect(await onRecord(6)).toEqual([]);
    // Whose record was worked with since is kept; the others are struck out with what came with them.
    await nurse.post(`/api/patient-imports/${finished.id}/undo`, { version: finished.version });
    expect((await untilItWaits(nurse, finished.id)).counts).toEqual({ struck_out: 3, problem: 2 });
  });
});
