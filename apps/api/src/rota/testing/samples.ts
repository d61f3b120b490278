import { STALE, type Samples } from '../../testing/sample';

/** A swap, extra cover and leave of days far ahead, and one change and one pattern to take back. */
export const samples: Samples = async (app) => {
  const version = 1;
  const [adeyemi, sethi] = [await app.user('t.adeyemi@example.org'), await app.user('n.sethi@example.org')];
  const [change] = await app.sql<{ id: string }>(
    `INSERT INTO rota_changes (group_id, kind, off_user_id, starts_at, ends_at, reason, made_by)
     VALUES (gen_random_uuid(), 'leave', $1, '2026-08-01T08:00Z', '2026-08-02T08:00Z', 'Annual leave', $1) RETURNING id`,
    [sethi],
  );
  const [pattern] = await app.sql<{ id: string }>(
    `INSERT INTO rota_patterns (effective_from, made_by) VALUES ('2030-01-07', $1) RETURNING id`,
    [sethi],
  );
  const [ask] = await app.sql<{ id: string }>(
    `INSERT INTO rota_swap_asks (duty, off_user_id, on_user_id, starts_at, ends_at, reason)
     VALUES ('on_call_registrar', $1, $2, '2026-09-01T16:00Z', '2026-09-02T08:00Z', 'A wedding') RETURNING id`,
    [sethi, adeyemi],
  );
  const times = { from: '2026-06-02T15:30:00Z', until: '2026-06-03T08:00:00Z' };
  return {
    '/api/rota/changes': [
      {
        body: {
          kind: 'swap',
          duty: 'on_call_registrar',
          offUserId: sethi,
          onUserId: adeyemi,
          ...times,
          back: { from: '2026-06-03T15:30:00Z', until: '2026-06-04T08:00:00Z' },
          reason: 'Agreed by telephone',
        },
      },
      { body: { kind: 'extra_cover', duty: 'on_call_registrar', onUserId: adeyemi, ...times, reason: 'Busy night' } },
      { body: { kind: 'leave', offUserId: sethi, ...times, reason: 'Annual leave' } },
    ],
    '/api/rota/changes/:id/withdraw': [{ id: change!.id, body: { version } }],
    '/api/rota/changes/:id/restore': [{ id: change!.id, body: { version } }],
    '/api/rota/swaps': [
      {
        body: {
          id: '7a0a4c62-0c3f-4c93-8a53-5a4c5d0c2d11',
          duty: 'phu_nurse',
          onUserId: await app.user('j.ferrars@example.org'),
          ...times,
          reason: 'A wedding',
        },
      },
    ],
    '/api/rota/swaps/:id/agree': [{ id: ask!.id, body: { version: STALE } }],
    '/api/rota/swaps/:id/decline': [{ id: ask!.id, body: { version: STALE, because: 'I am away' } }],
    '/api/rota/swaps/:id/undo': [{ id: ask!.id, body: { version: STALE } }],
    '/api/rota/patterns': [
      {
        body: {
          effectiveFrom: '2028-01-03',
          lines: [{ duty: 'on_call_registrar', userId: sethi, day: 1, from: '17:00', to: '09:00' }],
          replaces: { id: pattern!.id, version },
        },
      },
    ],
    '/api/rota/patterns/:id/withdraw': [{ id: pattern!.id, body: { version } }],
    '/api/rota/numbers': [{ body: { duty: 'consultant_lead', phone: '01632 960150', bleep: '4418', version: 0 } }],
  };
};
