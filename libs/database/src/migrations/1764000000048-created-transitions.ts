import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transition to adult care (domain W9): stages from 12, a checklist from 15½, and no gap at the end. */
export class CreatedTransitions1764000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE transitions (
        patient_id uuid PRIMARY KEY REFERENCES patients (id),
        stage text NOT NULL CHECK (stage IN ('ready', 'steady', 'go')),
        key_worker text NOT NULL CHECK (key_worker <> ''),
        adult_centre text,
        transfer_on date,
        first_adult_visit_on date,
        changed_by uuid NOT NULL REFERENCES users (id),
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT transitions_transfer_somewhere CHECK (transfer_on IS NULL OR adult_centre IS NOT NULL),
        CONSTRAINT transitions_visit_somewhere CHECK (first_adult_visit_on IS NULL OR adult_centre IS NOT NULL)
      );
      -- Append-only: the latest answer of an item counts, the earlier ones stay.
      CREATE TABLE transition_answers (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        patient_id uuid NOT NULL REFERENCES transitions (patient_id),
        item text NOT NULL CHECK (item IN ('adult_centre', 'self_infusion', 'haemtrack', 'own_contact', 'adult_local_hospital', 'open_access_end')),
        done boolean NOT NULL,
        note text,
        answered_by uuid NOT NULL REFERENCES users (id),
        answered_at timestamptz NOT NULL DEFAULT sec.now()
      );
      CREATE INDEX transition_answers_patient ON transition_answers (patient_id, item, id);
      GRANT SELECT, INSERT, UPDATE (stage, key_worker, adult_centre, transfer_on, first_adult_visit_on, changed_by, changed_at, version)
        ON transitions TO shared_care_app;
      GRANT SELECT, INSERT ON transition_answers TO shared_care_app;
      GRANT SELECT, INSERT ON transitions, transition_answers TO shared_care_feeds;
      GRANT SELECT ON transitions TO shared_care_definer;

      -- W9.3: until the first adult visit the children's arrangement stays. Renewals supersede and are free to.
      CREATE FUNCTION sec.open_access_outlasts_transfer() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM transitions t WHERE t.patient_id = NEW.patient_id AND t.transfer_on IS NOT NULL
                     AND t.first_adult_visit_on IS NULL) THEN
          RAISE EXCEPTION 'open access stays until the first adult visit' USING ERRCODE = 'check_violation', CONSTRAINT = 'open_access_outlasts_transfer';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.open_access_outlasts_transfer() OWNER TO shared_care_definer;
      CREATE TRIGGER open_access_outlasts_transfer BEFORE UPDATE OF state ON open_access_arrangements
        FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state IN ('active', 'due_review'))
        EXECUTE FUNCTION sec.open_access_outlasts_transfer();
    `);
    for (const table of ['transitions', 'transition_answers']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_of_the_phu ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
        CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
        CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true);
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER open_access_outlasts_transfer ON open_access_arrangements;
      DROP FUNCTION sec.open_access_outlasts_transfer();
      DROP TABLE transition_answers;
      DROP TABLE transitions;
    `);
  }
}
