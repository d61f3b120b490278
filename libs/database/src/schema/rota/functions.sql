-- Who is on duty, and whom an alert reaches. `sec.on_duty` and `sec.people_to_tell` say in SQL what
-- `libs/domain/src/rota.ts` and `alert-routing.ts` say in TypeScript; one spec compares them minute by minute.

CREATE OR REPLACE FUNCTION sec.reads_rota() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin'), false)
$$;
GRANT EXECUTE ON FUNCTION sec.reads_rota() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.writes_rota() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'admin'), false)
$$;
GRANT EXECUTE ON FUNCTION sec.writes_rota() TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.swaps_duties() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor'), false)
$$;
GRANT EXECUTE ON FUNCTION sec.swaps_duties() TO shared_care_app;

-- The person asked answers, no other for them; what was asked stays what it was.
CREATE OR REPLACE FUNCTION sec.guard_rota_swap_ask() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  may_change CONSTANT text[] := ARRAY['state', 'answered_at', 'because', 'change_id', 'version'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'taken_back'
    OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
    RAISE EXCEPTION 'an ask that is % stays as it was asked', OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state IN ('agreed', 'declined') AND sec.uid() IS DISTINCT FROM NEW.on_user_id THEN
    RAISE EXCEPTION 'only the person asked answers' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.guard_rota_swap_ask() OWNER TO shared_care_definer;

CREATE OR REPLACE FUNCTION sec.duty_words(duty text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE duty WHEN 'phu_nurse' THEN 'PHU nurse' WHEN 'nurse_in_charge' THEN 'nurse in charge'
                   WHEN 'on_call_registrar' THEN 'on-call registrar' WHEN 'on_call_consultant' THEN 'consultant on call'
                   WHEN 'consultant_lead' THEN 'consultant lead' END
$$;
GRANT EXECUTE ON FUNCTION sec.duty_words(text) TO shared_care_app, shared_care_definer;

-- 09:00 up to 17:00 on London's clocks, Monday to Friday, not a bank holiday.
CREATE OR REPLACE FUNCTION sec.in_hours(at timestamptz) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_char(l.local, 'HH24:MI') >= h.hours ->> 'start' AND to_char(l.local, 'HH24:MI') < h.hours ->> 'end'
         AND extract(isodow FROM l.local) < 6 AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date)
  FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l, (SELECT sec.setting_at('working_hours', at) AS hours) h
$$;
ALTER FUNCTION sec.in_hours(timestamptz) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.in_hours(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.in_hours(timestamptz) TO shared_care_app, shared_care_feeds, shared_care_worker;

-- Who holds which duty. A dated change comes before the pattern, a bank holiday's line before the weekday's, and
-- a person on leave, disabled or of another role holds nothing. At most one holder of each duty but phu_nurse.
CREATE OR REPLACE FUNCTION sec.on_duty(at timestamptz) RETURNS TABLE (duty text, user_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH wall AS (
    SELECT (extract(hour FROM l.local) * 60 + extract(minute FROM l.local))::int AS minute,
           extract(dow FROM l.local)::int AS day,
           EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date) AS holiday,
           (SELECT p.id FROM rota_patterns p WHERE p.withdrawn_at IS NULL AND p.effective_from <= l.local::date
            ORDER BY p.effective_from DESC LIMIT 1) AS pattern_id
    FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l
  ), changed AS (
    SELECT c.* FROM rota_changes c WHERE c.withdrawn_at IS NULL AND tstzrange(c.starts_at, c.ends_at) @> at
  ), held AS (
    SELECT c.duty, c.on_user_id AS user_id, 0 AS place FROM changed c WHERE c.kind <> 'leave'
    UNION ALL
    SELECT l.duty, l.user_id, CASE WHEN l.day = 7 THEN 1 ELSE 2 END
    FROM wall w JOIN rota_pattern_lines l ON l.pattern_id = w.pattern_id
    WHERE (l.minutes @> w.day * 1440 + w.minute AND NOT (w.holiday AND l.duty IN ('phu_nurse', 'nurse_in_charge'))
           OR w.holiday AND l.minutes @> 10080 + w.minute)
      AND NOT EXISTS (SELECT FROM changed c WHERE c.kind = 'swap' AND c.duty = l.duty AND c.off_user_id = l.user_id)
  )
  SELECT DISTINCT ON (h.duty, CASE WHEN h.duty = 'phu_nurse' THEN h.user_id END) h.duty, h.user_id
  FROM held h JOIN users u ON u.id = h.user_id
  WHERE u.disabled_at IS NULL
    AND u.role = CASE WHEN h.duty IN ('phu_nurse', 'nurse_in_charge') THEN 'haemostasis_nurse' ELSE 'phu_doctor' END
    AND NOT EXISTS (SELECT FROM changed c WHERE c.kind = 'leave' AND c.off_user_id = h.user_id)
  ORDER BY h.duty, CASE WHEN h.duty = 'phu_nurse' THEN h.user_id END, h.place
$$;
ALTER FUNCTION sec.on_duty(timestamptz) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.on_duty(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.on_duty(timestamptz) TO shared_care_app, shared_care_feeds, shared_care_worker;

-- Everybody to be told at this instant. 0: nurses on the rota in hours, otherwise the registrar, both from 16:30 to
-- 17:00. 1: the same and those beside them. 2: the consultant on call. 3 and above: consultant lead and nurse in
-- charge. An empty slot falls through at once to the next duty that has somebody, in the end to every PHU nurse and
-- doctor: no row comes back only while there is none of them.
-- sec.tell() asks the rota as its owner.
CREATE OR REPLACE FUNCTION sec.people_to_tell(at timestamptz, level int)
  RETURNS TABLE (user_id uuid, duty text, because text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  step constant int := least(greatest(coalesce(level, 0), 0), 3);
  in_hours constant boolean := sec.in_hours(at);
  hours constant jsonb := sec.setting_at('working_hours', at);
  handover constant boolean := in_hours AND to_char(at AT TIME ZONE 'Europe/London', 'HH24:MI') >= hours ->> 'handoverFrom';
  asked constant text[] := CASE
    WHEN step = 2 THEN ARRAY['on_call_consultant']
    WHEN step = 3 THEN ARRAY['consultant_lead', 'nurse_in_charge']
    WHEN handover THEN ARRAY['phu_nurse', 'on_call_registrar']
    WHEN in_hours THEN ARRAY['phu_nurse']
    ELSE ARRAY['on_call_registrar'] END;
  afterwards constant text[] := ARRAY['on_call_registrar', 'on_call_consultant', 'consultant_lead', 'nurse_in_charge'];
  when_words constant text := CASE
    WHEN step >= 2 THEN 'Not acknowledged in time'
    WHEN handover THEN 'From ' || (hours ->> 'handoverFrom') || ' to ' || (hours ->> 'end')
    WHEN in_hours THEN 'In hours'
    ELSE 'Out of hours' END;
  duties text[];
  holders uuid[];
  slot text[];
  told uuid[];
BEGIN
  SELECT array_agg(d.duty), array_agg(d.user_id) INTO duties, holders FROM sec.on_duty(at) d;
  slot := asked;
  IF NOT coalesce(duties && asked, false) THEN
    SELECT ARRAY[d.next] INTO slot FROM unnest(afterwards) WITH ORDINALITY AS d(next, place)
    WHERE d.next = ANY (duties) AND d.place > CASE step WHEN 2 THEN 2 WHEN 3 THEN 4 ELSE 0 END ORDER BY d.place LIMIT 1;
  END IF;
  IF slot IS NULL THEN
    RETURN QUERY SELECT u.id, 'everybody', 'The rota has no name: every PHU nurse and doctor' FROM users u
                 WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor');
    RETURN;
  END IF;
  SELECT array_agg(h.who) INTO told FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot);
  RETURN QUERY SELECT DISTINCT ON (h.who) h.who, h.name,
                      CASE WHEN slot = asked THEN when_words || ': ' || sec.duty_words(h.name)
                           ELSE 'The rota has no name for this: ' || sec.duty_words(h.name) || ' instead' END
               FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot)
               ORDER BY h.who, array_position(slot, h.name);
  IF step <> 1 THEN RETURN; END IF;

  -- Those beside them: in hours the other nurses and the registrar, otherwise the next on call.
  IF in_hours THEN
    RETURN QUERY
      SELECT u.id, CASE WHEN u.role = 'phu_doctor' THEN 'on_call_registrar' ELSE 'phu_nurse' END,
             'Not acknowledged in time: ' || CASE WHEN u.role = 'phu_doctor' THEN sec.duty_words('on_call_registrar') ELSE 'the other nurses' END
      FROM users u
      WHERE u.disabled_at IS NULL AND u.id <> ALL (told)
        AND (u.role = 'haemostasis_nurse'
             AND NOT EXISTS (SELECT FROM rota_changes c WHERE c.kind = 'leave' AND c.off_user_id = u.id
                               AND c.withdrawn_at IS NULL AND tstzrange(c.starts_at, c.ends_at) @> at)
             OR EXISTS (SELECT FROM unnest(duties, holders) AS h(name, who) WHERE h.name = 'on_call_registrar' AND h.who = u.id));
    IF FOUND THEN RETURN; END IF;
  END IF;
  RETURN QUERY SELECT h.who, h.name, 'Not acknowledged in time: ' || sec.duty_words(h.name)
               FROM unnest(duties, holders) AS h(name, who)
               WHERE h.name = ANY (afterwards) AND h.who <> ALL (told)
               ORDER BY array_position(afterwards, h.name) LIMIT 1;
END
$$;
ALTER FUNCTION sec.people_to_tell(timestamptz, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.people_to_tell(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.people_to_tell(timestamptz, int) TO shared_care_app, shared_care_feeds,
  shared_care_worker;

-- The people of this instant with the numbers of their duties. It helps to ring the right one and must stop nothing that is being
-- saved: what goes wrong in it is told by its code instead, save what ends the whole request.
CREATE OR REPLACE FUNCTION sec.names_on_duty(at timestamptz) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', u.display_name, 'duty', t.duty, 'because', t.because,
             'phone', coalesce(n.phone, ''), 'bleep', n.bleep, 'verifiedOn', n.verified_on)
             ORDER BY t.duty DESC, lower(u.display_name), u.id), '[]')
    FROM sec.people_to_tell(at, 0) t LEFT JOIN users u ON u.id = t.user_id LEFT JOIN duty_numbers n ON n.duty = t.duty);
EXCEPTION WHEN OTHERS THEN
  -- Away, out of resources, or in each other's way: the whole request is to be tried again.
  IF left(SQLSTATE, 2) IN ('08', '40', '53', '55', '57') THEN
    RAISE;
  END IF;
  RETURN jsonb_build_object('code', SQLSTATE);
END
$$;
REVOKE ALL ON FUNCTION sec.names_on_duty(timestamptz) FROM PUBLIC;
ALTER FUNCTION sec.names_on_duty(timestamptz) OWNER TO shared_care_definer;
GRANT EXECUTE ON FUNCTION sec.names_on_duty(timestamptz) TO shared_care_app;
