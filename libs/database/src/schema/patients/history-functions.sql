-- A fact of a record stays a column of `patients`, and the database itself writes down what it was before each change,
-- whatever program changes it. Weights and inhibitor results are series: the columns follow the newest that stands.
-- What was wrong is struck out and the fact falls back; nothing is deleted (decision 0031). SCF01 the record is closed,
-- SCF02 nothing else stands, SCF03 something hangs on the record.

CREATE OR REPLACE FUNCTION sec.fact_values(p patients) RETURNS jsonb
  LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'name', jsonb_build_object('familyName', p.family_name, 'givenName', p.given_name, 'preferredName', p.preferred_name),
    'birth_date', jsonb_build_object('birthDate', p.birth_date),
    'sex', jsonb_build_object('sex', p.sex),
    'nhs_number', jsonb_build_object('nhsNumber', p.nhs_number, 'nhsNumberStatus', p.nhs_number_status),
    'hospital_number', jsonb_build_object('hospitalNumber', p.hospital_number),
    'diagnosis', jsonb_build_object('diagnosis', p.diagnosis),
    'severity', jsonb_build_object('severity', p.severity),
    'baseline_level', jsonb_build_object('baselineLevel', trim_scale(p.baseline_level)::text),
    'central_line', jsonb_build_object('centralLine', p.central_line),
    'allergies', jsonb_build_object('allergyState', p.allergy_state, 'allergies', p.allergies))
$$;
ALTER FUNCTION sec.fact_values(patients) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.fact_values(patients) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.fact_values(patients) TO shared_care_app;

-- Of a child who has died no fact is changed any more; a number that is not theirs may still be set right.
CREATE OR REPLACE FUNCTION sec.closed_facts_stay() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF sec.uid() IS NOT NULL AND (sec.fact_values(OLD) - 'nhs_number') IS DISTINCT FROM (sec.fact_values(NEW) - 'nhs_number') THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.closed_facts_stay() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.closed_facts_stay() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.keep_changed_facts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO patient_changes (patient_id, written_for, fact, was, becomes, changed_by, source, words)
  SELECT NEW.id, NEW.id, now_is.key, was.value, now_is.value, sec.uid(),
         coalesce(nullif(current_setting('app.fact_source', true), ''), 'other'),
         nullif(current_setting('app.fact_words', true), '')
  FROM jsonb_each(sec.fact_values(NEW)) AS now_is
  JOIN jsonb_each(sec.fact_values(OLD)) AS was ON was.key = now_is.key
  WHERE was.value <> now_is.value;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.keep_changed_facts() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.keep_changed_facts() FROM PUBLIC;

-- Opened by a person: each fact they gave has its first entry.
CREATE OR REPLACE FUNCTION sec.keep_first_facts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO patient_changes (patient_id, written_for, fact, becomes, changed_by, source, words)
  SELECT NEW.id, NEW.id, fact.key, fact.value, NEW.registered_by, NEW.registered_source, NEW.registered_words
  FROM jsonb_each(sec.fact_values(NEW)) AS fact
  WHERE fact.value NOT IN ('{"hospitalNumber": null}', '{"baselineLevel": null}', '{"sex": "not_known"}', '{"severity": "not_graded"}',
    '{"nhsNumber": null, "nhsNumberStatus": "absent"}', '{"allergyState": "not_recorded", "allergies": null}');
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.keep_first_facts() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.keep_first_facts() FROM PUBLIC;

-- One was struck out: the fact is what the newest that stands says, or what it was before all of them.
CREATE OR REPLACE FUNCTION sec.follow_fact() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v jsonb;
BEGIN
  IF NEW.written_for <> NEW.patient_id THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM patients WHERE id = NEW.patient_id AND died_on IS NOT NULL) THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  SELECT becomes INTO v FROM patient_changes
  WHERE patient_id = NEW.patient_id AND written_for = NEW.patient_id AND fact = NEW.fact AND struck_out_at IS NULL
  ORDER BY number DESC LIMIT 1;
  IF v IS NULL THEN
    SELECT was INTO v FROM patient_changes
    WHERE patient_id = NEW.patient_id AND written_for = NEW.patient_id AND fact = NEW.fact ORDER BY number LIMIT 1;
  END IF;
  IF v IS NULL THEN
    v := CASE NEW.fact
      WHEN 'hospital_number' THEN '{"hospitalNumber": null}' WHEN 'baseline_level' THEN '{"baselineLevel": null}'
      WHEN 'sex' THEN '{"sex": "not_known"}' WHEN 'severity' THEN '{"severity": "not_graded"}'
      WHEN 'nhs_number' THEN '{"nhsNumber": null, "nhsNumberStatus": "absent"}'
      WHEN 'allergies' THEN '{"allergyState": "not_recorded", "allergies": null}' END::jsonb;
  END IF;
  IF v IS NULL THEN
    RAISE EXCEPTION 'nothing else stands' USING ERRCODE = 'SCF02';
  END IF;
  CASE NEW.fact
    WHEN 'name' THEN UPDATE patients SET family_name = v ->> 'familyName', given_name = v ->> 'givenName',
      preferred_name = v ->> 'preferredName' WHERE id = NEW.patient_id;
    WHEN 'birth_date' THEN UPDATE patients SET birth_date = (v ->> 'birthDate')::date WHERE id = NEW.patient_id;
    WHEN 'sex' THEN UPDATE patients SET sex = v ->> 'sex' WHERE id = NEW.patient_id;
    WHEN 'nhs_number' THEN UPDATE patients SET nhs_number = v ->> 'nhsNumber', nhs_number_status = v ->> 'nhsNumberStatus'
      WHERE id = NEW.patient_id;
    WHEN 'hospital_number' THEN UPDATE patients SET hospital_number = v ->> 'hospitalNumber' WHERE id = NEW.patient_id;
    WHEN 'diagnosis' THEN UPDATE patients SET diagnosis = v ->> 'diagnosis' WHERE id = NEW.patient_id;
    WHEN 'severity' THEN UPDATE patients SET severity = v ->> 'severity' WHERE id = NEW.patient_id;
    WHEN 'baseline_level' THEN UPDATE patients SET baseline_level = (v ->> 'baselineLevel')::numeric WHERE id = NEW.patient_id;
    WHEN 'central_line' THEN UPDATE patients SET central_line = v ->> 'centralLine' WHERE id = NEW.patient_id;
    WHEN 'allergies' THEN UPDATE patients SET allergy_state = v ->> 'allergyState', allergies = v ->> 'allergies'
      WHERE id = NEW.patient_id;
  END CASE;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.follow_fact() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.follow_fact() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.follow_weight(child uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE patients p SET weight_kg = w.kg, weighed_on = w.weighed_on
  FROM (SELECT 1) AS once LEFT JOIN LATERAL (
    SELECT kg, weighed_on FROM patient_weights WHERE patient_id = child AND struck_out_at IS NULL
    ORDER BY weighed_on DESC, number DESC LIMIT 1) w ON true
  WHERE p.id = child AND (p.weight_kg, p.weighed_on) IS DISTINCT FROM (w.kg, w.weighed_on)
$$;
ALTER FUNCTION sec.follow_weight(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.follow_weight(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.follow_weight(uuid) TO shared_care_app;

-- "None" after one that was found is an inhibitor in the past.
CREATE OR REPLACE FUNCTION sec.follow_inhibitor(child uuid) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH standing AS (
    SELECT *, coalesce(tested_on, (recorded_at AT TIME ZONE 'Europe/London')::date) AS counts_from
    FROM inhibitor_results WHERE patient_id = child AND struck_out_at IS NULL),
  newest AS (SELECT * FROM standing ORDER BY counts_from DESC, number DESC LIMIT 1),
  says AS (
    SELECT CASE WHEN n.state IS NULL THEN 'not_tested'
                WHEN n.state = 'none' AND EXISTS (SELECT 1 FROM standing WHERE state IN ('present', 'past')) THEN 'past'
                ELSE n.state END AS state, n.tested_on, n.titre
    FROM (SELECT 1) AS once LEFT JOIN newest n ON true)
  UPDATE patients p SET inhibitor = s.state, inhibitor_on = s.tested_on, inhibitor_titre = s.titre FROM says s
  WHERE p.id = child AND (p.inhibitor, p.inhibitor_on, p.inhibitor_titre) IS DISTINCT FROM (s.state, s.tested_on, s.titre)
$$;
ALTER FUNCTION sec.follow_inhibitor(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.follow_inhibitor(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.follow_inhibitor(uuid) TO shared_care_app;

-- A day between birth and today, of a child who lives. What the column said before there was a series is kept as its
-- first entry.
CREATE OR REPLACE FUNCTION sec.check_measure() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  p patients;
  on_day date;
BEGIN
  SELECT * INTO p FROM patients WHERE id = NEW.patient_id FOR NO KEY UPDATE;
  IF p.died_on IS NOT NULL AND (TG_OP = 'UPDATE' OR NEW.recorded_by IS NOT NULL) THEN
    RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
  END IF;
  IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
  on_day := CASE TG_TABLE_NAME WHEN 'patient_weights' THEN to_jsonb(NEW) ->> 'weighed_on' ELSE to_jsonb(NEW) ->> 'tested_on' END;
  IF on_day < p.birth_date OR (on_day > (sec.now() AT TIME ZONE 'Europe/London')::date AND NEW.recorded_by IS NOT NULL) THEN
    RAISE EXCEPTION 'not a day of this child''s life so far' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.recorded_by IS NULL THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'patient_weights' AND p.weight_kg IS NOT NULL
     AND ((to_jsonb(NEW) ->> 'kg')::numeric, on_day) IS DISTINCT FROM (p.weight_kg, p.weighed_on)
     AND NOT EXISTS (SELECT 1 FROM patient_weights WHERE patient_id = p.id) THEN
    INSERT INTO patient_weights (patient_id, kg, weighed_on, source) VALUES (p.id, p.weight_kg, p.weighed_on, 'other');
  ELSIF TG_TABLE_NAME = 'inhibitor_results' AND p.inhibitor <> 'not_tested'
     AND (to_jsonb(NEW) ->> 'state', on_day) IS DISTINCT FROM (p.inhibitor, p.inhibitor_on)
     AND NOT EXISTS (SELECT 1 FROM inhibitor_results WHERE patient_id = p.id) THEN
    INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, source)
    VALUES (p.id, p.inhibitor, p.inhibitor_titre, p.inhibitor_on, 'other');
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.check_measure() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.check_measure() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.follow_measure() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'patient_weights' THEN PERFORM sec.follow_weight(NEW.patient_id);
  ELSE PERFORM sec.follow_inhibitor(NEW.patient_id);
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.follow_measure() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.follow_measure() FROM PUBLIC;

-- A record that comes with a weight or a result has it as the first of its series.
CREATE OR REPLACE FUNCTION sec.keep_first_measures() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.weight_kg IS NOT NULL THEN
    INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, source, words)
    VALUES (NEW.id, NEW.weight_kg, NEW.weighed_on, NEW.registered_by, coalesce(NEW.registered_source, 'other'), NEW.registered_words);
  END IF;
  IF NEW.inhibitor <> 'not_tested' THEN
    INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, recorded_by, source, words)
    VALUES (NEW.id, NEW.inhibitor, NEW.inhibitor_titre, NEW.inhibitor_on, NEW.registered_by,
            coalesce(NEW.registered_source, 'other'), NEW.registered_words);
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.keep_first_measures() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.keep_first_measures() FROM PUBLIC;
