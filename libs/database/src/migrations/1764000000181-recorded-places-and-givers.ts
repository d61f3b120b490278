import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * GP practice, school, dentist and community team of a child, who gives which treatment and on which days (domain W11). A
 * place tells where a family lives, so which child goes where is written and not read, as in migration 180. A dose day is
 * a day; nothing here says how much.
 */
export class RecordedPlacesAndGivers1764000000181 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(READ);
    for (const [signature, role] of FUNCTIONS)
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        ${role ? `GRANT EXECUTE ON FUNCTION ${signature} TO ${role};` : ''}
      `);
    await runner.query(`
      INSERT INTO organisations (kind, name) SELECT DISTINCT 'dentist', btrim(dentist) FROM dental_care WHERE btrim(dentist) <> '';
      INSERT INTO patient_places (patient_id, role, organisation_id)
        SELECT d.patient_id, 'dentist', o.id FROM dental_care d JOIN organisations o ON o.kind = 'dentist' AND o.name = btrim(d.dentist);
      ALTER TABLE dental_care DROP COLUMN dentist;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dental_care ADD COLUMN dentist text;
      UPDATE dental_care d SET dentist = o.name FROM patient_places p JOIN organisations o ON o.id = p.organisation_id
        WHERE p.patient_id = d.patient_id AND p.role = 'dentist' AND p.until_on IS NULL AND p.struck_out_at IS NULL;
      DROP FUNCTION sec.family_treatments(uuid);
      DROP FUNCTION sec.giver_gaps();
      DROP FUNCTION sec.family_places(uuid);
      DROP TABLE treatment_givers, treatment_dose_days, patient_places, organisations;
      DROP FUNCTION sec.next_dose_day(date, int, int[], date);
    `);
  }
}

const FUNCTIONS: readonly (readonly [string, string | null])[] = [
  ['sec.next_dose_day(date, int, int[], date)', 'shared_care_app'],
  ['sec.family_places(uuid)', 'shared_care_app'],
  ['sec.giver_gaps()', 'shared_care_app'],
  ['sec.family_treatments(uuid)', 'shared_care_app'],
];

const STRUCK = `
    struck_out_by uuid REFERENCES users (id),
    struck_out_at timestamptz,
    struck_out_because text CHECK (struck_out_because <> ''),
    recorded_by uuid REFERENCES users (id),
    recorded_at timestamptz NOT NULL DEFAULT sec.now(),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz,
    version int NOT NULL DEFAULT 1`;
const STRUCK_COLUMNS = 'struck_out_by, struck_out_at, struck_out_because, changed_by, changed_at, version';
const PLACE_COLUMNS = `role, from_on, until_on, ${STRUCK_COLUMNS}`;
const GIVER_COLUMNS = `giver, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note, ${STRUCK_COLUMNS}`;

const TABLES = `
  -- About no child: many go to the same practice.
  CREATE TABLE organisations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind text NOT NULL CHECK (kind IN ('gp_practice', 'school', 'dentist', 'community_team')),
    ods_code text UNIQUE CHECK (ods_code ~ '^[A-Z0-9]{3,12}$'),
    name text NOT NULL CHECK (name <> ''),
    address text CHECK (address <> ''),
    postcode text CHECK (postcode <> ''),
    phone text CHECK (phone <> ''),
    email text CHECK (email <> ''),
    closed_on date,
    recorded_by uuid REFERENCES users (id),
    recorded_at timestamptz NOT NULL DEFAULT sec.now(),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz,
    version int NOT NULL DEFAULT 1
  );
  CREATE INDEX organisations_name ON organisations (kind, name);

  CREATE TABLE patient_places (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    role text NOT NULL CHECK (role IN ('gp', 'school', 'dentist', 'community')),
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    from_on date,
    until_on date CHECK (until_on >= from_on),${STRUCK},
    CONSTRAINT patient_places_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by, struck_out_because) = 2)
  );
  CREATE UNIQUE INDEX patient_places_one_now ON patient_places (patient_id, role)
    WHERE until_on IS NULL AND struck_out_at IS NULL AND role <> 'community';
  CREATE INDEX patient_places_patient ON patient_places (patient_id);

  CREATE TABLE treatment_givers (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    entry_id uuid NOT NULL REFERENCES patient_treatments (id),
    giver text NOT NULL CHECK (giver IN ('community_team', 'family', 'child', 'hospital', 'school')),
    organisation_id uuid REFERENCES organisations (id),
    person_id uuid REFERENCES family_people (id),
    hospital_id uuid REFERENCES hospitals (id),
    given_at text NOT NULL CHECK (given_at IN ('home', 'school', 'clinic', 'hospital', 'elsewhere')),
    -- Null: asked, and not agreed yet.
    agreed_on date,
    from_on date NOT NULL,
    until_on date CHECK (until_on >= from_on),
    note text CHECK (note <> ''),${STRUCK},
    CONSTRAINT treatment_givers_somebody CHECK (
      (organisation_id IS NOT NULL) = (giver IN ('community_team', 'school')) AND (person_id IS NOT NULL) = (giver = 'family')
      AND (hospital_id IS NOT NULL) = (giver = 'hospital')),
    CONSTRAINT treatment_givers_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by, struck_out_because) = 2)
  );
  CREATE INDEX treatment_givers_entry ON treatment_givers (entry_id);
  CREATE INDEX treatment_givers_patient ON treatment_givers (patient_id);

  -- On which days a treatment is due: every so many days from a first, or days of the week. Neither: it has none.
  CREATE TABLE treatment_dose_days (
    entry_id uuid PRIMARY KEY REFERENCES patient_treatments (id),
    patient_id uuid NOT NULL REFERENCES patients (id),
    first_on date,
    every_days int CHECK (every_days BETWEEN 1 AND 120),
    weekdays int[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz NOT NULL DEFAULT sec.now(),
    version int NOT NULL DEFAULT 1,
    CONSTRAINT treatment_dose_days_one_pattern CHECK (
      (every_days IS NULL OR first_on IS NOT NULL) AND (every_days IS NULL OR weekdays = '{}'))
  );
  CREATE INDEX treatment_dose_days_patient ON treatment_dose_days (patient_id);

  GRANT SELECT, INSERT ON organisations TO shared_care_app, shared_care_feeds;
  GRANT UPDATE (kind, ods_code, name, address, postcode, phone, email, closed_on, changed_by, changed_at, version) ON organisations
    TO shared_care_app;
  GRANT SELECT (id, patient_id, recorded_by, recorded_at, ${PLACE_COLUMNS}),
        INSERT (id, patient_id, recorded_by, organisation_id, ${PLACE_COLUMNS}),
        UPDATE (organisation_id, ${PLACE_COLUMNS}) ON patient_places TO shared_care_app;
  GRANT SELECT (id, patient_id, entry_id, recorded_by, recorded_at, ${GIVER_COLUMNS}),
        INSERT (id, patient_id, entry_id, recorded_by, organisation_id, ${GIVER_COLUMNS}),
        UPDATE (organisation_id, ${GIVER_COLUMNS}) ON treatment_givers TO shared_care_app;
  GRANT SELECT, INSERT ON treatment_dose_days TO shared_care_app;
  GRANT UPDATE (first_on, every_days, weekdays, changed_by, changed_at, version) ON treatment_dose_days TO shared_care_app;
  GRANT SELECT, INSERT ON patient_places, treatment_givers, treatment_dose_days TO shared_care_feeds;
  GRANT SELECT ON organisations, patient_places, treatment_givers, treatment_dose_days TO shared_care_definer;

  ALTER TABLE organisations ENABLE ROW LEVEL SECURITY;
  ALTER TABLE organisations FORCE ROW LEVEL SECURITY;
  CREATE POLICY organisations_phu ON organisations TO shared_care_app
    USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
  CREATE POLICY organisations_brought_in ON organisations TO shared_care_feeds USING (true) WITH CHECK (true);
  CREATE POLICY organisations_read_by_functions ON organisations FOR SELECT TO shared_care_definer USING (true);
  ${['patient_places', 'treatment_givers', 'treatment_dose_days']
    .map(
      (table) => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_phu ON ${table} TO shared_care_app
    USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
  CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
  CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true);`,
    )
    .join('\n')}
  ${[
    ['patient_places', 'place', 'id'],
    ['treatment_givers', 'giver', 'id'],
    ['treatment_dose_days', 'dose_days', 'entry_id'],
  ]
    .map(
      ([table, part, key]) => `
  CREATE TRIGGER ${table}_kept AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW
    WHEN (current_user <> 'shared_care_merger') EXECUTE FUNCTION sec.keep_family_change('${part}', '${key}');`,
    )
    .join('\n')}
`;

const TODAY = `(sec.now() AT TIME ZONE 'Europe/London')::date`;
const LIVES = 'p.died_on IS NULL AND p.moved_away_on IS NULL AND p.merged_into_id IS NULL';
const STRUCK_OUT = (row: string): string => `CASE WHEN ${row}.struck_out_at IS NOT NULL THEN jsonb_build_object(
               'by', (SELECT display_name FROM users WHERE id = ${row}.struck_out_by), 'at', ${row}.struck_out_at,
               'because', ${row}.struck_out_because) END`;

/** Somebody who agreed, is still there, and gives on that day. */
const COVERS = (day: string): string => `EXISTS (
      SELECT FROM treatment_givers g LEFT JOIN family_people f ON f.id = g.person_id
      LEFT JOIN organisations o ON o.id = g.organisation_id LEFT JOIN hospitals h ON h.id = g.hospital_id
      WHERE g.entry_id = t.id AND g.struck_out_at IS NULL AND g.agreed_on IS NOT NULL AND g.from_on <= ${day}
        AND (g.until_on IS NULL OR g.until_on >= ${day})
        AND f.struck_out_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= ${day})
        AND (o.closed_on IS NULL OR o.closed_on > ${day}) AND (h.closed_on IS NULL OR h.closed_on > ${day}))`;

const READ = `
  -- The first day, today or later, that the pattern names.
  CREATE FUNCTION sec.next_dose_day(first_on date, every_days int, weekdays int[], today date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
      WHEN every_days IS NOT NULL THEN first_on + greatest(0, (today - first_on + every_days - 1) / every_days) * every_days
      ELSE (SELECT min(d) FROM (SELECT greatest(today, coalesce(first_on, today)) + i AS d FROM generate_series(0, 6) AS i) AS days
            WHERE extract(isodow FROM d)::int = ANY (weekdays)) END
  $$;

  CREATE FUNCTION sec.family_places(child uuid) RETURNS SETOF jsonb LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
             'id', l.id, 'role', l.role, 'fromOn', l.from_on, 'untilOn', l.until_on, 'version', l.version,
             'organisation', CASE WHEN c.tells THEN jsonb_build_object('id', o.id, 'kind', o.kind, 'odsCode', o.ods_code, 'name', o.name,
               'address', o.address, 'postcode', o.postcode, 'phone', o.phone, 'email', o.email, 'closedOn', o.closed_on,
               'version', o.version) END,
             'struckOut', ${STRUCK_OUT('l')})
    FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
    JOIN patient_places l ON l.patient_id = c.id JOIN organisations o ON o.id = l.organisation_id
    WHERE c.unit OR (sec.can_see(child) AND l.until_on IS NULL AND l.struck_out_at IS NULL)
    ORDER BY array_position(ARRAY['gp', 'school', 'dentist', 'community'], l.role), l.until_on DESC NULLS FIRST, l.recorded_at
  $$;

  -- What runs, when it is due next, and who gives it.
  CREATE FUNCTION sec.family_treatments(child uuid) RETURNS SETOF jsonb LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
             'entryId', t.id, 'name', f.name, 'regimen', t.regimen, 'purpose', t.purpose,
             'doseDays', CASE WHEN d.entry_id IS NOT NULL THEN jsonb_build_object(
               'firstOn', d.first_on, 'everyDays', d.every_days, 'weekdays', to_jsonb(d.weekdays), 'version', d.version) END,
             'nextDoseOn', t.next_on, 'noGiver', t.next_on IS NOT NULL AND NOT ${COVERS('t.next_on')},
             'givers', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'id', g.id, 'giver', g.giver, 'givenAt', g.given_at, 'agreedOn', g.agreed_on, 'fromOn', g.from_on,
                 'untilOn', g.until_on, 'note', g.note, 'version', g.version,
                 'organisation', CASE WHEN o.id IS NOT NULL AND c.tells THEN jsonb_build_object('id', o.id, 'name', o.name, 'phone', o.phone) END,
                 'person', CASE WHEN fp.id IS NOT NULL THEN jsonb_build_object('id', fp.id, 'name', fp.name) END,
                 'hospital', CASE WHEN h.id IS NOT NULL THEN jsonb_build_object('id', h.id, 'name', h.name) END,
                 'struckOut', ${STRUCK_OUT('g')}) ORDER BY g.until_on IS NOT NULL, g.from_on, g.recorded_at), '[]')
               FROM treatment_givers g LEFT JOIN organisations o ON o.id = g.organisation_id
               LEFT JOIN family_people fp ON fp.id = g.person_id LEFT JOIN hospitals h ON h.id = g.hospital_id
               WHERE g.entry_id = t.id
                 AND (c.unit OR (g.struck_out_at IS NULL AND coalesce(g.until_on, ${TODAY}) >= ${TODAY}))))
    FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
    JOIN LATERAL (SELECT t.*, sec.next_dose_day(dd.first_on, dd.every_days, dd.weekdays, greatest(${TODAY}, t.started_on)) AS next_on
                  FROM patient_treatments t LEFT JOIN treatment_dose_days dd ON dd.entry_id = t.id
                  WHERE t.patient_id = c.id AND t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t ON true
    JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
    LEFT JOIN treatment_dose_days d ON d.entry_id = t.id
    WHERE c.unit OR sec.can_see(child)
    ORDER BY t.purpose = 'on_demand', f.name, t.id
  $$;

  -- Treatments that nobody gives on their next day, of every child who is cared for here; for the unit.
  CREATE FUNCTION sec.giver_gaps() RETURNS TABLE (patient_id uuid, entry_id uuid, treatment text, next_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.patient_id, t.id, f.name, t.next_on
    FROM (SELECT t.*, sec.next_dose_day(d.first_on, d.every_days, d.weekdays, greatest(${TODAY}, t.started_on)) AS next_on
          FROM treatment_dose_days d JOIN patient_treatments t ON t.id = d.entry_id
          WHERE t.stopped_on IS NULL AND t.struck_out_at IS NULL) AS t
    JOIN patients p ON p.id = t.patient_id AND ${LIVES}
    JOIN treatments_in_force f ON f.treatment_id = t.treatment_id
    WHERE t.next_on IS NOT NULL AND (SELECT sec.sees_all_patients()) AND NOT ${COVERS('t.next_on')}
  $$;
`;
