-- The loop that sends sees no child and no table: it asks functions for a message, and the one that opens an address
-- asks the gate for messages in the same statement (hazard H18).

-- What was sent stays what it was, and is sent once.
CREATE OR REPLACE FUNCTION sec.guard_survey() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change text[] := CASE
    WHEN OLD.closed_at IS NOT NULL THEN ARRAY[]::text[]
    WHEN OLD.sent_at IS NULL THEN ARRAY['topic', 'title', 'link', 'words', 'hospital_id', 'group_only', 'sent_by', 'sent_at',
                                        'closed_by', 'closed_at', 'version']
    WHEN OLD.reminded_at IS NULL THEN ARRAY['reminded_by', 'reminded_at', 'stopped_at', 'closed_by', 'closed_at', 'version']
    ELSE ARRAY['stopped_at', 'closed_by', 'closed_at', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a survey that was sent or closed stays as it was' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_survey() OWNER TO shared_care_definer;

-- What went out does not go out again, and a family left out is not let in again.
CREATE OR REPLACE FUNCTION sec.guard_survey_message() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.id, OLD.survey_id, OLD.patient_id, OLD.kind) IS DISTINCT FROM (NEW.id, NEW.survey_id, NEW.patient_id, NEW.kind)
    OR (OLD.state IN ('sent', 'left_out') AND NEW IS DISTINCT FROM OLD) THEN
    RAISE EXCEPTION 'a message that is % stays so', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_survey_message() OWNER TO shared_care_definer;

-- Leases what is due. A lease that ran out is claimed like a message that nobody has touched.
CREATE OR REPLACE FUNCTION sec.claim_survey_messages(most int, lease_seconds float8)
  RETURNS TABLE (id uuid, lease_token uuid, attempts int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH claimed AS MATERIALIZED (
    SELECT m.id FROM survey_messages m
    WHERE m.state IN ('waiting', 'leased')
      AND ((m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now()))
    ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
  UPDATE survey_messages m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
         lease_until = sec.now() + make_interval(secs => lease_seconds)
  FROM claimed c WHERE m.id = c.id
  RETURNING m.id, m.lease_token, m.attempts
$$;
ALTER FUNCTION sec.claim_survey_messages(int, float8) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.claim_survey_messages(int, float8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.claim_survey_messages(int, float8) TO shared_care_worker;

-- What is sent and where to, at the moment of sending. sec.message_address() asks the gate in the statement that reads
-- the address; a family it refuses is left out, with the reason.
CREATE OR REPLACE FUNCTION sec.open_survey_message(message uuid, token uuid)
  RETURNS TABLE (address text, kind text, title text, link text, words text, code text, created_at timestamptz)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    opened record;
    why text;
  BEGIN
    SELECT m.patient_id, m.kind, m.created_at, s.title, s.link, s.words, s.stopped_at, s.closed_at, i.code, i.answered_at,
           sec.message_address(m.patient_id) AS address
    INTO opened
    FROM survey_messages m JOIN surveys s ON s.id = m.survey_id
    JOIN survey_invitations i ON i.survey_id = m.survey_id AND i.patient_id = m.patient_id
    WHERE m.id = message AND m.lease_token = token AND m.lease_until >= sec.now();
    IF NOT FOUND THEN RETURN; END IF;
    IF opened.stopped_at IS NOT NULL OR opened.closed_at IS NOT NULL THEN
      UPDATE survey_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = message;
      RETURN;
    END IF;
    why := CASE WHEN opened.answered_at IS NOT NULL THEN 'answered'
                WHEN opened.address IS NULL THEN sec.may_contact(opened.patient_id) END;
    IF why IS NOT NULL THEN
      UPDATE survey_messages SET state = 'left_out', because = why, lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSIF opened.address IS NULL THEN
      -- The gate opened between the two questions: asked again with the next try.
      UPDATE survey_messages SET state = 'waiting', lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSE
      RETURN QUERY SELECT opened.address, opened.kind, opened.title, opened.link, opened.words, opened.code, opened.created_at;
    END IF;
  END
$$;
ALTER FUNCTION sec.open_survey_message(uuid, uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.open_survey_message(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.open_survey_message(uuid, uuid) TO shared_care_worker;

-- What came of a try: sent, later, failed or bounced. An address that its server does not know is written down as such,
-- if it is still the address.
CREATE OR REPLACE FUNCTION sec.settle_survey_message(message uuid, token uuid, outcome text, said text,
  wait_seconds float8, tried text)
  RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  child uuid;
BEGIN
  UPDATE survey_messages m SET
    state = CASE WHEN outcome <> 'later' THEN outcome
                 WHEN EXISTS (SELECT 1 FROM surveys s WHERE s.id = m.survey_id AND (s.stopped_at IS NOT NULL OR s.closed_at IS NOT NULL))
                   THEN 'stopped' ELSE 'waiting' END,
    sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
    due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE m.due_at END,
    reply = said, lease_token = NULL, lease_until = NULL
  WHERE m.id = message AND m.lease_token = token RETURNING m.patient_id INTO child;
  IF outcome = 'bounced' AND child IS NOT NULL THEN
    PERFORM sec.note_bounced_email(child, tried);
  END IF;
END
$$;
ALTER FUNCTION sec.settle_survey_message(uuid, uuid, text, text, float8, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.settle_survey_message(uuid, uuid, text, text, float8, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.settle_survey_message(uuid, uuid, text, text, float8, text) TO shared_care_worker;
