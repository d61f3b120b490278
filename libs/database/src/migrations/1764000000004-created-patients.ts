import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedPatients1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patients (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        family_name text NOT NULL CHECK (family_name <> ''),
        given_name text NOT NULL CHECK (given_name <> ''),
        preferred_name text,
        title text,
        birth_date date NOT NULL,
        sex text NOT NULL DEFAULT 'not_known' CHECK (sex IN ('female', 'male', 'indeterminate', 'not_known')),
        nhs_number text,
        nhs_number_status text NOT NULL CHECK (nhs_number_status IN ('verified', 'not_verified', 'absent')),
        hospital_number text,
        phone text,
        diagnosis text NOT NULL CHECK (diagnosis IN ('haemophilia_a', 'haemophilia_b', 'von_willebrand',
          'factor_vii_deficiency', 'factor_xi_deficiency', 'factor_xiii_deficiency', 'platelet_disorder', 'other')),
        severity text NOT NULL DEFAULT 'not_graded' CHECK (severity IN ('severe', 'moderate', 'mild', 'not_graded')),
        -- IU/dL
        baseline_level numeric(6, 2) CHECK (baseline_level >= 0),
        inhibitor text NOT NULL DEFAULT 'not_tested' CHECK (inhibitor IN ('present', 'past', 'none', 'not_tested')),
        inhibitor_on date,
        emicizumab boolean NOT NULL DEFAULT false,
        central_line text NOT NULL DEFAULT 'none' CHECK (central_line IN ('none', 'port', 'hickman', 'picc')),
        weight_kg numeric(5, 2) CHECK (weight_kg > 0),
        weighed_on date,
        allergy_state text NOT NULL DEFAULT 'not_recorded' CHECK (allergy_state IN ('known', 'none_known', 'not_recorded')),
        allergies text,
        died_on date,
        merged_into_id uuid REFERENCES patients (id),
        search_text text GENERATED ALWAYS AS (
          ' ' || fold_name(family_name) || ' ' || fold_name(given_name) || ' ' || fold_name(coalesce(preferred_name, ''))
              -- "O'Brien" is found as "obrien" as well as "o brien", "Anne-Marie" as "annemarie".
              || ' ' || replace(fold_name(family_name), ' ', '') || ' ' || replace(fold_name(given_name), ' ', '')
        ) STORED,
        -- fold_name() is not leakproof, so under the row-level policy no index on it may serve a query: namesakes are
        -- found by stored columns, whose comparison is leakproof.
        family_name_folded text GENERATED ALWAYS AS (fold_name(family_name)) STORED,
        given_initial_folded text GENERATED ALWAYS AS (left(fold_name(given_name), 1)) STORED,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT patients_nhs_number_valid CHECK (nhs_number IS NULL OR nhs_number_is_valid(nhs_number)),
        CONSTRAINT patients_nhs_number_status CHECK ((nhs_number IS NULL) = (nhs_number_status = 'absent')),
        CONSTRAINT patients_weight_has_date CHECK ((weight_kg IS NULL) = (weighed_on IS NULL)),
        CONSTRAINT patients_allergies_named CHECK ((allergy_state = 'known') = (allergies IS NOT NULL)),
        CONSTRAINT patients_dates CHECK (weighed_on >= birth_date AND inhibitor_on >= birth_date AND died_on >= birth_date),
        CONSTRAINT patients_not_merged_into_self CHECK (merged_into_id <> id)
      );
      -- One active patient for a number: a merged record keeps the number it had.
      CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number) WHERE merged_into_id IS NULL;
      CREATE INDEX patients_nhs_number_prefix ON patients (nhs_number text_pattern_ops);
      CREATE INDEX patients_hospital_number ON patients (upper(hospital_number) text_pattern_ops);
      CREATE INDEX patients_birth_date ON patients (birth_date);
      CREATE INDEX patients_search ON patients USING gin (search_text gin_trgm_ops);
      CREATE INDEX patients_phone_end ON patients (right(regexp_replace(phone, '[^0-9]', '', 'g'), 6));
      CREATE INDEX patients_namesakes ON patients (family_name_folded, given_initial_folded);

      CREATE TABLE shared_care_links (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        link_consultant_id uuid REFERENCES link_consultants (id),
        role text NOT NULL CHECK (role IN ('primary', 'secondary', 'temporary')),
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT shared_care_links_dates CHECK (valid_to > valid_from),
        CONSTRAINT shared_care_links_temporary_ends CHECK (role <> 'temporary' OR valid_to IS NOT NULL),
        CONSTRAINT shared_care_links_one_primary EXCLUDE USING gist
          (patient_id WITH =, tstzrange(valid_from, valid_to) WITH &&) WHERE (role = 'primary'),
        CONSTRAINT shared_care_links_once_per_hospital EXCLUDE USING gist
          (patient_id WITH =, hospital_id WITH =, tstzrange(valid_from, valid_to) WITH &&)
      );
      CREATE INDEX shared_care_links_patient ON shared_care_links (patient_id);
      CREATE INDEX shared_care_links_hospital ON shared_care_links (hospital_id);
      CREATE INDEX shared_care_links_consultant ON shared_care_links (link_consultant_id);

      CREATE TABLE open_access_arrangements (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        unit_id uuid REFERENCES hospital_units (id),
        state text NOT NULL CHECK (state IN ('draft', 'awaiting_local_agreement', 'active', 'due_review', 'expired',
          'suspended', 'withdrawn', 'superseded')),
        version_number int NOT NULL DEFAULT 1,
        reasons text NOT NULL,
        where_to_go text NOT NULL,
        phone_first text,
        exclusions text,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz,
        review_by date NOT NULL,
        issued_by text NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT open_access_arrangements_dates CHECK (ends_at > starts_at)
      );
      CREATE INDEX open_access_arrangements_patient ON open_access_arrangements (patient_id);
      -- Exactly one arrangement counts for a child at a hospital.
      CREATE UNIQUE INDEX open_access_arrangements_one_valid ON open_access_arrangements (patient_id, hospital_id)
        WHERE state IN ('active', 'due_review');

      GRANT SELECT ON patients, shared_care_links, open_access_arrangements TO shared_care_app, shared_care_feeds, shared_care_definer;
      GRANT INSERT ON patients, shared_care_links, open_access_arrangements TO shared_care_feeds;

      -- A consultant's own children: linked to them, or to the hospital they work at, while the link lasts.
      CREATE FUNCTION sec.can_see(patient uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
          SELECT 1
          FROM users u
          JOIN shared_care_links l ON l.patient_id = patient
          LEFT JOIN link_consultants c ON c.id = l.link_consultant_id AND c.user_id = u.id
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
            AND (l.hospital_id = u.hospital_id OR c.id IS NOT NULL)
            AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to))
      $$;
      ALTER FUNCTION sec.can_see(uuid) OWNER TO shared_care_definer;
    `);
    for (const table of ['patients', 'shared_care_links', 'open_access_arrangements']) {
      const patientId = table === 'patients' ? 'id' : 'patient_id';
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_seen_by_user ON ${table} FOR SELECT TO shared_care_app
          USING ((SELECT sec.sees_all_patients()) OR sec.can_see(${patientId}));
        CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
        CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true);
      `);
    }
    // Trigram and LIKE comparisons are not leakproof, so under the policy above no index could serve them. This
    // function searches with the index and applies the same scope itself; callers join its ids to `patients`, where
    // the policy holds a second time.
    await runner.query(`
      -- The same children as sec.can_see() lets a consultant see, found once for a whole search: asking that function of
      -- each match took seconds for a common name among 100,000 patients.
      CREATE FUNCTION sec.patients_of_user() RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH me AS MATERIALIZED (
          SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
        SELECT l.patient_id FROM me JOIN shared_care_links l ON l.hospital_id = me.hospital_id
        WHERE me.now >= l.valid_from AND (l.valid_to IS NULL OR me.now < l.valid_to)
        UNION ALL
        SELECT l.patient_id FROM me JOIN link_consultants c ON c.user_id = me.id
        JOIN shared_care_links l ON l.link_consultant_id = c.id
        WHERE me.now >= l.valid_from AND (l.valid_to IS NULL OR me.now < l.valid_to)
      $$;
      ALTER FUNCTION sec.patients_of_user() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.patients_of_user() FROM PUBLIC;
    `);
    // Every match is ranked before the best eight are known, and nearly every search is one word, so that rank has no
    // subquery. The plan is made for the words at hand: only one branch is ever left in it.
    await runner.query(`
      CREATE FUNCTION sec.search_patients(words text[], digits text, born date, max_rows int)
        RETURNS TABLE (id uuid, closeness real)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
      DECLARE
        everyone boolean := sec.sees_all_patients();
        folded text[] := ARRAY(SELECT w FROM unnest(string_to_array(
                           (SELECT string_agg(fold_name(x), ' ') FROM unnest(words) AS x), ' ')) AS w
                           WHERE w <> '' ORDER BY length(w) DESC);
        -- Two letters are the start of a name; three or more may stand anywhere in it. Folding left no % or _ in.
        patterns text[] := ARRAY(SELECT CASE WHEN length(w) < 3 THEN '% ' ELSE '%' END || w || '%' FROM unnest(folded) AS w);
        asked text := array_to_string(folded, ' ');
      BEGIN
        IF cardinality(patterns) = 0 AND digits IS NULL AND born IS NULL THEN RETURN; END IF;
        IF digits IS NOT NULL THEN
          RETURN QUERY
            SELECT p.id, 1::real FROM patients p
            WHERE p.id IN (
                    SELECT a.id FROM patients a WHERE a.nhs_number LIKE digits || '%'
                    UNION SELECT b.id FROM patients b WHERE upper(b.hospital_number) LIKE digits || '%'
                    UNION SELECT c.id FROM patients c
                          WHERE length(digits) = 6 AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits
                    -- "050419" may be a birth date as well as the end of a phone number: either will do.
                    UNION SELECT d.id FROM patients d WHERE length(digits) < 10 AND d.birth_date = born)
              AND p.merged_into_id IS NULL
              AND (born IS NULL OR length(digits) < 10 OR p.birth_date = born)
              AND p.search_text LIKE ALL (patterns)
              AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
            ORDER BY p.family_name, p.given_name, p.id LIMIT max_rows;
          RETURN;
        END IF;
        RETURN QUERY
          SELECT p.id, CASE WHEN cardinality(folded) = 1
               THEN ((p.search_text || ' ' LIKE '% ' || folded[1] || ' %')::int * 2
                       + (p.search_text LIKE '% ' || folded[1] || '%')::int)::real
               ELSE ((SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text || ' ' LIKE '% ' || w || ' %') * 2
                       + (SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text LIKE '% ' || w || '%'))::real END AS rank
          FROM patients p
          WHERE p.merged_into_id IS NULL
            AND (born IS NULL OR p.birth_date = born)
            -- The longest word alone can use the trigram index; the others then narrow.
            AND (cardinality(patterns) = 0 OR (p.search_text LIKE patterns[1] AND p.search_text LIKE ALL (patterns)))
            AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
          ORDER BY rank DESC, p.family_name, p.given_name, p.id LIMIT max_rows;
        -- Only when nobody matches as typed: forgive a slip of the finger.
        IF NOT FOUND AND length(asked) >= 4 THEN
          -- Two letters swapped in a name of five leave half of its trigrams; the usual threshold would not find it.
          PERFORM set_config('pg_trgm.word_similarity_threshold', '0.45', true);
          RETURN QUERY
            SELECT p.id, word_similarity(asked, p.search_text) AS rank FROM patients p
            WHERE p.merged_into_id IS NULL
              AND (born IS NULL OR p.birth_date = born)
              AND asked <% p.search_text
              AND (everyone OR p.id IN (SELECT sec.patients_of_user()))
            ORDER BY rank DESC, p.family_name, p.given_name, p.id LIMIT max_rows;
        END IF;
      END $$;
      ALTER FUNCTION sec.search_patients(text[], text, date, int) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.search_patients(text[], text, date, int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.search_patients(text[], text, date, int) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.search_patients(text[], text, date, int);
      DROP FUNCTION sec.patients_of_user();
      DROP TABLE open_access_arrangements;
      DROP TABLE shared_care_links CASCADE;
      DROP TABLE patients CASCADE;
      DROP FUNCTION sec.can_see(uuid);
    `);
  }
}
