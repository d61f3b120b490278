CREATE OR REPLACE FUNCTION sec.emergency_open_access(patient uuid) RETURNS SETOF open_access_arrangements
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.* FROM open_access_arrangements a WHERE a.patient_id = patient AND sec.has_emergency_access(patient)
$$;
ALTER FUNCTION sec.emergency_open_access(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.emergency_open_access(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.emergency_open_access(uuid) TO shared_care_app;

-- What living arrangements of some hospitals say where people write numbers, without the spaces that hide one, each read
-- once. A line that names a contact says the number of now.
CREATE OR REPLACE FUNCTION sec.arrangement_words(hospitals uuid[])
  RETURNS TABLE (id uuid, patient_id uuid, hospital_id uuid, agreed_at timestamptz, words text)
  LANGUAGE sql STABLE AS $$
  WITH bands AS (
    SELECT o.id, string_agg(concat_ws('|', (b.band - ARRAY['contactId', 'phone'])::text,
      CASE WHEN c.id IS NULL THEN b.band ->> 'phone'
           WHEN c.ended_at IS NULL THEN c.phone || coalesce(' ext ' || nullif(c.extension, ''), '') END), '|') AS words
    FROM open_access_arrangements o CROSS JOIN jsonb_array_elements(o.phone_bands) AS b (band)
    LEFT JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid
    WHERE o.hospital_id = ANY (hospitals) AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
    GROUP BY o.id)
  SELECT o.id, o.patient_id, o.hospital_id, o.agreed_at, translate(concat_ws('|', o.reasons, o.other_reasons, o.where_to_go,
    o.where_out_of_hours, o.phone_first, o.exclusions, o.other_exclusions, o.issued_by, o.agreed_by, o.ward_holds_said_by,
    o.family_holds_said_by, bands.words), ' -', '')
  FROM open_access_arrangements o LEFT JOIN bands ON bands.id = o.id
  WHERE o.hospital_id = ANY (hospitals) AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
$$;
GRANT EXECUTE ON FUNCTION sec.arrangement_words(uuid[]) TO shared_care_app, shared_care_definer;

-- W9.3: until the first adult visit the children's arrangement stays. Renewals supersede and are free to.
CREATE OR REPLACE FUNCTION sec.open_access_outlasts_transfer() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM transitions t WHERE t.patient_id = NEW.patient_id AND t.transfer_on IS NOT NULL
               AND t.first_adult_visit_on IS NULL) THEN
    RAISE EXCEPTION 'open access stays until the first adult visit' USING ERRCODE = 'check_violation', CONSTRAINT = 'open_access_outlasts_transfer';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.open_access_outlasts_transfer() OWNER TO shared_care_definer;

-- The same rule as openAccessAt() for the stored row and one instant, so that lists can be cut by it. A spec
-- compares the two.
CREATE OR REPLACE FUNCTION sec.open_access_validity(state text, agreed_at timestamptz, starts_at timestamptz,
  ends_at timestamptz, due_on date, at timestamptz)
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN state IN ('draft', 'superseded') OR (state = 'withdrawn' AND agreed_at IS NULL) THEN 'none'
    WHEN state = 'awaiting_local_agreement' THEN 'awaiting_agreement'
    WHEN state IN ('expired', 'withdrawn') THEN state
    WHEN at >= ends_at OR (at AT TIME ZONE 'Europe/London')::date > due_on + 30 THEN 'expired'
    WHEN state = 'suspended' THEN 'suspended'
    WHEN at < starts_at THEN 'not_started'
    WHEN state = 'due_review' OR (at AT TIME ZONE 'Europe/London')::date > due_on THEN 'due_review'
    ELSE 'valid' END
$$;
GRANT EXECUTE ON FUNCTION sec.open_access_validity(text, timestamptz, timestamptz, timestamptz, date, timestamptz)
  TO shared_care_app, shared_care_definer;

-- What people can bring about. Dates write nothing: they act at the moment of use.
CREATE OR REPLACE FUNCTION sec.open_access_may_become(from_state text, to_state text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (from_state, to_state) IN (
    ('draft', 'awaiting_local_agreement'), ('draft', 'withdrawn'),
    ('awaiting_local_agreement', 'active'), ('awaiting_local_agreement', 'draft'), ('awaiting_local_agreement', 'withdrawn'),
    ('active', 'suspended'), ('active', 'withdrawn'), ('active', 'superseded'),
    ('due_review', 'suspended'), ('due_review', 'withdrawn'), ('due_review', 'superseded'),
    ('suspended', 'active'), ('suspended', 'withdrawn'), ('suspended', 'superseded'))
$$;
GRANT EXECUTE ON FUNCTION sec.open_access_may_become(text, text)
  TO shared_care_app, shared_care_definer, shared_care_merger;

-- Holds whatever the program does: steps that are listed, by who may take them, and content that is never edited
-- once somebody was asked to agree to it.
CREATE OR REPLACE FUNCTION sec.open_access_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changing text[] := ARRAY['state', 'version', 'starts_at', 'ends_at', 'sent_at', 'sent_by', 'agreed_at', 'agreed_by',
    'agreed_recorded_by', 'ward_holds_at', 'ward_holds_said_by', 'ward_holds_recorded_by', 'family_holds_at',
    'family_holds_said_by', 'family_holds_recorded_by', 'review_forced_on', 'review_because', 'ended_at'];
BEGIN
  IF current_user <> 'shared_care_app' THEN RETURN NEW; END IF;
  IF OLD.state <> NEW.state AND NOT sec.open_access_may_become(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'an arrangement that is % cannot become %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'draft' AND to_jsonb(OLD) - changing <> to_jsonb(NEW) - changing THEN
    RAISE EXCEPTION 'an arrangement that was sent is replaced, not edited' USING ERRCODE = 'check_violation';
  END IF;
  IF sec.user_role() = 'link_consultant' AND (OLD.state = 'draft'
     OR (OLD.state <> NEW.state AND NEW.state NOT IN ('draft', 'active', 'superseded'))
     OR (OLD.state = 'suspended' AND NEW.state = 'active')) THEN
    RAISE EXCEPTION 'a link consultant agrees or sends back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.state = 'withdrawn' AND OLD.state NOT IN ('draft', 'withdrawn') AND sec.user_role() <> 'phu_doctor' THEN
    RAISE EXCEPTION 'only a doctor of the unit withdraws' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

-- Nothing is suspended, nor goes on being suspended, without its reason, its review date and who was told.
CREATE OR REPLACE FUNCTION sec.open_access_suspension_told() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM open_access_arrangements a WHERE a.id = NEW.id AND a.state = 'suspended')
     <> EXISTS (SELECT 1 FROM open_access_suspensions s WHERE s.arrangement_id = NEW.id AND s.lifted_at IS NULL) THEN
    RAISE EXCEPTION 'suspension of % is not whole', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.open_access_suspension_told() OWNER TO shared_care_definer;

-- W6.6: makes what counts for a child due for review today. It stays honoured; its days of grace begin. Answers with
-- how many arrangements it concerned. At one hospital only when that is named.
CREATE OR REPLACE FUNCTION sec.force_open_access_review(patient uuid, because text, at_hospital uuid DEFAULT NULL)
  RETURNS int
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH forced AS (
    UPDATE open_access_arrangements a
    SET state = CASE a.state WHEN 'active' THEN 'due_review' ELSE a.state END,
        review_forced_on = coalesce(a.review_forced_on, (sec.now() AT TIME ZONE 'Europe/London')::date),
        review_because = CASE WHEN because = ANY (a.review_because) THEN a.review_because
                              ELSE a.review_because || because END,
        version = a.version + 1
    WHERE a.patient_id = patient AND a.state IN ('active', 'due_review', 'suspended')
      AND (at_hospital IS NULL OR a.hospital_id = at_hospital)
    RETURNING a.id),
  told AS (
    INSERT INTO open_access_events (arrangement_id, kind, by, detail)
    SELECT id, 'review_forced', sec.uid(), because FROM forced RETURNING 1)
  SELECT count(*)::int FROM told
$$;
ALTER FUNCTION sec.force_open_access_review(uuid, text, uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.force_open_access_review(uuid, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.force_open_access_review(uuid, text, uuid) TO shared_care_app, shared_care_feeds;

-- Where the fact already lives, the database itself notices: no path, import or correction can forget it.
CREATE OR REPLACE FUNCTION sec.patient_change_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN

  IF OLD.inhibitor IS DISTINCT FROM NEW.inhibitor THEN PERFORM sec.force_open_access_review(NEW.id, 'inhibitor'); END IF;
  IF OLD.central_line IS DISTINCT FROM NEW.central_line THEN PERFORM sec.force_open_access_review(NEW.id, 'line'); END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.patient_change_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.patient_change_forces_review() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.link_change_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.link_consultant_id IS DISTINCT FROM NEW.link_consultant_id THEN
      PERFORM sec.force_open_access_review(NEW.patient_id, 'link_consultant', NEW.hospital_id);
    END IF;
    RETURN NULL;
  END IF;
  -- A new link after an old one: at the same hospital under another consultant, or the primary hospital moved.
  IF EXISTS (SELECT 1 FROM shared_care_links l WHERE l.patient_id = NEW.patient_id AND l.hospital_id = NEW.hospital_id
               AND l.id <> NEW.id AND l.link_consultant_id IS DISTINCT FROM NEW.link_consultant_id) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'link_consultant', NEW.hospital_id);
  END IF;
  IF NEW.role = 'primary' THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'hospital', former.hospital_id)
    FROM (SELECT DISTINCT l.hospital_id FROM shared_care_links l
          WHERE l.patient_id = NEW.patient_id AND l.role = 'primary' AND l.hospital_id <> NEW.hospital_id) AS former;
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.link_change_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.link_change_forces_review() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.hospital_closure_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.id)
  FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.id
          AND state IN ('active', 'due_review', 'suspended')) AS a;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.hospital_closure_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.hospital_closure_forces_review() FROM PUBLIC;

-- W6.6: another titre is a new result, and another postcode another house. The first ones are no change.
CREATE OR REPLACE FUNCTION sec.titre_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM sec.force_open_access_review(NEW.id, 'inhibitor');
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.titre_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.titre_forces_review() FROM PUBLIC;

CREATE OR REPLACE FUNCTION sec.move_of_house_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.postcode IS NOT NULL AND NEW.postcode IS NOT NULL
        AND upper(replace(OLD.postcode, ' ', '')) <> upper(replace(NEW.postcode, ' ', '')))
     OR ((OLD.postcode IS NULL OR NEW.postcode IS NULL) AND OLD.address <> NEW.address) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'address');
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.move_of_house_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.move_of_house_forces_review() FROM PUBLIC;

-- The last day on which a stopped treatment counts. A month without that day ends with the first of the next, as
-- countsUntil in libs/domain/src/treatments.ts reckons it: rather a day longer than a day too short.
CREATE OR REPLACE FUNCTION sec.counts_until(stopped_on date, months int) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT d + CASE WHEN extract(day FROM d) = extract(day FROM stopped_on) THEN 0 ELSE 1 END
  FROM (SELECT (stopped_on + make_interval(months => months))::date AS d) AS last_day
$$;
ALTER FUNCTION sec.counts_until(date, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.counts_until(date, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.counts_until(date, int) TO shared_care_app;

-- W6.6: another product, so open access is looked at again, by whatever path it was written. A regimen is no product.
CREATE OR REPLACE FUNCTION sec.treatment_change_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.stopped_on IS NULL THEN PERFORM sec.force_open_access_review(NEW.patient_id, 'product'); END IF;
  ELSIF (OLD.treatment_id, OLD.stopped_on, OLD.struck_out_at) IS DISTINCT FROM
        (NEW.treatment_id, NEW.stopped_on, NEW.struck_out_at) THEN
    PERFORM sec.force_open_access_review(NEW.patient_id, 'product');
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.treatment_change_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.treatment_change_forces_review() FROM PUBLIC;

-- The lines as they are to be read now: of a contact that was taken off the directory no number is left.
CREATE OR REPLACE FUNCTION sec.bands_now(bands jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(CASE
      WHEN c.id IS NULL THEN b.band
      WHEN c.ended_at IS NOT NULL THEN b.band || jsonb_build_object('phone', '', 'gone', true)
      ELSE b.band || jsonb_build_object('phone', c.phone || coalesce(' ext ' || nullif(c.extension, ''), ''), 'stale', c.failed_calls >= 2)
    END ORDER BY b.place), '[]')
  FROM jsonb_array_elements(bands) WITH ORDINALITY AS b (band, place)
  LEFT JOIN hospital_contacts c ON c.id = (b.band ->> 'contactId')::uuid
$$;
GRANT EXECUTE ON FUNCTION sec.bands_now(jsonb) TO shared_care_app, shared_care_definer;

-- Each line with the contact of this hospital whose number it is, or was, unless it names one already.
CREATE OR REPLACE FUNCTION sec.bands_named(hospital uuid, bands jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
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
GRANT EXECUTE ON FUNCTION sec.bands_named(uuid, jsonb) TO shared_care_app, shared_care_definer;

CREATE OR REPLACE FUNCTION sec.arrangement_names_contacts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  NEW.phone_bands := sec.bands_named(NEW.hospital_id, NEW.phone_bands);
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.arrangement_names_contacts() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.arrangement_names_contacts() FROM PUBLIC;
