-- The two keys alone would allow a ring of strangers (a1 → b, b → a2): each must name the other.
CREATE OR REPLACE FUNCTION sec.attendance_and_alert_name_each_other() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'attendances' THEN
    IF NOT EXISTS (SELECT 1 FROM alerts WHERE id = NEW.alert_id AND attendance_id = NEW.id) THEN
      RAISE EXCEPTION 'attendance % has no alert of its own', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.attendance_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM attendances WHERE id = NEW.attendance_id AND alert_id = NEW.id) THEN
      RAISE EXCEPTION 'alert % belongs to no attendance that names it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.attendance_and_alert_name_each_other() OWNER TO shared_care_definer;

-- The facts on which time alone changes an alert: no child, no free text.
CREATE OR REPLACE FUNCTION sec.attendances_to_watch()
  RETURNS TABLE (alert_id uuid, tier text, triggers text[], unmatched boolean, reason text, bleed_site text,
    arrived_at timestamptz, logged_at timestamptz, first_treatment_known boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT al.id, al.tier, al.triggers, a.state = 'unmatched', a.reason, a.bleed_site, a.arrived_at, a.logged_at,
         a.first_treatment_at IS NOT NULL OR a.first_treatment_absent_because IS NOT NULL
  FROM alerts al JOIN attendances a ON a.id = al.attendance_id
  WHERE al.state IN ('open', 'acknowledged', 'awaiting') AND a.left_at IS NULL
    AND a.state IN ('unmatched', 'arrived', 'in_department', 'admitted', 'transferred')
$$;
ALTER FUNCTION sec.attendances_to_watch() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.attendances_to_watch() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.attendances_to_watch() TO shared_care_worker;

-- Moved between two records that have since become one: it was the same child, and nothing moved.
CREATE OR REPLACE FUNCTION sec.moved_attendances(patient uuid)
  RETURNS TABLE (alert_id uuid, reference text, away boolean, moved_by text, moved_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.alert_id, a.reference, c.from_patient_id = patient, u.display_name, c.answered_at
  FROM alert_corrections c JOIN alerts al ON al.id = c.alert_id JOIN attendances a ON a.id = al.attendance_id
  JOIN users u ON u.id = c.asked_by
  WHERE c.kind = 'wrong_patient' AND c.answer = 'done' AND patient IN (c.from_patient_id, c.to_patient_id) AND c.from_patient_id <> c.to_patient_id
    AND (sec.sees_all_patients() OR sec.can_see(patient))
$$;
ALTER FUNCTION sec.moved_attendances(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.moved_attendances(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.moved_attendances(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.forget_old_drafts() RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM attendance_drafts WHERE saved_at <= sec.now() - interval '24 hours'
$$;
ALTER FUNCTION sec.forget_old_drafts() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.forget_old_drafts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.forget_old_drafts() TO shared_care_app;
