-- Thirty minutes after the last thing a person did, and twelve hours after sign-in whatever they did.
CREATE OR REPLACE FUNCTION sec.session_ends_at(created_at timestamptz, last_seen_at timestamptz) RETURNS timestamptz
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT least(last_seen_at + interval '30 minutes', created_at + interval '12 hours')
$$;
GRANT EXECUTE ON FUNCTION sec.session_ends_at(timestamptz, timestamptz) TO shared_care_app, shared_care_definer;

-- Takes a try before the password is looked at, so that a thousand at once cannot all be "the tenth". Answers
-- with the id of the try, or with how long to wait. Locks are taken in one order: account, then network.
CREATE OR REPLACE FUNCTION sec.begin_sign_in_attempt(typed_email text, account_key bytea, network_key bytea,
  device bytea)
  RETURNS TABLE (attempt_id bigint, wait_seconds int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  span CONSTANT interval := '15 minutes';
  known bytea;
  tenth timestamptz;
  hundredth timestamptz;
BEGIN
  SELECT d.token_hash INTO known FROM known_devices d JOIN users u ON u.id = d.user_id
    WHERE u.email = typed_email AND d.token_hash = device AND d.last_used_at > sec.now() - interval '180 days';
  PERFORM pg_advisory_xact_lock(771201, hashtext(encode(account_key, 'hex')));
  IF known IS NULL THEN
    PERFORM pg_advisory_xact_lock(771202, hashtext(encode(network_key, 'hex')));
  END IF;
  SELECT a.at INTO tenth FROM sign_in_attempts a
    WHERE a.account = account_key AND a.known_device IS NOT DISTINCT FROM known AND a.at > sec.now() - span
    ORDER BY a.at DESC OFFSET 9 LIMIT 1;
  -- A whole hospital may stand behind one address, hence a hundred.
  IF known IS NULL THEN
    SELECT a.at INTO hundredth FROM sign_in_attempts a
      WHERE a.network = network_key AND a.known_device IS NULL AND a.at > sec.now() - span
      ORDER BY a.at DESC OFFSET 99 LIMIT 1;
  END IF;
  IF tenth IS NOT NULL OR hundredth IS NOT NULL THEN
    RETURN QUERY SELECT NULL::bigint,
      greatest(1, ceil(extract(epoch FROM greatest(tenth, hundredth) + span - sec.now())))::int;
    RETURN;
  END IF;
  DELETE FROM sign_in_attempts WHERE id IN (
    SELECT a.id FROM sign_in_attempts a WHERE a.at < sec.now() - interval '1 day'
    ORDER BY a.at LIMIT 100 FOR UPDATE SKIP LOCKED);
  RETURN QUERY INSERT INTO sign_in_attempts (account, network, known_device)
    VALUES (account_key, network_key, known) RETURNING id, 0;
END
$$;
ALTER FUNCTION sec.begin_sign_in_attempt(text, bytea, bytea, bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.begin_sign_in_attempt(text, bytea, bytea, bytea) TO shared_care_app;

-- It was right after all: what is right is not counted.
CREATE OR REPLACE FUNCTION sec.forget_sign_in_attempt(attempt bigint) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM sign_in_attempts WHERE id = attempt
$$;
ALTER FUNCTION sec.forget_sign_in_attempt(bigint) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.forget_sign_in_attempt(bigint) TO shared_care_app;

-- The log itself stays closed: of it an admin learns here when each account last signed in.
CREATE OR REPLACE FUNCTION sec.last_sign_ins() RETURNS TABLE (user_id uuid, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, (SELECT max(a.at) FROM audit_entries a
                WHERE a.actor_id = u.id AND a.action = 'sign_in' AND a.outcome = 'done')
  FROM users u WHERE sec.user_role() = 'admin'
$$;
ALTER FUNCTION sec.last_sign_ins() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.last_sign_ins() TO shared_care_app;

-- Which of these accounts are held up by wrong tries now, and letting one of them try again. For admins only.
CREATE OR REPLACE FUNCTION sec.slowed_accounts(accounts bytea[]) RETURNS SETOF bytea
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT a.account FROM sign_in_attempts a
  WHERE sec.user_role() = 'admin' AND a.account = ANY (accounts) AND a.at > sec.now() - interval '15 minutes'
  GROUP BY a.account, a.known_device HAVING count(*) >= 10
$$;
ALTER FUNCTION sec.slowed_accounts(bytea[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.slowed_accounts(bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.slowed_accounts(bytea[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.unlock_account(account_key bytea) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cleared int;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN
    RAISE EXCEPTION 'only an admin unlocks an account' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM sign_in_attempts WHERE account = account_key;
  GET DIAGNOSTICS cleared = ROW_COUNT;
  RETURN cleared;
END
$$;
ALTER FUNCTION sec.unlock_account(bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.unlock_account(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.unlock_account(bytea) TO shared_care_app;

-- Enabling again is for a slip of the day. A person away for longer is let in again by two people.
CREATE OR REPLACE FUNCTION sec.guard_enabling() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'shared_care_app' AND OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL
     AND OLD.disabled_at <= sec.now() - interval '24 hours' THEN
    RAISE EXCEPTION 'disabled for longer than a day' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_enabled_by_two';
  END IF;
  RETURN NEW;
END
$$;
