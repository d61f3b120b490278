-- What was approved, and what was issued, is never edited.
CREATE OR REPLACE FUNCTION sec.guard_letter_template() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN ARRAY['title', 'body', 'authors', 'changed_at', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) = ('approved', 'superseded') THEN ARRAY['state', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' OR may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
    OR NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'a template that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_letter_template() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.guard_letter() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'current' OR NEW.state = 'current'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'a letter that was issued stays as it was' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_letter() OWNER TO shared_care_definer;

-- H9: what had to stay with a closed record no longer counts, on paper neither.
CREATE OR REPLACE FUNCTION sec.letter_answer(code_asked text)
  RETURNS TABLE (answer text, version_number int, issued_on date, review_by date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE
      WHEN l.state = 'withdrawn' OR e.state = 'withdrawn' OR o.state IN ('withdrawn', 'suspended', 'expired') THEN 'withdrawn'
      WHEN l.state = 'superseded' OR e.state = 'superseded' OR o.state = 'superseded' THEN 'superseded'
      WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL
                     AND p.id IN (l.patient_id, e.patient_id, o.patient_id)) THEN 'superseded'
      WHEN o.ends_at <= sec.now() THEN 'withdrawn'
      WHEN sec.letter_number_changed(l.id) THEN 'number_changed'
      WHEN least(l.review_by, o.review_by) < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
      ELSE 'current' END,
    l.version_number, (l.issued_at AT TIME ZONE 'Europe/London')::date, least(l.review_by, o.review_by)
  FROM letters l LEFT JOIN emergency_plans e ON e.id = l.plan_id
  LEFT JOIN open_access_arrangements o ON o.id = l.arrangement_id
  WHERE l.code = code_asked
  UNION ALL
  SELECT CASE
      WHEN e.state <> 'approved' THEN e.state
      WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL AND p.id IN (e.patient_id)) THEN 'superseded'
      WHEN e.review_by < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
      ELSE 'current' END,
    e.version_number, (e.approved_at AT TIME ZONE 'Europe/London')::date, e.review_by
  FROM emergency_plans e WHERE e.code = code_asked
$$;
ALTER FUNCTION sec.letter_answer(text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.letter_answer(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.letter_answer(text) TO shared_care_app;

-- The same for anybody on the network, 30 tries in a minute and 300 in an hour from one place.
CREATE OR REPLACE FUNCTION sec.check_code(code_asked text, from_network bytea)
  RETURNS TABLE (answer text, version_number int, issued_on date, review_by date, wait_seconds int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  this_minute CONSTANT timestamptz := date_trunc('minute', sec.now());
  in_minute int;
  in_hour int;
BEGIN
  DELETE FROM code_checks WHERE minute < sec.now() - interval '1 hour';
  INSERT INTO code_checks AS c VALUES (from_network, this_minute, 1)
    ON CONFLICT (network, minute) DO UPDATE SET tries = c.tries + 1 RETURNING tries INTO in_minute;
  SELECT sum(tries) INTO in_hour FROM code_checks WHERE network = from_network;
  IF in_minute > 30 OR in_hour > 300 THEN
    RETURN QUERY SELECT NULL::text, NULL::int, NULL::date, NULL::date, CASE WHEN in_hour > 300 THEN 600 ELSE 60 END;
    RETURN;
  END IF;
  RETURN QUERY SELECT a.*, 0 FROM sec.letter_answer(code_asked) AS a;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'not_known', NULL::int, NULL::date, NULL::date, 0;
  END IF;
END
$$;
ALTER FUNCTION sec.check_code(text, bytea) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.check_code(text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.check_code(text, bytea) TO shared_care_app;

-- The next letter of any running batch, held until the transaction ends: any process takes it, and one that dies
-- gives it back.
CREATE OR REPLACE FUNCTION sec.claim_batch_letter() RETURNS TABLE (batch_id uuid, patient_id uuid, asked_by uuid)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.batch_id, i.patient_id, b.asked_by FROM letter_batch_items i JOIN letter_batches b ON b.id = i.batch_id
  -- Nobody signs for the letters of a person who has left: such a batch waits until it is cancelled.
  JOIN users u ON u.id = b.asked_by AND u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor')
  WHERE i.state = 'waiting' AND b.cancelled_at IS NULL
  ORDER BY b.asked_at, i.place LIMIT 1 FOR UPDATE OF i SKIP LOCKED
$$;
ALTER FUNCTION sec.claim_batch_letter() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.claim_batch_letter() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.claim_batch_letter() TO shared_care_app;

-- Whatever makes a letter, the numbers that stand on it are found in what is printed.
CREATE OR REPLACE FUNCTION sec.letter_notes_numbers() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO letter_numbers (letter_id, contact_id, phone)
  SELECT NEW.id, c.id, c.phone FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
  WHERE c.ended_at IS NULL AND length(sec.digits(c.phone)) >= 5
    AND (h.network_role = 'hub' OR h.id = (SELECT o.hospital_id FROM open_access_arrangements o WHERE o.id = NEW.arrangement_id))
    AND translate(NEW.model::text, ' -' || chr(160), '') LIKE '%' || sec.digits(c.phone) || '%';
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.letter_notes_numbers() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.letter_notes_numbers() FROM PUBLIC;

-- A number on the paper is no longer the contact's, or the hospital it sends the child to has closed. It is put into the
-- text of the function that asks: for one letter, or for all.
CREATE OR REPLACE FUNCTION sec.changed_letter_numbers() RETURNS TABLE (letter_id uuid) LANGUAGE sql STABLE AS $$
  SELECT n.letter_id FROM public.letter_numbers n JOIN public.hospital_contacts c ON c.id = n.contact_id
  JOIN public.hospitals h ON h.id = c.hospital_id
  WHERE c.ended_at IS NOT NULL OR sec.digits(c.phone) <> sec.digits(n.phone)
    OR h.closed_on <= (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date)
$$;
REVOKE ALL ON FUNCTION sec.changed_letter_numbers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.changed_letter_numbers() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.letters_renumbered() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT n.letter_id FROM sec.changed_letter_numbers() n WHERE (SELECT sec.sees_all_patients())
$$;
ALTER FUNCTION sec.letters_renumbered() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.letters_renumbered() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.letters_renumbered() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.letter_number_changed(letter uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM sec.changed_letter_numbers() n WHERE n.letter_id = letter)
$$;
ALTER FUNCTION sec.letter_number_changed(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.letter_number_changed(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.letter_number_changed(uuid) TO shared_care_app;
