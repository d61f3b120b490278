import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a family is reached, in a table of its own that the application cannot read: every address leaves through one
 * function, which keeps it back while it is restricted (hazard H17), or through the gate for messages (hazard H18).
 */
export class KeptContactDetailsBack1764000000065 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contact_details (
        patient_id uuid PRIMARY KEY REFERENCES patients (id),
        address text,
        postcode text,
        phone text,
        email text,
        email_bounced_at timestamptz,
        messages text NOT NULL DEFAULT 'not_asked' CHECK (messages IN ('not_asked', 'agreed', 'refused')),
        messages_on date,
        messages_recorded_by uuid REFERENCES users (id),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT contact_details_choice_dated CHECK (messages = 'not_asked' OR messages_on IS NOT NULL),
        CONSTRAINT contact_details_bounced_email CHECK (email_bounced_at IS NULL OR email IS NOT NULL)
      );
      CREATE INDEX contact_details_phone_end ON contact_details (right(regexp_replace(phone, '[^0-9]', '', 'g'), 6));
      INSERT INTO contact_details (patient_id, phone) SELECT id, phone FROM patients WHERE phone IS NOT NULL;
      ALTER TABLE patients DROP COLUMN phone;

      ALTER TABLE patients
        ADD COLUMN restricted_at timestamptz,
        ADD COLUMN moved_away_on date,
        DROP CONSTRAINT patients_nhs_number_status_check,
        ADD CONSTRAINT patients_nhs_number_status_check
          CHECK (nhs_number_status IN ('verified', 'not_verified', 'absent', 'invalid', 'superseded'));
      -- A number found not to be hers must not keep it from the child whose it is.
      DROP INDEX patients_one_active_per_nhs_number;
      CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number)
        WHERE merged_into_id IS NULL AND nhs_number_status NOT IN ('invalid', 'superseded');

      GRANT SELECT (patient_id, messages, messages_on, messages_recorded_by, version), INSERT (patient_id, address, postcode, phone, email, messages,
              messages_on, messages_recorded_by),
            UPDATE (address, postcode, phone, email, messages, messages_on, messages_recorded_by, version)
        ON contact_details TO shared_care_app;
      GRANT SELECT, INSERT ON contact_details TO shared_care_feeds;
      GRANT SELECT, UPDATE ON contact_details TO shared_care_definer;
      ALTER TABLE contact_details ENABLE ROW LEVEL SECURITY;
      ALTER TABLE contact_details FORCE ROW LEVEL SECURITY;
      CREATE POLICY contact_details_phu ON contact_details TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      CREATE POLICY contact_details_brought_in ON contact_details TO shared_care_feeds USING (true) WITH CHECK (true);
      CREATE POLICY contact_details_by_functions ON contact_details TO shared_care_definer USING (true) WITH CHECK (true);

      -- The application cannot read the address it replaces: a new one has not sent anything back yet.
      CREATE FUNCTION contact_details_new_email() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.email_bounced_at := NULL;
        RETURN NEW;
      END $$;
      CREATE TRIGGER contact_details_new_email BEFORE UPDATE OF email ON contact_details FOR EACH ROW
        WHEN (NEW.email IS DISTINCT FROM OLD.email AND NEW.email_bounced_at IS NOT DISTINCT FROM OLD.email_bounced_at)
        EXECUTE FUNCTION contact_details_new_email();

      CREATE FUNCTION sec.contact_details(child uuid)
        RETURNS TABLE (address text, postcode text, phone text, email text, email_bounced_at timestamptz, kept_back boolean)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT CASE WHEN p.restricted_at IS NULL THEN d.address END, CASE WHEN p.restricted_at IS NULL THEN d.postcode END,
               CASE WHEN p.restricted_at IS NULL THEN d.phone END, CASE WHEN p.restricted_at IS NULL THEN d.email END,
               CASE WHEN p.restricted_at IS NULL THEN d.email_bounced_at END, p.restricted_at IS NOT NULL
        FROM patients p LEFT JOIN contact_details d ON d.patient_id = p.id
        WHERE p.id = child AND sec.sees_all_patients()
      $$;

      -- Null when a message may go to the family without a person writing it, else why not, in the order of the pure
      -- rule in libs/domain/src/may-contact.ts.
      CREATE FUNCTION sec.may_contact(child uuid) RETURNS text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT CASE
          WHEN p.merged_into_id IS NOT NULL THEN 'merged'
          WHEN p.died_on IS NOT NULL THEN 'died'
          WHEN p.restricted_at IS NOT NULL THEN 'restricted'
          WHEN p.moved_away_on IS NOT NULL THEN 'moved_away'
          WHEN p.nhs_number_status IN ('invalid', 'superseded') THEN 'nhs_number'
          -- Born on 29 February: of age on 1 March.
          WHEN (p.birth_date + interval '18 years' + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29'
                 THEN interval '1 day' ELSE interval '0' END)::date <= (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'adult'
          WHEN coalesce(d.messages, 'not_asked') <> 'agreed' THEN coalesce(d.messages, 'not_asked')
          WHEN d.email IS NULL THEN 'no_email'
          WHEN d.email_bounced_at IS NOT NULL THEN 'bounced'
        END
        FROM patients p LEFT JOIN contact_details d ON d.patient_id = p.id WHERE p.id = child
      $$;

      -- The address of a message, opened by the gate and by nothing else. Nobody but a loop that sends may ask.
      CREATE FUNCTION sec.message_address(child uuid) RETURNS text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT d.email FROM contact_details d WHERE d.patient_id = child AND sec.may_contact(child) IS NULL
      $$;
    `);
    for (const [signature, role] of [
      ['sec.contact_details(uuid)', 'shared_care_app'],
      ['sec.may_contact(uuid)', 'shared_care_app, shared_care_worker'],
      ['sec.message_address(uuid)', 'shared_care_worker'],
    ]) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO ${role};
      `);
    }
    await runner.query(searchPatients(RESTRICTED_NOT_BY_PHONE));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.message_address(uuid);
      DROP FUNCTION sec.may_contact(uuid);
      DROP FUNCTION sec.contact_details(uuid);
      ALTER TABLE patients ADD COLUMN phone text;
      UPDATE patients p SET phone = d.phone FROM contact_details d WHERE d.patient_id = p.id;
      CREATE INDEX patients_phone_end ON patients (right(regexp_replace(phone, '[^0-9]', '', 'g'), 6));
      DROP TABLE contact_details;
      DROP FUNCTION contact_details_new_email();
      UPDATE patients SET nhs_number_status = 'not_verified' WHERE nhs_number_status IN ('invalid', 'superseded');
      DROP INDEX patients_one_active_per_nhs_number;
      CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number) WHERE merged_into_id IS NULL;
      ALTER TABLE patients
        DROP COLUMN restricted_at, DROP COLUMN moved_away_on,
        DROP CONSTRAINT patients_nhs_number_status_check,
        ADD CONSTRAINT patients_nhs_number_status_check CHECK (nhs_number_status IN ('verified', 'not_verified', 'absent'));
    `);
    await runner.query(searchPatients(BY_PHONE_IN_THE_RECORD));
  }
}

/** Whoever knows the number of a family that hides would otherwise learn that its child is a patient here. */
const RESTRICTED_NOT_BY_PHONE = `SELECT c.patient_id FROM contact_details c JOIN patients q ON q.id = c.patient_id
                          WHERE q.restricted_at IS NULL AND length(digits) = 6
                            AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits`;
const BY_PHONE_IN_THE_RECORD = `SELECT c.id FROM patients c
                          WHERE length(digits) = 6 AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits`;

function searchPatients(byPhone: string): string {
  return `
      CREATE OR REPLACE FUNCTION sec.search_patients(words text[], digits text, born date, max_rows int)
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
                    UNION ${byPhone}
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
  `;
}
