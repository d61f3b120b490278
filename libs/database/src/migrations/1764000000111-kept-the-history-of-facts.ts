import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fact of a record stays a column of `patients`, and the database itself writes down what it was, whoever changes it.
 * Weights and inhibitor results are series: the columns follow the newest that stands. What was wrong is struck out and
 * the fact falls back; nothing is deleted (decision 0031).
 *
 * SCF01 the record is closed, SCF02 nothing else stands, SCF03 something hangs on the record.
 */
export class KeptTheHistoryOfFacts1764000000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CHANGES);
    await runner.query(MEASURES);
    for (const signature of FUNCTIONS)
      await runner.query(
        `ALTER FUNCTION ${signature} OWNER TO shared_care_definer; REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
      );
    await runner.query(TRIGGERS);
    await runner.query(`
      GRANT EXECUTE ON FUNCTION sec.fact_values(patients), sec.follow_weight(uuid), sec.follow_inhibitor(uuid) TO shared_care_app;
      SELECT sec.begin_measures();
      DROP FUNCTION sec.begin_measures();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER contact_details_move_forces_review ON contact_details;
      DROP TRIGGER patients_titre_forces_review ON patients;
      DROP TRIGGER patients_first_measures ON patients;
      DROP TRIGGER patients_first_facts ON patients;
      DROP TRIGGER patients_changed_facts ON patients;
      DROP TRIGGER patients_closed_facts ON patients;
      DROP TABLE patient_changes, patient_weights, inhibitor_results;
      ${FUNCTIONS.filter((name) => !name.includes('begin_measures'))
        .map((signature) => `DROP FUNCTION ${signature};`)
        .join('\n')}
      DROP POLICY patients_followed ON patients;
      REVOKE UPDATE (${FACT_COLUMNS}, ${MEASURE_COLUMNS}) ON patients FROM shared_care_definer;
      REVOKE UPDATE (${APP_COLUMNS}) ON patients FROM shared_care_app;
    `);
  }
}

const APP_COLUMNS = `family_name, given_name, preferred_name, birth_date, sex, hospital_number, diagnosis, severity, baseline_level,
  central_line, allergy_state, allergies`;
const FACT_COLUMNS = `${APP_COLUMNS}, nhs_number, nhs_number_status`;
const MEASURE_COLUMNS = 'weight_kg, weighed_on, inhibitor, inhibitor_on, inhibitor_titre';

const FUNCTIONS = [
  'sec.fact_values(patients)',
  'sec.closed_facts_stay()',
  'sec.keep_changed_facts()',
  'sec.keep_first_facts()',
  'sec.follow_fact()',
  'sec.follow_weight(uuid)',
  'sec.follow_inhibitor(uuid)',
  'sec.check_measure()',
  'sec.follow_measure()',
  'sec.keep_first_measures()',
  'sec.titre_forces_review()',
  'sec.move_of_house_forces_review()',
  'sec.begin_measures()',
];

const ENTRY = `
        source text NOT NULL CHECK (source ~ '^[a-z_]+$'),
        words text CHECK (words <> ''),
        -- In the order in which they were written, which one instant of a clock does not tell.
        number bigint GENERATED ALWAYS AS IDENTITY,
        struck_out_by uuid REFERENCES users (id),
        struck_out_at timestamptz,
        struck_out_because text CHECK (struck_out_because <> '')`;

const TABLES = `
      CREATE TABLE patient_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        -- The record it was written in; after a merge the row says so, and the fact of the kept record does not follow it.
        written_for uuid NOT NULL,
        fact text NOT NULL CHECK (fact IN ('name', 'birth_date', 'sex', 'nhs_number', 'hospital_number', 'diagnosis', 'severity',
          'baseline_level', 'central_line', 'allergies')),
        -- Nothing when the record was opened with it.
        was jsonb,
        becomes jsonb NOT NULL,
        changed_by uuid REFERENCES users (id),
        changed_at timestamptz NOT NULL DEFAULT sec.now(),${ENTRY},
        CONSTRAINT patient_changes_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0, 3))
      );
      CREATE INDEX patient_changes_patient ON patient_changes (patient_id, fact, number);

      CREATE TABLE patient_weights (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        kg numeric(5, 2) NOT NULL CHECK (kg >= 0.3 AND kg <= 200),
        weighed_on date NOT NULL,
        recorded_by uuid REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now(),${ENTRY},
        CONSTRAINT patient_weights_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0, 3))
      );
      CREATE INDEX patient_weights_patient ON patient_weights (patient_id, weighed_on);

      CREATE TABLE inhibitor_results (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        state text NOT NULL CHECK (state IN ('present', 'past', 'none')),
        -- Bethesda units
        titre numeric(7, 2) CHECK (titre >= 0),
        -- Not known: it counts from the day it was written down.
        tested_on date,
        recorded_by uuid REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now(),${ENTRY},
        CONSTRAINT inhibitor_results_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0, 3))
      );
      CREATE INDEX inhibitor_results_patient ON inhibitor_results (patient_id, tested_on);

      GRANT SELECT, UPDATE (struck_out_by, struck_out_at, struck_out_because) ON patient_changes, patient_weights, inhibitor_results
        TO shared_care_app;
      GRANT INSERT (id, patient_id, kg, weighed_on, recorded_by, source, words) ON patient_weights TO shared_care_app;
      GRANT INSERT (id, patient_id, state, titre, tested_on, recorded_by, source, words) ON inhibitor_results TO shared_care_app;
      GRANT SELECT, INSERT ON patient_weights, inhibitor_results TO shared_care_feeds;
      GRANT SELECT, INSERT ON patient_changes, patient_weights, inhibitor_results TO shared_care_definer;
      GRANT UPDATE (${APP_COLUMNS}) ON patients TO shared_care_app;
      GRANT UPDATE (${FACT_COLUMNS}, ${MEASURE_COLUMNS}) ON patients TO shared_care_definer;
      CREATE POLICY patients_followed ON patients FOR UPDATE TO shared_care_definer USING (true) WITH CHECK (true);
      ${['patient_changes', 'patient_weights', 'inhibitor_results']
        .map(
          (table) => `
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
      ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
      CREATE POLICY ${table}_seen_by_user ON ${table} FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
      CREATE POLICY ${table}_struck_out_by_phu ON ${table} FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) AND struck_out_at IS NULL)
        WITH CHECK ((SELECT sec.sees_all_patients()) AND struck_out_by = sec.uid());
      CREATE POLICY ${table}_by_functions ON ${table} TO shared_care_definer USING (true) WITH CHECK (true);`,
        )
        .join('\n')}
      ${['patient_weights', 'inhibitor_results']
        .map(
          (table) => `
      CREATE POLICY ${table}_recorded_by_phu ON ${table} FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND recorded_by = sec.uid());
      CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);`,
        )
        .join('\n')}
`;

const CHANGES = `
      CREATE FUNCTION sec.fact_values(p patients) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
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

      -- Of a child who has died no fact is changed any more; a number that is not theirs may still be set right.
      CREATE FUNCTION sec.closed_facts_stay() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF sec.uid() IS NOT NULL AND (sec.fact_values(OLD) - 'nhs_number') IS DISTINCT FROM (sec.fact_values(NEW) - 'nhs_number') THEN
          RAISE EXCEPTION 'the child has died' USING ERRCODE = 'SCF01';
        END IF;
        RETURN NEW;
      END $$;

      CREATE FUNCTION sec.keep_changed_facts() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO patient_changes (patient_id, written_for, fact, was, becomes, changed_by, source, words)
        SELECT NEW.id, NEW.id, now_is.key, was.value, now_is.value, sec.uid(),
               coalesce(nullif(current_setting('app.fact_source', true), ''), 'other'),
               nullif(current_setting('app.fact_words', true), '')
        FROM jsonb_each(sec.fact_values(NEW)) AS now_is
        JOIN jsonb_each(sec.fact_values(OLD)) AS was ON was.key = now_is.key
        WHERE was.value <> now_is.value;
        RETURN NULL;
      END $$;

      -- Opened by a person: each fact they gave has its first entry.
      CREATE FUNCTION sec.keep_first_facts() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO patient_changes (patient_id, written_for, fact, becomes, changed_by, source, words)
        SELECT NEW.id, NEW.id, fact.key, fact.value, NEW.registered_by, NEW.registered_source, NEW.registered_words
        FROM jsonb_each(sec.fact_values(NEW)) AS fact
        WHERE fact.value NOT IN ('{"hospitalNumber": null}', '{"baselineLevel": null}', '{"sex": "not_known"}', '{"severity": "not_graded"}',
          '{"nhsNumber": null, "nhsNumberStatus": "absent"}', '{"allergyState": "not_recorded", "allergies": null}');
        RETURN NULL;
      END $$;

      -- One was struck out: the fact is what the newest that stands says, or what it was before all of them.
      CREATE FUNCTION sec.follow_fact() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;
`;

const MEASURES = `
      CREATE FUNCTION sec.follow_weight(child uuid) RETURNS void LANGUAGE sql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        UPDATE patients p SET weight_kg = w.kg, weighed_on = w.weighed_on
        FROM (SELECT 1) AS once LEFT JOIN LATERAL (
          SELECT kg, weighed_on FROM patient_weights WHERE patient_id = child AND struck_out_at IS NULL
          ORDER BY weighed_on DESC, number DESC LIMIT 1) w ON true
        WHERE p.id = child AND (p.weight_kg, p.weighed_on) IS DISTINCT FROM (w.kg, w.weighed_on)
      $$;

      -- "None" after one that was found is an inhibitor in the past.
      CREATE FUNCTION sec.follow_inhibitor(child uuid) RETURNS void LANGUAGE sql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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

      -- A day between birth and today, of a child who lives. What the column said before there was a series is kept as its
      -- first entry.
      CREATE FUNCTION sec.check_measure() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;

      CREATE FUNCTION sec.follow_measure() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_TABLE_NAME = 'patient_weights' THEN PERFORM sec.follow_weight(NEW.patient_id);
        ELSE PERFORM sec.follow_inhibitor(NEW.patient_id);
        END IF;
        RETURN NULL;
      END $$;

      -- A record that comes with a weight or a result has it as the first of its series.
      CREATE FUNCTION sec.keep_first_measures() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;

      -- W6.6: another titre is a new result, and another postcode another house. The first ones are no change.
      CREATE FUNCTION sec.titre_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM sec.force_open_access_review(NEW.id, 'inhibitor');
        RETURN NULL;
      END $$;
      CREATE FUNCTION sec.move_of_house_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF (OLD.postcode IS NOT NULL AND NEW.postcode IS NOT NULL
              AND upper(replace(OLD.postcode, ' ', '')) <> upper(replace(NEW.postcode, ' ', '')))
           OR ((OLD.postcode IS NULL OR NEW.postcode IS NULL) AND OLD.address <> NEW.address) THEN
          PERFORM sec.force_open_access_review(NEW.patient_id, 'address');
        END IF;
        RETURN NULL;
      END $$;

      CREATE FUNCTION sec.begin_measures() RETURNS void LANGUAGE sql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO patient_weights (patient_id, kg, weighed_on, source)
        SELECT id, weight_kg, weighed_on, 'other' FROM patients WHERE weight_kg BETWEEN 0.3 AND 200;
        INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, source)
        SELECT id, inhibitor, inhibitor_titre, inhibitor_on, 'other' FROM patients WHERE inhibitor <> 'not_tested';
      $$;
`;

const TRIGGERS = `
      CREATE TRIGGER patients_closed_facts BEFORE UPDATE ON patients FOR EACH ROW
        WHEN (OLD.died_on IS NOT NULL AND pg_trigger_depth() = 0) EXECUTE FUNCTION sec.closed_facts_stay();
      CREATE TRIGGER patients_changed_facts AFTER UPDATE OF family_name, given_name, preferred_name, birth_date, sex, nhs_number,
        nhs_number_status, hospital_number, diagnosis, severity, baseline_level, central_line, allergy_state, allergies ON patients
        FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION sec.keep_changed_facts();
      CREATE TRIGGER patients_first_facts AFTER INSERT ON patients FOR EACH ROW
        WHEN (NEW.registered_by IS NOT NULL) EXECUTE FUNCTION sec.keep_first_facts();
      CREATE TRIGGER patients_first_measures AFTER INSERT ON patients FOR EACH ROW
        WHEN (NEW.weight_kg IS NOT NULL OR NEW.inhibitor <> 'not_tested') EXECUTE FUNCTION sec.keep_first_measures();
      CREATE TRIGGER patients_titre_forces_review AFTER UPDATE OF inhibitor_titre ON patients FOR EACH ROW
        WHEN (OLD.inhibitor_titre IS DISTINCT FROM NEW.inhibitor_titre AND OLD.inhibitor <> 'not_tested')
        EXECUTE FUNCTION sec.titre_forces_review();
      CREATE TRIGGER contact_details_move_forces_review AFTER UPDATE OF address, postcode ON contact_details FOR EACH ROW
        EXECUTE FUNCTION sec.move_of_house_forces_review();
      CREATE TRIGGER patient_changes_followed AFTER UPDATE OF struck_out_at ON patient_changes FOR EACH ROW
        EXECUTE FUNCTION sec.follow_fact();
      ${['patient_weights', 'inhibitor_results']
        .map(
          (table) => `
      CREATE TRIGGER ${table}_checked BEFORE INSERT OR UPDATE OF struck_out_at ON ${table} FOR EACH ROW
        EXECUTE FUNCTION sec.check_measure();
      CREATE TRIGGER ${table}_followed AFTER INSERT OR UPDATE OF struck_out_at ON ${table} FOR EACH ROW
        EXECUTE FUNCTION sec.follow_measure();`,
        )
        .join('\n')}
`;
