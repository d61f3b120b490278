import { randomUUID } from 'node:crypto';
import type { Sample, SampleSubject, Samples } from '../../testing/sample';
import type { TestApp } from '../../testing/test-app';

const TOKEN = 'x'.repeat(43);

export const samples: Samples = async (app, about) => ({
  ...ownAccount(),
  ...(await accounts(app, about)),
  ...(await recoveries(app)),
});

function ownAccount(): Record<string, Sample[]> {
  // Well formed; what they sign is nobody's challenge.
  const passkey = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
  const shown = { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' };
  const offered = { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['internal'] };
  return {
    '/api/session': [{ body: { email: 'a.boyd@example.org', password: 'shared care demo' } }],
    '/api/session/enrolment': [{ body: { kind: 'authenticator_app' } }],
    '/api/session/code': [{ body: { code: '123456' } }],
    '/api/account/authenticator-app': [{ body: { password: 'shared care demo' } }],
    '/api/account/authenticator-app/confirm': [{ body: { code: '123456' } }],
    '/api/account/recovery-codes': [{ body: { password: 'shared care demo' } }],
    '/api/session/passkey': [{ body: { response: { ...passkey, response: shown } } }],
    '/api/account/passkeys/begin': [{ body: { password: 'shared care demo' } }],
    '/api/account/passkeys': [{ body: { label: 'Phone', response: { ...passkey, response: offered } } }],
    '/api/account/passkeys/:id/remove': [{ id: randomUUID(), body: { password: 'shared care demo' } }],
    '/api/account/password': [{ body: { password: 'shared care demo', newPassword: 'marble kettle november' } }],
  };
}

async function accounts(app: TestApp, { hospitalId }: SampleSubject): Promise<Record<string, Sample[]>> {
  const colleague = await app.user('j.ferrars@example.org');
  const [roleChange] = await app.sql<{ id: string }>(
    `INSERT INTO role_change_requests (user_id, from_role, to_role, requested_by)
     SELECT $1, 'haemostasis_nurse', 'phu_doctor', id FROM users WHERE email = 'r.quist@example.org' RETURNING id`,
    [colleague],
  );
  const version = 1;
  const [asked] = await app.sql<{ id: string }>(
    `INSERT INTO access_requests (kind, email, role, requested_by)
     SELECT 'invitation', 'waiting@example.org', 'haemostasis_nurse', id FROM users WHERE email = 'r.quist@example.org' RETURNING id`,
  );
  const [invited] = await app.sql<{ id: string }>(
    `INSERT INTO invitations (email, role, token_hash, invited_by)
     SELECT 'invited@example.org', 'haemostasis_nurse', sha256(gen_random_uuid()::text::bytea), id FROM users WHERE email = 'r.quist@example.org'
     RETURNING id`,
  );
  // Of somebody whom no spec signs in: an identity that goes takes the sessions along.
  const [attached] = await app.sql<{ id: string }>(
    `INSERT INTO user_identities (user_id, issuer, subject, attached_by)
     SELECT $1, 'https://service.example.org', 'a-colleague-there', id FROM users WHERE email = 'r.quist@example.org' RETURNING id`,
    [await app.user('c.marsh@example.org')],
  );
  return {
    '/api/access-requests/:id/confirm': [{ id: asked!.id, body: { version } }],
    '/api/access-requests/:id/refuse': [{ id: asked!.id, body: { version } }],
    '/api/invitations/:id/revoke': [{ id: invited!.id, body: {} }],
    '/api/identities/:id/detach': [{ id: attached!.id, body: {} }],
    '/api/users/:id/disable': [{ id: colleague, body: { version } }],
    '/api/users/:id/enable': [{ id: colleague, body: { version } }],
    '/api/users/:id/end-sessions': [{ id: colleague, body: { version } }],
    '/api/users/:id/unlock': [{ id: colleague, body: { version } }],
    '/api/users/:id/identities': [{ id: colleague, body: { version, subject: 'a-person-there' } }],
    '/api/users/:id/role-changes': [{ id: colleague, body: { version, role: 'link_consultant', hospitalId } }],
    '/api/role-changes/:id/approve': [{ id: roleChange!.id, body: { version } }],
    '/api/role-changes/:id/refuse': [{ id: roleChange!.id, body: { version } }],
    '/api/invitations': [{ body: { email: 'new@example.org', role: 'link_consultant', hospitalId } }],
    '/api/invitations/accept': [
      { body: { token: 'x'.repeat(43), displayName: 'N Ewcomer', password: 'twelve or more letters' } },
    ],
  };
}

/** Letting somebody in again: one that another admin has started waits. */
async function recoveries(app: TestApp): Promise<Record<string, Sample[]>> {
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
