-- H16: nobody looks at an unlinked child without the PHU being told. As with attendances, each must name the other.
CREATE OR REPLACE FUNCTION sec.grant_and_alert_name_each_other() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'break_glass_grants' THEN
    IF NOT EXISTS (SELECT 1 FROM alerts WHERE id = NEW.alert_id AND break_glass_grant_id = NEW.id) THEN
      RAISE EXCEPTION 'emergency access % has no alert of its own', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.break_glass_grant_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM break_glass_grants WHERE id = NEW.break_glass_grant_id AND alert_id = NEW.id) THEN
      RAISE EXCEPTION 'alert % belongs to no emergency access that names it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.grant_and_alert_name_each_other() OWNER TO shared_care_definer;

-- Both NHS number and birth date must be right; anything else is one and the same miss. Answers with the child, or
-- NULL. The attempt's id becomes the grant's or the miss's.
CREATE OR REPLACE FUNCTION sec.break_glass(attempt uuid, alert uuid, nhs text, born date, coded_reason text,
  own_words text, due date)
  RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  child uuid;
BEGIN
  IF sec.user_role() IS DISTINCT FROM 'link_consultant' THEN
    RAISE EXCEPTION 'emergency access is for link consultants' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT p.id INTO child FROM patients p
  WHERE p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL AND p.nhs_number_status <> 'invalid'
  ORDER BY p.nhs_number_status = 'superseded' LIMIT 1;
  IF child IS NULL THEN
    INSERT INTO break_glass_misses (id, user_id, reason, words, missed_at)
    VALUES (attempt, sec.uid(), coded_reason, own_words, sec.now());
  ELSE
    INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
    VALUES (attempt, sec.uid(), child, alert, coded_reason, own_words, sec.now(), sec.now() + interval '4 hours', due);
  END IF;
  RETURN child;
END
$$;
ALTER FUNCTION sec.break_glass(uuid, uuid, text, date, text, text, date) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.break_glass(uuid, uuid, text, date, text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.break_glass(uuid, uuid, text, date, text, text, date) TO shared_care_app;

-- A grant lasts to its end, or until a colleague of the unit finds that it was not justified.
CREATE OR REPLACE FUNCTION sec.grant_runs(g break_glass_grants) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT sec.now() < g.expires_at AND g.review_outcome IS DISTINCT FROM 'not_justified'
$$;
ALTER FUNCTION sec.grant_runs(break_glass_grants) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.grant_runs(break_glass_grants) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.grant_runs(break_glass_grants) TO shared_care_app;

-- The policies on patients stay as they are, so a grant opens no search, list or page: only these two functions,
-- which ask for a running grant each time.
CREATE OR REPLACE FUNCTION sec.has_emergency_access(patient uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT sec.user_role() IS NOT DISTINCT FROM 'link_consultant' AND EXISTS (
    SELECT 1 FROM break_glass_grants g
    WHERE g.patient_id = patient AND g.user_id = sec.uid() AND sec.grant_runs(g))
$$;
ALTER FUNCTION sec.has_emergency_access(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.has_emergency_access(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.has_emergency_access(uuid) TO shared_care_app;

-- The grant that already lets this user see that child. One at a time for each user: of two presses at once the
-- second finds what the first was given.
CREATE OR REPLACE FUNCTION sec.running_break_glass(nhs text, born date) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(771203, hashtext(sec.uid()::text));
  RETURN (
    SELECT g.id FROM break_glass_grants g JOIN patients p ON p.id = g.patient_id
    WHERE g.user_id = sec.uid() AND sec.grant_runs(g)
      AND p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL
    ORDER BY g.expires_at DESC LIMIT 1);
END
$$;
ALTER FUNCTION sec.running_break_glass(text, date) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.running_break_glass(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.running_break_glass(text, date) TO shared_care_app;
