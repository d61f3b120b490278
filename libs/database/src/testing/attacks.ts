/** Who holds a connection, and by which of the product's roles. */
export const ROLES = ['app', 'worker', 'feeds', 'backup'] as const;
export type Attacker = (typeof ROLES)[number];

/** What there is to be had: accounts and rows of a small unit. */
export interface Aims {
  nurse: string;
  okoro: string;
  lindqvist: string;
  admin: string;
  okoroPost: string;
  lindqvistPost: string;
  /** A post of Dr Okoro's that has ended. */
  endedPost: string;
  /** Not linked to Dr Okoro's hospital. */
  child: string;
  /** About a child of Dr Okoro's. */
  alert: string;
  attendance: string;
  /** Asked by the admin: Dr Okoro is to become a doctor of the unit. */
  roleChange: string;
  recovery: string;
}

export interface Attack {
  as: Attacker;
  /** For whom the transaction says that it acts. */
  who: 'okoro' | 'admin' | 'nurse' | 'no person';
  what: string;
  sql: string;
}

type Planned = Omit<Attack, 'sql'> & { sql: (aims: Aims) => string };
type Told = readonly [what: string, sql: string | ((aims: Aims) => string)];

const by = (as: Attacker, who: Attack['who'], all: readonly Told[]): Planned[] =>
  all.map(([what, sql]) => ({ as, who, what, sql: typeof sql === 'string' ? () => sql : sql }));

const CREDENTIALS: readonly Told[] = [
  ['reads password hashes', 'SELECT password_hash FROM users WHERE password_hash IS NOT NULL'],
  ['reads whole accounts', 'SELECT * FROM users'],
  ['sets a nurse’s password', ({ nurse }) => `UPDATE users SET password_hash = 'mine' WHERE id = '${nurse}'`],
  ['reads the secrets of telephones', 'SELECT secret FROM user_totp'],
  ['gives a nurse another telephone', ({ nurse }) => `UPDATE user_totp SET secret = 'MINE' WHERE user_id = '${nurse}'`],
  ['takes a nurse’s telephone away', ({ nurse }) => `DELETE FROM user_totp WHERE user_id = '${nurse}'`],
  ['reads passkeys', ({ nurse }) => `SELECT public_key FROM user_passkeys WHERE user_id = '${nurse}'`],
  [
    'gives a nurse a passkey',
    ({ nurse }) =>
      `INSERT INTO user_passkeys (user_id, credential_id, public_key, label) VALUES ('${nurse}', 'mine', '\\x00', 'mine')`,
  ],
  ['turns a passkey’s counter back', 'UPDATE user_passkeys SET counter = 0'],
  ['reads recovery codes', ({ nurse }) => `SELECT code_hash FROM user_recovery_codes WHERE user_id = '${nurse}'`],
  [
    'gives a nurse a recovery code',
    ({ nurse }) => `INSERT INTO user_recovery_codes (user_id, code_hash) VALUES ('${nurse}', '\\x01')`,
  ],
  ['counts tries at passwords', 'SELECT * FROM sign_in_attempts'],
];

const ACCOUNTS: readonly Told[] = [
  ['makes itself an admin', ({ okoro }) => `UPDATE users SET role = 'admin' WHERE id = '${okoro}'`],
  ['moves to another hospital', ({ okoro }) => `UPDATE users SET hospital_id = NULL WHERE id = '${okoro}'`],
  ['takes an address over', ({ nurse }) => `UPDATE users SET email = 'mine@example.org' WHERE id = '${nurse}'`],
  ['makes an account', `INSERT INTO users (email, display_name, role) VALUES ('mine@example.org', 'Mine', 'admin')`],
  ['deletes an account', ({ nurse }) => `DELETE FROM users WHERE id = '${nurse}'`],
  ['invites the first admin', `SELECT sec.invite_first_admin('mine@example.org', sha256('mine'))`],
  ['confirms a recovery as the owner', `SELECT sec.confirm_recovery_as_owner('admin@example.org')`],
  [
    'makes an invitation without a second admin',
    `INSERT INTO invitations (email, role, token_hash) VALUES ('mine@example.org', 'phu_doctor', sha256('mine'))`,
  ],
  ['confirms its own request', `UPDATE access_requests SET state = 'confirmed'`],
  [
    'attaches an identity without a second admin',
    ({ nurse }) =>
      `INSERT INTO user_identities (user_id, issuer, subject) VALUES ('${nurse}', 'https://nhs.example', 'mine')`,
  ],
  ['marks an invitation as taken', 'UPDATE invitations SET accepted_at = sec.now()'],
  ['reads the hash of a link', 'SELECT token_hash FROM invitations'],
  ['approves a role without the function', `UPDATE role_change_requests SET state = 'approved'`],
];

const STRUCTURE: readonly Told[] = [
  ['turns policies off', 'ALTER TABLE patients DISABLE ROW LEVEL SECURITY'],
  ['drops a policy', 'DROP POLICY patients_seen_by_user ON patients'],
  ['makes a policy', 'CREATE POLICY all_of_them ON patients USING (true)'],
  ['drops a trigger', 'DROP TRIGGER authors_are_who_acts ON liaison_entries'],
  [
    'puts another function in its place',
    'CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean LANGUAGE sql AS $$ SELECT true $$',
  ],
  ['makes a function', 'CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
  ['makes a table', 'CREATE TABLE public.mine (id int)'],
  ['makes itself a member of another role', 'GRANT shared_care_definer TO CURRENT_USER'],
  ['empties the log', 'TRUNCATE audit_entries'],
  ['becomes the owner', 'SET ROLE postgres'],
  ['becomes the role of functions', 'SET ROLE shared_care_definer'],
  ['becomes the role that merges', 'SET ROLE shared_care_merger'],
  ['makes a role', 'CREATE ROLE mine LOGIN SUPERUSER'],
  ['switches triggers off', `SET session_replication_role = 'replica'`],
  ['runs a program', `COPY users (email) TO PROGRAM 'cat'`],
  ['reads a file of the server', `SELECT pg_read_file('PG_VERSION')`],
  ['moves the clock', `UPDATE sec.clock SET clock_offset = '1 year'`],
];

const SIGHT: readonly Told[] = [
  ['reads children of others', ({ child }) => `SELECT id FROM patients WHERE id = '${child}'`],
  ['reads an address', ({ child }) => `SELECT address FROM contact_details WHERE patient_id = '${child}'`],
  [
    'covers for another',
    ({ okoroPost, lindqvistPost, okoro }) =>
      `INSERT INTO consultant_covers (absent_id, covering_id, covers_from, covers_to, recorded_by)
       VALUES ('${lindqvistPost}', '${okoroPost}', sec.now(), sec.now() + interval '1 day', '${okoro}')`,
  ],
  ['lets a cover last longer', `UPDATE consultant_covers SET covers_to = covers_to + interval '1 year'`],
  [
    'takes a second post',
    ({ okoro }) =>
      `INSERT INTO link_consultants (user_id, hospital_id, name, from_on)
       SELECT '${okoro}', hospital_id, 'Mine', '2020-01-01' FROM users WHERE id = '${okoro}'`,
  ],
  [
    'ends another’s post',
    ({ lindqvistPost }) => `UPDATE link_consultants SET to_on = '2030-12-31' WHERE id = '${lindqvistPost}'`,
  ],
  ['opens an ended post', ({ endedPost }) => `UPDATE link_consultants SET to_on = NULL WHERE id = '${endedPost}'`],
  ['takes another’s post over', ({ okoro }) => `UPDATE link_consultants SET user_id = '${okoro}'`],
  [
    'links a child',
    ({ child, okoroPost, okoro }) =>
      `INSERT INTO shared_care_links (patient_id, hospital_id, link_consultant_id, role, valid_from, recorded_by)
       SELECT '${child}', hospital_id, '${okoroPost}', 'secondary', sec.now(), '${okoro}' FROM users WHERE id = '${okoro}'`,
  ],
  [
    'moves a link',
    ({ okoroPost, child }) =>
      `UPDATE shared_care_links SET link_consultant_id = '${okoroPost}' WHERE patient_id = '${child}'`,
  ],
  [
    'grants itself emergency access',
    ({ okoro, child, alert }) =>
      `INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
       VALUES (gen_random_uuid(), '${okoro}', '${child}', '${alert}', 'other', 'because I want', sec.now(), sec.now() + interval '4 hours', '2030-01-01')`,
  ],
  ['reads the log', 'SELECT * FROM audit_entries'],
];

const OF_ANOTHER: readonly Told[] = [
  ['reads a session', ({ nurse }) => `SELECT sess FROM sessions WHERE user_id = '${nurse}'`],
  [
    'makes a nurse’s session',
    ({ nurse }) =>
      `INSERT INTO sessions (sid, sess, expire) VALUES ('mine', '{"passport": {"user": "${nurse}"}}', now() + interval '1 day')`,
  ],
  [
    'lets a session live longer',
    ({ nurse }) => `UPDATE sessions SET last_seen_at = sec.now() WHERE user_id = '${nurse}'`,
  ],
  ['ends a session', ({ nurse }) => `DELETE FROM sessions WHERE user_id = '${nurse}'`],
  ['ends all of another’s sessions', ({ nurse }) => `SELECT sec.end_sessions_of('${nurse}')`],
  [
    'makes its browser a known one',
    ({ nurse }) => `INSERT INTO known_devices (user_id, token_hash) VALUES ('${nurse}', '\\x01')`,
  ],
  [
    'gives a nurse its telephone',
    ({ admin }) => `INSERT INTO user_totp (user_id, secret, confirmed_at) VALUES ('${admin}', 'MINE', sec.now())`,
  ],
  ['asks for a nurse’s hash', `SELECT * FROM sec.account_to_sign_in('a.boyd@example.org')`],
  ['asks whose identity it is', `SELECT sec.user_of_identity('https://nhs.example', 'nurse')`],
  [
    'attaches an identity',
    ({ nurse }) =>
      `INSERT INTO user_identities (user_id, issuer, subject) VALUES ('${nurse}', 'https://nhs.example', 'mine')`,
  ],
  ['lets an account try again', `SELECT sec.unlock_account('\\x01')`],
  ['approves a change of role', ({ roleChange }) => `SELECT sec.decide_role_change('${roleChange}', 1, true)`],
  ['confirms a recovery', ({ recovery }) => `SELECT sec.confirm_recovery('${recovery}', 1, 'telephone')`],
];

const IN_ANOTHERS_NAME: readonly Told[] = [
  [
    'writes the log',
    ({ nurse, child }) =>
      `INSERT INTO audit_entries (actor_id, action, entity, patient_id) VALUES ('${nurse}', 'read', 'patients', '${child}')`,
  ],
  [
    'gives advice',
    ({ nurse, alert }) =>
      `INSERT INTO liaison_entries (alert_id, at, direction, with_role, result, advice_given, recorded_by)
       VALUES ('${alert}', sec.now(), 'outgoing', 'ed', 'spoke', 'give double dose', '${nurse}')`,
  ],
  [
    'acknowledges an alert',
    ({ nurse, alert }) =>
      `INSERT INTO alert_events (alert_id, kind, by) VALUES ('${alert}', 'acknowledged', '${nurse}')`,
  ],
  [
    'answers a checklist',
    ({ nurse, alert }) =>
      `INSERT INTO checklist_answers (alert_id, item, answer, answered_by) VALUES ('${alert}', 'home_stock', 'done', '${nurse}')
       ON CONFLICT (alert_id, item) DO UPDATE SET answered_by = '${nurse}'`,
  ],
  [
    'says who told of an arrival',
    ({ nurse, attendance }) =>
      `INSERT INTO attendance_sources (attendance_id, kind, told_by, reported_at, recorded_by)
       VALUES ('${attendance}', 'phone', 'parent', sec.now(), '${nurse}')`,
  ],
  [
    'comments',
    ({ nurse, alert }) =>
      `INSERT INTO consultant_comments (alert_id, kind, words, made_by) VALUES ('${alert}', 'comment', 'mine', '${nurse}')`,
  ],
];

const BY_FUNCTION: readonly Told[] = [
  ['approves a change of role', ({ roleChange }) => `SELECT sec.decide_role_change('${roleChange}', 1, true)`],
  ['makes an account of an invitation', `SELECT sec.accept_invitation(sha256('invited'), 'Mine', 'mine')`],
  ['starts a try', `SELECT sec.begin_sign_in_attempt('a', '\\x01', '\\x01', NULL)`],
  ['sets a password', `SELECT sec.set_own_password('mine')`],
  ['asks for a hash', `SELECT sec.account_to_sign_in('a.boyd@example.org')`],
  ['asks for a telephone’s secret', 'SELECT sec.own_totp_secret()'],
  ['seals the log as it likes', 'SELECT sec.let_merge_reach_every_table()'],
];

const WORKS: readonly Told[] = [
  ['takes the mail of links', `SELECT sec.claim_account_messages(1, 60)`],
  ['looks up who asked for help', 'SELECT sec.take_recovery_asks()'],
  ['reads what was typed', 'SELECT * FROM recovery_asks'],
];

export const attacks: readonly Planned[] = [
  ...by('app', 'okoro', [
    ...CREDENTIALS,
    ...ACCOUNTS,
    ...SIGHT,
    ...OF_ANOTHER,
    ...IN_ANOTHERS_NAME,
    ...WORKS,
    ...STRUCTURE,
  ]),
  ...by('app', 'admin', [
    ...CREDENTIALS,
    ...ACCOUNTS.filter(([what]) => what !== 'reads nothing'),
    ...SIGHT.filter(([what]) => !/another’s post$/.test(what)),
    ...IN_ANOTHERS_NAME,
    ['approves what it asked itself', ({ roleChange }) => `SELECT sec.decide_role_change('${roleChange}', 1, true)`],
    ['confirms a recovery of its own', ({ recovery }) => `SELECT sec.confirm_recovery('${recovery}', 1, 'telephone')`],
    ['reads a session', ({ nurse }) => `SELECT sess FROM sessions WHERE user_id = '${nurse}'`],
  ]),
  ...by('app', 'no person', [...CREDENTIALS, ...ACCOUNTS, ...SIGHT, ...IN_ANOTHERS_NAME]),
  ...by('worker', 'admin', [
    ...CREDENTIALS,
    ...ACCOUNTS,
    ...SIGHT.slice(0, 3),
    ...IN_ANOTHERS_NAME,
    ...BY_FUNCTION,
    ...STRUCTURE,
  ]),
  ...by('feeds', 'admin', [...CREDENTIALS, ...ACCOUNTS, ...BY_FUNCTION, ...STRUCTURE]),
  ...by('backup', 'admin', [
    ...[...CREDENTIALS, ...ACCOUNTS, ...SIGHT].filter(([what]) => !/^(reads|counts)/.test(what)),
    ...IN_ANOTHERS_NAME,
    ...BY_FUNCTION,
    ...WORKS.slice(0, 2),
    ...STRUCTURE,
  ]),
];
