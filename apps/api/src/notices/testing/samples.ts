import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';

interface Id {
  id: string;
}

/** Each verb has a notice of its own, of a child of their own. */
export const samples: Samples = async (app, { patientId }) => {
  const noticed = await app.sql<{ id: string }>(
    `INSERT INTO notices (patient_id, kind, on_date, raised_by, dismissed_by, dismissed_at, dismissed_because)
     SELECT p.id, 'moved_away', '2026-03-01', u.id, u.id, sec.now(), 'Letter sent'
     FROM (SELECT id FROM patients WHERE id <> $1 AND merged_into_id IS NULL ORDER BY family_name, id LIMIT 5) p
     CROSS JOIN (SELECT id FROM users WHERE email = 'j.ferrars@example.org') u
     ON CONFLICT DO NOTHING RETURNING id`,
    [patientId],
  );
  const [toDismiss, toShow, toEnd, several, shown] = noticed as [Id, Id, Id, Id, Id];
  return {
    '/api/patients/:id/notices': [
      { id: patientId, body: { id: randomUUID(), kind: 'nhs_number_superseded', on: '2026-03-01', detail: 'Traced.' } },
    ],
    '/api/notices/dismiss': [
      { body: { notices: [{ id: several.id, version: 1 }], because: 'The families were rung.' } },
    ],
    '/api/notices/show': [{ body: { notices: [{ id: shown.id, version: 1 }] } }],
    '/api/notices/:id/dismiss': [{ id: toDismiss.id, body: { version: 1, because: 'The family was rung.' } }],
    '/api/notices/:id/show': [{ id: toShow.id, body: { version: 1 } }],
    '/api/notices/:id/end': [{ id: toEnd.id, body: { version: 1, because: 'They came back.', nhsNumber: '' } }],
  };
};
