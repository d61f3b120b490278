/**
 * Where an attendance is, by name, from a row aliased `a` and its hospital, joined from the left as `h`: a hospital that
 * is not listed stands in the words that were said, so that no list loses the child who is there.
 */
export const HOSPITAL_NAME = `CASE WHEN a.hospital_id IS NULL AND a.unlisted_hospital_name IS NOT NULL
  THEN concat_ws(', ', a.unlisted_hospital_name, a.unlisted_hospital_place) || ' (not listed)' ELSE h.name END`;

export const HOSPITAL = `json_build_object('id', h.id, 'name', ${HOSPITAL_NAME})`;
