import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A line of an arrangement names a contact of the directory, and prints its number of today. Which numbers stand on a
 * letter is written down when it is issued: when one of them changes, its code says so and it is to be issued again.
 */
export class FollowedNumbersOfTheDirectory1764000000161 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION sec.digits(phone text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')
      $$;

      -- The lines as they are to be read now: of a contact that was taken off the directory no number is left.
      CREATE FUNCTION sec.bands_now(bands jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT coalesce(jsonb_agg(CASE
            WHEN c.id IS NULL THEN b.band
            WHEN c.ended_at IS NOT NULL THEN b.band || jsonb_build_object('phone', '', 'gone', true)
            ELSE b.band || jsonb_build_object('phone', c.phone || coalesce(' ext ' || nullif(c.extension, ''), ''), 'stale', c.failed_calls >= 2)
          END ORDER BY b.place), '[]')
        FROM jsonb_array_elements(bands) WITH ORDINALITY AS b (band, place)
        LEFT JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid
      $$;

      -- Each line with the contact of this hospital whose number it is, or was, unless it names one already.
      CREATE FUNCTION sec.bands_named(hospital uuid, bands jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
        SELECT coalesce(jsonb_agg(CASE WHEN b.band ->> 'contactId' IS NOT NULL OR m.id IS NULL THEN b.band
                                       ELSE b.band || jsonb_build_object('contactId', m.id) END ORDER BY b.place), '[]')
        FROM jsonb_array_elements(bands) WITH ORDINALITY AS b (band, place)
        LEFT JOIN LATERAL (
          SELECT c.id FROM hospital_contacts c
          WHERE c.hospital_id = hospital AND length(sec.digits(b.band ->> 'phone')) >= 5
            AND (sec.digits(c.phone) = sec.digits(b.band ->> 'phone')
              OR sec.digits(c.phone || coalesce(c.extension, '')) = sec.digits(b.band ->> 'phone')
              OR EXISTS (SELECT FROM contact_changes x WHERE x.contact_id = c.id AND x.state = 'confirmed'
                           AND sec.digits(x.was ->> 'phone') = sec.digits(b.band ->> 'phone')))
          ORDER BY c.ended_at IS NOT NULL, sec.digits(c.phone) <> sec.digits(b.band ->> 'phone'), c.id LIMIT 1) AS m ON true
      $$;
      CREATE FUNCTION sec.arrangement_names_contacts() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        NEW.phone_bands := sec.bands_named(NEW.hospital_id, NEW.phone_bands);
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.arrangement_names_contacts() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.arrangement_names_contacts() FROM PUBLIC;
      -- Whatever writes an arrangement, its lines follow the directory.
      CREATE TRIGGER open_access_arrangements_name_contacts BEFORE INSERT OR UPDATE OF phone_bands ON open_access_arrangements
        FOR EACH ROW EXECUTE FUNCTION sec.arrangement_names_contacts();

      -- An owner who is no superuser sees the rows only while the policies do not bind owners.
      ALTER TABLE open_access_arrangements NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE letters NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE contact_changes NO FORCE ROW LEVEL SECURITY;

      -- Lines that were written by hand: the contact whose number it is, or was.
      UPDATE open_access_arrangements a SET phone_bands = sec.bands_named(a.hospital_id, a.phone_bands)
      WHERE jsonb_array_length(a.phone_bands) > 0;

      CREATE TABLE letter_numbers (
        letter_id uuid NOT NULL REFERENCES letters (id),
        contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
        phone text NOT NULL,
        PRIMARY KEY (letter_id, contact_id)
      );
      ALTER TABLE letter_numbers ENABLE ROW LEVEL SECURITY;
      CREATE POLICY letter_numbers_of_the_unit ON letter_numbers FOR SELECT TO shared_care_app USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY letter_numbers_of_functions ON letter_numbers TO shared_care_definer USING (true) WITH CHECK (true);
      GRANT SELECT ON letter_numbers TO shared_care_app;
      GRANT SELECT, INSERT ON letter_numbers TO shared_care_definer;
      GRANT SELECT ON hospital_contacts TO shared_care_definer;

      -- Whatever makes a letter, the numbers that stand on it are found in what is printed.
      CREATE FUNCTION sec.letter_notes_numbers() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO letter_numbers (letter_id, contact_id, phone)
        SELECT NEW.id, c.id, c.phone FROM hospital_contacts c JOIN hospitals h ON h.id = c.hospital_id
        WHERE c.ended_at IS NULL AND length(sec.digits(c.phone)) >= 5
          AND (h.network_role = 'hub' OR h.id = (SELECT o.hospital_id FROM open_access_arrangements o WHERE o.id = NEW.arrangement_id))
          AND translate(NEW.model::text, ' -' || chr(160), '') LIKE '%' || sec.digits(c.phone) || '%';
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.letter_notes_numbers() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.letter_notes_numbers() FROM PUBLIC;
      CREATE TRIGGER letters_note_numbers AFTER INSERT ON letters FOR EACH ROW EXECUTE FUNCTION sec.letter_notes_numbers();

      -- Letters of before: the numbers that stand on them, also where the contact has another one by now.
      INSERT INTO letter_numbers (letter_id, contact_id, phone)
      SELECT DISTINCT ON (l.id, c.id) l.id, c.id, n.phone
      FROM letters l JOIN hospital_contacts c ON true JOIN hospitals h ON h.id = c.hospital_id
      CROSS JOIN LATERAL (
        SELECT c.phone, 0 AS place UNION ALL
        SELECT x.was ->> 'phone', 1 FROM contact_changes x WHERE x.contact_id = c.id AND x.state = 'confirmed' AND x.was IS NOT NULL) AS n
      WHERE (h.network_role = 'hub' OR h.id = (SELECT o.hospital_id FROM open_access_arrangements o WHERE o.id = l.arrangement_id))
        AND length(sec.digits(n.phone)) >= 5
        AND translate(l.model::text, ' -' || chr(160), '') LIKE '%' || sec.digits(n.phone) || '%'
      ORDER BY l.id, c.id, n.place;

      ALTER TABLE letter_numbers FORCE ROW LEVEL SECURITY;
      ALTER TABLE open_access_arrangements FORCE ROW LEVEL SECURITY;
      ALTER TABLE letters FORCE ROW LEVEL SECURITY;
      ALTER TABLE contact_changes FORCE ROW LEVEL SECURITY;

      -- A number on the paper is no longer the contact's, or the hospital it sends the child to has closed.
      CREATE FUNCTION sec.letter_number_changed(letter uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
          SELECT FROM letter_numbers n JOIN hospital_contacts c ON c.id = n.contact_id JOIN hospitals h ON h.id = c.hospital_id
          WHERE n.letter_id = letter AND (c.ended_at IS NOT NULL OR sec.digits(c.phone) <> sec.digits(n.phone)
            OR h.closed_on <= (sec.now() AT TIME ZONE 'Europe/London')::date))
      $$;
      ALTER FUNCTION sec.letter_number_changed(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.letter_number_changed(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.letter_number_changed(uuid) TO shared_care_app;
    `);
    await runner.query(letterAnswer(`WHEN sec.letter_number_changed(l.id) THEN 'number_changed'`));
    await runner.query(naming(`(to_jsonb(o) - 'phone_bands')::text || sec.bands_now(o.phone_bands)::text`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(naming('to_jsonb(o)::text'));
    await runner.query(letterAnswer(''));
    await runner.query(`
      DROP FUNCTION sec.letter_number_changed(uuid);
      DROP TRIGGER letters_note_numbers ON letters;
      DROP FUNCTION sec.letter_notes_numbers();
      DROP TABLE letter_numbers;
      DROP TRIGGER open_access_arrangements_name_contacts ON open_access_arrangements;
      DROP FUNCTION sec.arrangement_names_contacts();
      DROP FUNCTION sec.bands_named(uuid, jsonb);
      DROP FUNCTION sec.bands_now(jsonb);
      DROP FUNCTION sec.digits(text);
    `);
  }
}

/** In how many living arrangements a number is read now. */
function naming(words: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.arrangements_naming(hospital uuid, phone text) RETURNS int
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT count(*)::int FROM open_access_arrangements o
      WHERE sec.user_role() IS NOT NULL AND o.hospital_id = hospital
        AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
        AND regexp_replace(phone, '[^0-9]', '', 'g') <> ''
        AND regexp_replace(${words}, '[ -]', '', 'g') LIKE '%' || regexp_replace(phone, '[^0-9]', '', 'g') || '%'
    $$;`;
}

function letterAnswer(changed: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.letter_answer(code_asked text)
      RETURNS TABLE (answer text, version_number int, issued_on date, review_by date)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT CASE
          WHEN l.state = 'withdrawn' OR e.state = 'withdrawn' OR o.state IN ('withdrawn', 'suspended', 'expired') THEN 'withdrawn'
          WHEN l.state = 'superseded' OR e.state = 'superseded' OR o.state = 'superseded' THEN 'superseded'
          WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL
                         AND p.id IN (l.patient_id, e.patient_id, o.patient_id)) THEN 'superseded'
          WHEN o.ends_at <= sec.now() THEN 'withdrawn'
          ${changed}
          WHEN least(l.review_by, o.review_by) < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
          ELSE 'current' END,
        l.version_number, (l.issued_at AT TIME ZONE 'Europe/London')::date, least(l.review_by, o.review_by)
      FROM letters l LEFT JOIN emergency_plans e ON e.id = l.plan_id
      LEFT JOIN open_access_arrangements o ON o.id = l.arrangement_id
      WHERE l.code = code_asked
      UNION ALL
      SELECT CASE
          WHEN e.state <> 'approved' THEN e.state
          WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL AND p.id IN (e.patient_id)) THEN 'superseded'
          WHEN e.review_by < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
          ELSE 'current' END,
        e.version_number, (e.approved_at AT TIME ZONE 'Europe/London')::date, e.review_by
      FROM emergency_plans e WHERE e.code = code_asked
    $$;`;
}
