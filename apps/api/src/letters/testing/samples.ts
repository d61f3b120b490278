import { STALE, type Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

export const samples: Samples = async (app, { patientId, hospitalId }) => {
  const { letter, template, batch } = await letterRows(app, patientId, hospitalId);
  return {
    '/api/letters/preview': [
      { body: { patientId, kind: 'vaccination', recipient: 'gp', largePrint: false, enclosures: [] } },
    ],
    '/api/letters': [
      {
        body: {
          patientId,
          kind: 'vaccination',
          recipient: 'gp',
          largePrint: false,
          note: 'Asked for by the mother.',
        },
      },
    ],
    'GET /api/letters/:id': [{ id: letter, body: {} }],
    'GET /api/letters/:id/pdf': [{ id: letter, body: {} }],
    '/api/letters/:id/withdraw': [{ id: letter, body: { version: STALE, because: 'The wrong ward.' } }],
    '/api/letter-templates': [{ body: { kind: 'dental' } }],
    '/api/letter-templates/:id/text': [
      { id: template, body: { version: STALE, title: 'School', body: 'About {child}.\n{numbers}' } },
    ],
    '/api/letter-templates/:id/approve': [{ id: template, body: { version: STALE } }],
    '/api/letter-batches/preview': [
      { body: { hospitalId, kind: 'vaccination', recipient: 'gp', largePrint: false, from: 0 } },
    ],
    '/api/letter-batches': [{ body: { hospitalId, kind: 'vaccination', recipient: 'gp', largePrint: false } }],
    'GET /api/letter-batches/:id': [{ id: batch, body: {} }],
    'GET /api/letter-batches/:id/pdf': [{ id: batch, body: {} }],
    '/api/letter-batches/:id/cancel': [{ id: batch, body: { cancel: true } }],
  };
};

/** A letter of the child, a draft of a template and a batch that is worked off, as somebody else made them. */
async function letterRows(
  app: TestApp,
  patientId: string,
  hospitalId: string,
): Promise<{ letter: string; template: string; batch: string }> {
  const one = async (sql: string, parameters: unknown[]): Promise<string> =>
    (await app.sql<{ id: string }>(sql, parameters))[0]!.id;
  const author = await app.user('j.ferrars@example.org');
  const batch = await one(
    `INSERT INTO letter_batches (hospital_id, kind, recipient, large_print, asked_by)
     VALUES ($1, 'dental', 'dentist', false, $2) RETURNING id`,
    [hospitalId, author],
  );
  const model = {
    title: 'Dental letter',
    unitName: 'Riverside PHU',
    unitNumbers: [],
    recipient: 'The dentist (dentist)',
    patient: { name: 'A child', born: 'Born 5 April 2019', nhsNumber: 'Not known' },
    flags: [],
    blocks: [{ type: 'text', text: 'Ring before an extraction.' }],
    signature: 'Approved by Dr K Shah, Riverside PHU',
    versionNumber: 1,
    code: 'CCC-CCC-CCCC',
    validFrom: '2026-03-10',
    reviewBy: null,
    largePrint: false,
  };
  const letter = await one(
    `INSERT INTO letters (code, patient_id, kind, recipient, recipient_name, version_number, model, issued_by, batch_id, idempotency_key)
     VALUES ('CCCCCCCCCC', $1, 'dental', 'dentist', 'The dentist', 1, $2, $3, $4, gen_random_uuid()) RETURNING id`,
    [patientId, JSON.stringify(model), author, batch],
  );
  await app.sql(
    `INSERT INTO letter_batch_items (batch_id, patient_id, place, state, letter_id) VALUES ($1, $2, 1, 'issued', $3)`,
    [batch, patientId, letter],
  );
  const template = await one(
    `INSERT INTO letter_templates (kind, version_number, title, body, written_by, authors)
     VALUES ('vaccination', 2, 'Vaccinations', 'About {child}.', $1, ARRAY[$1::uuid]) RETURNING id`,
    [author],
  );
  return { letter, template, batch };
}
