-- Parents and carers as the asker may know them. Where they are and how they are rung is kept back from everybody
-- while the address is restricted. The local team rings them; where they live is for the unit.
CREATE OR REPLACE FUNCTION sec.family_people(child uuid) RETURNS SETOF jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', f.id, 'name', f.name, 'relationship', f.relationship, 'relationshipWords', f.relationship_words,
           'parentalResponsibility', f.parental_responsibility, 'livesWith', f.lives_with,
           'phone', CASE WHEN tells THEN f.phone END, 'otherPhone', CASE WHEN tells THEN f.other_phone END,
           'email', CASE WHEN tells AND unit THEN f.email END,
           'emailBouncedAt', CASE WHEN tells AND unit THEN f.email_bounced_at END, 'sameAddress', f.same_address,
           'address', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.address ELSE f.address END END,
           'postcode', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.postcode ELSE f.postcode END END,
           'language', f.language, 'interpreter', f.interpreter, 'ringAtNight', f.ring_at_night,
           'endedOn', f.ended_on, 'endedBecause', f.ended_because,
           'struckOut', CASE WHEN f.struck_out_at IS NOT NULL THEN jsonb_build_object(
             'by', s.display_name, 'at', f.struck_out_at, 'because', f.struck_out_because) END,
           'recordedBy', r.display_name, 'version', f.version)
  FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
  JOIN family_people f ON f.patient_id = c.id
  LEFT JOIN contact_details d ON d.patient_id = c.id
  LEFT JOIN users s ON s.id = f.struck_out_by
  LEFT JOIN users r ON r.id = f.recorded_by
  WHERE c.unit OR (sec.can_see(child) AND f.ended_on IS NULL AND f.struck_out_at IS NULL)
  ORDER BY f.parental_responsibility <> 'yes', f.recorded_at, f.id
$$;
ALTER FUNCTION sec.family_people(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.family_people(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.family_people(uuid) TO shared_care_app;

-- What it said before, for the unit; while the address is restricted only that something was changed, and by whom.
CREATE OR REPLACE FUNCTION sec.family_changes(child uuid)
  RETURNS TABLE (id bigint, part text, entry_id uuid, kind text, by text, at timestamptz, is_now jsonb, was jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.part, c.entry_id, c.kind, u.display_name, c.at, CASE WHEN p.restricted_at IS NULL THEN c.is_now END,
         CASE WHEN p.restricted_at IS NULL THEN c.was END
  FROM family_changes c JOIN patients p ON p.id = c.patient_id LEFT JOIN users u ON u.id = c.by
  WHERE c.patient_id = child AND sec.sees_all_patients() ORDER BY c.id DESC
$$;
ALTER FUNCTION sec.family_changes(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.family_changes(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.family_changes(uuid) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.family_places(child uuid) RETURNS SETOF jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
           'id', l.id, 'role', l.role, 'fromOn', l.from_on, 'untilOn', l.until_on, 'version', l.version,
           'organisation', CASE WHEN c.tells THEN jsonb_build_object('id', o.id, 'kind', o.kind, 'odsCode', o.ods_code, 'name', o.name,
             'address', o.address, 'postcode', o.postcode, 'phone', o.phone, 'email', o.email, 'closedOn', o.closed_on,
             'version', o.version) END,
           'struckOut', CASE WHEN l.struck_out_at IS NOT NULL THEN jsonb_build_object(
             'by', (SELECT display_name FROM users WHERE id = l.struck_out_by), 'at', l.struck_out_at,
             'because', l.struck_out_because) END)
  FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
  JOIN patient_places l ON l.patient_id = c.id JOIN organisations o ON o.id = l.organisation_id
  WHERE c.unit OR (sec.can_see(child) AND l.until_on IS NULL AND l.struck_out_at IS NULL)
  ORDER BY array_position(ARRAY['gp', 'school', 'dentist', 'community'], l.role), l.until_on DESC NULLS FIRST, l.recorded_at
$$;
ALTER FUNCTION sec.family_places(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.family_places(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.family_places(uuid) TO shared_care_app;

-- An address that its mail server does not know, written down with the household and with each parent or carer who has
-- it still. Only for the functions that settle mail.
CREATE OR REPLACE FUNCTION sec.note_bounced_email(child uuid, tried text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE contact_details SET email_bounced_at = sec.now(), version = version + 1
  WHERE patient_id = child AND email = tried AND email_bounced_at IS NULL;
  UPDATE family_people SET email_bounced_at = sec.now(), version = version + 1
  WHERE patient_id = child AND email = tried AND email_bounced_at IS NULL;
$$;
ALTER FUNCTION sec.note_bounced_email(uuid, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.note_bounced_email(uuid, text) FROM PUBLIC;
