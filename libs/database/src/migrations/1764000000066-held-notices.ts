import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Facts about a record that a person must see and settle: typed, dated, dismissed with a reason, ended with a reason. */
export class HeldNotices1764000000066 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        kind text NOT NULL CHECK (kind IN ('died', 'restricted', 'nhs_number_invalid', 'nhs_number_superseded', 'moved_away', 'of_age')),
        on_date date NOT NULL,
        detail text CHECK (detail <> ''),
        -- Nobody: the calendar.
        raised_by uuid REFERENCES users (id),
        raised_at timestamptz NOT NULL DEFAULT sec.now(),
        stopped_requests int NOT NULL DEFAULT 0,
        dismissed_by uuid REFERENCES users (id),
        dismissed_at timestamptz,
        dismissed_because text,
        -- When it was found not to be so, or no longer so: what it had stopped may go on.
        ended_by uuid REFERENCES users (id),
        ended_at timestamptz,
        ended_because text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT notices_raised CHECK (raised_by IS NOT NULL OR kind = 'of_age'),
        CONSTRAINT notices_dismissed_whole CHECK (num_nonnulls(dismissed_by, dismissed_at, dismissed_because) IN (0, 3)),
        CONSTRAINT notices_ended_whole CHECK (num_nonnulls(ended_by, ended_at, ended_because) IN (0, 3)),
        -- One slip must not open what is kept back.
        CONSTRAINT notices_restriction_ended_by_another CHECK (kind <> 'restricted' OR ended_by <> raised_by)
      );
      CREATE UNIQUE INDEX notices_one_of_a_kind ON notices (patient_id, kind) WHERE ended_at IS NULL;
      CREATE INDEX notices_running ON notices (raised_at) WHERE dismissed_at IS NULL AND ended_at IS NULL;

      GRANT SELECT, INSERT ON notices TO shared_care_app, shared_care_feeds;
      GRANT UPDATE (dismissed_by, dismissed_at, dismissed_because, ended_by, ended_at, ended_because, stopped_requests, version)
        ON notices TO shared_care_app;
      ALTER TABLE notices ENABLE ROW LEVEL SECURITY;
      ALTER TABLE notices FORCE ROW LEVEL SECURITY;
      CREATE POLICY notices_phu ON notices TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      CREATE POLICY notices_brought_in ON notices TO shared_care_feeds USING (true) WITH CHECK (true);
      GRANT SELECT ON notices TO shared_care_definer;
      CREATE POLICY notices_read_by_functions ON notices FOR SELECT TO shared_care_definer USING (true);

      GRANT UPDATE (died_on, restricted_at, moved_away_on, nhs_number, nhs_number_status, version) ON patients
        TO shared_care_app, shared_care_feeds;
      CREATE POLICY patients_marked_by_phu ON patients FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));

      -- Whatever the program believes: a restriction runs as long as its notice does.
      CREATE FUNCTION sec.restriction_has_ended() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM notices WHERE patient_id = NEW.id AND kind = 'restricted' AND ended_at IS NULL) THEN
          RAISE EXCEPTION 'the restriction of % still runs', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.restriction_has_ended() OWNER TO shared_care_definer;
      CREATE TRIGGER patients_restriction_ended BEFORE UPDATE OF restricted_at ON patients FOR EACH ROW
        WHEN (OLD.restricted_at IS NOT NULL AND NEW.restricted_at IS NULL) EXECUTE FUNCTION sec.restriction_has_ended();
    `);
    // The old number may still be on a wristband; one that is not the child's opens nobody.
    await runner.query(
      breakGlass(` AND p.nhs_number_status <> 'invalid'
        ORDER BY p.nhs_number_status = 'superseded' LIMIT 1`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(breakGlass(''));
    await runner.query(`
      DROP TRIGGER patients_restriction_ended ON patients;
      DROP FUNCTION sec.restriction_has_ended();
      DROP POLICY patients_marked_by_phu ON patients;
      REVOKE UPDATE ON patients FROM shared_care_app;
      REVOKE UPDATE (died_on, restricted_at, moved_away_on, nhs_number, nhs_number_status, version) ON patients FROM shared_care_app, shared_care_feeds;
      DROP TABLE notices;
    `);
  }
}

function breakGlass(whose: string): string {
  return `
      CREATE OR REPLACE FUNCTION sec.break_glass(attempt uuid, alert uuid, nhs text, born date, coded_reason text, own_words text, due date)
        RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        child uuid;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'link_consultant' THEN
          RAISE EXCEPTION 'emergency access is for link consultants' USING ERRCODE = 'insufficient_privilege';
        END IF;
        SELECT p.id INTO child FROM patients p
        WHERE p.nhs_number = nhs AND p.birth_date = born AND p.merged_into_id IS NULL${whose};
        IF child IS NULL THEN
          INSERT INTO break_glass_misses (id, user_id, reason, words, missed_at)
          VALUES (attempt, sec.uid(), coded_reason, own_words, sec.now());
        ELSE
          INSERT INTO break_glass_grants (id, user_id, patient_id, alert_id, reason, words, granted_at, expires_at, review_due)
          VALUES (attempt, sec.uid(), child, alert, coded_reason, own_words, sec.now(), sec.now() + interval '4 hours', due);
        END IF;
        RETURN child;
      END $$;
  `;
}
