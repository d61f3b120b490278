import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';

/** A list of one hospital that is known already, as it is. */
const HOSPITALS = 'OrganisationCode¬OrganisationName\nRTH08¬JOHN RADCLIFFE HOSPITAL\n';

export const samples: Samples = async (app) => {
  const [found] = await app.sql<{ id: string }>(`SELECT id FROM import_runs LIMIT 1`);
  const hospitalList = found!.id;
  return {
    'PUT /api/ods-imports/:id': [{ id: randomUUID(), body: {}, file: HOSPITALS }],
    'GET /api/ods-imports/:id': [{ id: hospitalList, body: {} }],
    'GET /api/ods-imports/:id/lines': [{ id: hospitalList, body: {} }],
  };
};
