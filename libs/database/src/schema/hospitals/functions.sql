-- What a contact says of itself is worked out afresh from every check that stands, so an undone slip leaves nothing.
CREATE OR REPLACE FUNCTION sec.contact_follows_its_checks() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM hospital_contacts WHERE id = NEW.contact_id FOR UPDATE;
  UPDATE hospital_contacts c
  SET (verified_on, verified_by) = (
        SELECT (k.at AT TIME ZONE 'Europe/London')::date, k.by FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome = 'correct' ORDER BY k.at DESC LIMIT 1),
      last_reached_on = (
        SELECT (max(k.at) AT TIME ZONE 'Europe/London')::date FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('correct', 'reached')),
      failed_calls = (
        SELECT coalesce(sum(CASE k.outcome WHEN 'wrong_number' THEN 2 ELSE 1 END), 0) FROM contact_checks k
        WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('no_answer', 'wrong_number')
          AND k.at > coalesce((SELECT max(r.at) FROM contact_checks r
                               WHERE r.contact_id = c.id AND r.undone_at IS NULL AND r.outcome IN ('correct', 'reached')),
                              '-infinity'))
  WHERE c.id = NEW.contact_id;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.contact_follows_its_checks() OWNER TO shared_care_definer;

-- The only way a number changes. True when this call decided; the constraint refuses its proposer.
CREATE OR REPLACE FUNCTION sec.decide_contact_change(change uuid, seen int, confirm boolean, words text)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  decided contact_changes;
  target uuid;
BEGIN
  IF sec.user_role() IS NULL THEN RETURN false; END IF;
  UPDATE contact_changes c
  SET state = CASE WHEN confirm THEN 'confirmed' ELSE 'withdrawn' END, decided_by = sec.uid(), decided_at = sec.now(),
      decided_words = words, version = version + 1
  WHERE c.id = change AND c.version = seen AND c.state = 'waiting'
    AND (sec.user_role() = 'admin' OR NOT confirm AND c.proposed_by = sec.uid())
  RETURNING * INTO decided;
  IF decided.id IS NULL THEN RETURN false; END IF;
  IF NOT confirm THEN RETURN true; END IF;
  IF decided.kind = 'add' THEN
    INSERT INTO hospital_contacts (hospital_id, purpose, label, phone)
    VALUES (decided.hospital_id, decided.becomes ->> 'purpose', decided.becomes ->> 'label', decided.becomes ->> 'phone')
    RETURNING id INTO target;
    UPDATE contact_changes SET contact_id = target WHERE id = change;
  ELSE
    target := decided.contact_id;
  END IF;
  IF decided.kind = 'end' THEN
    UPDATE hospital_contacts SET ended_at = sec.now(), changed_at = sec.now(), version = version + 1
    WHERE id = target AND version = decided.seen_version;
  ELSE
    UPDATE hospital_contacts
    SET purpose = decided.becomes ->> 'purpose', unit_id = (decided.becomes ->> 'unitId')::uuid,
        label = decided.becomes ->> 'label', phone = decided.becomes ->> 'phone',
        extension = decided.becomes ->> 'extension', bleep = decided.becomes ->> 'bleep',
        hours = decided.becomes ->> 'hours', email = decided.becomes ->> 'email',
        on_public_list = (decided.becomes ->> 'onPublicList')::boolean,
        changed_at = sec.now(), version = version + 1
    WHERE id = target AND (decided.kind = 'add' OR version = decided.seen_version);
  END IF;
  IF NOT FOUND THEN RAISE EXCEPTION 'the contact changed past its proposal' USING ERRCODE = 'serialization_failure'; END IF;
  IF decided.kind <> 'end' THEN
    INSERT INTO contact_checks (contact_id, by, outcome, source, number)
    VALUES (target, sec.uid(), 'correct', 'change', decided.becomes ->> 'phone');
  END IF;
  RETURN true;
END
$$;
ALTER FUNCTION sec.decide_contact_change(uuid, int, boolean, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.decide_contact_change(uuid, int, boolean, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.decide_contact_change(uuid, int, boolean, text) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.open_closure_review(hospital uuid, about text, code text, closed date, successors text[])
  RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF closed IS NULL AND cardinality(successors) = 0 THEN
    UPDATE closure_reviews SET state = 'lapsed', decided_at = sec.now(), version = version + 1
    WHERE hospital_id = hospital AND subject = about AND state = 'waiting';
    RETURN;
  END IF;
  INSERT INTO closure_reviews (hospital_id, subject, ods_code, closed_on, successor_codes)
  VALUES (hospital, about, code, closed, successors)
  ON CONFLICT (hospital_id, subject) WHERE state = 'waiting'
  DO UPDATE SET closed_on = excluded.closed_on, successor_codes = excluded.successor_codes, found_at = excluded.found_at,
                version = closure_reviews.version + 1;
END
$$;
ALTER FUNCTION sec.open_closure_review(uuid, text, text, date, text[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.open_closure_review(uuid, text, text, date, text[]) FROM PUBLIC;

-- In the database, so that no importer can forget it.
CREATE OR REPLACE FUNCTION sec.closure_is_reviewed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'hospitals' THEN
    PERFORM sec.open_closure_review(NEW.id, 'site', NEW.ods_code, NEW.closed_on, NEW.successor_codes)
    WHERE NEW.network_role <> 'other';
  ELSE
    PERFORM sec.open_closure_review(h.id, 'trust', NEW.ods_code, NEW.closed_on, NEW.successor_codes)
    FROM hospitals h WHERE h.trust_code = NEW.ods_code AND h.network_role <> 'other';
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.closure_is_reviewed() OWNER TO shared_care_definer;

-- Numbers of children, never which: an admin sees no child, a link consultant the figures of their own hospital.
CREATE OR REPLACE FUNCTION sec.hospital_figures()
  RETURNS TABLE (hospital_id uuid, children int, arrangements int, attendances int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS MATERIALIZED (SELECT role, hospital_id FROM users WHERE id = sec.uid() AND disabled_at IS NULL)
  SELECT h.id,
    (SELECT count(DISTINCT l.patient_id)::int FROM shared_care_links l
     WHERE l.hospital_id = h.id AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)),
    (SELECT count(*)::int FROM open_access_arrangements o WHERE o.hospital_id = h.id AND o.state IN ('active', 'due_review')),
    (SELECT count(*)::int FROM attendances a
     WHERE a.hospital_id = h.id AND a.arrived_at > sec.now() - interval '1 year')
  FROM me JOIN hospitals h ON h.network_role <> 'other' AND (me.role <> 'link_consultant' OR h.id = me.hospital_id)
$$;
ALTER FUNCTION sec.hospital_figures() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.hospital_figures() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.hospital_figures() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.own_hospital_is_of_the_unit() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.network_role = 'hub') IS DISTINCT FROM (NEW.id = (SELECT hospital_id FROM unit))
     AND (NEW.network_role = 'hub' OR (SELECT hospital_id FROM unit) = NEW.id) THEN
    RAISE EXCEPTION 'only the unit says which hospital is its own' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.own_hospital_is_of_the_unit() OWNER TO shared_care_definer;

-- Numbers of children and alerts, never which: for the admin who is about to let a hospital go.
CREATE OR REPLACE FUNCTION sec.hangs_on_hospital(hospital uuid) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'children', (SELECT count(DISTINCT l.patient_id) FROM shared_care_links l
      WHERE l.hospital_id = hospital AND (l.valid_to IS NULL OR sec.now() < l.valid_to)),
    'arrangements', (SELECT count(*) FROM open_access_arrangements o
      WHERE o.hospital_id = hospital AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')),
    'openAlerts', (SELECT count(*) FROM alerts a JOIN attendances t ON t.id = a.attendance_id
      WHERE t.hospital_id = hospital AND a.state IN ('open', 'acknowledged', 'awaiting')),
    'consultants', (SELECT count(*) FROM link_consultants c
      WHERE c.hospital_id = hospital AND (c.to_on IS NULL OR c.to_on >= (sec.now() AT TIME ZONE 'Europe/London')::date)),
    'waitingChanges', (SELECT count(*) FROM contact_changes x WHERE x.hospital_id = hospital AND x.state = 'waiting'))
  WHERE sec.user_role() = 'admin'
$$;
ALTER FUNCTION sec.hangs_on_hospital(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.hangs_on_hospital(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.hangs_on_hospital(uuid) TO shared_care_app;

-- In the database, so that no way of finding out that a number is wrong forgets it.
CREATE OR REPLACE FUNCTION sec.stale_number_is_work() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.ended_at IS NOT NULL OR NEW.failed_calls < 2 OR NEW.phone <> OLD.phone) THEN
    UPDATE stale_numbers SET ended_at = sec.now(), ended_by = sec.uid(), version = version + 1,
      ended_because = CASE WHEN NEW.ended_at IS NOT NULL THEN 'given_up' WHEN NEW.phone <> OLD.phone THEN 'changed'
                           ELSE 'confirmed' END
    WHERE contact_id = NEW.id AND ended_at IS NULL;
  END IF;
  IF NEW.ended_at IS NULL AND NEW.failed_calls >= 2 AND (TG_OP = 'INSERT' OR OLD.failed_calls < 2) THEN
    INSERT INTO stale_numbers (contact_id, phone) VALUES (NEW.id, NEW.phone) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.stale_number_is_work() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.stale_number_is_work() FROM PUBLIC;

-- What hangs on each number: numbers of things, never which. Letters by what was found on them when they were issued; a
-- plan by its words. Links count for the lines that are offered by themselves, because every child of the hospital is told
-- to ring them. For a round of many numbers each arrangement and each plan is read once.
CREATE OR REPLACE FUNCTION sec.contact_touches(contacts uuid[]) RETURNS TABLE (contact_id uuid, touches jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH asked AS MATERIALIZED (
    SELECT c.id, c.hospital_id, c.purpose, sec.digits(c.phone) AS digits FROM hospital_contacts c
    WHERE c.id = ANY (contacts) AND (SELECT sec.user_role()) IS NOT NULL),
  arrangements AS (
    SELECT c.id, count(*) AS n
    FROM sec.arrangement_words(ARRAY(SELECT DISTINCT hospital_id FROM asked)) o
    JOIN asked c ON c.hospital_id = o.hospital_id AND c.digits <> '' AND strpos(o.words, c.digits) > 0
    GROUP BY c.id),
  printed AS (
    SELECT n.contact_id AS id, count(*) FILTER (WHERE l.kind <> 'emergency_card') AS letters,
      count(*) FILTER (WHERE l.kind = 'emergency_card') AS cards
    FROM letter_numbers n JOIN letters l ON l.id = n.letter_id AND l.state = 'current'
    WHERE n.contact_id = ANY (contacts) GROUP BY n.contact_id),
  in_plans AS MATERIALIZED (
    SELECT e.id AS plan_id, run[1] AS run FROM emergency_plans e
    CROSS JOIN regexp_matches(translate(e.sections::text, ' -' || chr(160), ''), '[0-9]{5,}', 'g') AS run
    WHERE e.state = 'approved'),
  plans AS (
    SELECT c.id, count(DISTINCT e.plan_id) AS n
    FROM (SELECT DISTINCT run FROM in_plans) r JOIN asked c ON length(c.digits) >= 5 AND strpos(r.run, c.digits) > 0
    JOIN in_plans e ON e.run = r.run GROUP BY c.id),
  links AS (
    SELECT s.hospital_id, count(*) AS n FROM shared_care_links s CROSS JOIN (SELECT sec.now() AS now OFFSET 0) AS clock
    WHERE s.hospital_id IN (SELECT hospital_id FROM asked) AND clock.now >= s.valid_from
      AND (s.valid_to IS NULL OR clock.now < s.valid_to)
    GROUP BY s.hospital_id)
  SELECT c.id, jsonb_build_object('arrangements', coalesce(a.n, 0), 'letters', coalesce(p.letters, 0),
    'cards', coalesce(p.cards, 0), 'plans', coalesce(e.n, 0),
    'links', CASE WHEN c.purpose IN ('ed', 'assessment', 'ward', 'switchboard') THEN coalesce(l.n, 0) ELSE 0 END)
  FROM asked c LEFT JOIN arrangements a ON a.id = c.id LEFT JOIN printed p ON p.id = c.id LEFT JOIN plans e ON e.id = c.id
  LEFT JOIN links l ON l.hospital_id = c.hospital_id
$$;
ALTER FUNCTION sec.contact_touches(uuid[]) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.contact_touches(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.contact_touches(uuid[]) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.accepted_closure_forces_review() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.hospital_id)
  FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.hospital_id
          AND state IN ('active', 'due_review', 'suspended')) AS a;
  RETURN NULL;
END
$$;
ALTER FUNCTION sec.accepted_closure_forces_review() OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.accepted_closure_forces_review() FROM PUBLIC;
