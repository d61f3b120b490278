import type { ImportRows, PatientImportPage, PatientImports } from '@shared-care/contracts/patient-imports/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NURSE, startTestApp, type TestApp } from '../testing/test-app';
import { importDemoList } from './demo-list';

describe('the list of children in the demo', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
    await importDemoList(app.database.owner, app.database.url);
  });
  afterAll(() => app.stop());

  it('shows each thing that can become of a row', async () => {
    const nurse = await app.signIn(NURSE);
    const { body } = await nurse.get<PatientImports>('/api/patient-imports');
    expect(body.imports).toMatchObject([{ state: 'finished', uploadedBy: 'A Boyd' }]);
    const path = `/api/patient-imports/${body.imports[0]!.id}`;
    const rows = await nurse.get<ImportRows>(`${path}/rows`);
    expect(rows.body.rows.map(({ outcome }) => outcome)).toEqual([
      'registered',
      'registered',
      'ready',
      'already_registered',
      'look_alike',
      'problem',
      'problem',
    ]);
    const page = await nurse.get<PatientImportPage>(path);
    expect(page.body.unknownNames).toMatchObject([{ kind: 'hospital', written: 'Exampleton Cottage Hospital' }]);
    expect(page.body.columns.filter(({ field }) => field === null)).toMatchObject([{ heading: 'Play specialist' }]);
  });

  it('stands beside visits to hospitals that are not listed', async () => {
    const nurse = await app.signIn(NURSE);
    const places = async (family: string, given: string): Promise<string[]> => {
      const { body } = await nurse.get<PatientPage>(`/api/patients/${await app.find(family, given)}`);
      return body.attendances.map(({ hospital }) => hospital.name);
    };
    expect(await places('Novák', 'Šimon')).toEqual(['Dětská klinika, Olomouc, Czechia (not listed)']);
    expect(await places('Lewis', 'Finley')).toEqual(['Exampleton Clinic, Exampleton (not listed)']);
  });
});
