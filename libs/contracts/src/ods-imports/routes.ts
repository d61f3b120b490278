import { get, put } from '../route';
import { OdsImport, OdsImports, OdsLines } from './answers';
import { OdsLinesQuery, OdsUploadQuery } from './shapes';

export const odsImportRoutes = {
  list: get('ods-imports', { access: ['odsImport', 'read'], answer: OdsImports }),
  receive: put('ods-imports/:id', {
    access: ['odsImport', 'write'],
    query: OdsUploadQuery,
    answer: OdsImport,
    status: 202,
  }),
  page: get('ods-imports/:id', { access: ['odsImport', 'read'], answer: OdsImport }),
  lines: get('ods-imports/:id/lines', { access: ['odsImport', 'read'], query: OdsLinesQuery, answer: OdsLines }),
};
