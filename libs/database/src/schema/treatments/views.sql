-- The one version that counts. Its words are shown only when approved; name, class, months and red count at once. A new
-- drug of which nobody approved anything yet is red when bleeding and counts for half a year at least: care first.
CREATE OR REPLACE VIEW treatments_in_force AS
  SELECT DISTINCT ON (v.treatment_id) v.treatment_id, v.id AS version_id, v.state, v.name, v.class, v.care_with,
  v.red_when_bleeding OR v.state IN ('draft', 'discarded') AS red_when_bleeding,
  CASE WHEN v.state IN ('draft', 'discarded') THEN greatest(v.months_after, 6) ELSE v.months_after END AS months_after,
  CASE WHEN v.state = 'approved' THEN v.emergency_words END AS emergency_words,
  CASE WHEN v.state = 'approved' THEN v.tests END AS tests,
  CASE WHEN v.state = 'approved' THEN v.care_beside END AS care_beside
  FROM treatment_versions v WHERE v.state <> 'superseded'
  ORDER BY v.treatment_id, array_position(ARRAY['approved', 'withdrawn', 'reference', 'draft', 'discarded'], v.state),
  v.version_number DESC;
