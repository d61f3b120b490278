CREATE OR REPLACE FUNCTION sec.guard_treatment_version() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- Approved text begins as a draft that somebody wrote.
    IF sec.uid() IS NOT NULL AND (NEW.state <> 'draft' OR NEW.written_by <> sec.uid()) THEN
      RAISE EXCEPTION 'words begin as a draft of their writer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'words about a treatment are never deleted' USING ERRCODE = 'check_violation';
  END IF;
  may_change := CASE
    WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
      ARRAY['name', 'class', 'emergency_words', 'tests', 'care_beside', 'care_with', 'red_when_bleeding', 'months_after',
            'authors', 'changed_by', 'changed_at', 'version']
    WHEN (OLD.state, NEW.state) = ('draft', 'approved') THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
    WHEN (OLD.state, NEW.state) IN (('draft', 'discarded'), ('approved', 'superseded'), ('approved', 'withdrawn')) THEN
      ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version']
  END;
  IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'words that are % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NOT (OLD.authors <@ NEW.authors) THEN
    RAISE EXCEPTION 'an author stays an author' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'draft' AND NEW.state = 'draft' AND sec.uid() IS NOT NULL AND NEW.changed_by IS DISTINCT FROM sec.uid() THEN
    RAISE EXCEPTION 'who changes the text is its author' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.state, NEW.state) = ('draft', 'approved') AND (
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
ALTER FUNCTION sec.guard_treatment_version() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.guard_treatment_version() FROM PUBLIC;

-- Every treatment that counts today, with what it is sorted by. A stopped one counts to the end of its months. It is put
-- into the text of the function that asks, so that one child is sought by an index and all children are read once.
CREATE OR REPLACE FUNCTION sec.treatments_counting()
  RETURNS TABLE (patient_id uuid, treatment_id uuid, name text, stopped_on date, calm boolean, on_demand boolean,
    treatment jsonb)
  LANGUAGE sql STABLE AS $$
  SELECT t.patient_id, t.treatment_id, f.name, t.stopped_on, NOT f.red_when_bleeding, t.purpose = 'on_demand',
         jsonb_build_object(
           'id', t.id, 'treatmentId', t.treatment_id, 'name', f.name, 'class', f.class, 'regimen', t.regimen,
           'purpose', t.purpose, 'startedOn', t.started_on, 'stoppedOn', t.stopped_on,
           'countsUntil', sec.counts_until(t.stopped_on, f.months_after),
           'redWhenBleeding', f.red_when_bleeding, 'careWith', f.care_with,
           'words', CASE WHEN f.emergency_words IS NOT NULL THEN
             jsonb_build_object('emergency', f.emergency_words, 'tests', f.tests, 'careBeside', f.care_beside) END)
  FROM public.patient_treatments t JOIN public.treatments_in_force f ON f.treatment_id = t.treatment_id
  CROSS JOIN (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date AS today OFFSET 0) AS clock
  WHERE t.struck_out_at IS NULL AND (t.started_on IS NULL OR t.started_on <= clock.today)
    AND (t.stopped_on IS NULL OR sec.counts_until(t.stopped_on, f.months_after) >= clock.today)
$$;
REVOKE ALL ON FUNCTION sec.treatments_counting() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.treatments_counting() TO shared_care_definer;

-- Every treatment of a child that counts today: one answer for every surface, for all who may see the child.
CREATE OR REPLACE FUNCTION sec.treatments_of(child uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(c.treatment ORDER BY c.stopped_on IS NOT NULL, c.calm, c.on_demand, c.name), '[]')
  FROM sec.treatments_counting() c
  WHERE c.patient_id = child
    AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
$$;
ALTER FUNCTION sec.treatments_of(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.treatments_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.treatments_of(uuid) TO shared_care_app;

-- What every child is on today, for the unit's own lists. The function above, asked of each of 5,000, takes seconds.
CREATE OR REPLACE FUNCTION sec.treatments_running() RETURNS TABLE (patient_id uuid, treatments jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.patient_id, jsonb_agg(jsonb_build_object('treatmentId', c.treatment_id, 'name', c.name)
                                 ORDER BY c.calm, c.on_demand, c.name)
  FROM sec.treatments_counting() c WHERE (SELECT sec.sees_all_patients()) AND c.stopped_on IS NULL GROUP BY c.patient_id
$$;
ALTER FUNCTION sec.treatments_running() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.treatments_running() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.treatments_running() TO shared_care_app;

-- Ids of children on a treatment, or on any when it is null, as of today: for lists, which ask it once. Whose record
-- may be shown the policy of patients decides.
CREATE OR REPLACE FUNCTION sec.patients_treated(treatment uuid) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT t.patient_id FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
  WHERE (treatment IS NULL OR t.treatment_id = treatment) AND t.struck_out_at IS NULL
    AND (t.started_on IS NULL OR t.started_on <= (sec.now() AT TIME ZONE 'Europe/London')::date)
    AND (t.stopped_on IS NULL
         OR sec.counts_until(t.stopped_on, f.months_after) >= (sec.now() AT TIME ZONE 'Europe/London')::date)
$$;
ALTER FUNCTION sec.patients_treated(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.patients_treated(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.patients_treated(uuid) TO shared_care_app;

-- What an emergency plan is written for.
CREATE OR REPLACE FUNCTION sec.running_treatments(child uuid) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT t.treatment_id), '{}') FROM patient_treatments t
  WHERE t.patient_id = child AND t.struck_out_at IS NULL AND t.stopped_on IS NULL
    AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
$$;
ALTER FUNCTION sec.running_treatments(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.running_treatments(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.running_treatments(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.treatment_names(ids uuid[]) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('treatmentId', f.treatment_id, 'name', f.name) ORDER BY f.name), '[]')
  FROM treatments_in_force f WHERE f.treatment_id = ANY (ids)
$$;
ALTER FUNCTION sec.treatment_names(uuid[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.treatment_names(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.treatment_names(uuid[]) TO shared_care_app;

-- The first day, today or later, that the pattern names.
CREATE OR REPLACE FUNCTION sec.next_dose_day(first_on date, every_days int, weekdays int[], today date) RETURNS date
  LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN every_days IS NOT NULL THEN first_on + greatest(0, (today - first_on + every_days - 1) / every_days) * every_days
    ELSE (SELECT min(d) FROM (SELECT greatest(today, coalesce(first_on, today)) + i AS d FROM generate_series(0, 6) AS i) AS days
          WHERE extract(isodow FROM d)::int = ANY (weekdays)) END
$$;
ALTER FUNCTION sec.next_dose_day(date, int, int[], date) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.next_dose_day(date, int, int[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.next_dose_day(date, int, int[], date) TO shared_care_app;

-- What runs, when it is due next, and who gives it.
CREATE OR REPLACE FUNCTION sec.family_treatments(child uuid) RETURNS SETOF jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'entryId', t.id, 'name', f.name, 'regimen', t.regimen, 'purpose', t.purpose,
           'doseDays', CASE WHEN d.entry_id IS NOT NULL THEN jsonb_build_object(
             'firstOn', d.first_on, 'everyDays', d.every_days, 'weekdays', to_jsonb(d.weekdays), 'version', d.version) END,
           'nextDoseOn', t.next_on, 'noGiver', t.next_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM treatment_givers g LEFT JOIN family_people f ON f.id = g.person_id
    LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN hospitals h ON h.id = g.hospital_id
    WHERE g.entry_id = t.id AND g.struck_out_at IS NULL AND g.agreed_on IS NOT NULL AND g.from_on <= t.next_on
      AND (g.until_on IS NULL OR g.until_on >= t.next_on)
      AND f.struck_out_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= t.next_on)
      AND (o.closed_on IS NULL OR o.closed_on > t.next_on) AND (h.closed_on IS NULL OR h.closed_on > t.next_on)),
           'givers', (SELECT coalesce(jsonb_agg(jsonb_build_object(
               'id', g.id, 'giver', g.giver, 'givenAt', g.given_at, 'agreedOn', g.agreed_on, 'fromOn', g.from_on,
               'untilOn', g.until_on, 'note', g.note, 'version', g.version,
               'organisation', CASE WHEN o.id IS NOT NULL AND c.tells THEN jsonb_build_object('id', o.id, 'name', o.name, 'phone', o.phone) END,
               'person', CASE WHEN fp.id IS NOT NULL THEN jsonb_build_object('id', fp.id, 'name', fp.name) END,
               'hospital', CASE WHEN h.id IS NOT NULL THEN jsonb_build_object('id', h.id, 'name', h.name) END,
               'struckOut', CASE WHEN g.struck_out_at IS NOT NULL THEN jsonb_build_object(
             'by', (SELECT display_name FROM users WHERE id = g.struck_out_by), 'at', g.struck_out_at,
             'because', g.struck_out_because) END) ORDER BY g.until_on IS NOT NULL, g.from_on, g.recorded_at), '[]')
             FROM treatment_givers g LEFT JOIN organisations o ON o.id = g.organisation_id
             LEFT JOIN family_people fp ON fp.id = g.person_id LEFT JOIN hospitals h ON h.id = g.hospital_id
             WHERE g.entry_id = t.id
               AND (c.unit OR (g.struck_out_at IS NULL AND coalesce(g.until_on, (sec.now() AT TIME ZONE 'Europe/London')::date)
                 >= (sec.now() AT TIME ZONE 'Europe/London')::date))))
  FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
  JOIN LATERAL (SELECT t.*, sec.next_dose_day(dd.first_on, dd.every_days, dd.weekdays, greatest((sec.now() AT TIME ZONE 'Europe/London')::date, t.started_on)) AS next_on
                FROM patient_treatments t LEFT JOIN treatment_dose_days dd ON dd.entry_id = t.id
                WHERE t.patient_id = c.id AND t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t ON true
  JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
  LEFT JOIN treatment_dose_days d ON d.entry_id = t.id
  WHERE c.unit OR sec.can_see(child)
  ORDER BY t.purpose = 'on_demand', f.name, t.id
$$;
ALTER FUNCTION sec.family_treatments(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.family_treatments(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.family_treatments(uuid) TO shared_care_app;

-- Treatments that nobody gives on their next day, of every child who is cared for here; for the unit.
CREATE OR REPLACE FUNCTION sec.giver_gaps()
  RETURNS TABLE (patient_id uuid, entry_id uuid, treatment text, next_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.patient_id, t.id, f.name, t.next_on
  FROM (SELECT t.*, sec.next_dose_day(d.first_on, d.every_days, d.weekdays, greatest((sec.now() AT TIME ZONE 'Europe/London')::date, t.started_on)) AS next_on
        FROM treatment_dose_days d JOIN patient_treatments t ON t.id = d.entry_id
        WHERE t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t
  JOIN patients p ON p.id = t.patient_id AND p.died_on IS NULL AND p.moved_away_on IS NULL AND p.merged_into_id IS NULL
  JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
  WHERE t.next_on IS NOT NULL AND (SELECT sec.sees_all_patients()) AND NOT EXISTS (
    SELECT FROM treatment_givers g LEFT JOIN family_people f ON f.id = g.person_id
    LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN hospitals h ON h.id = g.hospital_id
    WHERE g.entry_id = t.id AND g.struck_out_at IS NULL AND g.agreed_on IS NOT NULL AND g.from_on <= t.next_on
      AND (g.until_on IS NULL OR g.until_on >= t.next_on)
      AND f.struck_out_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= t.next_on)
      AND (o.closed_on IS NULL OR o.closed_on > t.next_on) AND (h.closed_on IS NULL OR h.closed_on > t.next_on))
$$;
ALTER FUNCTION sec.giver_gaps() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.giver_gaps() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.giver_gaps() TO shared_care_app;
