-- What lets somebody in is read by the program one account at a time, through these, and never from the tables.

-- The enabled account of an address, with the hash that its password is held against; while no person acts yet.
CREATE OR REPLACE FUNCTION sec.account_to_sign_in(typed_email text)
  RETURNS TABLE (id uuid, display_name text, email text, role text, hospital_id uuid, password_hash text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.display_name, u.email, u.role, u.hospital_id, u.password_hash
  FROM users u WHERE u.email = typed_email AND u.disabled_at IS NULL AND sec.uid() IS NULL
$$;
ALTER FUNCTION sec.account_to_sign_in(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.account_to_sign_in(text) TO shared_care_app;

-- Of the person who acts: to ask for their password again, or for a code of their telephone.
CREATE OR REPLACE FUNCTION sec.own_password_hash() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT password_hash FROM users WHERE id = sec.uid()
$$;
ALTER FUNCTION sec.own_password_hash() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.own_password_hash() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.own_totp_secret() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT secret FROM user_totp WHERE user_id = sec.uid() AND confirmed_at IS NOT NULL
$$;
ALTER FUNCTION sec.own_totp_secret() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.own_totp_secret() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.set_own_password(new_hash text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE users SET password_hash = new_hash, version = version + 1 WHERE id = sec.uid() AND disabled_at IS NULL
$$;
ALTER FUNCTION sec.set_own_password(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.set_own_password(text) TO shared_care_app;

-- Their password and second factor are the sign-in service's.
CREATE OR REPLACE FUNCTION sec.signs_in_by_service_alone(person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.password_hash IS NULL)
    AND EXISTS (SELECT 1 FROM user_identities i WHERE i.user_id = person)
$$;
ALTER FUNCTION sec.signs_in_by_service_alone(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.signs_in_by_service_alone(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.user_of_identity(of_issuer text, of_subject text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.user_id FROM user_identities i JOIN users u ON u.id = i.user_id AND u.disabled_at IS NULL
  WHERE i.issuer = of_issuer AND i.subject = of_subject AND sec.uid() IS NULL
$$;
ALTER FUNCTION sec.user_of_identity(text, text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.user_of_identity(text, text) TO shared_care_app;

-- Locked, so that two answers signed by one passkey take turns at its counter.
CREATE OR REPLACE FUNCTION sec.passkey_to_sign_in(credential text) RETURNS TABLE (user_id uuid, public_key bytea, counter bigint)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.user_id, p.public_key, p.counter FROM user_passkeys p JOIN users u ON u.id = p.user_id AND u.disabled_at IS NULL
  WHERE p.credential_id = credential FOR UPDATE OF p
$$;
ALTER FUNCTION sec.passkey_to_sign_in(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.passkey_to_sign_in(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.passkey_signed_in(credential text, new_counter bigint) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE user_passkeys SET counter = new_counter, last_used_at = sec.now()
  WHERE credential_id = credential AND counter <= new_counter
$$;
ALTER FUNCTION sec.passkey_signed_in(text, bigint) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.passkey_signed_in(text, bigint) TO shared_care_app;

-- Whether the session of a right password and nothing more is younger than ten minutes.
CREATE OR REPLACE FUNCTION sec.is_halfway(session text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM sessions WHERE sid = session AND created_at > sec.now() - interval '10 minutes')
$$;
ALTER FUNCTION sec.is_halfway(text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.is_halfway(text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.sessions_of_accounts() RETURNS TABLE (user_id uuid, sessions int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.user_id, count(*)::int FROM sessions s
  WHERE sec.user_role() = 'admin' AND s.user_id IS NOT NULL AND sec.session_ends_at(s.created_at, s.last_seen_at) > sec.now()
  GROUP BY s.user_id
$$;
ALTER FUNCTION sec.sessions_of_accounts() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.sessions_of_accounts() TO shared_care_app;

-- An admin signs somebody out everywhere.
CREATE OR REPLACE FUNCTION sec.end_sessions_of(person uuid) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ended int;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN
    RAISE EXCEPTION 'only an admin signs somebody else out' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM sessions WHERE user_id = person;
  GET DIAGNOSTICS ended = ROW_COUNT;
  RETURN ended;
END
$$;
ALTER FUNCTION sec.end_sessions_of(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.end_sessions_of(uuid) TO shared_care_app;
