import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a closure leaves to be moved has an owner each. Arrangements are put under review when an admin accepts the
 * closure, not when a published list names a day: a slip in that list is nobody's work.
 */
export class OwnedWhatAClosureMoves1764000000191 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE closure_move_owners (
        kind text NOT NULL CHECK (kind IN ('link', 'arrangement', 'alert')),
        -- Of the link, the arrangement or the alert.
        subject_id uuid NOT NULL,
        owner_id uuid REFERENCES users (id),
        taken_at timestamptz,
        version int NOT NULL DEFAULT 1,
        PRIMARY KEY (kind, subject_id),
        CONSTRAINT closure_move_owners_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL))
      );
      ALTER TABLE closure_move_owners ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY closure_move_owners_of_the_unit ON closure_move_owners TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      GRANT SELECT, INSERT, UPDATE (owner_id, taken_at, version) ON closure_move_owners TO shared_care_app;

      CREATE FUNCTION sec.accepted_closure_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.hospital_id)
        FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.hospital_id
                AND state IN ('active', 'due_review', 'suspended')) AS a;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.accepted_closure_forces_review() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.accepted_closure_forces_review() FROM PUBLIC;
      DROP TRIGGER hospitals_force_open_access_review ON hospitals;
      CREATE TRIGGER closure_reviews_force_open_access_review AFTER UPDATE OF state ON closure_reviews FOR EACH ROW
        WHEN (NEW.state = 'accepted' AND NEW.closed_on IS NOT NULL)
        EXECUTE FUNCTION sec.accepted_closure_forces_review();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER closure_reviews_force_open_access_review ON closure_reviews;
      DROP FUNCTION sec.accepted_closure_forces_review();
      CREATE TRIGGER hospitals_force_open_access_review AFTER UPDATE OF closed_on ON hospitals
        FOR EACH ROW WHEN (OLD.closed_on IS NULL AND NEW.closed_on IS NOT NULL)
        EXECUTE FUNCTION sec.hospital_closure_forces_review();
      DROP TABLE closure_move_owners;
    `);
  }
}
