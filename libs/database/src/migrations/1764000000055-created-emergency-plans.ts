import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergency plans: drafts that only the PHU sees, and approved versions that nobody can edit. */
export class CreatedEmergencyPlans1764000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE emergency_plans (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        version_number int NOT NULL CHECK (version_number > 0),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded', 'withdrawn', 'discarded')),
        sections jsonb NOT NULL,
        review_by date NOT NULL,
        -- What the text was written for. Compared with the record, never reckoned with.
        weight_kg numeric(5, 2),
        weighed_on date,
        inhibitor text NOT NULL CHECK (inhibitor IN ('present', 'past', 'none', 'not_tested')),
        emicizumab boolean NOT NULL,
        central_line text NOT NULL CHECK (central_line IN ('none', 'port', 'hickman', 'picc')),
        written_by uuid NOT NULL REFERENCES users (id),
        -- Everybody who typed in it.
        authors uuid[] NOT NULL,
        changed_by uuid NOT NULL REFERENCES users (id),
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        returned_by uuid REFERENCES users (id),
        returned_at timestamptz,
        returned_because text,
        approved_by uuid REFERENCES users (id),
        approved_at timestamptz,
        code text UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
        -- Superseded, withdrawn or discarded.
        ended_by uuid REFERENCES users (id),
        ended_at timestamptz,
        ended_because text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT emergency_plans_version_number UNIQUE (patient_id, version_number),
        CONSTRAINT emergency_plans_writer_is_author CHECK (written_by = ANY (authors)),
        CONSTRAINT emergency_plans_changer_is_author CHECK (changed_by = ANY (authors)),
        CONSTRAINT emergency_plans_approved_by_another CHECK (approved_by <> ALL (authors)),
        CONSTRAINT emergency_plans_approved_whole CHECK (
          (state IN ('approved', 'superseded', 'withdrawn')) = (num_nonnulls(approved_by, approved_at, code) = 3)),
        CONSTRAINT emergency_plans_never_half_approved CHECK (num_nonnulls(approved_by, approved_at, code) IN (0, 3)),
        CONSTRAINT emergency_plans_returned_whole CHECK (num_nonnulls(returned_by, returned_at, returned_because) IN (0, 3)),
        CONSTRAINT emergency_plans_ended_whole CHECK (
          (state IN ('superseded', 'withdrawn', 'discarded')) = (ended_at IS NOT NULL)),
        CONSTRAINT emergency_plans_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> '')
      );
      -- One version counts; one draft at a time.
      CREATE UNIQUE INDEX emergency_plans_one_approved ON emergency_plans (patient_id) WHERE state = 'approved';
      CREATE UNIQUE INDEX emergency_plans_one_draft ON emergency_plans (patient_id) WHERE state = 'draft';
      CREATE INDEX emergency_plans_drafts ON emergency_plans (changed_at) WHERE state = 'draft';

      -- H12: what was approved is never edited, whoever asks and through whatever program.
      CREATE FUNCTION sec.guard_emergency_plan() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        may_change text[] := CASE
          WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
            ARRAY['sections', 'review_by', 'weight_kg', 'weighed_on', 'inhibitor', 'emicizumab', 'central_line', 'authors',
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
      END $$;
      ALTER FUNCTION sec.guard_emergency_plan() OWNER TO shared_care_definer;
      CREATE TRIGGER emergency_plans_guarded BEFORE UPDATE OR DELETE ON emergency_plans
        FOR EACH ROW EXECUTE FUNCTION sec.guard_emergency_plan();

      GRANT SELECT, INSERT, UPDATE ON emergency_plans TO shared_care_app;
      GRANT SELECT ON emergency_plans TO shared_care_definer;

      ALTER TABLE emergency_plans ENABLE ROW LEVEL SECURITY;
      ALTER TABLE emergency_plans FORCE ROW LEVEL SECURITY;
      -- Outside the PHU there are no drafts and no old versions.
      CREATE POLICY emergency_plans_seen_by_user ON emergency_plans FOR SELECT TO shared_care_app USING (
        (SELECT sec.sees_all_patients()) OR (state IN ('approved', 'withdrawn') AND sec.can_see(patient_id)));
      CREATE POLICY emergency_plans_written_by_phu ON emergency_plans FOR INSERT TO shared_care_app WITH CHECK (
        (SELECT sec.sees_all_patients()) AND state = 'draft' AND written_by = sec.uid() AND changed_by = sec.uid());
      CREATE POLICY emergency_plans_changed_by_phu ON emergency_plans FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY emergency_plans_read_by_functions ON emergency_plans FOR SELECT TO shared_care_definer USING (true);

      -- For emergency access: never a draft, never an old version.
      CREATE FUNCTION sec.emergency_plans_of(patient uuid) RETURNS SETOF emergency_plans
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.* FROM emergency_plans e
        WHERE e.patient_id = patient AND e.state IN ('approved', 'withdrawn') AND sec.has_emergency_access(patient)
      $$;
      ALTER FUNCTION sec.emergency_plans_of(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.emergency_plans_of(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.emergency_plans_of(uuid) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.emergency_plans_of(uuid);
      DROP TABLE emergency_plans;
      DROP FUNCTION sec.guard_emergency_plan();
    `);
  }
}
