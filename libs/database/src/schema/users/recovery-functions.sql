-- Letting somebody in again who lost what they sign in with, or who left: never by one person alone. The link is made
-- by the loop that mails it at the moment of mailing, so that no admin, no log and no table ever holds it.

-- How many admins are still wanted. The person's own mailbox is one voice; the person it is about never counts as
-- another, nor does anybody who is no admin any more. An admin's own account needs two besides.
CREATE OR REPLACE FUNCTION sec.recovery_missing(r account_recoveries) RETURNS int
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT greatest(0,
    CASE WHEN r.asked_by IS NOT NULL THEN 2
         WHEN (SELECT role FROM users WHERE id = r.user_id) = 'admin' THEN 2 ELSE 1 END
    - (SELECT count(*)::int FROM (
         SELECT r.asked_by AS id UNION SELECT c.confirmed_by FROM account_recovery_confirmations c WHERE c.recovery_id = r.id) v
       JOIN users u ON u.id = v.id AND u.role = 'admin' AND u.disabled_at IS NULL AND u.id <> r.user_id)
    - (SELECT count(*)::int FROM account_recovery_confirmations c WHERE c.recovery_id = r.id AND c.confirmed_by IS NULL))
$$;
ALTER FUNCTION sec.recovery_missing(account_recoveries) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.recovery_missing(account_recoveries) FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.recovery_missing_of(recovery uuid) RETURNS int
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT sec.recovery_missing(r) FROM account_recoveries r WHERE r.id = recovery AND sec.user_role() = 'admin'
$$;
ALTER FUNCTION sec.recovery_missing_of(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.recovery_missing_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.recovery_missing_of(uuid) TO shared_care_app;

-- With the last voice the link goes out. True when it was the last.
CREATE OR REPLACE FUNCTION sec.confirmed_recovery(recovery uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r account_recoveries;
BEGIN
  SELECT * INTO r FROM account_recoveries WHERE id = recovery;
  UPDATE account_recoveries SET version = version + 1 WHERE id = recovery;
  IF sec.recovery_missing(r) > 0 THEN RETURN false; END IF;
  UPDATE account_recoveries SET state = 'confirmed', ends_at = sec.now() + interval '72 hours' WHERE id = recovery;
  INSERT INTO account_messages (user_id, recovery_id, kind, address)
  SELECT r.user_id, r.id, 'link', coalesce(r.new_email, u.email) FROM users u WHERE u.id = r.user_id;
  RETURN true;
END
$$;
ALTER FUNCTION sec.confirmed_recovery(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.confirmed_recovery(uuid) FROM PUBLIC;

-- What a link is for. Used, revoked, run out and unknown links open nothing alike; so do those of accounts that were
-- disabled meanwhile, and those whose admins are none any more.
CREATE OR REPLACE FUNCTION sec.open_recovery(hash bytea) RETURNS SETOF account_recoveries
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.* FROM account_recoveries r JOIN users u ON u.id = r.user_id
  WHERE r.token_hash = hash AND r.ends_at > sec.now() AND r.ended_at IS NULL
    AND (r.state = 'asked' OR (r.state = 'confirmed' AND sec.recovery_missing(r) = 0))
    AND (u.disabled_at IS NULL OR r.lost = 'account')
$$;
ALTER FUNCTION sec.open_recovery(bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.open_recovery(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.open_recovery(bytea) TO shared_care_app;

-- The hash that the password of the one who has lost their telephone is held against.
CREATE OR REPLACE FUNCTION sec.recovering_password_hash(hash bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.password_hash FROM sec.open_recovery(hash) r JOIN users u ON u.id = r.user_id WHERE r.state = 'confirmed'
$$;
ALTER FUNCTION sec.recovering_password_hash(bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.recovering_password_hash(bytea) TO shared_care_app;

-- The mailbox is theirs. From now on it waits for an admin; an older one of the same person that waits is replaced.
CREATE OR REPLACE FUNCTION sec.prove_mailbox(hash bytea) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.prove_mailbox(bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.prove_mailbox(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.prove_mailbox(bytea) TO shared_care_app;

-- One statement takes the link, so it works once however often it is sent in. Every session ends, and whatever was lost
-- opens nothing any more.
CREATE OR REPLACE FUNCTION sec.complete_recovery(hash bytea, new_password text, keep uuid[]) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.complete_recovery(bytea, text, uuid[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.complete_recovery(bytea, text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.complete_recovery(bytea, text, uuid[]) TO shared_care_app;

-- The first of two admins. Null where one waits already, or where there is nothing to recover.
CREATE OR REPLACE FUNCTION sec.start_recovery(person uuid, what text, how text, words text, other_email text)
  RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.start_recovery(uuid, text, text, text, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.start_recovery(uuid, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.start_recovery(uuid, text, text, text, text) TO shared_care_app;

-- True when this call confirmed. Neither the person nor anybody who has spoken already.
CREATE OR REPLACE FUNCTION sec.confirm_recovery(recovery uuid, seen int, how text) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.confirm_recovery(uuid, int, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.confirm_recovery(uuid, int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.confirm_recovery(uuid, int, text) TO shared_care_app;

-- Stopping needs one person only. A link that was mailed is dead from then on.
CREATE OR REPLACE FUNCTION sec.end_recovery(recovery uuid, seen int) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.end_recovery(uuid, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.end_recovery(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.end_recovery(uuid, int) TO shared_care_app;

-- To the same person, at the same address. The link of the mail before dies when the new one is sent.
CREATE OR REPLACE FUNCTION sec.send_recovery_again(recovery uuid, seen int) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
END
$$;
ALTER FUNCTION sec.send_recovery_again(uuid, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.send_recovery_again(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.send_recovery_again(uuid, int) TO shared_care_app;

-- The second voice where one admin of two is locked out. Only the owner of the database may call it.
CREATE OR REPLACE FUNCTION sec.confirm_recovery_as_owner(person_email text) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r account_recoveries;
BEGIN
  SELECT a.* INTO r FROM account_recoveries a JOIN users u ON u.id = a.user_id
  WHERE u.email = person_email AND u.role = 'admin' AND a.state = 'waiting' AND a.ends_at > sec.now() FOR UPDATE OF a;
  IF r.id IS NULL THEN RETURN NULL; END IF;
  IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND id <> r.user_id) >= 2 THEN RETURN NULL; END IF;
  INSERT INTO account_recovery_confirmations (recovery_id) VALUES (r.id) ON CONFLICT DO NOTHING;
  PERFORM sec.confirmed_recovery(r.id);
  RETURN r.id;
END
$$;
ALTER FUNCTION sec.confirm_recovery_as_owner(text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.confirm_recovery_as_owner(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.confirm_recovery_as_owner(text) TO postgres;

-- Looks up what was typed. At most three mails an hour to one person, by any asker from any network.
CREATE OR REPLACE FUNCTION sec.take_recovery_asks() RETURNS TABLE (recovery_id uuid, lost text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  END
$$;
ALTER FUNCTION sec.take_recovery_asks() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.take_recovery_asks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.take_recovery_asks() TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.claim_account_messages(most int, lease_seconds float8)
  RETURNS TABLE (id uuid, lease_token uuid, attempts int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
ALTER FUNCTION sec.claim_account_messages(int, float8) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.claim_account_messages(int, float8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.claim_account_messages(int, float8) TO shared_care_worker;

-- What to send and where to. From here on the link with this hash is the one that works, for an hour; a person who
-- comes back has three days, as with an invitation. A recovery that ended meanwhile is not mailed.
CREATE OR REPLACE FUNCTION sec.open_account_message(message uuid, token uuid, hash bytea)
  RETURNS TABLE (address text, kind text, lost text, display_name text, asked_by text, ends_at timestamptz,
    created_at timestamptz, setting_id uuid)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  END
$$;
ALTER FUNCTION sec.open_account_message(uuid, uuid, bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.open_account_message(uuid, uuid, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.open_account_message(uuid, uuid, bytea) TO shared_care_worker;

CREATE OR REPLACE FUNCTION sec.settle_account_message(message uuid, token uuid, outcome text, said text,
  wait_seconds float8)
  RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE account_messages SET
    state = CASE outcome WHEN 'later' THEN 'waiting' ELSE outcome END,
    sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
    due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE due_at END,
    reply = said, lease_token = NULL, lease_until = NULL
  WHERE id = message AND lease_token = token
$$;
ALTER FUNCTION sec.settle_account_message(uuid, uuid, text, text, float8) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.settle_account_message(uuid, uuid, text, text, float8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.settle_account_message(uuid, uuid, text, text, float8) TO shared_care_worker;
