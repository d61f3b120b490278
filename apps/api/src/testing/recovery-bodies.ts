import type { Sample } from './bodies';
import type { TestApp } from './test-app';

const TOKEN = 'x'.repeat(43);

/** Bodies for letting somebody in again: one that another admin has started waits. */
export async function recoveryBodies(app: TestApp): Promise<Record<string, Sample[]>> {
  const version = 1;
  const [waiting] = await app.sql<{ id: string }>(
    `INSERT INTO account_recoveries (user_id, lost, state, asked_by, identified, because, ends_at)
     SELECT u.id, 'both', 'waiting', a.id, 'telephone', 'Lost the telephone.', sec.now() + interval '72 hours'
     FROM users u, users a WHERE u.email = 'p.lindqvist@example.org' AND a.email = 'r.quist@example.org' RETURNING id`,
  );
  const recovery = (body: Record<string, unknown>): Sample[] => [{ id: waiting!.id, body: { version, ...body } }];
  return {
    '/api/recoveries/ask': [{ body: { email: 'nobody@example.org', lost: 'password' } }],
    '/api/recoveries/look': [{ body: { token: TOKEN } }],
    '/api/recoveries/prove': [{ body: { token: TOKEN } }],
    '/api/recoveries/complete': [{ body: { token: TOKEN, password: 'violet harbour kettle', keepPasskeys: [] } }],
    '/api/users/:id/recoveries': [
      {
        id: await app.user('m.okoro@example.org'),
        body: {
          version,
          lost: 'password',
          identified: 'in_person',
          because: 'New mailbox after the merger.',
          newEmail: 'okoro@example.org',
        },
      },
    ],
    '/api/recoveries/:id/confirm': recovery({ identified: 'telephone' }),
    '/api/recoveries/:id/end': recovery({}),
    '/api/recoveries/:id/send-again': recovery({}),
  };
}
