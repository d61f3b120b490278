import type { Samples } from '../../testing/sample';

/** Samples for what a unit says of itself. The change to decide is of the name, those to propose of other facts. */
export const samples: Samples = async (app, { hospitalId }) => {
  const [change] = await app.sql<{ id: string }>(
    `INSERT INTO unit_changes (what, was, becomes, reason, state, proposed_by)
     SELECT 'name', '{"name": "Riverside PHU"}', '{"name": "Riverside PHU"}', 'To be decided', 'waiting', id
     FROM users WHERE email = 'r.quist@example.org' RETURNING id`,
  );
  const [{ version }] = (await app.sql<{ version: number }>('SELECT version FROM unit')) as [{ version: number }];
  const reason = 'The unit moved.';
  return {
    '/api/unit/changes': [
      { body: { what: 'hospital', version, reason, hospitalId } },
      { body: { what: 'sender', version, reason, name: 'PHU alerts', address: 'alerts@example.org' } },
    ],
    '/api/unit-changes/:id/decide': [{ id: change!.id, body: { version: 1, accept: true } }],
    '/api/unit/test-mail': [{ body: { version } }],
    '/api/unit/test-mail/arrived': [{ body: { code: '000000' } }],
  };
};
