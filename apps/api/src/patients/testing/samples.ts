import { randomUUID } from 'node:crypto';
import type { Sample, SampleSubject, Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

const SOURCE = { kind: 'clinic', words: 'Clinic of 2 March' };

export const samples: Samples = async (app, about) => ({
  '/api/patients/search': [{ body: { query: 'Smith', limit: 8 } }],
  ...(await contactDetails(app, about)),
  ...(await facts(app, about)),
  ...(await merges(app)),
});

async function contactDetails(app: TestApp, { patientId }: SampleSubject): Promise<Record<string, Sample[]>> {
  const details = {
    address: '3 Example Road',
    postcode: 'ZZ99 3AZ',
    phone: '01632 960444',
    email: 'f@families.example.org',
  };
  const [{ version }] = (await app.sql<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM contact_details WHERE patient_id = $1',
    [patientId],
  )) as [{ version: number }];
  return {
    '/api/patients/:id/contact-details': [{ id: patientId, body: { ...details, version, messages: 'agreed' } }],
  };
}

/** Facts of the child as they are changed, and a weight of another day to strike out. */
async function facts(app: TestApp, { patientId }: SampleSubject): Promise<Record<string, Sample[]>> {
  const [weight] = await app.sql<{ id: string }>(
    `INSERT INTO patient_weights (patient_id, kg, weighed_on, source)
     SELECT id, 12.5, birth_date + 400, 'clinic' FROM patients WHERE id = $1 RETURNING id`,
    [patientId],
  );
  const versions = await app.sql<{ fact: string; version: number }>(
    `SELECT fact, count(*)::int + count(struck_out_at)::int AS version FROM patient_changes WHERE patient_id = $1 GROUP BY fact`,
    [patientId],
  );
  const version = (fact: string): number => versions.find((one) => one.fact === fact)?.version ?? 0;
  const allergies = { fact: 'allergies', version: version('allergies'), allergyState: 'known', allergies: 'Latex' };
  return {
    '/api/patients/:id/facts': [{ id: patientId, body: { changes: [allergies], source: SOURCE } }],
    '/api/patients/:id/weights': [
      { id: patientId, body: { id: randomUUID(), kg: '21.4', on: '2026-03-02', source: SOURCE } },
    ],
    '/api/patients/:id/inhibitor-results': [
      { id: patientId, body: { id: randomUUID(), state: 'none', titre: '0.3', on: '2026-03-02', source: SOURCE } },
    ],
    '/api/fact-entries/:id/strike-out': [{ id: weight!.id, body: { because: 'Of the sister.' } }],
  };
}

/** Two records of one invented child, as a slip at registration makes them. */
async function twins(app: TestApp, familyName = 'Tarrant', given = ['Robin', 'Robyn']): Promise<[string, string]> {
  const ids: [string, string] = [randomUUID(), randomUUID()];
  for (const [place, id] of ids.entries())
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       VALUES ($1, $2, $3, '2018-05-17', 'absent', 'haemophilia_b')`,
      [id, familyName, given[place]],
    );
  return ids;
}

/** About merging two records, with records of their own. */
async function merges(app: TestApp): Promise<Record<string, Sample[]>> {
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
