import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Emergency access to one child who is not linked to the consultant: granted, told to the PHU and reviewed. */
export class CreatedBreakGlass1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE break_glass_grants (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
        reference text GENERATED ALWAYS AS ('E-' || number::text) STORED UNIQUE,
        user_id uuid NOT NULL REFERENCES users (id),
        patient_id uuid NOT NULL REFERENCES patients (id),
        alert_id uuid NOT NULL UNIQUE,
        reason text NOT NULL CHECK (reason IN ('bleeding_now', 'treatment_now', 'procedure_now', 'transfer', 'other')),
        words text NOT NULL,
        granted_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        review_due date NOT NULL,
        reviewed_at timestamptz,
        reviewed_by uuid REFERENCES users (id),
        review_outcome text CHECK (review_outcome IN ('justified', 'not_justified', 'needs_follow_up')),
        review_words text,
        CONSTRAINT break_glass_grants_four_hours CHECK (expires_at = granted_at + interval '4 hours'),
        CONSTRAINT break_glass_grants_words CHECK (char_length(words) >= 10),
        CONSTRAINT break_glass_grants_reviewed_whole CHECK (
          num_nonnulls(reviewed_at, reviewed_by, review_outcome, review_words) IN (0, 4)),
        CONSTRAINT break_glass_grants_reviewed_by_another CHECK (reviewed_by <> user_id)
      );
      CREATE INDEX break_glass_grants_user ON break_glass_grants (user_id, granted_at);
      CREATE INDEX break_glass_grants_patient ON break_glass_grants (patient_id, user_id, expires_at);
      CREATE INDEX break_glass_grants_to_review ON break_glass_grants (review_due) WHERE reviewed_at IS NULL;

      -- A try that matched nobody. What was typed is not kept: it may be the number of a child who is not ours.
      CREATE TABLE break_glass_misses (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
        reference text GENERATED ALWAYS AS ('M-' || number::text) STORED UNIQUE,
        user_id uuid NOT NULL REFERENCES users (id),
        reason text NOT NULL CHECK (reason IN ('bleeding_now', 'treatment_now', 'procedure_now', 'transfer', 'other')),
        words text NOT NULL,
        missed_at timestamptz NOT NULL
      );
      CREATE INDEX break_glass_misses_user ON break_glass_misses (user_id, missed_at);

      -- An alert of this kind names the grant it tells of, or the last of several tries that matched nobody.
      ALTER TABLE alerts
        ADD COLUMN break_glass_grant_id uuid UNIQUE,
        ADD COLUMN break_glass_miss_id uuid UNIQUE REFERENCES break_glass_misses (id),
        ADD CONSTRAINT alerts_kind_break_glass CHECK (
          num_nonnulls(break_glass_grant_id, break_glass_miss_id) = CASE kind WHEN 'break_glass' THEN 1 ELSE 0 END),
        ADD CONSTRAINT alerts_break_glass_grant FOREIGN KEY (break_glass_grant_id) REFERENCES break_glass_grants (id)
          DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE break_glass_grants ADD CONSTRAINT break_glass_grants_alert FOREIGN KEY (alert_id) REFERENCES alerts (id)
        DEFERRABLE INITIALLY DEFERRED;

      -- H16: nobody looks at an unlinked child without the PHU being told. As with attendances, each must name the other.
      CREATE FUNCTION sec.grant_and_alert_name_each_other() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;
      ALTER FUNCTION sec.grant_and_alert_name_each_other() OWNER TO shared_care_definer;
      CREATE CONSTRAINT TRIGGER break_glass_grants_name_their_alert AFTER INSERT OR UPDATE OF alert_id ON break_glass_grants
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.grant_and_alert_name_each_other();
      CREATE CONSTRAINT TRIGGER alerts_name_their_grant AFTER INSERT OR UPDATE OF break_glass_grant_id ON alerts
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.grant_and_alert_name_each_other();

      -- No INSERT for whoever serves requests: a grant is made by sec.break_glass() or not at all.
      GRANT SELECT ON break_glass_grants, break_glass_misses TO shared_care_app;
      GRANT UPDATE (reviewed_at, reviewed_by, review_outcome, review_words) ON break_glass_grants TO shared_care_app;
      GRANT SELECT, INSERT ON break_glass_grants, break_glass_misses TO shared_care_definer;
    `);
    for (const table of ['break_glass_grants', 'break_glass_misses']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_own_or_phu ON ${table} FOR SELECT TO shared_care_app
          USING ((SELECT sec.sees_all_patients()) OR user_id = sec.uid());
        CREATE POLICY ${table}_made_by_functions ON ${table} FOR INSERT TO shared_care_definer WITH CHECK (true);
        CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true);
      `);
    }
    await runner.query(`
      CREATE POLICY break_glass_grants_reviewed_by_phu ON break_glass_grants FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK (reviewed_by = sec.uid());
      -- Whoever breaks the glass raises the alert about it, and about nothing else.
      CREATE POLICY alerts_of_own_break_glass ON alerts FOR SELECT TO shared_care_app USING (
        EXISTS (SELECT 1 FROM break_glass_grants g WHERE g.id = break_glass_grant_id AND g.user_id = sec.uid())
        OR EXISTS (SELECT 1 FROM break_glass_misses m WHERE m.id = break_glass_miss_id AND m.user_id = sec.uid()));
      CREATE POLICY alerts_raised_by_break_glass ON alerts FOR INSERT TO shared_care_app WITH CHECK (
        EXISTS (SELECT 1 FROM break_glass_grants g WHERE g.id = break_glass_grant_id AND g.user_id = sec.uid())
        OR EXISTS (SELECT 1 FROM break_glass_misses m WHERE m.id = break_glass_miss_id AND m.user_id = sec.uid()));

      -- Both NHS number and birth date must be right; anything else is one and the same miss. Answers with the child, or
      -- NULL. The attempt's id becomes the grant's or the miss's.
      CREATE FUNCTION sec.break_glass(attempt uuid, alert uuid, nhs text, born date, coded_reason text, own_words text, due date)
        RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        child uuid;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'link_consultant' THEN
          RAISE EXCEPTION 'emergency access is for link consultants' USING ERRCODE = 'insufficient_privilege';
        END IF;
        SELECT p.id INTO child FROM patients p
        WHERE p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL;
        IF child IS NULL THEN
          INSERT INTO break_glass_misses (id, user_id, reason, words, missed_at)
          VALUES (attempt, sec.uid(), coded_reason, own_words, sec.now());
        ELSE
          INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
          VALUES (attempt, sec.uid(), child, alert, coded_reason, own_words, sec.now(), sec.now() + interval '4 hours', due);
        END IF;
        RETURN child;
      END $$;

      -- The policies on patients stay as they are, so a grant opens no search, list or page: only these two functions,
      -- which ask for a running grant each time.
      CREATE FUNCTION sec.has_emergency_access(patient uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT sec.user_role() IS NOT DISTINCT FROM 'link_consultant' AND EXISTS (
          SELECT 1 FROM break_glass_grants g
          WHERE g.patient_id = patient AND g.user_id = sec.uid() AND sec.now() < g.expires_at)
      $$;
      CREATE FUNCTION sec.emergency_view(patient uuid) RETURNS SETOF patients
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT p.* FROM patients p WHERE p.id = patient AND sec.has_emergency_access(patient)
      $$;
      CREATE FUNCTION sec.emergency_open_access(patient uuid) RETURNS SETOF open_access_arrangements
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT a.* FROM open_access_arrangements a WHERE a.patient_id = patient AND sec.has_emergency_access(patient)
      $$;
    `);
    for (const signature of FUNCTIONS) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO shared_care_app;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${FUNCTIONS.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP POLICY alerts_raised_by_break_glass ON alerts;
      DROP POLICY alerts_of_own_break_glass ON alerts;
      DROP TRIGGER alerts_name_their_grant ON alerts;
      ALTER TABLE break_glass_grants DROP CONSTRAINT break_glass_grants_alert;
      ALTER TABLE alerts
        DROP CONSTRAINT alerts_kind_break_glass, DROP COLUMN break_glass_grant_id, DROP COLUMN break_glass_miss_id;
      DROP TABLE break_glass_misses;
      DROP TABLE break_glass_grants;
      DROP FUNCTION sec.grant_and_alert_name_each_other();
    `);
  }
}

const FUNCTIONS = [
  'sec.emergency_open_access(uuid)',
  'sec.emergency_view(uuid)',
  'sec.has_emergency_access(uuid)',
  'sec.break_glass(uuid, uuid, text, date, text, text, date)',
];
