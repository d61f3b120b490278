import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The whole life of an open access arrangement: what is agreed, by whom, who holds it, every suspension, every event.
 * One row is one version. Its content is fixed once it has been sent; a renewal is a new row that supersedes this one.
 */
export class CompletedOpenAccess1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE open_access_arrangements
        ADD COLUMN reason_codes text[] NOT NULL DEFAULT '{}',
        ADD COLUMN other_reasons text NOT NULL DEFAULT '',
        ADD COLUMN exclusion_codes text[] NOT NULL DEFAULT '{}',
        ADD COLUMN other_exclusions text NOT NULL DEFAULT '',
        -- Empty: the same place at all hours.
        ADD COLUMN where_out_of_hours text NOT NULL DEFAULT '',
        ADD COLUMN phone_bands jsonb NOT NULL DEFAULT '[]',
        -- Of a short grant: it ends so many hours after it starts and has no days of grace.
        ADD COLUMN grant_hours int CHECK (grant_hours BETWEEN 1 AND 168),
        ADD COLUMN issued_by_id uuid REFERENCES users (id),
        ADD COLUMN replaces_id uuid REFERENCES open_access_arrangements (id),
        ADD COLUMN drafted_at timestamptz NOT NULL DEFAULT sec.now(),
        ADD COLUMN drafted_by uuid REFERENCES users (id),
        ADD COLUMN sent_at timestamptz,
        ADD COLUMN sent_by uuid REFERENCES users (id),
        ADD COLUMN agreed_at timestamptz,
        ADD COLUMN agreed_by text,
        ADD COLUMN agreed_recorded_by uuid REFERENCES users (id),
        ADD COLUMN ward_holds_at timestamptz,
        ADD COLUMN ward_holds_said_by text,
        ADD COLUMN ward_holds_recorded_by uuid REFERENCES users (id),
        ADD COLUMN family_holds_at timestamptz,
        ADD COLUMN family_holds_said_by text,
        ADD COLUMN family_holds_recorded_by uuid REFERENCES users (id),
        -- The day of the first event that made it due for review before its date, and all such events.
        ADD COLUMN review_forced_on date,
        ADD COLUMN review_because text[] NOT NULL DEFAULT '{}',
        -- When it was withdrawn, discarded or superseded: until then it counted.
        ADD COLUMN ended_at timestamptz;

      UPDATE open_access_arrangements SET agreed_at = starts_at, sent_at = starts_at, drafted_at = starts_at
      WHERE state NOT IN ('draft', 'awaiting_local_agreement');
      UPDATE open_access_arrangements SET sent_at = starts_at WHERE state = 'awaiting_local_agreement';

      ALTER TABLE open_access_arrangements
        -- H8: nothing counts that the hospital has not agreed to. A draft may be discarded without.
        ADD CONSTRAINT open_access_arrangements_agreed CHECK (
          state IN ('draft', 'awaiting_local_agreement', 'withdrawn') OR agreed_at IS NOT NULL),
        ADD CONSTRAINT open_access_arrangements_ward_holds CHECK (
          num_nonnulls(ward_holds_at, ward_holds_said_by, ward_holds_recorded_by) IN (0, 3)),
        ADD CONSTRAINT open_access_arrangements_family_holds CHECK (
          num_nonnulls(family_holds_at, family_holds_said_by, family_holds_recorded_by) IN (0, 3));
      -- One draft in the making for a child at a hospital, as one arrangement counts.
      CREATE UNIQUE INDEX open_access_arrangements_one_in_the_making ON open_access_arrangements (patient_id, hospital_id)
        WHERE state IN ('draft', 'awaiting_local_agreement');
      CREATE INDEX open_access_arrangements_under_review ON open_access_arrangements (hospital_id, review_by)
        WHERE state IN ('active', 'due_review', 'suspended', 'awaiting_local_agreement');

      CREATE TABLE open_access_suspensions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        arrangement_id uuid NOT NULL REFERENCES open_access_arrangements (id),
        reason text NOT NULL CHECK (reason <> ''),
        review_on date NOT NULL,
        -- W6.5: nobody is left to find out at the door. Each says who was told, or how it was tried.
        told_family text NOT NULL CHECK (told_family <> ''),
        told_link_consultant text NOT NULL CHECK (told_link_consultant <> ''),
        told_ward text NOT NULL CHECK (told_ward <> ''),
        told_gp text NOT NULL CHECK (told_gp <> ''),
        suspended_at timestamptz NOT NULL DEFAULT sec.now(),
        suspended_by uuid NOT NULL REFERENCES users (id),
        lifted_at timestamptz,
        lifted_by uuid REFERENCES users (id),
        lifted_because text,
        CONSTRAINT open_access_suspensions_lifted_whole CHECK (num_nonnulls(lifted_at, lifted_by, lifted_because) IN (0, 3)),
        CONSTRAINT open_access_suspensions_lifted_after CHECK (lifted_at >= suspended_at)
      );
      CREATE UNIQUE INDEX open_access_suspensions_one_running ON open_access_suspensions (arrangement_id) WHERE lifted_at IS NULL;
      CREATE INDEX open_access_suspensions_arrangement ON open_access_suspensions (arrangement_id);

      CREATE TABLE open_access_events (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        arrangement_id uuid NOT NULL REFERENCES open_access_arrangements (id),
        at timestamptz NOT NULL DEFAULT sec.now(),
        kind text NOT NULL CHECK (kind IN ('drafted', 'sent', 'sent_back', 'agreed', 'ward_confirmed', 'family_confirmed',
          'chased', 'review_forced', 'suspended', 'resumed', 'withdrawn', 'discarded', 'superseded')),
        -- Nobody: it followed from something else.
        by uuid REFERENCES users (id),
        detail text
      );
      CREATE INDEX open_access_events_arrangement ON open_access_events (arrangement_id, id);

      GRANT INSERT, UPDATE ON open_access_arrangements TO shared_care_app;
      GRANT SELECT, INSERT ON open_access_events, open_access_suspensions TO shared_care_app, shared_care_feeds;
      GRANT UPDATE (lifted_at, lifted_by, lifted_because) ON open_access_suspensions TO shared_care_app;
      GRANT SELECT, INSERT ON open_access_events TO shared_care_definer;
      GRANT SELECT ON open_access_suspensions TO shared_care_definer;
      GRANT UPDATE (state, review_forced_on, review_because, version) ON open_access_arrangements TO shared_care_definer;

      CREATE POLICY open_access_arrangements_drafted_by_phu ON open_access_arrangements FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'draft');
      -- A link consultant answers for their own hospital and their own children only.
      CREATE POLICY open_access_arrangements_changed ON open_access_arrangements FOR UPDATE TO shared_care_app USING (
        (SELECT sec.sees_all_patients())
        OR (sec.can_see(patient_id) AND hospital_id = (SELECT u.hospital_id FROM users u WHERE u.id = sec.uid())));
      CREATE POLICY open_access_arrangements_review_forced ON open_access_arrangements FOR UPDATE TO shared_care_definer
        USING (true);
    `);
    for (const table of ['open_access_suspensions', 'open_access_events']) {
      const parent = 'EXISTS (SELECT 1 FROM open_access_arrangements a WHERE a.id = arrangement_id)';
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_follow_their_arrangement ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients()) OR ${parent})
          WITH CHECK ((SELECT sec.sees_all_patients()) OR ${parent});
        CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
        CREATE POLICY ${table}_of_functions ON ${table} TO shared_care_definer USING (true) WITH CHECK (true);
      `);
    }
    await runner.query(`
      -- The same rule as openAccessAt() for the stored row and one instant, so that lists can be cut by it. A spec
      -- compares the two.
      CREATE FUNCTION sec.open_access_validity(state text, agreed_at timestamptz, starts_at timestamptz, ends_at timestamptz,
                                               due_on date, at timestamptz)
        RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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

      -- What people can bring about. Dates write nothing: they act at the moment of use.
      CREATE FUNCTION sec.open_access_may_become(from_state text, to_state text) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT (from_state, to_state) IN (
          ('draft', 'awaiting_local_agreement'), ('draft', 'withdrawn'),
          ('awaiting_local_agreement', 'active'), ('awaiting_local_agreement', 'draft'), ('awaiting_local_agreement', 'withdrawn'),
          ('active', 'suspended'), ('active', 'withdrawn'), ('active', 'superseded'),
          ('due_review', 'suspended'), ('due_review', 'withdrawn'), ('due_review', 'superseded'),
          ('suspended', 'active'), ('suspended', 'withdrawn'), ('suspended', 'superseded'))
      $$;

      -- Holds whatever the program does: steps that are listed, by who may take them, and content that is never edited
      -- once somebody was asked to agree to it.
      CREATE FUNCTION sec.open_access_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
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
      END $$;
      CREATE TRIGGER open_access_arrangements_lawful BEFORE UPDATE ON open_access_arrangements
        FOR EACH ROW EXECUTE FUNCTION sec.open_access_lawful();

      -- Nothing is suspended, nor goes on being suspended, without its reason, its review date and who was told.
      CREATE FUNCTION sec.open_access_suspension_told() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM open_access_arrangements a WHERE a.id = NEW.id AND a.state = 'suspended')
           <> EXISTS (SELECT 1 FROM open_access_suspensions s WHERE s.arrangement_id = NEW.id AND s.lifted_at IS NULL) THEN
          RAISE EXCEPTION 'suspension of % is not whole', NEW.id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.open_access_suspension_told() OWNER TO shared_care_definer;
      CREATE CONSTRAINT TRIGGER open_access_arrangements_suspension_told AFTER UPDATE OF state ON open_access_arrangements
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (OLD.state <> NEW.state AND (OLD.state = 'suspended' OR NEW.state = 'suspended'))
        EXECUTE FUNCTION sec.open_access_suspension_told();
    `);
    await runner.query(`
      -- W6.6: makes what counts for a child due for review today. It stays honoured; its days of grace begin. Answers with
      -- how many arrangements it concerned. At one hospital only when that is named.
      CREATE FUNCTION sec.force_open_access_review(patient uuid, because text, at_hospital uuid DEFAULT NULL) RETURNS int
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

      -- Where the fact already lives, the database itself notices: no path, import or correction can forget it.
      CREATE FUNCTION sec.patient_change_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF OLD.emicizumab IS DISTINCT FROM NEW.emicizumab THEN PERFORM sec.force_open_access_review(NEW.id, 'product'); END IF;
        IF OLD.inhibitor IS DISTINCT FROM NEW.inhibitor THEN PERFORM sec.force_open_access_review(NEW.id, 'inhibitor'); END IF;
        IF OLD.central_line IS DISTINCT FROM NEW.central_line THEN PERFORM sec.force_open_access_review(NEW.id, 'line'); END IF;
        RETURN NULL;
      END $$;
      CREATE FUNCTION sec.link_change_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      END $$;
      CREATE FUNCTION sec.hospital_closure_forces_review() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM sec.force_open_access_review(a.patient_id, 'hospital', NEW.id)
        FROM (SELECT DISTINCT patient_id FROM open_access_arrangements WHERE hospital_id = NEW.id
                AND state IN ('active', 'due_review', 'suspended')) AS a;
        RETURN NULL;
      END $$;
    `);
    for (const signature of FORCING) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
      `);
    }
    await runner.query(`
      GRANT EXECUTE ON FUNCTION sec.force_open_access_review(uuid, text, uuid) TO shared_care_app, shared_care_feeds;
      CREATE TRIGGER patients_force_open_access_review AFTER UPDATE OF emicizumab, inhibitor, central_line ON patients
        FOR EACH ROW EXECUTE FUNCTION sec.patient_change_forces_review();
      CREATE TRIGGER shared_care_links_force_open_access_review AFTER INSERT OR UPDATE OF link_consultant_id
        ON shared_care_links FOR EACH ROW EXECUTE FUNCTION sec.link_change_forces_review();
      CREATE TRIGGER hospitals_force_open_access_review AFTER UPDATE OF closed_on ON hospitals
        FOR EACH ROW WHEN (OLD.closed_on IS NULL AND NEW.closed_on IS NOT NULL)
        EXECUTE FUNCTION sec.hospital_closure_forces_review();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER hospitals_force_open_access_review ON hospitals;
      DROP TRIGGER shared_care_links_force_open_access_review ON shared_care_links;
      DROP TRIGGER patients_force_open_access_review ON patients;
      ${FORCING.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP TRIGGER open_access_arrangements_suspension_told ON open_access_arrangements;
      DROP FUNCTION sec.open_access_suspension_told();
      DROP TRIGGER open_access_arrangements_lawful ON open_access_arrangements;
      DROP FUNCTION sec.open_access_lawful();
      DROP FUNCTION sec.open_access_may_become(text, text);
      DROP FUNCTION sec.open_access_validity(text, timestamptz, timestamptz, timestamptz, date, timestamptz);
      DROP POLICY open_access_arrangements_review_forced ON open_access_arrangements;
      DROP POLICY open_access_arrangements_changed ON open_access_arrangements;
      DROP POLICY open_access_arrangements_drafted_by_phu ON open_access_arrangements;
      DROP TABLE open_access_events;
      DROP TABLE open_access_suspensions;
      REVOKE UPDATE ON open_access_arrangements FROM shared_care_app, shared_care_definer;
      REVOKE INSERT ON open_access_arrangements FROM shared_care_app;
      DROP INDEX open_access_arrangements_under_review;
      DROP INDEX open_access_arrangements_one_in_the_making;
      ALTER TABLE open_access_arrangements
        ${[...COLUMNS].map((column) => `DROP COLUMN ${column} CASCADE`).join(', ')};
    `);
  }
}

const FORCING = [
  'sec.hospital_closure_forces_review()',
  'sec.link_change_forces_review()',
  'sec.patient_change_forces_review()',
  'sec.force_open_access_review(uuid, text, uuid)',
];

const COLUMNS = [
  'reason_codes',
  'other_reasons',
  'exclusion_codes',
  'other_exclusions',
  'where_out_of_hours',
  'phone_bands',
  'grant_hours',
  'issued_by_id',
  'replaces_id',
  'drafted_at',
  'drafted_by',
  'sent_at',
  'sent_by',
  'agreed_at',
  'agreed_by',
  'agreed_recorded_by',
  'ward_holds_at',
  'ward_holds_said_by',
  'ward_holds_recorded_by',
  'family_holds_at',
  'family_holds_said_by',
  'family_holds_recorded_by',
  'review_forced_on',
  'review_because',
  'ended_at',
];
