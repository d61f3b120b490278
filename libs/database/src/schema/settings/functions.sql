CREATE OR REPLACE FUNCTION sec.setting_at(wanted text, at timestamptz) RETURNS jsonb
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.value FROM settings s WHERE s.key = wanted AND s.state = 'confirmed' AND s.valid_from <= at
  ORDER BY s.valid_from DESC, s.decided_at DESC NULLS LAST LIMIT 1
$$;
ALTER FUNCTION sec.setting_at(text, timestamptz) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.setting_at(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.setting_at(text, timestamptz) TO shared_care_app, shared_care_feeds, shared_care_worker;

-- Null: somebody has decided another value since it was looked at, or one waits already.
CREATE OR REPLACE FUNCTION sec.propose_setting(wanted text, becomes jsonb, why text, seen uuid) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  stands uuid;
  new_id uuid;
BEGIN
  IF coalesce(sec.user_role(), '') NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin') THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(771210, hashtext(wanted));
  SELECT id INTO stands FROM settings WHERE key = wanted AND state = 'confirmed' ORDER BY valid_from DESC, decided_at DESC NULLS LAST LIMIT 1;
  IF stands IS DISTINCT FROM seen THEN RETURN NULL; END IF;
  INSERT INTO settings (key, value, based_on, state, reason, proposed_by)
  VALUES (wanted, becomes, stands, 'waiting', why, sec.uid())
  ON CONFLICT (key) WHERE state = 'waiting' DO NOTHING RETURNING id INTO new_id;
  RETURN new_id;
END
$$;
ALTER FUNCTION sec.propose_setting(text, jsonb, text, uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.propose_setting(text, jsonb, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.propose_setting(text, jsonb, text, uuid) TO shared_care_app;

-- Tables that follow a setting.
CREATE OR REPLACE FUNCTION sec.apply_setting(setting uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s settings;
BEGIN
  SELECT * INTO s FROM settings WHERE id = setting;
  IF s.key = 'vaccination_ages' THEN
    UPDATE vaccination_ages v SET active = false, version = version + 1
    WHERE v.active AND NOT EXISTS (SELECT FROM jsonb_array_elements(s.value -> 'ages') a WHERE a ->> 'label' = v.label);
    INSERT INTO vaccination_ages AS v (label, months)
    SELECT a ->> 'label', (a ->> 'months')::int FROM jsonb_array_elements(s.value -> 'ages') a
    ON CONFLICT (label) DO UPDATE SET months = excluded.months, active = true, version = v.version + 1
    WHERE v.months <> excluded.months OR NOT v.active;
  ELSIF s.key = 'bank_holidays' THEN
    DELETE FROM bank_holidays b
    WHERE b.holiday_on <= (SELECT max((d ->> 'date')::date) FROM jsonb_array_elements(s.value -> 'days') d)
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(s.value -> 'days') d WHERE (d ->> 'date')::date = b.holiday_on);
    INSERT INTO bank_holidays (holiday_on, title)
    SELECT (d ->> 'date')::date, d ->> 'title' FROM jsonb_array_elements(s.value -> 'days') d
    ON CONFLICT (holiday_on) DO UPDATE SET title = excluded.title;
  END IF;
END
$$;
ALTER FUNCTION sec.apply_setting(uuid) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.apply_setting(uuid) FROM PUBLIC;

-- True when this call decided. Declining is anybody's, taking back the proposer's too; confirming is for another person.
-- Working hours begin at the next midnight of London, so that no day has two; everything else begins at once.
CREATE OR REPLACE FUNCTION sec.decide_setting(setting uuid, seen int, accept boolean) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s settings;
  who text := coalesce(sec.user_role(), '');
  stands uuid;
BEGIN
  IF who NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin') THEN RETURN false; END IF;
  SELECT * INTO s FROM settings WHERE id = setting;
  IF s.id IS NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(771210, hashtext(s.key));
  SELECT * INTO s FROM settings WHERE id = setting FOR UPDATE;
  IF s.state <> 'waiting' OR s.version <> seen THEN RETURN false; END IF;
  IF NOT accept THEN
    UPDATE settings SET state = 'declined', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1 WHERE id = setting;
    RETURN true;
  END IF;
  IF sec.needs_clinician(s.key) AND who NOT IN ('haemostasis_nurse', 'phu_doctor') THEN
    RAISE EXCEPTION 'a doctor or a nurse confirms this' USING ERRCODE = 'check_violation', CONSTRAINT = 'settings_by_a_clinician';
  END IF;
  SELECT id INTO stands FROM settings WHERE key = s.key AND state = 'confirmed' ORDER BY valid_from DESC, decided_at DESC NULLS LAST LIMIT 1;
  IF stands IS DISTINCT FROM s.based_on THEN RETURN false; END IF;
  UPDATE settings SET state = 'confirmed', decided_by = sec.uid(), decided_at = sec.now(), version = version + 1,
    valid_from = CASE s.key WHEN 'working_hours'
      THEN date_trunc('day', (sec.now() AT TIME ZONE 'Europe/London') + interval '1 day') AT TIME ZONE 'Europe/London' ELSE sec.now() END
  WHERE id = setting;
  PERFORM sec.apply_setting(setting);
  -- Everybody who works by it.
  INSERT INTO account_messages (user_id, setting_id, kind, address)
  SELECT u.id, setting, 'setting', u.email FROM users u
  WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor', 'admin');
  RETURN true;
END
$$;
ALTER FUNCTION sec.decide_setting(uuid, int, boolean) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.decide_setting(uuid, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.decide_setting(uuid, int, boolean) TO shared_care_app;
