import { STALE, type Samples } from '../../testing/sample';

/** Accepted bodies about surveys, with a draft and a survey that went out to the child, made by a colleague. */
export const samples: Samples = async (app, { patientId }) => {
  const colleague = await app.user('j.ferrars@example.org');
  const one = async (sent: boolean): Promise<string> =>
    (
      await app.sql<{ id: string }>(
        `INSERT INTO surveys (topic, title, link, words, made_by, sent_by, sent_at)
         VALUES ('annual', 'How are we doing?', 'https://surveys.example.org/year', 'Please tell us.', $1,
                 CASE WHEN $2 THEN $1::uuid END, CASE WHEN $2 THEN sec.now() END) RETURNING id`,
        [colleague, sent],
      )
    )[0]!.id;
  const [draft, sent] = [await one(false), await one(true)];
  await app.sql(
    `WITH invited AS (INSERT INTO survey_invitations (survey_id, patient_id, code) VALUES ($1, $2, 'KKKKKKKKK4')
       RETURNING survey_id, patient_id)
     INSERT INTO survey_messages (survey_id, patient_id, kind, state, sent_at)
     SELECT survey_id, patient_id, 'invitation', 'sent', sec.now() FROM invited`,
    [sent, patientId],
  );
  // The demo may have asked the family; the sample below is the first answer.
  await app.sql('DELETE FROM participation WHERE patient_id = $1', [patientId]);
  const facts = {
    topic: 'vaccination',
    title: 'Vaccinations',
    link: 'https://surveys.example.org/vaccination',
    words: 'Tell us how it went.',
    hospitalId: null,
    groupOnly: false,
  };
  return {
    '/api/surveys': [{ body: facts }],
    'GET /api/surveys/:id': [{ id: draft, body: {} }],
    'GET /api/surveys/:id/audience': [{ id: draft, body: {} }],
    'GET /api/surveys/:id/families': [{ id: sent, body: {} }],
    '/api/surveys/:id/change': [{ id: draft, body: { version: STALE, ...facts } }],
    '/api/surveys/:id/send': [{ id: draft, body: { version: STALE, families: 12 } }],
    '/api/surveys/:id/answers': [{ id: sent, body: { code: 'KKK-KKK-KKK4', answered: true } }],
    '/api/surveys/:id/remind': [{ id: sent, body: { version: STALE } }],
    '/api/surveys/:id/stop': [{ id: sent, body: { version: STALE } }],
    '/api/surveys/:id/retry': [{ id: sent, body: { version: STALE } }],
    '/api/surveys/:id/close': [{ id: sent, body: { version: STALE } }],
    '/api/patients/:id/participation': [
      { id: patientId, body: { version: 0, interest: 'yes', nextClinicOn: '2026-04-20' } },
    ],
  };
};
