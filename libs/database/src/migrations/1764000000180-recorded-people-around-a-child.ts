import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parents and carers, the languages of a child, and since when a household lives where it does (decision 0047). What tells
 * where a family is leaves through one function, which keeps it back while the address is restricted (hazard H17). What
 * was said before is kept by the database, whoever changes it; nothing is deleted.
 */
export class RecordedPeopleAroundAChild1764000000180 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(HISTORY);
    await runner.query(READ);
    await runner.query(CONTACT_DETAILS_SINCE);
    for (const [signature, role] of FUNCTIONS)
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        ${role ? `GRANT EXECUTE ON FUNCTION ${signature} TO ${role};` : ''}
      `);
    await runner.query(TRIGGERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER contact_details_kept ON contact_details;
      DROP FUNCTION sec.family_people(uuid);
      DROP FUNCTION sec.family_changes(uuid);
      DROP TABLE family_people, family_communication, family_changes;
      DROP FUNCTION sec.keep_family_change();
      DROP FUNCTION sec.contact_details(uuid);
      ALTER TABLE contact_details DROP COLUMN address_since;
      ${CONTACT_DETAILS_BEFORE}
      ALTER FUNCTION sec.contact_details(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.contact_details(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.contact_details(uuid) TO shared_care_app;
    `);
  }
}

const FUNCTIONS: readonly (readonly [string, string | null])[] = [
  ['sec.keep_family_change()', null],
  ['sec.family_people(uuid)', 'shared_care_app'],
  ['sec.family_changes(uuid)', 'shared_care_app'],
  ['sec.contact_details(uuid)', 'shared_care_app'],
];

/** What the application writes and never reads back. */
const WHERE_THEY_ARE = 'phone, other_phone, email, address, postcode';
const SAID = `name, relationship, relationship_words, parental_responsibility, lives_with, same_address, language, interpreter,
  ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because, changed_by, changed_at, version`;

const TABLES = `
  CREATE TABLE family_people (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    name text NOT NULL CHECK (name <> ''),
    relationship text NOT NULL CHECK (relationship IN ('mother', 'father', 'step_parent', 'grandparent', 'foster_carer', 'guardian',
      'sibling', 'social_worker', 'other')),
    relationship_words text CHECK (relationship_words <> ''),
    parental_responsibility text NOT NULL CHECK (parental_responsibility IN ('yes', 'no', 'not_known')),
    lives_with text NOT NULL CHECK (lives_with IN ('yes', 'part_time', 'no', 'not_known')),
    phone text CHECK (phone <> ''),
    other_phone text CHECK (other_phone <> ''),
    email text CHECK (email <> ''),
    -- Theirs, unless they live where the child lives.
    same_address boolean NOT NULL,
    address text CHECK (address <> ''),
    postcode text CHECK (postcode <> ''),
    language text CHECK (language <> ''),
    interpreter text NOT NULL CHECK (interpreter IN ('yes', 'no', 'not_asked')),
    ring_at_night text NOT NULL CHECK (ring_at_night IN ('yes', 'no', 'not_asked')),
    ended_on date,
    ended_because text CHECK (ended_because <> ''),
    struck_out_by uuid REFERENCES users (id),
    struck_out_at timestamptz,
    struck_out_because text CHECK (struck_out_because <> ''),
    recorded_by uuid REFERENCES users (id),
    recorded_at timestamptz NOT NULL DEFAULT sec.now(),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT family_people_one_address CHECK (NOT same_address OR num_nonnulls(address, postcode) = 0),
    CONSTRAINT family_people_other_named CHECK (relationship <> 'other' OR relationship_words IS NOT NULL),
    CONSTRAINT family_people_ended_whole CHECK ((ended_on IS NULL) = (ended_because IS NULL)),
    CONSTRAINT family_people_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0, 3))
  );
  CREATE INDEX family_people_patient ON family_people (patient_id);

  -- What the child speaks, and how to speak to them.
  CREATE TABLE family_communication (
    patient_id uuid PRIMARY KEY REFERENCES patients (id),
    language text CHECK (language <> ''),
    interpreter text NOT NULL CHECK (interpreter IN ('yes', 'no', 'not_asked')),
    needs text CHECK (needs <> ''),
    changed_by uuid REFERENCES users (id),
    changed_at timestamptz NOT NULL DEFAULT sec.now(),
    version int NOT NULL DEFAULT 1
  );

  -- What was said before, of every part of this page.
  CREATE TABLE family_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patients (id),
    part text NOT NULL CHECK (part IN ('person', 'communication', 'household', 'place', 'giver', 'dose_days')),
    entry_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('recorded', 'changed', 'ended', 'struck_out', 'restored')),
    by uuid REFERENCES users (id),
    at timestamptz NOT NULL DEFAULT sec.now(),
    is_now jsonb NOT NULL,
    was jsonb
  );
  CREATE INDEX family_changes_patient ON family_changes (patient_id, id);

  GRANT SELECT (id, patient_id, recorded_by, recorded_at, ${SAID}),
        INSERT (id, patient_id, recorded_by, ${SAID}, ${WHERE_THEY_ARE}),
        UPDATE (${SAID}, ${WHERE_THEY_ARE}) ON family_people TO shared_care_app;
  GRANT SELECT, INSERT ON family_communication TO shared_care_app;
  GRANT UPDATE (language, interpreter, needs, changed_by, changed_at, version) ON family_communication TO shared_care_app;
  GRANT SELECT, INSERT ON family_people, family_communication TO shared_care_feeds;
  GRANT SELECT ON family_people, family_communication TO shared_care_definer;
  GRANT SELECT, INSERT ON family_changes TO shared_care_definer;
  ${['family_people', 'family_communication']
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
  CREATE POLICY family_communication_seen_by_user ON family_communication FOR SELECT TO shared_care_app
    USING (sec.can_see(patient_id));
  ALTER TABLE family_changes ENABLE ROW LEVEL SECURITY;
  ALTER TABLE family_changes FORCE ROW LEVEL SECURITY;
  CREATE POLICY family_changes_by_functions ON family_changes TO shared_care_definer USING (true) WITH CHECK (true);
`;

const HISTORY = `
  -- Of which part it is, and by which column an entry is known.
  CREATE FUNCTION sec.keep_family_change() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  END $$;
`;

const TRIGGERS = `
  ${[
    ['family_people', 'person', 'id'],
    ['family_communication', 'communication', 'patient_id'],
    ['contact_details', 'household', 'patient_id'],
  ]
    .map(
      ([table, part, key]) => `
  CREATE TRIGGER ${table}_kept AFTER INSERT OR UPDATE ON ${table} FOR EACH ROW
    WHEN (current_user <> 'shared_care_merger') EXECUTE FUNCTION sec.keep_family_change('${part}', '${key}');`,
    )
    .join('\n')}
`;

const READ = `
  -- Parents and carers as whoever asks may know them. Where they are and how they are rung is kept back from everybody
  -- while the address is restricted. The local team rings them; where they live is for the unit.
  CREATE FUNCTION sec.family_people(child uuid) RETURNS SETOF jsonb LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
             'id', f.id, 'name', f.name, 'relationship', f.relationship, 'relationshipWords', f.relationship_words,
             'parentalResponsibility', f.parental_responsibility, 'livesWith', f.lives_with,
             'phone', CASE WHEN tells THEN f.phone END, 'otherPhone', CASE WHEN tells THEN f.other_phone END,
             'email', CASE WHEN tells AND unit THEN f.email END, 'sameAddress', f.same_address,
             'address', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.address ELSE f.address END END,
             'postcode', CASE WHEN tells AND unit THEN CASE WHEN f.same_address THEN d.postcode ELSE f.postcode END END,
             'language', f.language, 'interpreter', f.interpreter, 'ringAtNight', f.ring_at_night,
             'endedOn', f.ended_on, 'endedBecause', f.ended_because,
             'struckOut', CASE WHEN f.struck_out_at IS NOT NULL THEN jsonb_build_object(
               'by', s.display_name, 'at', f.struck_out_at, 'because', f.struck_out_because) END,
             'recordedBy', r.display_name, 'version', f.version)
    FROM (SELECT p.id, p.restricted_at IS NULL AS tells, (SELECT sec.sees_all_patients()) AS unit FROM patients p WHERE p.id = child) AS c
    JOIN family_people f ON f.patient_id = c.id
    LEFT JOIN contact_details d ON d.patient_id = c.id
    LEFT JOIN users s ON s.id = f.struck_out_by
    LEFT JOIN users r ON r.id = f.recorded_by
    WHERE c.unit OR (sec.can_see(child) AND f.ended_on IS NULL AND f.struck_out_at IS NULL)
    ORDER BY f.parental_responsibility <> 'yes', f.recorded_at, f.id
  $$;

  -- What it said before, for the unit; while the address is restricted only that something was changed, and by whom.
  CREATE FUNCTION sec.family_changes(child uuid)
    RETURNS TABLE (id bigint, part text, entry_id uuid, kind text, by text, at timestamptz, is_now jsonb, was jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, c.part, c.entry_id, c.kind, u.display_name, c.at, CASE WHEN p.restricted_at IS NULL THEN c.is_now END,
           CASE WHEN p.restricted_at IS NULL THEN c.was END
    FROM family_changes c JOIN patients p ON p.id = c.patient_id LEFT JOIN users u ON u.id = c.by
    WHERE c.patient_id = child AND sec.sees_all_patients() ORDER BY c.id DESC LIMIT 300
  $$;
`;

const CONTACT_DETAILS_SINCE = `
  ALTER TABLE contact_details ADD COLUMN address_since date;
  GRANT INSERT (address_since), UPDATE (address_since) ON contact_details TO shared_care_app;
  DROP FUNCTION sec.contact_details(uuid);
  CREATE FUNCTION sec.contact_details(child uuid)
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
`;

const CONTACT_DETAILS_BEFORE = `
  CREATE FUNCTION sec.contact_details(child uuid)
    RETURNS TABLE (address text, postcode text, phone text, email text, email_bounced_at timestamptz, kept_back boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN p.restricted_at IS NULL THEN d.address END, CASE WHEN p.restricted_at IS NULL THEN d.postcode END,
           CASE WHEN p.restricted_at IS NULL THEN d.phone END, CASE WHEN p.restricted_at IS NULL THEN d.email END,
           CASE WHEN p.restricted_at IS NULL THEN d.email_bounced_at END, p.restricted_at IS NOT NULL
    FROM patients p LEFT JOIN contact_details d ON d.patient_id = p.id
    WHERE p.id = child AND sec.sees_all_patients()
  $$;
`;
