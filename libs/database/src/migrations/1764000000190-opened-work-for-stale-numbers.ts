import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number to which calls fail is work for somebody, open until it was rung and is right, was changed, or was given up;
 * and what hangs on a number is counted whole: arrangements, letters, cards, plans and links.
 */
export class OpenedWorkForStaleNumbers1764000000190 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stale_numbers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
        -- As it failed.
        phone text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT sec.now(),
        owner_id uuid REFERENCES users (id),
        taken_at timestamptz,
        ended_at timestamptz,
        ended_by uuid REFERENCES users (id),
        ended_because text CHECK (ended_because IN ('confirmed', 'changed', 'given_up')),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT stale_numbers_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL)),
        CONSTRAINT stale_numbers_ended CHECK ((ended_at IS NULL) = (ended_because IS NULL))
      );
      CREATE UNIQUE INDEX stale_numbers_one_open ON stale_numbers (contact_id) WHERE ended_at IS NULL;
      ALTER TABLE stale_numbers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY stale_numbers_read ON stale_numbers FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
      CREATE POLICY stale_numbers_taken_by_staff ON stale_numbers FOR UPDATE TO shared_care_app
        USING (sec.user_role() IN ('haemostasis_nurse', 'admin') AND ended_at IS NULL);
      CREATE POLICY stale_numbers_of_functions ON stale_numbers TO shared_care_definer USING (true) WITH CHECK (true);
      GRANT SELECT, UPDATE (owner_id, taken_at, version) ON stale_numbers TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE ON stale_numbers TO shared_care_definer;

      -- In the database, so that no way of finding out that a number is wrong forgets it.
      CREATE FUNCTION sec.stale_number_is_work() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (NEW.ended_at IS NOT NULL OR NEW.failed_calls < 2 OR NEW.phone <> OLD.phone) THEN
          UPDATE stale_numbers SET ended_at = sec.now(), ended_by = sec.uid(), version = version + 1,
            ended_because = CASE WHEN NEW.ended_at IS NOT NULL THEN 'given_up' WHEN NEW.phone <> OLD.phone THEN 'changed'
                                 ELSE 'confirmed' END
          WHERE contact_id = NEW.id AND ended_at IS NULL;
        END IF;
        IF NEW.ended_at IS NULL AND NEW.failed_calls >= 2 AND (TG_OP = 'INSERT' OR OLD.failed_calls < 2) THEN
          INSERT INTO stale_numbers (contact_id, phone) VALUES (NEW.id, NEW.phone) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.stale_number_is_work() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.stale_number_is_work() FROM PUBLIC;
      CREATE TRIGGER hospital_contacts_stale_is_work AFTER INSERT OR UPDATE OF failed_calls, phone, ended_at ON hospital_contacts
        FOR EACH ROW EXECUTE FUNCTION sec.stale_number_is_work();
      ALTER TABLE stale_numbers NO FORCE ROW LEVEL SECURITY;
      INSERT INTO stale_numbers (contact_id, phone)
      SELECT id, phone FROM hospital_contacts WHERE ended_at IS NULL AND failed_calls >= 2;
      ALTER TABLE stale_numbers FORCE ROW LEVEL SECURITY;

      -- Numbers of things, never which. Letters by what was found on them when they were issued; a plan by its words. Links
      -- count for the lines that are offered by themselves, because every child of the hospital is told to ring them.
      CREATE FUNCTION sec.contact_touches(contact uuid) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT jsonb_build_object(
          'arrangements', sec.arrangements_naming(c.hospital_id, c.phone),
          'letters', count(l.id) FILTER (WHERE l.kind <> 'emergency_card'),
          'cards', count(l.id) FILTER (WHERE l.kind = 'emergency_card'),
          'plans', (SELECT count(*) FROM emergency_plans e
                    WHERE e.state = 'approved' AND length(sec.digits(c.phone)) >= 5
                      AND translate(e.sections::text, ' -' || chr(160), '') LIKE '%' || sec.digits(c.phone) || '%'),
          'links', CASE WHEN c.purpose IN ('ed', 'assessment', 'ward', 'switchboard') THEN
                     (SELECT count(*) FROM shared_care_links s WHERE s.hospital_id = c.hospital_id
                        AND sec.now() >= s.valid_from AND (s.valid_to IS NULL OR sec.now() < s.valid_to)) ELSE 0 END)
        FROM hospital_contacts c LEFT JOIN letter_numbers n ON n.contact_id = c.id
        LEFT JOIN letters l ON l.id = n.letter_id AND l.state = 'current'
        WHERE c.id = contact AND sec.user_role() IS NOT NULL
        GROUP BY c.id
      $$;
      ALTER FUNCTION sec.contact_touches(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.contact_touches(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.contact_touches(uuid) TO shared_care_app;
      CREATE INDEX letter_numbers_contact ON letter_numbers (contact_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX letter_numbers_contact;
      DROP FUNCTION sec.contact_touches(uuid);
      DROP TRIGGER hospital_contacts_stale_is_work ON hospital_contacts;
      DROP FUNCTION sec.stale_number_is_work();
      DROP TABLE stale_numbers;
    `);
  }
}
