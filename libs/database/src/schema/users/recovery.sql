-- What was typed on the sign-in page, until a loop looks whether there is such an account: the person who asks is
-- answered before anybody looks, so the answer can tell nothing.
CREATE TABLE recovery_asks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
  lost text NOT NULL CHECK (lost IN ('password', 'authenticator', 'both')),
  asked_at timestamptz NOT NULL DEFAULT sec.now()
);

CREATE TABLE account_recoveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  lost text NOT NULL CHECK (lost IN ('password', 'authenticator', 'both', 'account')),
  state text NOT NULL CHECK (state IN ('asked', 'waiting', 'confirmed', 'completed', 'refused', 'revoked', 'replaced')),
  asked_at timestamptz NOT NULL DEFAULT sec.now(),
  -- Null: the person themselves.
  asked_by uuid REFERENCES users (id),
  identified text CHECK (identified IN ('telephone', 'in_person', 'video')),
  because text CHECK (because <> ''),
  new_email text CHECK (new_email = lower(new_email)),
  proved_at timestamptz,
  -- Of the mailed link that is worth something now; of a newer mail the newer one.
  token_hash bytea UNIQUE CHECK (length(token_hash) = 32),
  -- When it dies if nothing more happens.
  ends_at timestamptz NOT NULL,
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT account_recoveries_not_own CHECK (asked_by <> user_id),
  CONSTRAINT account_recoveries_by_admin CHECK ((asked_by IS NULL) = (because IS NULL)
    AND (asked_by IS NULL) = (identified IS NULL)),
  -- A person who asks for themselves shows that the mailbox is theirs before any admin is asked.
  CONSTRAINT account_recoveries_proved CHECK (asked_by IS NOT NULL OR proved_at IS NOT NULL OR state NOT IN ('waiting',
    'confirmed', 'completed')),
  CONSTRAINT account_recoveries_return CHECK (asked_by IS NOT NULL OR lost <> 'account' AND new_email IS NULL),
  CONSTRAINT account_recoveries_ended CHECK ((state IN ('completed', 'refused', 'revoked',
    'replaced')) = (ended_at IS NOT NULL)),
  CONSTRAINT account_recoveries_dead CHECK (ended_at IS NULL OR token_hash IS NULL)
);
CREATE UNIQUE INDEX account_recoveries_one_decided ON account_recoveries (user_id) WHERE state IN ('waiting',
  'confirmed');
CREATE INDEX account_recoveries_user ON account_recoveries (user_id, asked_at);

CREATE TABLE account_recovery_confirmations (
  recovery_id uuid NOT NULL REFERENCES account_recoveries (id),
  -- Null: the owner of the database, for an installation that has no second admin left.
  confirmed_by uuid REFERENCES users (id),
  identified text CHECK (identified IN ('telephone', 'in_person', 'video')),
  confirmed_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT account_recovery_confirmations_once UNIQUE NULLS NOT DISTINCT (recovery_id, confirmed_by),
  CONSTRAINT account_recovery_confirmations_identified CHECK ((confirmed_by IS NULL) = (identified IS NULL))
);

-- Mail to staff about their own account. It holds no link: that is made when it is sent.
CREATE TABLE account_messages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES users (id),
  recovery_id uuid REFERENCES account_recoveries (id),
  kind text NOT NULL CHECK (kind IN ('prove', 'use_service', 'started', 'link', 'told', 'setting', 'identity', 'access')),
  -- What a message about a changed setting is about.
  setting_id uuid,
  address text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'leased', 'sent', 'failed', 'stopped')),
  due_at timestamptz NOT NULL DEFAULT sec.now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  -- What a message about a new way in is about.
  access_request_id uuid,
  CONSTRAINT account_messages_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL
    AND lease_until IS NOT NULL)),
  CONSTRAINT account_messages_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT account_messages_about CHECK ((kind IN ('use_service', 'setting', 'identity', 'access')) = (recovery_id IS NULL)
    AND (kind = 'setting') = (setting_id IS NOT NULL)
    AND (kind IN ('identity', 'access')) = (access_request_id IS NOT NULL)),
  CONSTRAINT account_messages_setting FOREIGN KEY (setting_id) REFERENCES settings (id),
  CONSTRAINT account_messages_access FOREIGN KEY (access_request_id) REFERENCES access_requests (id)
);
CREATE INDEX account_messages_to_send ON account_messages (due_at, id) WHERE state IN ('waiting', 'leased');
CREATE INDEX account_messages_recovery ON account_messages (recovery_id, created_at);
