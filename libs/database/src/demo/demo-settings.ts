import type { EntityManager } from 'typeorm';

/** A setting that waits for a second person, one that was declined, and somebody whom two admins let in again. */
export async function demoSettings(tx: EntityManager, users: ReadonlyMap<string, string>): Promise<void> {
  const [ferrars, boyd, adeyemi, quist] = [
    'j.ferrars@example.org',
    'a.boyd@example.org',
    't.adeyemi@example.org',
    'r.quist@example.org',
  ].map((email) => users.get(email));
  await tx.query(
    `INSERT INTO settings (key, value, based_on, state, reason, proposed_by, proposed_at, decided_by, decided_at)
     SELECT 'working_hours', '{"start": "08:00", "end": "18:00", "handoverFrom": "17:30"}', id, 'declined',
            'Longer clinics on Tuesdays.', $1, sec.now() - interval '20 days', $2::uuid, sec.now() - interval '19 days'
     FROM settings WHERE key = 'working_hours'`,
    [ferrars, boyd],
  );
  await tx.query(
    `INSERT INTO settings (key, value, based_on, state, reason, proposed_by, proposed_at)
     SELECT 'vaccination_ages', jsonb_set(value, '{ages}', value -> 'ages' || '{"label": "2 years", "months": 24}'), id, 'waiting',
            'The flu vaccine is offered from two years on.', $1, sec.now() - interval '1 day'
     FROM settings WHERE key = 'vaccination_ages'`,
    [ferrars],
  );
  await tx.query(
    `INSERT INTO account_recoveries (user_id, lost, state, asked_at, asked_by, identified, because, ends_at)
     VALUES ($1, 'authenticator', 'waiting', sec.now() - interval '2 hours', $2, 'telephone', 'The telephone fell into the sea.',
             sec.now() + interval '70 hours')`,
    [adeyemi, quist],
  );
}
