import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Letting somebody in again who lost what they sign in with, or who left: never by one person alone. The link is made by
 * the loop that mails it at the moment of mailing, so that no admin, no log and no table ever holds it.
 */
export class RecoveredAccounts1764000000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was typed on the sign-in page, until a loop looks whether there is such an account: whoever asks is answered
      -- before anybody looks, so the answer can tell nothing.
      CREATE TABLE recovery_asks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL CHECK (email = lower(email) AND length(email) <= 254),
        lost text NOT NULL CHECK (lost IN ('password', 'authenticator', 'both')),
        asked_at timestamptz NOT NULL DEFAULT sec.now()
      );
      GRANT INSERT (email, lost) ON recovery_asks TO shared_care_app;
      GRANT SELECT, UPDATE, DELETE ON recovery_asks TO shared_care_definer;

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
        CONSTRAINT account_recoveries_by_admin CHECK ((asked_by IS NULL) = (because IS NULL) AND (asked_by IS NULL) = (identified IS NULL)),
        -- Whoever asks for themselves shows that the mailbox is theirs before any admin is asked.
        CONSTRAINT account_recoveries_proved CHECK (asked_by IS NOT NULL OR proved_at IS NOT NULL OR state NOT IN ('waiting', 'confirmed', 'completed')),
        CONSTRAINT account_recoveries_return CHECK (asked_by IS NOT NULL OR (lost <> 'account' AND new_email IS NULL)),
        CONSTRAINT account_recoveries_ended CHECK ((state IN ('completed', 'refused', 'revoked', 'replaced')) = (ended_at IS NOT NULL)),
        CONSTRAINT account_recoveries_dead CHECK (ended_at IS NULL OR token_hash IS NULL)
      );
      CREATE UNIQUE INDEX account_recoveries_one_decided ON account_recoveries (user_id) WHERE state IN ('waiting', 'confirmed');
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
        kind text NOT NULL CHECK (kind IN ('prove', 'use_service', 'started', 'link', 'told', 'setting')),
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
        CONSTRAINT account_messages_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
        CONSTRAINT account_messages_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
        CONSTRAINT account_messages_about CHECK (
          (kind IN ('use_service', 'setting')) = (recovery_id IS NULL) AND (kind = 'setting') = (setting_id IS NOT NULL))
      );
      CREATE INDEX account_messages_to_send ON account_messages (due_at, id) WHERE state IN ('waiting', 'leased');
      CREATE INDEX account_messages_recovery ON account_messages (recovery_id, created_at);

      GRANT SELECT (id, user_id, lost, state, asked_at, asked_by, identified, because, new_email, proved_at, ends_at, ended_by,
                    ended_at, version) ON account_recoveries TO shared_care_app;
      GRANT SELECT ON account_recovery_confirmations, account_messages TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE ON account_recoveries, account_messages TO shared_care_definer;
      GRANT SELECT, INSERT ON account_recovery_confirmations TO shared_care_definer;
      GRANT UPDATE (password_hash, disabled_at, email) ON users TO shared_care_definer;
      GRANT SELECT ON user_identities TO shared_care_definer;
      GRANT SELECT, DELETE ON user_totp, user_passkeys, user_recovery_codes, sessions, known_devices TO shared_care_definer;
    `);
    for (const table of ['account_recoveries', 'account_recovery_confirmations', 'account_messages'])
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_admin ON ${table} FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
        CREATE POLICY ${table}_by_functions ON ${table} TO shared_care_definer USING (true) WITH CHECK (true);
      `);
    await runner.query(VOICES);
    await runner.query(OF_THE_PERSON);
    await runner.query(OF_ADMINS);
    await runner.query(OF_THE_LOOP);
    for (const [signature, who] of Object.entries(SIGNATURES))
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO ${who};
      `);
    await runner.query(`
      -- Enabling again is for a slip of the day. Whoever was away longer is let in again by two people.
      CREATE FUNCTION sec.guard_enabling() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF current_user = 'shared_care_app' AND OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL
           AND OLD.disabled_at <= sec.now() - interval '24 hours' THEN
          RAISE EXCEPTION 'disabled for longer than a day' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_enabled_by_two';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER users_enabled_by_two BEFORE UPDATE OF disabled_at ON users
        FOR EACH ROW EXECUTE FUNCTION sec.guard_enabling();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER users_enabled_by_two ON users;
      DROP FUNCTION sec.guard_enabling();
      ${Object.keys(SIGNATURES)
        .reverse()
        .map((signature) => `DROP FUNCTION ${signature};`)
        .join('\n')}
      REVOKE SELECT, DELETE ON user_totp, user_passkeys, user_recovery_codes, sessions, known_devices FROM shared_care_definer;
      GRANT SELECT ON known_devices TO shared_care_definer;
      REVOKE SELECT ON user_identities FROM shared_care_definer;
      REVOKE UPDATE (password_hash, disabled_at, email) ON users FROM shared_care_definer;
      DROP TABLE account_messages, account_recovery_confirmations, account_recoveries, recovery_asks;
    `);
  }
}

const SIGNATURES: Readonly<Record<string, string>> = {
  'sec.recovery_missing(account_recoveries)': 'shared_care_definer',
  'sec.recovery_missing_of(uuid)': 'shared_care_app',
  'sec.confirmed_recovery(uuid)': 'shared_care_definer',
  'sec.open_recovery(bytea)': 'shared_care_app',
  'sec.prove_mailbox(bytea)': 'shared_care_app',
  'sec.complete_recovery(bytea, text, uuid[])': 'shared_care_app',
  'sec.start_recovery(uuid, text, text, text, text)': 'shared_care_app',
  'sec.confirm_recovery(uuid, int, text)': 'shared_care_app',
  'sec.end_recovery(uuid, int)': 'shared_care_app',
  'sec.send_recovery_again(uuid, int)': 'shared_care_app',
  'sec.confirm_recovery_as_owner(text)': 'CURRENT_USER',
  'sec.take_recovery_asks()': 'shared_care_worker',
  'sec.claim_account_messages(int, float8)': 'shared_care_worker',
  'sec.open_account_message(uuid, uuid, bytea)': 'shared_care_worker',
  'sec.settle_account_message(uuid, uuid, text, text, float8)': 'shared_care_worker',
};

const FUNCTION = 'SECURITY DEFINER SET search_path = public, pg_temp AS $$';

const VOICES = `
  -- How many admins are still wanted. The person's own mailbox is one voice; whoever it is about never counts as another,
  -- nor does anybody who is no admin any more. An admin's own account needs two besides.
  CREATE FUNCTION sec.recovery_missing(r account_recoveries) RETURNS int LANGUAGE sql STABLE ${FUNCTION}
    SELECT greatest(0,
      CASE WHEN r.asked_by IS NOT NULL THEN 2
           WHEN (SELECT role FROM users WHERE id = r.user_id) = 'admin' THEN 2 ELSE 1 END
      - (SELECT count(*)::int FROM (
           SELECT r.asked_by AS id UNION SELECT c.confirmed_by FROM account_recovery_confirmations c WHERE c.recovery_id = r.id) v
         JOIN users u ON u.id = v.id AND u.role = 'admin' AND u.disabled_at IS NULL AND u.id <> r.user_id)
      - (SELECT count(*)::int FROM account_recovery_confirmations c WHERE c.recovery_id = r.id AND c.confirmed_by IS NULL))
  $$;

  CREATE FUNCTION sec.recovery_missing_of(recovery uuid) RETURNS int LANGUAGE sql STABLE ${FUNCTION}
    SELECT sec.recovery_missing(r) FROM account_recoveries r WHERE r.id = recovery AND sec.user_role() = 'admin'
  $$;

  -- With the last voice the link goes out. True when it was the last.
  CREATE FUNCTION sec.confirmed_recovery(recovery uuid) RETURNS boolean LANGUAGE plpgsql ${FUNCTION}
  DECLARE r account_recoveries;
  BEGIN
    SELECT * INTO r FROM account_recoveries WHERE id = recovery;
    UPDATE account_recoveries SET version = version + 1 WHERE id = recovery;
    IF sec.recovery_missing(r) > 0 THEN RETURN false; END IF;
    UPDATE account_recoveries SET state = 'confirmed', ends_at = sec.now() + interval '72 hours' WHERE id = recovery;
    INSERT INTO account_messages (user_id, recovery_id, kind, address)
    SELECT r.user_id, r.id, 'link', coalesce(r.new_email, u.email) FROM users u WHERE u.id = r.user_id;
    RETURN true;
  END $$;
`;

const OF_THE_PERSON = `
  -- What a link is for. Used, revoked, run out and unknown links open nothing alike; so do those of accounts that were
  -- disabled meanwhile, and those whose admins are none any more.
  CREATE FUNCTION sec.open_recovery(hash bytea) RETURNS SETOF account_recoveries LANGUAGE sql STABLE ${FUNCTION}
    SELECT r.* FROM account_recoveries r JOIN users u ON u.id = r.user_id
    WHERE r.token_hash = hash AND r.ends_at > sec.now() AND r.ended_at IS NULL
      AND (r.state = 'asked' OR (r.state = 'confirmed' AND sec.recovery_missing(r) = 0))
      AND (u.disabled_at IS NULL OR r.lost = 'account')
  $$;

  -- The mailbox is theirs. From now on it waits for an admin; an older one of the same person that waits is replaced.
  CREATE FUNCTION sec.prove_mailbox(hash bytea) RETURNS uuid LANGUAGE plpgsql ${FUNCTION}
  DECLARE r account_recoveries;
  BEGIN
    SELECT * INTO r FROM account_recoveries WHERE id = (SELECT id FROM sec.open_recovery(hash) WHERE state = 'asked') FOR UPDATE;
    IF r.id IS NULL OR r.state <> 'asked' OR r.token_hash IS DISTINCT FROM hash THEN RETURN NULL; END IF;
    UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
    WHERE user_id = r.user_id AND state IN ('waiting', 'confirmed');
    UPDATE account_recoveries SET state = 'waiting', proved_at = sec.now(), token_hash = NULL,
      ends_at = sec.now() + interval '72 hours', version = version + 1
    WHERE id = r.id;
    RETURN r.id;
  END $$;

  -- One statement takes the link, so it works once however often it is sent in. Every session ends, and whatever was lost
  -- opens nothing any more.
  CREATE FUNCTION sec.complete_recovery(hash bytea, new_password text, keep uuid[]) RETURNS uuid LANGUAGE plpgsql ${FUNCTION}
  DECLARE
    r account_recoveries;
    old_email text;
  BEGIN
    SELECT * INTO r FROM account_recoveries WHERE id = (SELECT id FROM sec.open_recovery(hash) WHERE state = 'confirmed') FOR UPDATE;
    IF r.id IS NULL OR r.state <> 'confirmed' OR r.token_hash IS DISTINCT FROM hash THEN RETURN NULL; END IF;
    IF (new_password IS NULL) <> (r.lost = 'authenticator' OR (r.lost = 'account' AND NOT EXISTS (
          SELECT 1 FROM users WHERE id = r.user_id AND password_hash IS NOT NULL)
          AND EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = r.user_id))) THEN
      RAISE EXCEPTION 'a new password where one is wanted, and nowhere else' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE account_recoveries SET state = 'completed', ended_at = sec.now(), token_hash = NULL, version = version + 1 WHERE id = r.id;
    SELECT email INTO old_email FROM users WHERE id = r.user_id;
    UPDATE users SET password_hash = coalesce(new_password, password_hash), email = coalesce(r.new_email, email),
      disabled_at = CASE WHEN r.lost = 'account' THEN NULL ELSE disabled_at END, version = version + 1
    WHERE id = r.user_id;
    IF r.lost <> 'password' THEN
      DELETE FROM user_totp WHERE user_id = r.user_id;
      DELETE FROM user_recovery_codes WHERE user_id = r.user_id;
      DELETE FROM user_passkeys WHERE user_id = r.user_id AND NOT id = ANY (keep);
    END IF;
    DELETE FROM sessions WHERE user_id = r.user_id OR sess -> 'halfway' ->> 'userId' = r.user_id::text;
    DELETE FROM known_devices WHERE user_id = r.user_id;
    UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
    WHERE recovery_id = r.id AND state IN ('waiting', 'leased');
    INSERT INTO account_messages (user_id, recovery_id, kind, address)
    SELECT DISTINCT r.user_id, r.id, 'told', a FROM unnest(ARRAY[old_email, coalesce(r.new_email, old_email)]) AS a;
    RETURN r.user_id;
  END $$;
`;

const OF_ADMINS = `
  -- The first of two admins. Null where one waits already, or where there is nothing to recover.
  CREATE FUNCTION sec.start_recovery(person uuid, what text, how text, words text, other_email text) RETURNS uuid
    LANGUAGE plpgsql ${FUNCTION}
  DECLARE
    u users;
    new_id uuid;
  BEGIN
    IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
    SELECT * INTO u FROM users WHERE id = person;
    IF u.id IS NULL OR (what = 'account') <> (u.disabled_at IS NOT NULL) THEN RETURN NULL; END IF;
    UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
    WHERE user_id = person AND (state = 'asked' OR (state IN ('waiting', 'confirmed') AND ends_at <= sec.now()));
    INSERT INTO account_recoveries (user_id, lost, state, asked_by, identified, because, new_email, ends_at)
    VALUES (person, what, 'waiting', sec.uid(), how, words, other_email, sec.now() + interval '72 hours')
    ON CONFLICT (user_id) WHERE state IN ('waiting', 'confirmed') DO NOTHING RETURNING id INTO new_id;
    -- So that nobody's account is opened behind their back.
    IF new_id IS NOT NULL AND what <> 'account' THEN
      INSERT INTO account_messages (user_id, recovery_id, kind, address) VALUES (person, new_id, 'started', u.email);
    END IF;
    RETURN new_id;
  END $$;

  -- True when this call confirmed. Neither the person nor anybody who has spoken already.
  CREATE FUNCTION sec.confirm_recovery(recovery uuid, seen int, how text) RETURNS boolean LANGUAGE plpgsql ${FUNCTION}
  DECLARE r account_recoveries;
  BEGIN
    IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
    SELECT * INTO r FROM account_recoveries WHERE id = recovery FOR UPDATE;
    IF r.id IS NULL OR r.version <> seen OR r.state <> 'waiting' OR r.ends_at <= sec.now() THEN RETURN false; END IF;
    IF sec.uid() IN (r.user_id, r.asked_by) THEN
      RAISE EXCEPTION 'another admin confirms this' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_recoveries_by_two';
    END IF;
    INSERT INTO account_recovery_confirmations (recovery_id, confirmed_by, identified) VALUES (recovery, sec.uid(), how);
    PERFORM sec.confirmed_recovery(recovery);
    RETURN true;
  END $$;

  -- Stopping needs one person only. A link that was mailed is dead from then on.
  CREATE FUNCTION sec.end_recovery(recovery uuid, seen int) RETURNS text LANGUAGE plpgsql ${FUNCTION}
  DECLARE new_state text;
  BEGIN
    IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
    UPDATE account_recoveries SET state = CASE state WHEN 'confirmed' THEN 'revoked' ELSE 'refused' END,
      ended_by = sec.uid(), ended_at = sec.now(), token_hash = NULL, version = version + 1
    WHERE id = recovery AND version = seen AND state IN ('asked', 'waiting', 'confirmed') RETURNING state INTO new_state;
    IF new_state IS NOT NULL THEN
      UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
      WHERE recovery_id = recovery AND state IN ('waiting', 'leased');
    END IF;
    RETURN new_state;
  END $$;

  -- To the same person, at the same address. The link of the mail before dies when the new one is sent.
  CREATE FUNCTION sec.send_recovery_again(recovery uuid, seen int) RETURNS boolean LANGUAGE plpgsql ${FUNCTION}
  DECLARE r account_recoveries;
  BEGIN
    IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
    SELECT * INTO r FROM account_recoveries WHERE id = recovery AND version = seen AND state = 'confirmed' FOR UPDATE;
    IF r.id IS NULL OR r.asked_at <= sec.now() - interval '7 days' THEN RETURN false; END IF;
    UPDATE account_recoveries SET ends_at = sec.now() + interval '72 hours', version = version + 1 WHERE id = recovery;
    UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL
    WHERE recovery_id = recovery AND state IN ('waiting', 'leased');
    INSERT INTO account_messages (user_id, recovery_id, kind, address)
    SELECT r.user_id, r.id, 'link', coalesce(r.new_email, u.email) FROM users u WHERE u.id = r.user_id;
    RETURN true;
  END $$;

  -- The second voice where one admin of two is locked out. Only the owner of the database may call it.
  CREATE FUNCTION sec.confirm_recovery_as_owner(person_email text) RETURNS uuid LANGUAGE plpgsql ${FUNCTION}
  DECLARE r account_recoveries;
  BEGIN
    SELECT a.* INTO r FROM account_recoveries a JOIN users u ON u.id = a.user_id
    WHERE u.email = person_email AND u.role = 'admin' AND a.state = 'waiting' AND a.ends_at > sec.now() FOR UPDATE OF a;
    IF r.id IS NULL THEN RETURN NULL; END IF;
    IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND id <> r.user_id) >= 2 THEN RETURN NULL; END IF;
    INSERT INTO account_recovery_confirmations (recovery_id) VALUES (r.id) ON CONFLICT DO NOTHING;
    PERFORM sec.confirmed_recovery(r.id);
    RETURN r.id;
  END $$;
`;

const OF_THE_LOOP = `
  -- Looks up what was typed. At most three mails an hour to one person, whoever asks and from wherever.
  CREATE FUNCTION sec.take_recovery_asks() RETURNS TABLE (recovery_id uuid, lost text) LANGUAGE plpgsql ${FUNCTION}
  #variable_conflict use_column
  DECLARE
    ask recovery_asks;
    u users;
    new_id uuid;
  BEGIN
    FOR ask IN DELETE FROM recovery_asks WHERE id IN (
      SELECT id FROM recovery_asks ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED) RETURNING *
    LOOP
      SELECT * INTO u FROM users WHERE email = ask.email AND disabled_at IS NULL FOR UPDATE;
      CONTINUE WHEN NOT FOUND;
      CONTINUE WHEN (SELECT count(*) FROM account_messages m WHERE m.user_id = u.id AND m.kind IN ('prove', 'use_service')
                     AND m.created_at > sec.now() - interval '1 hour') >= 3;
      IF u.password_hash IS NULL THEN
        INSERT INTO account_messages (user_id, kind, address) VALUES (u.id, 'use_service', u.email);
        CONTINUE;
      END IF;
      UPDATE account_recoveries SET state = 'replaced', ended_at = sec.now(), token_hash = NULL, version = version + 1
      WHERE user_id = u.id AND state = 'asked';
      INSERT INTO account_recoveries (user_id, lost, state, ends_at)
      VALUES (u.id, ask.lost, 'asked', sec.now() + interval '72 hours') RETURNING id INTO new_id;
      INSERT INTO account_messages (user_id, recovery_id, kind, address) VALUES (u.id, new_id, 'prove', u.email);
      RETURN QUERY SELECT new_id, ask.lost;
    END LOOP;
  END $$;

  CREATE FUNCTION sec.claim_account_messages(most int, lease_seconds float8)
    RETURNS TABLE (id uuid, lease_token uuid, attempts int) LANGUAGE sql VOLATILE ${FUNCTION}
    WITH claimed AS MATERIALIZED (
      SELECT m.id FROM account_messages m
      WHERE m.state IN ('waiting', 'leased')
        AND ((m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now()))
      ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
    UPDATE account_messages m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
           lease_until = sec.now() + make_interval(secs => lease_seconds)
    FROM claimed c WHERE m.id = c.id
    RETURNING m.id, m.lease_token, m.attempts
  $$;

  -- What to send and where to. From here on the link with this hash is the one that works, for an hour; whoever comes
  -- back has three days, as with an invitation. A recovery that ended meanwhile is not mailed.
  CREATE FUNCTION sec.open_account_message(message uuid, token uuid, hash bytea)
    RETURNS TABLE (address text, kind text, lost text, display_name text, asked_by text, ends_at timestamptz, created_at timestamptz,
      setting_id uuid)
    LANGUAGE plpgsql VOLATILE ${FUNCTION}
  #variable_conflict use_column
  DECLARE
    m account_messages;
    r account_recoveries;
  BEGIN
    SELECT * INTO m FROM account_messages WHERE id = message AND lease_token = token AND lease_until >= sec.now();
    IF NOT FOUND THEN RETURN; END IF;
    IF m.recovery_id IS NOT NULL THEN
      SELECT * INTO r FROM account_recoveries WHERE id = m.recovery_id FOR UPDATE;
      IF m.kind IN ('prove', 'link') THEN
        IF r.ended_at IS NOT NULL OR r.state <> (CASE m.kind WHEN 'prove' THEN 'asked' ELSE 'confirmed' END) THEN
          UPDATE account_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = message;
          RETURN;
        END IF;
        UPDATE account_recoveries SET token_hash = hash,
          ends_at = sec.now() + CASE WHEN r.lost = 'account' THEN interval '72 hours' ELSE interval '1 hour' END
        WHERE id = r.id RETURNING * INTO r;
      END IF;
    END IF;
    RETURN QUERY SELECT m.address, m.kind, r.lost, u.display_name, a.display_name, r.ends_at, m.created_at, m.setting_id
      FROM users u LEFT JOIN users a ON a.id = r.asked_by WHERE u.id = m.user_id;
  END $$;

  CREATE FUNCTION sec.settle_account_message(message uuid, token uuid, outcome text, said text, wait_seconds float8) RETURNS void
    LANGUAGE sql VOLATILE ${FUNCTION}
    UPDATE account_messages SET
      state = CASE outcome WHEN 'later' THEN 'waiting' ELSE outcome END,
      sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
      due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE due_at END,
      reply = said, lease_token = NULL, lease_until = NULL
    WHERE id = message AND lease_token = token
  $$;
`;
