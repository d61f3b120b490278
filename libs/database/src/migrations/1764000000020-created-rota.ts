import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is on duty, and whom an alert reaches. `sec.on_duty` and `sec.people_to_tell` say in SQL what
 * `libs/domain/src/rota.ts` and `alert-routing.ts` say in TypeScript; one spec compares them minute by minute.
 */
export class CreatedRota1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A whole week that repeats, from a London date on until the next one begins. Never changed: a new one replaces it.
      CREATE TABLE rota_patterns (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        effective_from date NOT NULL,
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        withdrawn_at timestamptz,
        withdrawn_by uuid REFERENCES users (id),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT rota_patterns_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
      );
      CREATE UNIQUE INDEX rota_patterns_one_from ON rota_patterns (effective_from) WHERE withdrawn_at IS NULL;

      CREATE TABLE rota_pattern_lines (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        pattern_id uuid NOT NULL REFERENCES rota_patterns (id),
        duty text NOT NULL
          CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant', 'consultant_lead')),
        user_id uuid NOT NULL REFERENCES users (id),
        -- 0 is Sunday; 7 stands for any bank holiday.
        day int NOT NULL CHECK (day BETWEEN 0 AND 7),
        -- Minutes after midnight on London's clocks. An end not after the start is on the next day.
        from_minute int NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
        to_minute int NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
        -- Minutes of the week from Sunday 00:00; those of a bank holiday follow from 10080 on.
        minutes int4multirange NOT NULL GENERATED ALWAYS AS (
          CASE WHEN to_minute > from_minute
                 THEN int4multirange(int4range(day * 1440 + from_minute, day * 1440 + to_minute))
               WHEN day = 6
                 THEN int4multirange(int4range(8640 + from_minute, 10080), int4range(0, to_minute))
               ELSE int4multirange(int4range(day * 1440 + from_minute, (day + 1) * 1440 + to_minute))
          END) STORED,
        CONSTRAINT rota_pattern_lines_holiday_ends_by_midnight CHECK (day < 7 OR to_minute > from_minute),
        CONSTRAINT rota_pattern_lines_one_holder
          EXCLUDE USING gist (pattern_id WITH =, duty WITH =, minutes WITH &&) WHERE (duty <> 'phu_nurse'),
        CONSTRAINT rota_pattern_lines_person_once
          EXCLUDE USING gist (pattern_id WITH =, duty WITH =, user_id WITH =, minutes WITH &&)
      );
      CREATE INDEX rota_pattern_lines_pattern ON rota_pattern_lines (pattern_id);

      -- What differs from the pattern for a time. A swap and its return share a group, so they are withdrawn together.
      CREATE TABLE rota_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        group_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('swap', 'extra_cover', 'leave')),
        duty text
          CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant', 'consultant_lead')),
        off_user_id uuid REFERENCES users (id),
        on_user_id uuid REFERENCES users (id),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL CHECK (reason <> ''),
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        withdrawn_at timestamptz,
        withdrawn_by uuid REFERENCES users (id),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT rota_changes_shape CHECK (
          CASE kind WHEN 'leave' THEN duty IS NULL AND off_user_id IS NOT NULL AND on_user_id IS NULL
                    WHEN 'swap' THEN duty IS NOT NULL AND off_user_id IS NOT NULL AND on_user_id IS NOT NULL
                                     AND off_user_id <> on_user_id
                    ELSE duty IS NOT NULL AND off_user_id IS NULL AND on_user_id IS NOT NULL END),
        CONSTRAINT rota_changes_whole_minutes CHECK (
          starts_at < ends_at AND date_trunc('minute', starts_at) = starts_at AND date_trunc('minute', ends_at) = ends_at),
        CONSTRAINT rota_changes_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
        CONSTRAINT rota_changes_one_holder
          EXCLUDE USING gist (duty WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (duty <> 'phu_nurse' AND withdrawn_at IS NULL),
        CONSTRAINT rota_changes_person_once
          EXCLUDE USING gist (duty WITH =, on_user_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (withdrawn_at IS NULL)
      );
      CREATE INDEX rota_changes_during ON rota_changes USING gist (tstzrange(starts_at, ends_at)) WHERE withdrawn_at IS NULL;
      CREATE INDEX rota_changes_group ON rota_changes (group_id);

      -- How whoever holds a duty is reached; without a row it is the number of the switchboard or the nurses' line.
      CREATE TABLE duty_numbers (
        duty text PRIMARY KEY
          CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant', 'consultant_lead')),
        phone text NOT NULL DEFAULT '',
        bleep text,
        verified_on date,
        version int NOT NULL DEFAULT 1
      );

      GRANT SELECT ON rota_patterns, rota_pattern_lines, rota_changes, duty_numbers
        TO shared_care_app, shared_care_worker, shared_care_definer, shared_care_feeds;
      GRANT SELECT (id, display_name, role, disabled_at) ON users TO shared_care_worker;
      GRANT SELECT ON bank_holidays TO shared_care_definer;
      GRANT INSERT (effective_from, made_by), UPDATE (withdrawn_at, withdrawn_by, version) ON rota_patterns TO shared_care_app;
      GRANT INSERT (pattern_id, duty, user_id, day, from_minute, to_minute) ON rota_pattern_lines TO shared_care_app;
      GRANT INSERT (group_id, kind, duty, off_user_id, on_user_id, starts_at, ends_at, reason, made_by),
            UPDATE (withdrawn_at, withdrawn_by, version) ON rota_changes TO shared_care_app;
      GRANT INSERT (duty, phone, bleep, verified_on), UPDATE (phone, bleep, verified_on, version)
        ON duty_numbers TO shared_care_app;
      GRANT INSERT ON rota_patterns, rota_pattern_lines, rota_changes, duty_numbers TO shared_care_feeds;

      CREATE FUNCTION sec.reads_rota() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin'), false) $$;
      CREATE FUNCTION sec.writes_rota() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'admin'), false) $$;
    `);
    for (const table of ['rota_patterns', 'rota_pattern_lines', 'rota_changes', 'duty_numbers']) {
      // A number is for whoever has to ring it, a link consultant at 3 am above all.
      const read = table === 'duty_numbers' ? 'true' : 'sec.reads_rota()';
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_read ON ${table} FOR SELECT TO shared_care_app USING (${read});
        CREATE POLICY ${table}_insert ON ${table} FOR INSERT TO shared_care_app WITH CHECK (sec.writes_rota());
        CREATE POLICY ${table}_update ON ${table} FOR UPDATE TO shared_care_app
          USING (sec.writes_rota()) WITH CHECK (sec.writes_rota());
        CREATE POLICY ${table}_loops ON ${table} FOR SELECT TO shared_care_worker, shared_care_definer USING (true);
        CREATE POLICY ${table}_demo ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
      `);
    }
    await runner.query(ROUTING);
    for (const signature of SIGNATURES) {
      await runner.query(`
        ALTER FUNCTION sec.${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION sec.${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION sec.${signature} TO shared_care_app, shared_care_worker, shared_care_feeds;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${SIGNATURES.map((signature) => `DROP FUNCTION sec.${signature};`).join('\n')}
      DROP FUNCTION sec.duty_words(text);
      DROP TABLE duty_numbers, rota_changes, rota_pattern_lines, rota_patterns;
      DROP FUNCTION sec.writes_rota();
      DROP FUNCTION sec.reads_rota();
      REVOKE SELECT ON bank_holidays FROM shared_care_definer;
      REVOKE SELECT (id, display_name, role, disabled_at) ON users FROM shared_care_worker;
    `);
  }
}

const SIGNATURES = ['people_to_tell(timestamptz, int)', 'on_duty(timestamptz)', 'in_hours(timestamptz)'];

const ROUTING = `
  CREATE FUNCTION sec.duty_words(duty text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE duty WHEN 'phu_nurse' THEN 'PHU nurse' WHEN 'nurse_in_charge' THEN 'nurse in charge'
                     WHEN 'on_call_registrar' THEN 'on-call registrar' WHEN 'on_call_consultant' THEN 'consultant on call'
                     WHEN 'consultant_lead' THEN 'consultant lead' END
  $$;

  -- 09:00 up to 17:00 on London's clocks, Monday to Friday, not a bank holiday.
  CREATE FUNCTION sec.in_hours(at timestamptz) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.local::time >= '09:00' AND l.local::time < '17:00' AND extract(isodow FROM l.local) < 6
           AND NOT EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = l.local::date)
    FROM (SELECT at AT TIME ZONE 'Europe/London' AS local) l
  $$;

  -- Who holds which duty. A dated change comes before the pattern, a bank holiday's line before the weekday's, and
  -- whoever is on leave, disabled or of another role holds nothing. At most one holder of each duty but phu_nurse.
  CREATE FUNCTION sec.on_duty(at timestamptz) RETURNS TABLE (duty text, user_id uuid)
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

  -- Everybody to be told at this instant. 0: nurses on the rota in hours, otherwise the registrar, both from 16:30 to
  -- 17:00. 1: the same and whoever is beside them. 2: the consultant on call. 3 and above: consultant lead and nurse in
  -- charge. An empty slot falls through at once to the next duty that has somebody, in the end to every PHU nurse and
  -- doctor: no row comes back only while there is none of them.
  CREATE FUNCTION sec.people_to_tell(at timestamptz, level int) RETURNS TABLE (user_id uuid, duty text, because text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    step constant int := least(greatest(coalesce(level, 0), 0), 3);
    in_hours constant boolean := sec.in_hours(at);
    handover constant boolean := in_hours AND (at AT TIME ZONE 'Europe/London')::time >= '16:30';
    asked constant text[] := CASE
      WHEN step = 2 THEN ARRAY['on_call_consultant']
      WHEN step = 3 THEN ARRAY['consultant_lead', 'nurse_in_charge']
      WHEN handover THEN ARRAY['phu_nurse', 'on_call_registrar']
      WHEN in_hours THEN ARRAY['phu_nurse']
      ELSE ARRAY['on_call_registrar'] END;
    afterwards constant text[] := ARRAY['on_call_registrar', 'on_call_consultant', 'consultant_lead', 'nurse_in_charge'];
    when_words constant text := CASE WHEN step >= 2 THEN 'Not acknowledged in time' WHEN handover THEN 'From 16:30 to 17:00'
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
