-- The bounds of what a unit may set; `libs/contracts/src/settings.ts` has the same, and a spec compares them.

-- A wall time of day, "08:30": fixed width, so that it sorts as text.
CREATE OR REPLACE FUNCTION sec.is_time(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$', false)
$$;
GRANT EXECUTE ON FUNCTION sec.is_time(jsonb) TO shared_care_app, shared_care_feeds, shared_care_definer;

CREATE OR REPLACE FUNCTION sec.minute_of(value text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT substr(value, 1, 2)::int * 60 + substr(value, 4, 2)::int
$$;
GRANT EXECUTE ON FUNCTION sec.minute_of(text) TO shared_care_app, shared_care_feeds, shared_care_definer;

CREATE OR REPLACE FUNCTION sec.is_whole(value jsonb, lowest int, highest int) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'number' THEN (value #>> '{}')::numeric BETWEEN lowest AND highest
         AND (value #>> '{}')::numeric % 1 = 0 ELSE false END
$$;
GRANT EXECUTE ON FUNCTION sec.is_whole(jsonb, int, int) TO shared_care_app, shared_care_feeds, shared_care_definer;

CREATE OR REPLACE FUNCTION sec.has_keys(value jsonb, VARIADIC wanted text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'object'
    THEN value ?& wanted AND (SELECT count(*) FROM jsonb_object_keys(value)) = cardinality(wanted) ELSE false END
$$;
GRANT EXECUTE ON FUNCTION sec.has_keys(jsonb, text[]) TO shared_care_app, shared_care_feeds, shared_care_definer;

-- The bounds. An alert may be set to wait less than the signed page says, never longer.
CREATE OR REPLACE FUNCTION sec.setting_fits(key text, value jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  CASE key
  WHEN 'alert_limits' THEN
    IF NOT sec.has_keys(value, 'redMinutes', 'amberMinutes', 'repeatMinutes', 'silentMinutes', 'level2Percent',
                        'level3Percent', 'amberAfterNight', 'blueTime') THEN RETURN false; END IF;
    IF NOT (sec.is_whole(value -> 'redMinutes', 5, 15) AND sec.is_whole(value -> 'amberMinutes', 15, 60)
       AND sec.is_whole(value -> 'repeatMinutes', 5, 15) AND sec.is_whole(value -> 'silentMinutes', 60, 240)
       AND sec.is_whole(value -> 'level2Percent', 120, 200) AND sec.is_whole(value -> 'level3Percent', 140, 300)
       AND sec.is_time(value -> 'amberAfterNight') AND sec.is_time(value -> 'blueTime')) THEN RETURN false; END IF;
    RETURN (value -> 'redMinutes')::int <= (value -> 'amberMinutes')::int
       AND (value -> 'level3Percent')::int >= (value -> 'level2Percent')::int + 20
       AND value ->> 'amberAfterNight' BETWEEN '06:00' AND '08:30' AND value ->> 'blueTime' BETWEEN '12:00' AND '17:00';
  WHEN 'working_hours' THEN
    IF NOT (sec.has_keys(value, 'start', 'end', 'handoverFrom') AND sec.is_time(value -> 'start')
       AND sec.is_time(value -> 'end') AND sec.is_time(value -> 'handoverFrom')) THEN RETURN false; END IF;
    RETURN value ->> 'start' BETWEEN '07:00' AND '10:00' AND value ->> 'end' BETWEEN '15:00' AND '20:00'
       AND sec.minute_of(value ->> 'end') - sec.minute_of(value ->> 'handoverFrom') BETWEEN 15 AND 120;
  WHEN 'vaccination_ages' THEN
    IF NOT sec.has_keys(value, 'ages') OR jsonb_typeof(value -> 'ages') <> 'array' THEN RETURN false; END IF;
    IF jsonb_array_length(value -> 'ages') NOT BETWEEN 1 AND 20 THEN RETURN false; END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(value -> 'ages') a
        WHERE NOT sec.has_keys(a, 'label', 'months') OR jsonb_typeof(a -> 'label') <> 'string'
           OR length(a ->> 'label') NOT BETWEEN 1 AND 40 OR NOT sec.is_whole(a -> 'months', 0, 216))
      AND (SELECT count(DISTINCT lower(a ->> 'label')) = count(*) AND count(DISTINCT a ->> 'months') = count(*)
           FROM jsonb_array_elements(value -> 'ages') a);
  WHEN 'bank_holidays' THEN
    IF NOT sec.has_keys(value, 'days') OR jsonb_typeof(value -> 'days') <> 'array' THEN RETURN false; END IF;
    IF jsonb_array_length(value -> 'days') > 400 THEN RETURN false; END IF;
    RETURN NOT EXISTS (
        SELECT FROM jsonb_array_elements(value -> 'days') d
        WHERE NOT sec.has_keys(d, 'date', 'title') OR jsonb_typeof(d -> 'title') <> 'string'
           OR length(d ->> 'title') NOT BETWEEN 1 AND 100 OR jsonb_typeof(d -> 'date') <> 'string'
           OR d ->> 'date' !~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$')
      AND (SELECT count(DISTINCT d ->> 'date') = count(*) FROM jsonb_array_elements(value -> 'days') d);
  ELSE RETURN false;
  END CASE;
END
$$;
GRANT EXECUTE ON FUNCTION sec.setting_fits(text, jsonb) TO shared_care_app, shared_care_feeds, shared_care_definer;
