import type { Sample, Samples } from '../../testing/sample';

export const samples: Samples = async (app, { alertId }) => {
  const colleague = await app.user('j.ferrars@example.org');
  const [entry] = await app.sql<{ id: string }>(
    `INSERT INTO liaison_entries (alert_id, at, direction, with_role, result, recorded_by)
     VALUES ($1, sec.now(), 'outgoing', 'ward_nurse', 'no_answer', $2) RETURNING id`,
    [alertId, colleague],
  );
  const [{ callId }] = (await app.sql<{ callId: string }>(
    `INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
     VALUES ($1, 2, 99, 'telephone_task', 'No answer so far') RETURNING id AS "callId"`,
    [alertId],
  )) as [{ callId: string }];
  // Recorded by the nurse who asks.
  const [{ madeId, madeAt }] = (await app.sql<{ madeId: string; madeAt: Date }>(
    `INSERT INTO alert_deliveries (alert_id, level, round, channel, because, state, confirmed_at, confirmed_by, rang)
     SELECT $1, 2, 100, 'telephone_task', 'No answer so far', 'confirmed', sec.now(), id, 'Dr T Adeyemi'
     FROM users WHERE email = 'a.boyd@example.org' RETURNING id AS "madeId", confirmed_at AS "madeAt"`,
    [alertId],
  )) as [{ madeId: string; madeAt: Date }];
  const version = 1;
  const ofAlert = (body: Record<string, unknown>): Sample[] => [{ id: alertId, body }];
  return {
    '/api/deliveries/shown': [{ body: { alertIds: [alertId] } }],
    '/api/deliveries/:id/call': [{ id: callId, body: { rang: 'Dr T Adeyemi, by switchboard' } }],
    '/api/deliveries/:id/take-back-call': [{ id: madeId, body: { at: madeAt.toISOString() } }],
    '/api/alerts/:id/acknowledge': ofAlert({ version }),
    '/api/alerts/:id/hand-back': ofAlert({ version }),
    '/api/alerts/:id/liaison-entries': ofAlert({
      direction: 'outgoing',
      withRole: 'ward_nurse',
      withName: 'Sister Lee',
      numberUsed: '01632 960204',
      result: 'spoke',
      at: '2026-03-10T10:55:00Z',
      adviceAsked: 'What first?',
      adviceGiven: 'Follow the plan.',
      agreedNextStep: 'Ring back at noon.',
      nextContactAt: '2026-03-10T12:00:00Z',
    }),
    '/api/liaison-entries/:id/strike-out': [{ id: entry!.id, body: { because: 'It was another child.' } }],
    '/api/alerts/:id/checklist': ofAlert({ item: 'family_contacted', answer: 'not_needed', note: 'They rang us.' }),
    '/api/alerts/:id/await': ofAlert({ version, what: 'family', from: 'Mother', wakeAt: '2026-03-11T09:00:00Z' }),
    '/api/alerts/:id/resume': ofAlert({ version }),
    '/api/alerts/:id/close': ofAlert({ version, outcome: 'resolved', note: 'Settled.' }),
    '/api/alerts/:id/offer': ofAlert({ version, to: colleague, reason: 'End of my shift.' }),
    '/api/alerts/:id/take-back-offer': ofAlert({ version }),
    '/api/alerts/:id/answer-offer': ofAlert({ version, answer: 'decline', reason: 'Leaving too.' }),
    '/api/alerts/:id/handover-note': ofAlert({
      version,
      severity: 'watch',
      plan: 'Second dose at 18:00.',
      whatIf: 'Swelling grows: ring the registrar.',
    }),
    '/api/alerts/:id/raise-tier': ofAlert({ version, trigger: 'judged_red', words: 'Getting worse.' }),
    '/api/alerts/:id/lower-tier': ofAlert({ version, tier: 'blue', reason: 'A graze, seen by us.' }),
    // Not the colleague whose account other samples disable.
    '/api/handover/offers': [
      {
        body: {
          alertIds: [alertId],
          to: await app.user('k.shah@example.org'),
          reason: 'End of my shift.',
        },
      },
    ],
    '/api/handover/overnight-calls': [{ body: { answer: 'none' } }],
    '/api/alerts/:id/reopen': ofAlert({ version, reason: 'Bleeding again.' }),
  };
};
