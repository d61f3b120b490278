-- An installation has nobody who could invite anybody: its owner invites two admins, and from then on only admins do.

CREATE OR REPLACE FUNCTION sec.user_role() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT role FROM users WHERE id = sec.uid() AND disabled_at IS NULL
$$;
ALTER FUNCTION sec.user_role() OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.user_role() TO shared_care_app, shared_care_audit, shared_care_merger;

-- An invitation that still makes an account. It outlives neither admin's own; the first of all have none behind them.
CREATE OR REPLACE FUNCTION sec.invitation_lives(i invitations) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now()
    AND (i.invited_by IS NULL OR EXISTS (
      SELECT 1 FROM access_requests a
      JOIN users asked ON asked.id = a.requested_by AND asked.role = 'admin' AND asked.disabled_at IS NULL
      JOIN users confirmed ON confirmed.id = a.decided_by AND confirmed.role = 'admin' AND confirmed.disabled_at IS NULL
      WHERE a.invitation_id = i.id AND a.state = 'confirmed'))
$$;
ALTER FUNCTION sec.invitation_lives(invitations) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.invitation_lives(invitations) FROM PUBLIC;

-- Whom the link with this hash invites; NULL when it makes no account. Asked before a password is hashed, which is slow.
CREATE OR REPLACE FUNCTION sec.invited_email(hash bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.email FROM invitations i WHERE i.token_hash = hash AND sec.invitation_lives(i)
$$;
ALTER FUNCTION sec.invited_email(bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.invited_email(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.invited_email(bytea) TO shared_care_app;

-- One statement checks and takes, so an invitation makes one account however often it is sent in.
CREATE OR REPLACE FUNCTION sec.accept_invitation(hash bytea, name text, password text) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  invited invitations;
  new_id uuid := gen_random_uuid();
BEGIN
  SELECT * INTO invited FROM invitations i
  WHERE i.token_hash = hash AND sec.invitation_lives(i)
  FOR UPDATE;
  IF invited.id IS NULL THEN RETURN NULL; END IF;
  INSERT INTO users (id, email, display_name, role, hospital_id, password_hash)
  VALUES (new_id, invited.email, name, invited.role, invited.hospital_id, password);
  UPDATE invitations SET accepted_at = sec.now(), accepted_as = new_id WHERE id = invited.id;
  PERFORM sec.tell_doctors_of_access(a.id, new_id) FROM access_requests a WHERE a.invitation_id = invited.id;
  RETURN new_id;
END
$$;
ALTER FUNCTION sec.accept_invitation(bytea, text, text) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.accept_invitation(bytea, text, text) TO shared_care_app;

-- True when this call decided. The constraints above refuse the subject and the one who asked.
CREATE OR REPLACE FUNCTION sec.decide_role_change(request uuid, seen int, approve boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE decided role_change_requests;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
  UPDATE role_change_requests r
  SET state = CASE WHEN approve THEN 'approved' ELSE 'refused' END, decided_by = sec.uid(), decided_at = sec.now(),
      version = version + 1
  WHERE r.id = request AND r.version = seen AND r.state = 'waiting'
  RETURNING * INTO decided;
  IF decided.id IS NULL THEN RETURN false; END IF;
  IF approve THEN
    UPDATE users SET role = decided.to_role, hospital_id = decided.to_hospital_id, version = version + 1
    WHERE id = decided.user_id;
  END IF;
  RETURN true;
END
$$;
ALTER FUNCTION sec.decide_role_change(uuid, int, boolean) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_role_change(uuid, int, boolean) TO shared_care_app;

-- The doctors of the unit learn by mail who can see its children from now on.
CREATE OR REPLACE FUNCTION sec.tell_doctors_of_access(request uuid, person uuid) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO account_messages (user_id, kind, address, access_request_id)
  SELECT d.id, 'access', d.email, request FROM users d
  WHERE d.role = 'phu_doctor' AND d.disabled_at IS NULL AND d.id <> person
    AND EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.role <> 'admin')
$$;
ALTER FUNCTION sec.tell_doctors_of_access(uuid, uuid) OWNER TO shared_care_definer;

-- The second half of whatever lets somebody in. Answers with what came of it, or NULL when this call did not decide; the
-- constraints refuse the one who asked and the one it is about. Stopping needs one person only.
CREATE OR REPLACE FUNCTION sec.decide_access(request uuid, seen int, approve boolean, hash bytea) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  r access_requests;
  made uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  SELECT * INTO r FROM access_requests WHERE id = request FOR UPDATE;
  IF r.id IS NULL OR r.version <> seen OR r.state <> 'waiting' THEN RETURN NULL; END IF;
  IF NOT approve THEN
    UPDATE access_requests SET state = CASE WHEN r.requested_by = sec.uid() THEN 'withdrawn' ELSE 'refused' END,
      decided_by = sec.uid(), decided_at = sec.now(), version = version + 1 WHERE id = request;
    RETURN request;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users u WHERE u.id = r.requested_by AND u.role = 'admin' AND u.disabled_at IS NULL) THEN
    RETURN NULL;
  END IF;
  IF r.kind = 'invitation' THEN
    UPDATE invitations SET replaced_at = sec.now() WHERE email = r.email AND accepted_at IS NULL AND replaced_at IS NULL;
    INSERT INTO invitations (email, role, hospital_id, token_hash, invited_by)
    VALUES (r.email, r.role, r.hospital_id, hash, r.requested_by) RETURNING id INTO made;
  ELSE
    INSERT INTO user_identities (user_id, issuer, subject, attached_by)
    VALUES (r.user_id, r.issuer, r.subject, r.requested_by) RETURNING id INTO made;
  END IF;
  UPDATE access_requests SET state = 'confirmed', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1,
    invitation_id = CASE WHEN kind = 'invitation' THEN made END WHERE id = request;
  IF r.kind = 'identity' THEN
    INSERT INTO account_messages (user_id, kind, address, access_request_id)
    SELECT u.id, 'identity', u.email, request FROM users u WHERE u.id = r.user_id;
    PERFORM sec.tell_doctors_of_access(request, r.user_id);
  END IF;
  RETURN made;
END
$$;
ALTER FUNCTION sec.decide_access(uuid, int, boolean, bytea) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.decide_access(uuid, int, boolean, bytea) TO shared_care_app;

-- Taking a way in away needs one admin only. Answers with whose it was; they are signed out everywhere.
CREATE OR REPLACE FUNCTION sec.detach_identity(identity uuid) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  person uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
  DELETE FROM user_identities WHERE id = identity RETURNING user_id INTO person;
  DELETE FROM sessions WHERE user_id = person;
  RETURN person;
END
$$;
ALTER FUNCTION sec.detach_identity(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.detach_identity(uuid) TO shared_care_app;

-- What a message about a new way in says.
CREATE OR REPLACE FUNCTION sec.access_of_message(message uuid)
  RETURNS TABLE (kind text, name text, role text, asked_by text, confirmed_by text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.kind, u.display_name, u.role, one.display_name, two.display_name
  FROM account_messages m JOIN access_requests a ON a.id = m.access_request_id
  JOIN users one ON one.id = a.requested_by JOIN users two ON two.id = a.decided_by
  LEFT JOIN invitations i ON i.id = a.invitation_id JOIN users u ON u.id = coalesce(a.user_id, i.accepted_as)
  WHERE m.id = message
$$;
ALTER FUNCTION sec.access_of_message(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.access_of_message(uuid) TO shared_care_worker;

-- Checked at commit. The lock makes two admins who disable each other at once take turns: the second sees what
-- the first did.
CREATE OR REPLACE FUNCTION sec.one_admin_remains() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.role <> 'admin' OR OLD.disabled_at IS NOT NULL THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
  IF NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND disabled_at IS NULL) THEN
    RAISE EXCEPTION 'no admin would remain' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_one_admin_remains';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.one_admin_remains() OWNER TO shared_care_definer;

-- Answers with the invitation's id, or NULL when two admins can already look after the rest.
CREATE OR REPLACE FUNCTION sec.invite_first_admin(address text, hash bytea) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  new_id uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
  IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL) >= 2 THEN RETURN NULL; END IF;
  UPDATE invitations SET replaced_at = sec.now() WHERE email = address AND accepted_at IS NULL AND replaced_at IS NULL;
  INSERT INTO invitations (email, role, token_hash, invited_by) VALUES (address, 'admin', hash, NULL)
    RETURNING id INTO new_id;
  RETURN new_id;
END
$$;
ALTER FUNCTION sec.invite_first_admin(text, bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.invite_first_admin(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.invite_first_admin(text, bytea) TO postgres;
