-- The layout that the session store (connect-pg-simple) reads and writes.
CREATE TABLE sessions (
  sid text PRIMARY KEY,
  sess json NOT NULL,
  expire timestamptz NOT NULL,
  -- Beside what the session store writes. The id is what a person's list of sessions shows; sid never leaves.
  id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  user_id uuid GENERATED ALWAYS AS (((sess -> 'passport') ->> 'user')::uuid) STORED,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  last_seen_at timestamptz NOT NULL DEFAULT sec.now()
);
CREATE INDEX sessions_expire ON sessions (expire);
CREATE INDEX sessions_user ON sessions (user_id) WHERE user_id IS NOT NULL;

-- Browsers on which somebody has signed in before: other people's wrong passwords do not hold them up.
CREATE TABLE known_devices (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  last_used_at timestamptz NOT NULL DEFAULT sec.now(),
  PRIMARY KEY (user_id, token_hash)
);
CREATE INDEX known_devices_token ON known_devices (token_hash);

-- One row for each password or code that was really checked and not found right. Both keys are keyed hashes: a
-- copy of this table tells neither who was tried nor from where.
CREATE TABLE sign_in_attempts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account bytea NOT NULL,
  network bytea NOT NULL,
  known_device bytea,
  at timestamptz NOT NULL DEFAULT sec.now()
);
CREATE INDEX sign_in_attempts_account ON sign_in_attempts (account, at);
CREATE INDEX sign_in_attempts_network ON sign_in_attempts (network, at) WHERE known_device IS NULL;
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);

CREATE TABLE user_totp (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  secret text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  -- Until a code made with it was typed once, it opens nothing.
  confirmed_at timestamptz,
  -- The 30-second step of the last code taken; that code and older ones are refused.
  last_used_step bigint
);

CREATE TABLE user_passkeys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL DEFAULT 0,
  transports text[] NOT NULL DEFAULT '{}',
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  last_used_at timestamptz
);
CREATE INDEX user_passkeys_user ON user_passkeys (user_id);

CREATE TABLE user_recovery_codes (
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

-- Who somebody is at a sign-in service. Matched on both columns: an email address proves nothing.
CREATE TABLE user_identities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  issuer text NOT NULL,
  subject text NOT NULL,
  attached_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  attached_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT user_identities_one_person UNIQUE (issuer, subject),
  CONSTRAINT user_identities_not_own CHECK (attached_by <> user_id)
);
CREATE INDEX user_identities_user ON user_identities (user_id);

-- What a passkey is asked to sign: worth something once, for one purpose and for five minutes. The request that takes
-- it deletes it, so that of two answers that come at once one finds nothing.
CREATE TABLE passkey_challenges (
  challenge_hash bytea PRIMARY KEY CHECK (length(challenge_hash) = 32),
  purpose text NOT NULL CHECK (purpose IN ('register', 'sign_in')),
  -- Whose passkey is made or asked for; empty while nobody is known.
  user_id uuid REFERENCES users (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL DEFAULT (sec.now() + interval '5 minutes'),
  CONSTRAINT passkey_challenges_register_somebody CHECK (purpose <> 'register' OR user_id IS NOT NULL)
);
CREATE INDEX passkey_challenges_expire ON passkey_challenges (expires_at);

-- Tries at codes, counted by network so that nobody can guess for long. No code is kept.
CREATE TABLE code_checks (
  network bytea NOT NULL,
  minute timestamptz NOT NULL,
  tries int NOT NULL,
  PRIMARY KEY (network, minute)
);
