import { get, post, put } from '../route';
import { ImportRows, PatientImportPage, PatientImports } from './answers';
import { BringIn, ImportRowsQuery, SayColumns, SayNames, SeenImport } from './shapes';

export const patientImportRoutes = {
  list: get('patient-imports', { access: ['patientImport', 'read'], answer: PatientImports }),
  receive: put('patient-imports/:id', { access: ['patientImport', 'write'], answer: PatientImportPage }),
  page: get('patient-imports/:id', { access: ['patientImport', 'read'], answer: PatientImportPage }),
  rows: get('patient-imports/:id/rows', {
    access: ['patientImport', 'read'],
    query: ImportRowsQuery,
    answer: ImportRows,
  }),
  report: get('patient-imports/:id/report', {
    access: ['patientImport', 'read'],
    answer: { file: 'text/csv; charset=utf-8' },
  }),
  columns: post('patient-imports/:id/columns', {
    access: ['patientImport', 'write'],
    body: SayColumns,
    answer: PatientImportPage,
  }),
  names: post('patient-imports/:id/names', {
    access: ['patientImport', 'write'],
    body: SayNames,
    answer: PatientImportPage,
  }),
  bringIn: post('patient-imports/:id/bring-in', {
    access: ['patientImport', 'write'],
    body: BringIn,
    answer: PatientImportPage,
  }),
  undo: post('patient-imports/:id/undo', {
    access: ['patientImport', 'write'],
    body: SeenImport,
    answer: PatientImportPage,
  }),
  putAway: post('patient-imports/:id/put-away', {
    access: ['patientImport', 'write'],
    body: SeenImport,
    answer: PatientImportPage,
  }),
  goOn: post('patient-imports/:id/go-on', { access: ['patientImport', 'write'], answer: PatientImportPage }),
};
