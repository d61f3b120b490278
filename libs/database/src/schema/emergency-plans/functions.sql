-- H12: what was approved is never edited, by any person through any program.
CREATE OR REPLACE FUNCTION sec.guard_emergency_plan() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change text[] := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
      ARRAY['sections', 'review_by', 'weight_kg', 'weighed_on', 'inhibitor', 'treatment_ids', 'central_line', 'authors',
            'changed_by', 'changed_at', 'returned_by', 'returned_at', 'returned_because', 'version']
    WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN
      ARRAY['state', 'approved_by', 'approved_at', 'code', 'version']
    WHEN (OLD.state, NEW.state) IN (('draft', 'discarded'), ('approved', 'superseded'), ('approved', 'withdrawn')) THEN
      ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version']
  END;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'emergency plans are never deleted' USING ERRCODE = 'check_violation';
  END IF;
  IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'an emergency plan that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'draft' AND NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'an author stays an author' USING ERRCODE = 'check_violation';
  END IF;
  -- Text that changed has an author, and that is who changed it.
  IF NEW.state = 'draft' AND NEW.sections IS DISTINCT FROM OLD.sections AND sec.uid() IS NOT NULL
    AND NEW.changed_by IS DISTINCT FROM sec.uid() THEN
    RAISE EXCEPTION 'who changes the text is its author' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
    (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
    OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
    RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) = ('approved', 'withdrawn') AND sec.uid() IS NOT NULL
    AND sec.user_role() IS DISTINCT FROM 'phu_doctor' THEN
    RAISE EXCEPTION 'a doctor of the unit withdraws' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_emergency_plan() OWNER TO shared_care_definer;

-- For emergency access: never a draft, never an old version.
CREATE OR REPLACE FUNCTION sec.emergency_plans_of(patient uuid) RETURNS SETOF emergency_plans
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.* FROM emergency_plans e
  WHERE e.patient_id = patient AND e.state IN ('approved', 'withdrawn') AND sec.has_emergency_access(patient)
$$;
ALTER FUNCTION sec.emergency_plans_of(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.emergency_plans_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.emergency_plans_of(uuid) TO shared_care_app;
