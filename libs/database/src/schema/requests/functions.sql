-- Words that were approved are never edited, and the doctor who approves did not write them.
CREATE OR REPLACE FUNCTION sec.guard_reply_text() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN ARRAY['type', 'title', 'body', 'authors', 'changed_at', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) IN (('approved', 'superseded'), ('approved', 'withdrawn'), ('draft', 'withdrawn'))
      THEN ARRAY['state', 'ended_by', 'ended_at', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    OR NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'a text that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_reply_text() OWNER TO shared_care_definer;

-- A family is told approved words only.
CREATE OR REPLACE FUNCTION sec.reply_says_approved_words() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM reply_texts t WHERE t.id = NEW.text_id AND t.state = 'approved') THEN
    RAISE EXCEPTION 'a reply says words that are approved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.reply_says_approved_words() OWNER TO shared_care_definer;

-- What was told stays as it was told, and what went out does not go out again.
CREATE OR REPLACE FUNCTION sec.guard_request_reply() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'because', 'due_at', 'attempts', 'lease_token', 'lease_until', 'sent_at', 'reply'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('told', 'sent', 'left_out')
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a reply that is % stays so', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_request_reply() OWNER TO shared_care_definer;

-- Leases what is due. A lease that ran out is claimed like a reply that was never touched.
CREATE OR REPLACE FUNCTION sec.claim_request_replies(most int, lease_seconds float8)
  RETURNS TABLE (id uuid, lease_token uuid, attempts int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH claimed AS MATERIALIZED (
    SELECT m.id FROM request_replies m
    WHERE (m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now())
    ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
  UPDATE request_replies m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
         lease_until = sec.now() + make_interval(secs => lease_seconds)
  FROM claimed c WHERE m.id = c.id
  RETURNING m.id, m.lease_token, m.attempts
$$;
ALTER FUNCTION sec.claim_request_replies(int, float8) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.claim_request_replies(int, float8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.claim_request_replies(int, float8) TO shared_care_worker;

-- What is sent and where to, at the moment of sending: the gate is asked in the statement that reads the address (H18).
CREATE OR REPLACE FUNCTION sec.open_request_reply(message uuid, token uuid)
  RETURNS TABLE (address text, reference text, words text, addition text, made_at timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    opened record;
    why text;
  BEGIN
    SELECT r.patient_id, r.reference, m.words, m.addition, m.made_at, sec.message_address(r.patient_id) AS address
    INTO opened
    FROM request_replies m JOIN requests r ON r.id = m.request_id
    WHERE m.id = message AND m.lease_token = token AND m.lease_until >= sec.now();
    IF NOT FOUND THEN RETURN; END IF;
    why := CASE WHEN opened.address IS NULL THEN sec.may_contact(opened.patient_id) END;
    IF why IS NOT NULL THEN
      UPDATE request_replies SET state = 'left_out', because = why, lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSIF opened.address IS NULL THEN
      -- The gate opened between the two questions: asked again with the next try.
      UPDATE request_replies SET state = 'waiting', lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSE
      RETURN QUERY SELECT opened.address, opened.reference, opened.words, opened.addition, opened.made_at;
    END IF;
  END
$$;
ALTER FUNCTION sec.open_request_reply(uuid, uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.open_request_reply(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.open_request_reply(uuid, uuid) TO shared_care_worker;

-- What came of a try: sent, later, failed or bounced.
CREATE OR REPLACE FUNCTION sec.settle_request_reply(message uuid, token uuid, outcome text, said text,
  wait_seconds float8, tried text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  child uuid;
BEGIN
  UPDATE request_replies m SET
    state = CASE WHEN outcome = 'later' THEN 'waiting' ELSE outcome END,
    sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
    due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE m.due_at END,
    reply = said, lease_token = NULL, lease_until = NULL
  FROM requests r WHERE m.id = message AND m.lease_token = token AND r.id = m.request_id RETURNING r.patient_id INTO child;
  IF outcome = 'bounced' AND child IS NOT NULL THEN
    PERFORM sec.note_bounced_email(child, tried);
  END IF;
END
$$;
ALTER FUNCTION sec.settle_request_reply(uuid, uuid, text, text, float8, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.settle_request_reply(uuid, uuid, text, text, float8, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.settle_request_reply(uuid, uuid, text, text, float8, text) TO shared_care_worker;
