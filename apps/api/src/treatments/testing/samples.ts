import { randomUUID } from 'node:crypto';
import { STALE, type Sample, type Samples } from '../../testing/sample';
import { aRecord } from '../../testing/merging';
import { giveTreatment } from '../../testing/treatments';

/** Samples for treatments. The draft has an author who signs in nowhere else. */
export const samples: Samples = async (app, { patientId }) => {
  const [made] = await app.sql<{ id: string; words: string }>(
    `WITH made AS (INSERT INTO treatments DEFAULT VALUES RETURNING id)
     INSERT INTO treatment_versions (treatment_id, version_number, name, class, emergency_words, tests, care_beside,
                                     red_when_bleeding, months_after, written_by, changed_by, authors)
     SELECT made.id, 1, 'Sample ' || left(made.id::text, 8), 'other', 'Ring the unit.', '', '', true, 3, u.id, u.id, ARRAY[u.id]
     FROM made, users u WHERE u.email = 'j.ferrars@example.org' RETURNING treatment_id AS id, id AS words`,
  );
  const { id: treatment, words } = made!;
  // Of another child: a bleed on it is red, which other samples are not about.
  const given = await giveTreatment(app, await aRecord(app), treatment);
  const facts = {
    name: 'Another sample',
    class: 'other',
    emergencyWords: 'Ring the unit.',
    tests: '',
    careBeside: '',
    careWith: ['apcc'],
    redWhenBleeding: true,
    monthsAfter: 6,
  };
  const [other] = await app.sql<{ id: string }>(`SELECT id FROM treatments WHERE code = 'other_factor'`);
  const row = {
    treatmentId: other!.id,
    purpose: 'on_demand',
    regimen: 'Before dental work',
    startedOn: '2026-01-05',
    stoppedOn: '2026-02-05',
    source: 'clinic',
  };
  const ofWords = (body: Record<string, unknown>): Sample[] => [{ id: words, body: { version: STALE, ...body } }];
  const ofRow = (body: Record<string, unknown>): Sample[] => [{ id: given, body: { version: STALE, ...body } }];
  return {
    '/api/treatments': [{ body: { id: randomUUID(), ...facts, name: `Sample ${randomUUID().slice(0, 8)}` } }],
    'GET /api/treatments/:id': [{ id: treatment, body: {} }],
    '/api/treatment-words': [{ body: { treatmentId: treatment } }],
    '/api/treatment-words/:id': ofWords(facts),
    '/api/treatment-words/:id/discard': ofWords({}),
    '/api/treatment-words/:id/approve': ofWords({}),
    '/api/treatment-words/:id/withdraw': ofWords({ because: 'The words are wrong.' }),
    '/api/patients/:id/treatments': [{ id: patientId, body: { id: randomUUID(), ...row } }],
    '/api/patient-treatments/:id': ofRow(row),
    '/api/patient-treatments/:id/strike-out': ofRow({ because: 'Of another child.' }),
    '/api/patient-treatments/:id/restore': ofRow({}),
  };
};
