-- Who stands for a link, at this instant: the consultant it names while they are in post, the one who covers for them
-- while the cover lasts, nobody otherwise. What a consultant may see and whom the product says to ring ask the same
-- functions.

-- From the first London midnight of the first day up to the midnight that ends the last day.
CREATE OR REPLACE FUNCTION sec.in_post(from_on date, to_on date, at timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT at >= from_on::timestamp AT TIME ZONE 'Europe/London'
     AND (to_on IS NULL OR at < (to_on + 1)::timestamp AT TIME ZONE 'Europe/London')
$$;
GRANT EXECUTE ON FUNCTION sec.in_post(date, date, timestamptz)
  TO shared_care_app, shared_care_worker, shared_care_definer;

-- The person who answers for a link that names this consultant now. NULL when they have left: nobody is then stood in
-- for.
CREATE OR REPLACE FUNCTION sec.acting_consultant(named uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT v.covering_id FROM consultant_covers v JOIN link_consultants c ON c.id = v.covering_id
     WHERE v.absent_id = a.id AND sec.now() >= v.covers_from AND sec.now() < v.covers_to
       AND sec.in_post(c.from_on, c.to_on, sec.now())),
    a.id)
  FROM link_consultants a WHERE a.id = named AND sec.in_post(a.from_on, a.to_on, sec.now())
$$;
GRANT EXECUTE ON FUNCTION sec.acting_consultant(uuid) TO shared_care_app, shared_care_worker, shared_care_definer;

-- H15: no gap. What people change must leave a primary link behind, or say why there is none. Rows brought in or
-- mended by the owner are not held to it.
CREATE OR REPLACE FUNCTION sec.primary_link_goes_on() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  now_is shared_care_links;
BEGIN
  SELECT * INTO now_is FROM shared_care_links WHERE id = NEW.id;
  IF current_user = 'shared_care_app' AND now_is.role = 'primary' AND now_is.valid_to IS NOT NULL
    AND coalesce(now_is.end_reason, 'next_link') NOT IN ('moved_away', 'discharged', 'adult_care', 'died')
    AND NOT EXISTS (
      SELECT 1 FROM shared_care_links l
      WHERE l.patient_id = now_is.patient_id AND l.role = 'primary' AND l.id <> now_is.id
        AND l.valid_from <= now_is.valid_to AND (l.valid_to IS NULL OR l.valid_to > now_is.valid_to))
    -- One that never counted leaves none behind.
    AND NOT (now_is.valid_to = now_is.valid_from)
  THEN
    RAISE EXCEPTION 'primary link % ends with nothing after it', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

-- A post or a cover that has ended opens children again only by the unit, which sees them.
CREATE OR REPLACE FUNCTION sec.ended_sight_stays_ended() RETURNS trigger
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user <> 'shared_care_app' THEN RETURN NEW; END IF;
  IF sec.sees_all_patients() THEN RETURN NEW; END IF;
  IF TG_TABLE_NAME = 'consultant_covers' THEN
    IF NEW.covers_to > OLD.covers_to THEN
      RAISE EXCEPTION 'only the unit lets a cover last longer' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF NOT sec.in_post('-infinity', OLD.to_on, sec.now()) AND (NEW.to_on IS NULL OR NEW.to_on > OLD.to_on) THEN
      RAISE EXCEPTION 'only the unit opens a post that has ended' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'only the unit gives a second post to an account' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
