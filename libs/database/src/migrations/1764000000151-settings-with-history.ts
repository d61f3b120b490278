import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a unit may set: how long alerts wait, its working hours, its bank holidays, the ages of vaccination advice. Each
 * value is proposed by one person and confirmed by another, stays in the table for ever, and is read by SQL and by the
 * program from the same row. `libs/contracts/src/settings.ts` has the same bounds; a spec compares them.
 */
export class SettingsWithHistory1764000000151 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A wall time of day, "08:30": fixed width, so that it sorts as text.
      CREATE FUNCTION sec.is_time(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT coalesce(jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$', false) $$;
      CREATE FUNCTION sec.minute_of(value text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT substr(value, 1, 2)::int * 60 + substr(value, 4, 2)::int $$;
      CREATE FUNCTION sec.is_whole(value jsonb, lowest int, highest int) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN jsonb_typeof(value) = 'number' THEN (value #>> '{}')::numeric BETWEEN lowest AND highest
               AND (value #>> '{}')::numeric % 1 = 0 ELSE false END
      $$;
      CREATE FUNCTION sec.has_keys(value jsonb, VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN jsonb_typeof(value) = 'object'
          THEN value ?& wanted AND (SELECT count(*) FROM jsonb_object_keys(value)) = cardinality(wanted) ELSE false END
      $$;

      -- The bounds. An alert may be set to wait less than the signed page says, never longer.
      CREATE FUNCTION sec.setting_fits(key text, value jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
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
      END $$;

      -- One row for each value that was ever proposed. The newest confirmed one that has begun is in force.
      CREATE TABLE settings (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        key text NOT NULL CHECK (key IN ('alert_limits', 'working_hours', 'vaccination_ages', 'bank_holidays')),
        value jsonb NOT NULL,
        -- The value that stood when this one was proposed.
        based_on uuid REFERENCES settings (id),
        state text NOT NULL CHECK (state IN ('waiting', 'confirmed', 'declined')),
        reason text CHECK (reason <> ''),
        -- Nobody: the value that the product came with.
        proposed_by uuid REFERENCES users (id),
        proposed_at timestamptz NOT NULL DEFAULT sec.now(),
        decided_by uuid REFERENCES users (id),
        decided_at timestamptz,
        valid_from timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT settings_within_bounds CHECK (sec.setting_fits(key, value)),
        CONSTRAINT settings_of_somebody CHECK (proposed_by IS NOT NULL OR (based_on IS NULL AND state = 'confirmed')),
        CONSTRAINT settings_reasoned CHECK ((proposed_by IS NULL) = (reason IS NULL)),
        CONSTRAINT settings_by_two CHECK (state <> 'confirmed' OR proposed_by IS NULL OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
        CONSTRAINT settings_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'waiting' OR decided_by IS NULL)),
        CONSTRAINT settings_begin CHECK ((state = 'confirmed') = (valid_from IS NOT NULL))
      );
      CREATE UNIQUE INDEX settings_one_waiting ON settings (key) WHERE state = 'waiting';
      CREATE UNIQUE INDEX settings_one_default ON settings (key) WHERE proposed_by IS NULL;
      CREATE INDEX settings_in_force ON settings (key, valid_from DESC) WHERE state = 'confirmed';

      INSERT INTO settings (key, value, state, valid_from) VALUES
        ('alert_limits', '{"redMinutes": 15, "amberMinutes": 60, "repeatMinutes": 15, "silentMinutes": 240, "level2Percent": 200,
          "level3Percent": 300, "amberAfterNight": "08:30", "blueTime": "17:00"}', 'confirmed', '2000-01-01'),
        ('working_hours', '{"start": "09:00", "end": "17:00", "handoverFrom": "16:30"}', 'confirmed', '2000-01-01'),
        ('vaccination_ages', (SELECT jsonb_build_object('ages', jsonb_agg(jsonb_build_object('label', label, 'months', months) ORDER BY months))
                              FROM vaccination_ages WHERE active), 'confirmed', '2000-01-01'),
        -- Those that came with the product stand in their table.
        ('bank_holidays', '{"days": []}', 'confirmed', '2000-01-01');

      GRANT SELECT ON settings TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer;
      GRANT INSERT, UPDATE (state, decided_by, decided_at, valid_from, version) ON settings TO shared_care_definer;
      GRANT INSERT, UPDATE, DELETE ON bank_holidays TO shared_care_definer;
      GRANT SELECT, INSERT, UPDATE ON vaccination_ages TO shared_care_definer;
      -- From now on by a setting that two people agreed on, and in no other way.
      REVOKE INSERT, UPDATE ON vaccination_ages FROM shared_care_app;

      ALTER TABLE account_messages ADD CONSTRAINT account_messages_setting FOREIGN KEY (setting_id) REFERENCES settings (id);

      CREATE FUNCTION sec.setting_at(wanted text, at timestamptz) RETURNS jsonb
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT s.value FROM settings s WHERE s.key = wanted AND s.state = 'confirmed' AND s.valid_from <= at
        ORDER BY s.valid_from DESC, s.decided_at DESC NULLS LAST LIMIT 1
      $$;
    `);
    await runner.query(LIMITS);
    await runner.query(CHANGES);
    for (const [signature, who] of Object.entries(SIGNATURES))
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO ${who};
      `);
    await runner.query(hoursOf("sec.setting_at('working_hours', at)"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(hoursOf(`'{"start": "09:00", "end": "17:00", "handoverFrom": "16:30"}'::jsonb`));
    await runner.query(`
      DROP TRIGGER alerts_judged ON alerts;
      DROP FUNCTION sec.alert_is_judged_now();
      ALTER TABLE alerts DROP COLUMN judged_at;
      DROP VIEW alert_limits;
      CREATE TABLE alert_limits (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        red_minutes float8 NOT NULL DEFAULT 15 CHECK (red_minutes > 0),
        amber_minutes float8 NOT NULL DEFAULT 60 CHECK (amber_minutes > 0),
        repeat_minutes float8 NOT NULL DEFAULT 15 CHECK (repeat_minutes > 0),
        silent_minutes float8 NOT NULL DEFAULT 240 CHECK (silent_minutes > 0),
        CONSTRAINT alert_limits_red_first CHECK (red_minutes <= amber_minutes)
      );
      INSERT INTO alert_limits DEFAULT VALUES;
      GRANT SELECT ON alert_limits TO shared_care_app, shared_care_feeds, shared_care_worker;
      GRANT INSERT, UPDATE ON vaccination_ages TO shared_care_app;
      ${Object.keys(SIGNATURES)
        .reverse()
        .map((signature) => `DROP FUNCTION ${signature};`)
        .join('\n')}
      DELETE FROM account_messages WHERE kind = 'setting';
      ALTER TABLE account_messages DROP CONSTRAINT account_messages_setting;
      DROP TABLE settings;
      DROP FUNCTION sec.setting_fits(text, jsonb);
      DROP FUNCTION sec.has_keys(jsonb, text[]);
      DROP FUNCTION sec.is_whole(jsonb, int, int);
      DROP FUNCTION sec.minute_of(text);
      DROP FUNCTION sec.is_time(jsonb);
    `);
  }
}

const READERS = 'shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer';

const SIGNATURES: Readonly<Record<string, string>> = {
  'sec.setting_at(text, timestamptz)': READERS,
  'sec.alert_limits_at(timestamptz)': READERS,
  'sec.needs_clinician(text)': READERS,
  'sec.apply_setting(uuid)': 'shared_care_definer',
  'sec.propose_setting(text, jsonb, text, uuid)': 'shared_care_app',
  'sec.decide_setting(uuid, int, boolean)': 'shared_care_app',
};

const FUNCTION = 'SECURITY DEFINER SET search_path = public, pg_temp AS $$';

const LIMITS = `
  -- The limits that were in force at an instant: an alert is judged by those of the moment it got its tier.
  CREATE FUNCTION sec.alert_limits_at(at timestamptz) RETURNS TABLE (red_minutes float8, amber_minutes float8, repeat_minutes float8,
      silent_minutes float8, level2_percent float8, level3_percent float8, amber_after_night text, blue_time text)
    LANGUAGE sql STABLE ${FUNCTION}
    SELECT (v ->> 'redMinutes')::float8, (v ->> 'amberMinutes')::float8, (v ->> 'repeatMinutes')::float8, (v ->> 'silentMinutes')::float8,
           (v ->> 'level2Percent')::float8, (v ->> 'level3Percent')::float8, v ->> 'amberAfterNight', v ->> 'blueTime'
    FROM sec.setting_at('alert_limits', at) AS v
  $$;
  DROP TABLE alert_limits;
  CREATE VIEW alert_limits AS SELECT * FROM sec.alert_limits_at(sec.now());
  GRANT SELECT ON alert_limits TO shared_care_app, shared_care_feeds, shared_care_worker;

  ALTER TABLE alerts ADD COLUMN judged_at timestamptz NOT NULL DEFAULT sec.now();
  GRANT SELECT (judged_at) ON alerts TO shared_care_worker;
  CREATE FUNCTION sec.alert_is_judged_now() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  BEGIN
    NEW.judged_at := sec.now();
    RETURN NEW;
  END $$;
  CREATE TRIGGER alerts_judged BEFORE UPDATE OF tier ON alerts FOR EACH ROW WHEN (NEW.tier IS DISTINCT FROM OLD.tier)
    EXECUTE FUNCTION sec.alert_is_judged_now();
`;

const CHANGES = `
  -- Where a child's safety hangs on it, the second person is a doctor or a nurse of the unit.
  CREATE FUNCTION sec.needs_clinician(wanted text) RETURNS boolean LANGUAGE sql IMMUTABLE ${FUNCTION}
    SELECT wanted IN ('alert_limits', 'working_hours', 'vaccination_ages')
  $$;

  -- Null: somebody has decided another value since it was looked at, or one waits already.
  CREATE FUNCTION sec.propose_setting(wanted text, becomes jsonb, why text, seen uuid) RETURNS uuid LANGUAGE plpgsql ${FUNCTION}
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
  END $$;

  -- Tables that follow a setting.
  CREATE FUNCTION sec.apply_setting(setting uuid) RETURNS void LANGUAGE plpgsql ${FUNCTION}
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
  END $$;

  -- True when this call decided. Declining is anybody's, taking back the proposer's too; confirming is for another person.
  -- Working hours begin at the next midnight of London, so that no day has two; everything else begins at once.
  CREATE FUNCTION sec.decide_setting(setting uuid, seen int, accept boolean) RETURNS boolean LANGUAGE plpgsql ${FUNCTION}
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
  END $$;
`;

/** As migration 20 has them, but for the times of day: `hours` is an expression that gives them for the instant `at`. */
const hoursOf = (hours: string): string => `
  CREATE OR REPLACE FUNCTION sec.in_hours(at timestamptz) RETURNS boolean LANGUAGE sql STABLE ${FUNCTION}
    SELECT to_char(l.local, 'HH24:MI') >= h.hours ->> 'start' AND to_char(l.local, 'HH24:MI') < h.hours ->> 'end'
           AND extract(isodow FROM l.local) < 6 AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date)
    FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l, (SELECT ${hours} AS hours) h
  $$;

  CREATE OR REPLACE FUNCTION sec.people_to_tell(at timestamptz, level int) RETURNS TABLE (user_id uuid, duty text, because text)
    LANGUAGE plpgsql STABLE ${FUNCTION}
  DECLARE
    step constant int := least(greatest(coalesce(level, 0), 0), 3);
    in_hours constant boolean := sec.in_hours(at);
    hours constant jsonb := ${hours};
    handover constant boolean := in_hours AND to_char(at AT TIME ZONE 'Europe/London', 'HH24:MI') >= hours ->> 'handoverFrom';
    asked constant text[] := CASE
      WHEN step = 2 THEN ARRAY['on_call_consultant']
      WHEN step = 3 THEN ARRAY['consultant_lead', 'nurse_in_charge']
      WHEN handover THEN ARRAY['phu_nurse', 'on_call_registrar']
      WHEN in_hours THEN ARRAY['phu_nurse']
      ELSE ARRAY['on_call_registrar'] END;
    afterwards constant text[] := ARRAY['on_call_registrar', 'on_call_consultant', 'consultant_lead', 'nurse_in_charge'];
    when_words constant text := CASE WHEN step >= 2 THEN 'Not acknowledged in time' WHEN handover THEN 'From ' || (hours ->> 'handoverFrom') || ' to ' || (hours ->> 'end')
                                     WHEN in_hours THEN 'In hours' ELSE 'Out of hours' END;
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
      RETURN QUERY SELECT u.id, 'everybody', 'Nobody is on the rota: every PHU nurse and doctor' FROM users u
                   WHERE u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor');
      RETURN;
    END IF;
    SELECT array_agg(h.who) INTO told FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot);
    RETURN QUERY SELECT DISTINCT ON (h.who) h.who, h.name,
                        CASE WHEN slot = asked THEN when_words || ': ' || sec.duty_words(h.name)
                             ELSE 'Nobody is on the rota for this: ' || sec.duty_words(h.name) || ' instead' END
                 FROM unnest(duties, holders) AS h(name, who) WHERE h.name = ANY (slot)
                 ORDER BY h.who, array_position(slot, h.name);
    IF step <> 1 THEN RETURN; END IF;

    -- Whoever is beside them: in hours the other nurses and the registrar, otherwise the next on call.
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
  END $$;
`;
