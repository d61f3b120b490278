-- H15: children nobody local answers for. An admin learns how many, never who.
CREATE OR REPLACE FUNCTION sec.care_gaps() RETURNS TABLE (patient_id uuid, kind text, since timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH asker AS MATERIALIZED (SELECT sec.sees_all_patients() AS names, sec.user_role() = 'admin' AS counts, sec.now() AS now),
  children AS (
    SELECT p.id,
      (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
         AND (l.valid_to IS NULL OR asker.now < l.valid_to)) AS running,
      (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
         AND (l.valid_to IS NULL OR asker.now < l.valid_to) AND sec.acting_consultant(l.link_consultant_id) IS NOT NULL) AS answered
    FROM patients p CROSS JOIN asker
    WHERE (asker.names OR asker.counts) AND p.merged_into_id IS NULL AND p.died_on IS NULL),
  last_link AS (
    SELECT DISTINCT ON (l.patient_id) l.patient_id, l.valid_to, l.end_reason
    FROM shared_care_links l JOIN children c ON c.id = l.patient_id AND c.running = 0
    WHERE l.valid_to > l.valid_from AND l.valid_to <= (SELECT now FROM asker)
    ORDER BY l.patient_id, l.valid_to DESC)
  SELECT CASE WHEN asker.names THEN c.id END, CASE WHEN c.running = 0 THEN 'no_link' ELSE 'no_link_consultant' END,
    CASE WHEN c.running = 0 THEN o.valid_to ELSE (
      SELECT max(greatest(l.valid_from, (lc.to_on + 1)::timestamp AT TIME ZONE 'Europe/London'))
      FROM shared_care_links l LEFT JOIN link_consultants lc ON lc.id = l.link_consultant_id
      WHERE l.patient_id = c.id AND asker.now >= l.valid_from AND (l.valid_to IS NULL OR asker.now < l.valid_to)) END
  FROM children c CROSS JOIN asker LEFT JOIN last_link o ON o.patient_id = c.id
  WHERE (c.running = 0 AND coalesce(o.end_reason, 'next_link') NOT IN ('moved_away', 'discharged', 'adult_care', 'died'))
     OR (c.running > 0 AND c.answered = 0)
$$;
ALTER FUNCTION sec.care_gaps() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.care_gaps() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.care_gaps() TO shared_care_app;
