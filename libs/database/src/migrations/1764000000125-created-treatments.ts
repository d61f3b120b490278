import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Treatments as data (decision 0035): what a drug is and what a department must know of it are rows, written by one and
 * approved by a doctor who did not write them. Which child is on which is a row too, never deleted.
 */
export class CreatedTreatments1764000000125 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TREATMENTS);
    await runner.query(GUARD);
    await runner.query(OF_PATIENTS);
    await runner.query(READ);
    for (const [signature, role] of FUNCTIONS)
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        ${role ? `GRANT EXECUTE ON FUNCTION ${signature} TO ${role};` : ''}
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.treatments_of(uuid);
      DROP FUNCTION sec.patients_treated(uuid);
      DROP FUNCTION sec.running_treatments(uuid);
      DROP FUNCTION sec.treatment_names(uuid[]);
      DROP TABLE patient_treatment_events;
      DROP TABLE patient_treatments;
      DROP FUNCTION sec.treatment_change_forces_review();
      DROP VIEW treatments_in_force;
      DROP TABLE treatment_versions;
      DROP FUNCTION sec.guard_treatment_version();
      DROP TABLE treatments;
      DROP FUNCTION sec.counts_until(date, int);
    `);
  }
}

const FUNCTIONS: readonly (readonly [string, string | null])[] = [
  ['sec.guard_treatment_version()', null],
  ['sec.treatment_change_forces_review()', null],
  ['sec.counts_until(date, int)', 'shared_care_app'],
  ['sec.treatments_of(uuid)', 'shared_care_app'],
  ['sec.patients_treated(uuid)', 'shared_care_app'],
  ['sec.running_treatments(uuid)', 'shared_care_app'],
  ['sec.treatment_names(uuid[])', 'shared_care_app'],
];

const TREATMENTS = `
  -- The last day on which a stopped treatment counts. A month without that day ends with the first of the next, as
  -- countsUntil in libs/domain/src/treatments.ts reckons it: rather a day longer than a day too short.
  CREATE FUNCTION sec.counts_until(stopped_on date, months int) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT d + CASE WHEN extract(day FROM d) = extract(day FROM stopped_on) THEN 0 ELSE 1 END
    FROM (SELECT (stopped_on + make_interval(months => months))::date AS d) AS last_day
  $$;

  CREATE TABLE treatments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- Of those that the product ships; null for what the unit adds.
    code text UNIQUE CHECK (code ~ '^[a-z0-9_]{2,40}$'),
    created_by uuid REFERENCES users (id),
    created_at timestamptz NOT NULL DEFAULT sec.now()
  );
  CREATE TABLE treatment_versions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    treatment_id uuid NOT NULL REFERENCES treatments (id),
    version_number int NOT NULL CHECK (version_number > 0),
    state text NOT NULL DEFAULT 'draft'
      CHECK (state IN ('reference', 'draft', 'approved', 'superseded', 'withdrawn', 'discarded')),
    name text NOT NULL CHECK (name <> ''),
    class text NOT NULL CHECK (class IN ('factor_viii_shl', 'factor_viii_ehl', 'factor_viii_sustained', 'factor_ix_shl',
      'factor_ix_ehl', 'von_willebrand_factor', 'other_factor', 'rfviia', 'apcc', 'factor_viii_mimetic', 'rebalancing',
      'desmopressin', 'antifibrinolytic', 'other')),
    emergency_words text NOT NULL,
    tests text NOT NULL,
    care_beside text NOT NULL,
    -- Classes beside which it needs care.
    care_with text[] NOT NULL DEFAULT '{}',
    red_when_bleeding boolean NOT NULL,
    months_after int NOT NULL CHECK (months_after BETWEEN 0 AND 24),
    -- Nobody: shipped with the product.
    written_by uuid REFERENCES users (id),
    authors uuid[] NOT NULL DEFAULT '{}',
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz NOT NULL DEFAULT sec.now(),
    approved_by uuid REFERENCES users (id),
    approved_at timestamptz,
    ended_by uuid REFERENCES users (id),
    ended_at timestamptz,
    ended_because text,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT treatment_versions_number UNIQUE (treatment_id, version_number),
    CONSTRAINT treatment_versions_written CHECK (
      (state = 'reference') = (written_by IS NULL) AND (written_by IS NULL) = (changed_by IS NULL)),
    CONSTRAINT treatment_versions_writer_is_author CHECK (
      written_by IS NULL OR (written_by = ANY (authors) AND changed_by = ANY (authors))),
    CONSTRAINT treatment_versions_approved_by_another CHECK (approved_by <> ALL (authors)),
    CONSTRAINT treatment_versions_approved_whole CHECK (num_nonnulls(approved_by, approved_at) IN (0, 2)
      AND (state IN ('approved', 'superseded', 'withdrawn')) = (approved_by IS NOT NULL)),
    CONSTRAINT treatment_versions_ended_whole CHECK (
      (state IN ('superseded', 'withdrawn', 'discarded')) = (ended_at IS NOT NULL)),
    CONSTRAINT treatment_versions_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> ''),
    -- What has no words for a department is not approved.
    CONSTRAINT treatment_versions_approved_with_words CHECK (
      state NOT IN ('approved', 'superseded', 'withdrawn') OR emergency_words <> '')
  );
  CREATE UNIQUE INDEX treatment_versions_one_approved ON treatment_versions (treatment_id) WHERE state = 'approved';
  CREATE UNIQUE INDEX treatment_versions_one_draft ON treatment_versions (treatment_id) WHERE state = 'draft';

  -- The one version that counts. Its words are shown only when approved; name, class, months and red count at once. A new
  -- drug of which nobody approved anything yet is red when bleeding and counts for half a year at least: care first.
  CREATE VIEW treatments_in_force AS
    SELECT DISTINCT ON (v.treatment_id) v.treatment_id, v.id AS version_id, v.state, v.name, v.class, v.care_with,
           v.red_when_bleeding OR v.state IN ('draft', 'discarded') AS red_when_bleeding,
           CASE WHEN v.state IN ('draft', 'discarded') THEN greatest(v.months_after, 6) ELSE v.months_after END AS months_after,
           CASE WHEN v.state = 'approved' THEN v.emergency_words END AS emergency_words,
           CASE WHEN v.state = 'approved' THEN v.tests END AS tests,
           CASE WHEN v.state = 'approved' THEN v.care_beside END AS care_beside
    FROM treatment_versions v WHERE v.state <> 'superseded'
    ORDER BY v.treatment_id, array_position(ARRAY['approved', 'withdrawn', 'reference', 'draft', 'discarded'], v.state),
             v.version_number DESC;

  GRANT SELECT, INSERT ON treatments TO shared_care_app;
  GRANT SELECT, INSERT, UPDATE ON treatment_versions TO shared_care_app;
  GRANT SELECT ON treatments_in_force TO shared_care_app, shared_care_definer;
  GRANT SELECT ON treatments, treatment_versions TO shared_care_definer;
`;

const GUARD = `
  CREATE FUNCTION sec.guard_treatment_version() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  END $$;
  CREATE TRIGGER treatment_versions_guarded BEFORE INSERT OR UPDATE OR DELETE ON treatment_versions
    FOR EACH ROW EXECUTE FUNCTION sec.guard_treatment_version();
`;

const OF_PATIENTS = `
  CREATE TABLE patient_treatments (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    treatment_id uuid NOT NULL REFERENCES treatments (id),
    regimen text NOT NULL DEFAULT '',
    purpose text NOT NULL CHECK (purpose IN ('prophylaxis', 'on_demand')),
    -- Null: not known.
    started_on date,
    stopped_on date,
    source text NOT NULL CHECK (source IN ('family', 'clinic', 'telephone', 'letter', 'laboratory', 'local_hospital',
      'national_record', 'import', 'notice', 'other')),
    -- Nobody: it came with an earlier record or a file.
    recorded_by uuid REFERENCES users (id),
    recorded_at timestamptz NOT NULL DEFAULT sec.now(),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz,
    struck_out_by uuid REFERENCES users (id),
    struck_out_at timestamptz,
    struck_out_because text,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT patient_treatments_days CHECK (stopped_on >= started_on),
    CONSTRAINT patient_treatments_recorded CHECK (recorded_by IS NOT NULL OR source IN ('import', 'other')),
    CONSTRAINT patient_treatments_struck_out_whole CHECK (
      num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0, 3) AND struck_out_because <> '')
  );
  CREATE UNIQUE INDEX patient_treatments_once ON patient_treatments (patient_id, treatment_id)
    WHERE stopped_on IS NULL AND struck_out_at IS NULL;
  CREATE INDEX patient_treatments_patient ON patient_treatments (patient_id);
  CREATE INDEX patient_treatments_treatment ON patient_treatments (treatment_id) WHERE struck_out_at IS NULL;

  -- Each change, with what it was before.
  CREATE TABLE patient_treatment_events (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    entry_id uuid NOT NULL REFERENCES patient_treatments (id),
    kind text NOT NULL CHECK (kind IN ('recorded', 'changed', 'stopped', 'resumed', 'struck_out', 'restored')),
    by uuid REFERENCES users (id),
    at timestamptz NOT NULL DEFAULT sec.now(),
    was jsonb,
    because text
  );
  CREATE INDEX patient_treatment_events_of ON patient_treatment_events (entry_id, at);

  GRANT SELECT, INSERT ON patient_treatments, patient_treatment_events TO shared_care_app;
  GRANT UPDATE (treatment_id, regimen, purpose, started_on, stopped_on, source, changed_by, changed_at, struck_out_by,
    struck_out_at, struck_out_because, version) ON patient_treatments TO shared_care_app;
  GRANT SELECT ON patient_treatments TO shared_care_definer;
  GRANT SELECT, INSERT ON patient_treatments, patient_treatment_events TO shared_care_feeds;
  GRANT SELECT ON treatments, treatments_in_force TO shared_care_feeds;

  ALTER TABLE patient_treatments ENABLE ROW LEVEL SECURITY;
  ALTER TABLE patient_treatments FORCE ROW LEVEL SECURITY;
  CREATE POLICY patient_treatments_phu ON patient_treatments TO shared_care_app
    USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
  CREATE POLICY patient_treatments_brought_in ON patient_treatments TO shared_care_feeds USING (true) WITH CHECK (true);
  CREATE POLICY patient_treatments_read_by_functions ON patient_treatments FOR SELECT TO shared_care_definer USING (true);
  ALTER TABLE patient_treatment_events ENABLE ROW LEVEL SECURITY;
  ALTER TABLE patient_treatment_events FORCE ROW LEVEL SECURITY;
  CREATE POLICY patient_treatment_events_phu ON patient_treatment_events TO shared_care_app
    USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()) AND by = sec.uid());
  CREATE POLICY patient_treatment_events_brought_in ON patient_treatment_events TO shared_care_feeds
    USING (true) WITH CHECK (true);

  -- W6.6: another product, so open access is looked at again, by whatever path it was written. A regimen is no product.
  CREATE FUNCTION sec.treatment_change_forces_review() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      IF NEW.stopped_on IS NULL THEN PERFORM sec.force_open_access_review(NEW.patient_id, 'product'); END IF;
    ELSIF (OLD.treatment_id, OLD.stopped_on, OLD.struck_out_at) IS DISTINCT FROM
          (NEW.treatment_id, NEW.stopped_on, NEW.struck_out_at) THEN
      PERFORM sec.force_open_access_review(NEW.patient_id, 'product');
    END IF;
    RETURN NULL;
  END $$;
`;

const READ = `
  -- Every treatment of a child that counts today: one answer for every surface, whoever may see the child. A stopped one
  -- counts to the end of its months.
  CREATE FUNCTION sec.treatments_of(child uuid) RETURNS jsonb LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
             'id', t.id, 'treatmentId', t.treatment_id, 'name', f.name, 'class', f.class, 'regimen', t.regimen,
             'purpose', t.purpose, 'startedOn', t.started_on, 'stoppedOn', t.stopped_on,
             'countsUntil', sec.counts_until(t.stopped_on, f.months_after),
             'redWhenBleeding', f.red_when_bleeding, 'careWith', f.care_with,
             'words', CASE WHEN f.emergency_words IS NOT NULL THEN
               jsonb_build_object('emergency', f.emergency_words, 'tests', f.tests, 'careBeside', f.care_beside) END)
             ORDER BY t.stopped_on IS NOT NULL, NOT f.red_when_bleeding, t.purpose = 'on_demand', f.name), '[]')
    FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
    WHERE t.patient_id = child AND t.struck_out_at IS NULL
      AND (t.started_on IS NULL OR t.started_on <= (sec.now() AT TIME ZONE 'Europe/London')::date)
      AND (t.stopped_on IS NULL
           OR sec.counts_until(t.stopped_on, f.months_after) >= (sec.now() AT TIME ZONE 'Europe/London')::date)
      AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
  $$;

  -- Ids of children on a treatment, or on any when it is null, as of today: for lists, which ask it once. Whose record
  -- may be shown the policy of patients decides.
  CREATE FUNCTION sec.patients_treated(treatment uuid) RETURNS SETOF uuid LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT t.patient_id FROM patient_treatments t JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
    WHERE (treatment IS NULL OR t.treatment_id = treatment) AND t.struck_out_at IS NULL
      AND (t.started_on IS NULL OR t.started_on <= (sec.now() AT TIME ZONE 'Europe/London')::date)
      AND (t.stopped_on IS NULL
           OR sec.counts_until(t.stopped_on, f.months_after) >= (sec.now() AT TIME ZONE 'Europe/London')::date)
  $$;

  -- What an emergency plan is written for.
  CREATE FUNCTION sec.running_treatments(child uuid) RETURNS uuid[] LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT t.treatment_id), '{}') FROM patient_treatments t
    WHERE t.patient_id = child AND t.struck_out_at IS NULL AND t.stopped_on IS NULL
      AND ((SELECT sec.sees_all_patients()) OR sec.can_see(child) OR sec.has_emergency_access(child))
  $$;
  CREATE FUNCTION sec.treatment_names(ids uuid[]) RETURNS jsonb LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('treatmentId', f.treatment_id, 'name', f.name) ORDER BY f.name), '[]')
    FROM treatments_in_force f WHERE f.treatment_id = ANY (ids)
  $$;
`;
