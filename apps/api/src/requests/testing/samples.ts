import { STALE, type Sample, type Samples } from '../../testing/sample';

export const samples: Samples = async (app, { patientId }) => {
  const [request] = await app.sql<{ id: string }>(
    `INSERT INTO requests (patient_id, type, state, source, received_at, since, do_by, created_by)
     SELECT $1, 'general', 'requested', 'email', sec.now(), sec.now(), sec.now()::date, id FROM users
     WHERE email = 'j.ferrars@example.org' RETURNING id`,
    [patientId],
  );
  const author = await app.user('j.ferrars@example.org');
  const [words] = await app.sql<{ id: string }>(
    `INSERT INTO reply_texts (text_id, version_number, title, body, written_by, authors)
     VALUES (gen_random_uuid(), 1, 'Swimming', 'We read your request {reference}.', $1, ARRAY[$1::uuid]) RETURNING id`,
    [author],
  );
  await app.sql(
    `UPDATE reply_texts SET state = 'approved', approved_by = $2, approved_at = sec.now(), version = 2 WHERE id = $1`,
    [words!.id, await app.user('k.shah@example.org')],
  );
  const version = 1;
  const ofRequest = (body: Record<string, unknown>): Sample[] => [{ id: request!.id, body }];
  return {
    '/api/requests': [
      {
        body: {
          patientId,
          type: 'general',
          source: 'email',
          receivedAt: '2026-03-10T10:30:00Z',
          neededBy: '2026-03-20',
          details: 'May she go swimming?',
          takeIt: false,
        },
      },
    ],
    '/api/requests/step': [{ body: { requests: [{ id: request!.id, version }], to: 'answered', note: 'Yes.' } }],
    '/api/requests/take': [{ body: { requests: [{ id: request!.id, version }] } }],
    '/api/requests/wait': [
      {
        body: {
          requests: [{ id: request!.id, version }],
          on: 'family',
          because: 'Which pool?',
          until: '2026-03-12',
        },
      },
    ],
    '/api/requests/undo': [{ body: { requests: [{ id: request!.id, version }] } }],
    'GET /api/requests/:id': ofRequest({}),
    '/api/requests/:id/step': ofRequest({ version, to: 'answered', note: 'Yes.' }),
    '/api/requests/:id/take': ofRequest({ version }),
    '/api/requests/:id/give-back': ofRequest({ version }),
    '/api/requests/:id/wait': ofRequest({ version, on: 'family', because: 'Which pool?', until: '2026-03-12' }),
    '/api/requests/:id/resume': ofRequest({ version }),
    '/api/requests/:id/change': ofRequest({ version, neededBy: '2026-03-21', details: 'May she swim?' }),
    '/api/requests/:id/notes': ofRequest({ note: 'Rang, no answer.' }),
    '/api/requests/:id/undo': ofRequest({ version }),
    'GET /api/requests/:id/replies': ofRequest({}),
    '/api/requests/:id/replies': ofRequest({ version, textId: words!.id, way: 'telephone', day: null, addition: null }),
    '/api/reply-texts': [
      {
        body: {
          textId: '3c5f3b1e-6a55-4a55-9b1f-4f6c2f1f0a77',
          title: 'Ready',
          type: 'general',
          body: 'It is ready, {child}.',
        },
      },
    ],
    '/api/reply-texts/:id/text': [
      { id: words!.id, body: { version: STALE, title: 'Swimming', type: null, body: 'We answer by {day}.' } },
    ],
    '/api/reply-texts/:id/next': [{ id: words!.id, body: { version: STALE } }],
    '/api/reply-texts/:id/approve': [{ id: words!.id, body: { version: STALE } }],
    '/api/reply-texts/:id/withdraw': [{ id: words!.id, body: { version: STALE } }],
  };
};
