import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

const LIST = 'Surname,Forename,DOB,Diagnosis\nAbernathy,Isla,2021-07-14,Haemophilia A\n';
const MAPPING = ['familyName', 'givenName', 'birthDate', 'diagnosis'];

/** For each step a list that waits for it. */
export const samples: Samples = async (app) => {
  const [columns, checked, finished, unused, named] = [
    await aList(app, 'columns', 'unread'),
    await aList(app, 'checked', 'ready'),
    await aList(app, 'finished', 'ready'),
    await aList(app, 'checked', 'ready'),
    await aList(app, 'checked', 'ready'),
  ];
  return {
    'PUT /api/patient-imports/:id': [{ id: randomUUID(), body: {}, file: LIST }],
    'GET /api/patient-imports/:id': [{ id: checked, body: {} }],
    'GET /api/patient-imports/:id/rows': [{ id: checked, body: {} }],
    'GET /api/patient-imports/:id/report': [{ id: checked, body: {} }],
    '/api/patient-imports/:id/columns': [
      {
        id: columns,
        body: { version: 1, mapping: MAPPING, constants: { diagnosis: '', severity: '', hospital: '', purpose: '' } },
      },
    ],
    '/api/patient-imports/:id/names': [
      {
        id: named,
        body: {
          version: 1,
          names: [{ kind: 'hospital', written: 'St Elsewhere', meansId: await app.hospital('RHW01') }],
        },
      },
    ],
    '/api/patient-imports/:id/bring-in': [{ id: checked, body: { version: 1, lines: null } }],
    '/api/patient-imports/:id/go-on': [{ id: finished, body: {} }],
    '/api/patient-imports/:id/undo': [{ id: finished, body: { version: 1 } }],
    '/api/patient-imports/:id/put-away': [{ id: unused, body: { version: 1 } }],
  };
};

async function aList(app: TestApp, state: string, outcome: string): Promise<string> {
  const id = randomUUID();
  await app.sql(
    `INSERT INTO patient_imports (id, file_name, sha256, kind, headings, headings_key, mapping, state, uploaded_by)
     SELECT $1::uuid, 'list.csv', repeat('0', 64), 'csv', $2::text[], 'x', $3::jsonb, $4, u.id FROM users u WHERE u.email = 'a.boyd@example.org'`,
    [id, ['Surname', 'Forename', 'DOB', 'Diagnosis'], JSON.stringify(MAPPING), state],
  );
  await app.sql(`INSERT INTO patient_import_rows (import_id, line, cells, outcome) VALUES ($1, 2, $2, $3)`, [
    id,
    ['Abernathy', 'Isla', '2021-07-14', 'Haemophilia A'],
    outcome,
  ]);
  return id;
}
