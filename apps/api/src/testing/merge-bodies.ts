import { randomUUID } from 'node:crypto';
import type { Sample } from './bodies';
import type { TestApp } from './test-app';

/** Two records of one invented child, as a slip at registration makes them. */
export async function twins(
  app: TestApp,
  familyName = 'Tarrant',
  given = ['Robin', 'Robyn'],
): Promise<[string, string]> {
  const ids: [string, string] = [randomUUID(), randomUUID()];
  for (const [place, id] of ids.entries())
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       VALUES ($1, $2, $3, '2018-05-17', 'absent', 'haemophilia_b')`,
      [id, familyName, given[place]],
    );
  return ids;
}

/** Accepted bodies about merging two records, with records of their own. */
export async function mergeBodies(app: TestApp): Promise<Record<string, Sample[]>> {
  const [loserId, survivorId] = await twins(app);
  const [other, kept] = await twins(app, 'Underhill');
  const [merge] = await app.sql<{ id: string }>(
    `INSERT INTO patient_merges (loser_id, survivor_id, because, proposed_by)
     SELECT $1, $2, 'The same child, registered twice.', id FROM users WHERE email = 'j.ferrars@example.org' RETURNING id`,
    [other, kept],
  );
  const because = 'The mother says that there is one child only.';
  return {
    '/api/merges/preview': [{ body: { loserId, survivorId } }],
    '/api/merges': [{ body: { loserId, survivorId, because } }],
    'GET /api/merges/:id': [{ id: merge!.id, body: {} }],
    '/api/merges/:id/confirm': [{ id: merge!.id, body: { version: 1 } }],
    '/api/merges/:id/decline': [{ id: merge!.id, body: { version: 1, because } }],
    '/api/merges/:id/undo': [{ id: merge!.id, body: { version: 2, because } }],
  };
}
