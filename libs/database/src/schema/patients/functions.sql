-- How a family is reached stands in a table that the application cannot read: every address leaves through one
-- function, which keeps it back while it is restricted (hazard H17), or through the gate for messages (hazard H18).

-- Children nobody near home answers for, as counts (H15). In plpgsql, so that it may ask a function which a later
-- migration makes.
CREATE OR REPLACE FUNCTION sec.children_without_link() RETURNS TABLE (no_link int, no_consultant int)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF coalesce(sec.user_role() NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin'), true) THEN RETURN; END IF;
  RETURN QUERY
    WITH answering AS MATERIALIZED (SELECT c.id FROM link_consultants c WHERE sec.acting_consultant(c.id) IS NOT NULL),
    linked AS (
      SELECT p.id, count(l.id) AS links, count(c.id) AS consultants
      FROM patients p
      LEFT JOIN shared_care_links l ON l.patient_id = p.id AND sec.now() >= l.valid_from
        AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
      LEFT JOIN answering c ON c.id = l.link_consultant_id
      WHERE p.merged_into_id IS NULL AND p.died_on IS NULL GROUP BY p.id)
    SELECT count(*) FILTER (WHERE links = 0)::int, count(*) FILTER (WHERE links > 0 AND consultants = 0)::int FROM linked;
END
$$;
ALTER FUNCTION sec.children_without_link() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.children_without_link() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.children_without_link() TO shared_care_app;

-- The application cannot read the address it replaces: a new one has not sent anything back yet.
CREATE OR REPLACE FUNCTION contact_details_new_email() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.email_bounced_at := NULL;
  RETURN NEW;
END
$$;

-- Where a message to the family goes: to a parent or carer with parental responsibility, before all whom the child
-- lives with; to the household only when none of them has an address. One that came back stands behind those that did
-- not. Like the gate below it is put into the text of the function that asks: for one child, or for all.
CREATE OR REPLACE FUNCTION sec.emails_of_families() RETURNS TABLE (patient_id uuid, email text, bounced_at timestamptz)
  LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (e.patient_id) e.patient_id, e.email, e.bounced_at FROM (
    SELECT f.patient_id, f.email, f.email_bounced_at AS bounced_at, 1 AS place, f.lives_with, f.recorded_at, f.id
    FROM public.family_people f
    WHERE f.parental_responsibility = 'yes' AND f.email IS NOT NULL AND f.ended_on IS NULL AND f.struck_out_at IS NULL
    UNION ALL
    SELECT d.patient_id, d.email, d.email_bounced_at, 2, NULL, NULL, NULL FROM public.contact_details d
    WHERE d.email IS NOT NULL) AS e
  ORDER BY e.patient_id, e.place, e.bounced_at IS NOT NULL,
    array_position(ARRAY['yes', 'part_time', 'not_known', 'no'], e.lives_with), e.recorded_at, e.id
$$;
REVOKE ALL ON FUNCTION sec.emails_of_families() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.emails_of_families() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.email_of_family(child uuid) RETURNS TABLE (email text, bounced_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.email, e.bounced_at FROM sec.emails_of_families() e WHERE e.patient_id = child
$$;
ALTER FUNCTION sec.email_of_family(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.email_of_family(uuid) FROM PUBLIC;

-- Null when a message may go to the family without a person writing it, else why not, in the order of the pure
-- rule in libs/domain/src/may-contact.ts.
CREATE OR REPLACE FUNCTION sec.why_not_contacted() RETURNS TABLE (patient_id uuid, because text) LANGUAGE sql STABLE AS $$
  SELECT p.id, CASE
    WHEN p.merged_into_id IS NOT NULL THEN 'merged'
    WHEN p.died_on IS NOT NULL THEN 'died'
    WHEN p.restricted_at IS NOT NULL THEN 'restricted'
    WHEN p.moved_away_on IS NOT NULL THEN 'moved_away'
    WHEN p.nhs_number_status IN ('invalid', 'superseded') THEN 'nhs_number'
    -- Born on 29 February: of age on 1 March.
    WHEN (p.birth_date + interval '18 years' + CASE WHEN to_char(p.birth_date, 'MM-DD') = '02-29'
           THEN interval '1 day' ELSE interval '0' END)::date <= (SELECT (sec.now() AT TIME ZONE 'Europe/London')::date) THEN 'adult'
    WHEN coalesce(d.messages, 'not_asked') <> 'agreed' THEN coalesce(d.messages, 'not_asked')
    WHEN e.email IS NULL THEN 'no_email'
    WHEN e.bounced_at IS NOT NULL THEN 'bounced'
  END
  FROM public.patients p LEFT JOIN public.contact_details d ON d.patient_id = p.id
  LEFT JOIN sec.emails_of_families() e ON e.patient_id = p.id
$$;
REVOKE ALL ON FUNCTION sec.why_not_contacted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.why_not_contacted() TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.may_contact(child uuid) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.because FROM sec.why_not_contacted() w WHERE w.patient_id = child
$$;
ALTER FUNCTION sec.may_contact(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.may_contact(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.may_contact(uuid) TO shared_care_app, shared_care_worker;

-- The same of every child at once, for the unit's own lists.
CREATE OR REPLACE FUNCTION sec.families_not_contacted() RETURNS TABLE (patient_id uuid, because text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.patient_id, w.because FROM sec.why_not_contacted() w
  WHERE w.because IS NOT NULL AND (SELECT sec.sees_all_patients())
$$;
ALTER FUNCTION sec.families_not_contacted() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.families_not_contacted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.families_not_contacted() TO shared_care_app;

-- A person who knows the number of a family that hides would otherwise learn that its child is a patient here.
CREATE OR REPLACE FUNCTION sec.message_address(child uuid) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.email FROM sec.email_of_family(child) e WHERE sec.may_contact(child) IS NULL
$$;
ALTER FUNCTION sec.message_address(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.message_address(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.message_address(uuid) TO shared_care_worker;

-- Whatever the program believes: a restriction runs as long as its notice does.
CREATE OR REPLACE FUNCTION sec.restriction_has_ended() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM notices WHERE patient_id = NEW.id AND kind = 'restricted' AND ended_at IS NULL) THEN
    RAISE EXCEPTION 'the restriction of % still runs', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.restriction_has_ended() OWNER TO shared_care_definer;

-- Where a child's safety hangs on it, the second person is a doctor or a nurse of the unit.
CREATE OR REPLACE FUNCTION sec.needs_clinician(wanted text) RETURNS boolean
  LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT wanted IN ('alert_limits', 'working_hours', 'vaccination_ages')
$$;
ALTER FUNCTION sec.needs_clinician(text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.needs_clinician(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.needs_clinician(text) TO shared_care_app, shared_care_feeds, shared_care_worker;

-- Of which part it is, and by which column an entry is known.
CREATE OR REPLACE FUNCTION sec.keep_family_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  is_now jsonb := to_jsonb(NEW);
  was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
  kept_out CONSTANT text[] := ARRAY['version', 'changed_by', 'changed_at', 'messages_recorded_by', 'email_bounced_at'];
BEGIN
  IF is_now - kept_out = was - kept_out THEN RETURN NULL; END IF;
  INSERT INTO family_changes (patient_id, part, entry_id, kind, by, is_now, was)
  VALUES (NEW.patient_id, TG_ARGV[0], (is_now ->> TG_ARGV[1])::uuid,
          CASE WHEN was IS NULL THEN 'recorded'
               WHEN was ->> 'struck_out_at' IS NULL AND is_now ->> 'struck_out_at' IS NOT NULL THEN 'struck_out'
               WHEN was ->> 'struck_out_at' IS NOT NULL AND is_now ->> 'struck_out_at' IS NULL THEN 'restored'
               WHEN was ->> 'ended_on' IS NULL AND is_now ->> 'ended_on' IS NOT NULL THEN 'ended'
               ELSE 'changed' END,
          sec.uid(), is_now, was);
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.keep_family_change() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.keep_family_change() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.contact_details(child uuid)
  RETURNS TABLE (address text, postcode text, address_since date, phone text, email text, email_bounced_at timestamptz,
    kept_back boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN tells THEN d.address END, CASE WHEN tells THEN d.postcode END, CASE WHEN tells THEN d.address_since END,
         CASE WHEN tells THEN d.phone END, CASE WHEN tells THEN d.email END,
         CASE WHEN tells THEN d.email_bounced_at END, NOT tells
  FROM (SELECT id, restricted_at IS NULL AS tells FROM patients WHERE id = child) AS p
  LEFT JOIN contact_details d ON d.patient_id = p.id
  WHERE sec.sees_all_patients()
$$;
ALTER FUNCTION sec.contact_details(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.contact_details(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.contact_details(uuid) TO shared_care_app;
