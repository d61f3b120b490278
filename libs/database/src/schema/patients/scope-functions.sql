-- Who may see a child, and how one is found. A record that closed is there for nobody.

CREATE OR REPLACE FUNCTION sec.sees_all_patients() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor'), false)
$$;
GRANT EXECUTE ON FUNCTION sec.sees_all_patients()
  TO shared_care_app, shared_care_definer, shared_care_audit, shared_care_merger;

-- A consultant's own children, while the link lasts: of the hospital they work at, until they have left its post;
-- of links that name them while they are in post; of links that name somebody they cover for, while they cover.
-- An account without any post at its hospital belongs to other staff there, and ends when it is disabled.
-- A link that had to stay with a closed record opens nothing.
CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1
    FROM users u
    JOIN shared_care_links l ON l.patient_id = patient
    WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
      AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
      AND (
        (l.hospital_id = u.hospital_id AND (
          NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id)
          OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
                       AND sec.in_post(c.from_on, c.to_on, sec.now()))))
        OR l.link_consultant_id IN (
          SELECT c.id FROM link_consultants c WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
          UNION ALL
          SELECT v.absent_id FROM link_consultants c JOIN consultant_covers v ON v.covering_id = c.id
          JOIN link_consultants a ON a.id = v.absent_id
          WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
            AND sec.in_post(a.from_on, a.to_on, sec.now())
            AND sec.now() >= v.covers_from AND sec.now() < v.covers_to)))
  AND NOT EXISTS (SELECT 1 FROM patients p WHERE p.id = patient AND p.merged_into_id IS NOT NULL)
  -- While an arrival is logged by emergency access, that access stands in for a link, for this transaction alone.
  OR coalesce(current_setting('app.emergency_access', true), '') <> ''
    AND EXISTS (SELECT 1 FROM break_glass_grants g JOIN users u ON u.id = g.user_id
      WHERE g.id::text = current_setting('app.emergency_access', true) AND g.user_id = sec.uid()
        AND g.patient_id = patient AND sec.grant_runs(g)
        AND u.disabled_at IS NULL AND u.role = 'link_consultant')
$$;
ALTER FUNCTION sec.can_see(uuid) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.can_see(uuid) TO shared_care_app;

-- The same children as sec.can_see() lets a consultant see, found once for a whole search: asking that function of
-- each match took seconds for a common name among 100,000 patients.
-- A consultant's list begins at their own children: asking sec.can_see() of each of 5,000 takes seconds. The
-- policies of every table hold all the same.
CREATE OR REPLACE FUNCTION sec.patients_of_user() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH u AS MATERIALIZED (
    SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
    WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
  SELECT l.patient_id FROM u JOIN shared_care_links l ON l.hospital_id = u.hospital_id
  JOIN patients p ON p.id = l.patient_id AND p.merged_into_id IS NULL
  WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to) AND (
    NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id)
    OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
                 AND sec.in_post(c.from_on, c.to_on, sec.now())))
  UNION ALL
  SELECT l.patient_id FROM u CROSS JOIN LATERAL (
    SELECT c.id FROM link_consultants c WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
    UNION ALL
    SELECT v.absent_id FROM link_consultants c JOIN consultant_covers v ON v.covering_id = c.id
    JOIN link_consultants a ON a.id = v.absent_id
    WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now()) AND sec.in_post(a.from_on, a.to_on, sec.now())
      AND sec.now() >= v.covers_from AND sec.now() < v.covers_to) AS named (id)
  JOIN shared_care_links l ON l.link_consultant_id = named.id
  JOIN patients p ON p.id = l.patient_id AND p.merged_into_id IS NULL
  WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to)
$$;
ALTER FUNCTION sec.patients_of_user() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.patients_of_user() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.patients_of_user() TO shared_care_app;

-- Trigram and LIKE comparisons are not leakproof, so under the policies no index could serve them. This function
-- searches with the index and applies the same scope itself; callers join its ids to `patients`, where the policy holds
-- a second time. Every match is ranked before the best are known, and nearly every search is one word, so that rank has
-- no subquery. The plan is made for the words at hand: only one branch is ever left in it. Few are shown of what is found,
-- whatever its number: by the usual guess of a thousand, every child would be read to show eight.
CREATE OR REPLACE FUNCTION sec.search_patients(words text[], digits text, born date, max_rows int)
  RETURNS TABLE (id uuid, closeness real)
  LANGUAGE plpgsql STABLE ROWS 20 SECURITY DEFINER SET search_path = public,
    pg_temp SET plan_cache_mode = force_custom_plan AS $$
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
              UNION SELECT c.patient_id FROM contact_details c JOIN patients q ON q.id = c.patient_id
                    WHERE q.restricted_at IS NULL AND length(digits) = 6
                      AND right(regexp_replace(c.phone, '[^0-9]', '', 'g'), 6) = digits
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
END
$$;
ALTER FUNCTION sec.search_patients(text[], text, date, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.search_patients(text[], text, date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.search_patients(text[], text, date, int) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.emergency_view(patient uuid) RETURNS SETOF patients
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.* FROM patients p WHERE p.id = patient AND sec.has_emergency_access(patient)
$$;
ALTER FUNCTION sec.emergency_view(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.emergency_view(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.emergency_view(uuid) TO shared_care_app;

-- What was proposed, closed or parted is told to the unit alone.
CREATE OR REPLACE FUNCTION sec.merged_patients(children uuid[]) RETURNS SETOF patients
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.* FROM patients p WHERE p.id = ANY (children) AND p.merged_into_id IS NOT NULL AND sec.sees_all_patients()
$$;
ALTER FUNCTION sec.merged_patients(uuid[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.merged_patients(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.merged_patients(uuid[]) TO shared_care_app;
