import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexedNamesakes1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- fold_name() is not leakproof, so under the row-level policy no index on it may serve a query: looking for
      -- namesakes read the whole register for each match of a search. Comparing a stored column is leakproof.
      ALTER TABLE patients
        ADD COLUMN family_name_folded text GENERATED ALWAYS AS (fold_name(family_name)) STORED,
        ADD COLUMN given_initial_folded text GENERATED ALWAYS AS (left(fold_name(given_name), 1)) STORED;
      DROP INDEX patients_family_name;
      CREATE INDEX patients_namesakes ON patients (family_name_folded, given_initial_folded);
    `);
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
    await runner.query(searchFunction(RANK_OF_ONE_WORD_IS_CHEAP, 'p.id IN (SELECT sec.patients_of_user())'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(searchFunction(RANK, 'sec.can_see(p.id)'));
    await runner.query(`
      DROP FUNCTION sec.patients_of_user();
      DROP INDEX patients_namesakes;
      CREATE INDEX patients_family_name ON patients (fold_name(family_name));
      ALTER TABLE patients DROP COLUMN family_name_folded, DROP COLUMN given_initial_folded;
    `);
  }
}

const RANK = `((SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text || ' ' LIKE '% ' || w || ' %') * 2
                       + (SELECT count(*) FROM unnest(folded) AS w WHERE p.search_text LIKE '% ' || w || '%'))::real`;

// Every match is ranked before the best eight are known, and nearly every search is one word: without subqueries that
// takes half the time. The plan is made for the words at hand, so only one branch is ever left in it.
const RANK_OF_ONE_WORD_IS_CHEAP = `CASE WHEN cardinality(folded) = 1
               THEN ((p.search_text || ' ' LIKE '% ' || folded[1] || ' %')::int * 2
                       + (p.search_text LIKE '% ' || folded[1] || '%')::int)::real
               ELSE ${RANK} END`;

function searchFunction(rank: string, inScope: string): string {
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
                    UNION SELECT c.id FROM patients c
                          WHERE length(digits) = 6 AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits
                    -- "050419" may be a birth date as well as the end of a phone number: either will do.
                    UNION SELECT d.id FROM patients d WHERE length(digits) < 10 AND d.birth_date = born)
              AND p.merged_into_id IS NULL
              AND (born IS NULL OR length(digits) < 10 OR p.birth_date = born)
              AND p.search_text LIKE ALL (patterns)
              AND (everyone OR ${inScope})
            ORDER BY p.family_name, p.given_name, p.id LIMIT max_rows;
          RETURN;
        END IF;
        RETURN QUERY
          SELECT p.id, ${rank} AS rank
          FROM patients p
          WHERE p.merged_into_id IS NULL
            AND (born IS NULL OR p.birth_date = born)
            -- The longest word alone can use the trigram index; the others then narrow.
            AND (cardinality(patterns) = 0 OR (p.search_text LIKE patterns[1] AND p.search_text LIKE ALL (patterns)))
            AND (everyone OR ${inScope})
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
              AND (everyone OR ${inScope})
            ORDER BY rank DESC, p.family_name, p.given_name, p.id LIMIT max_rows;
        END IF;
      END $$;`;
}
