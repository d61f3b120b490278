import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DescribedHospitals1764000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One dated statement of what a hospital can do. A newer one replaces it; the old one stays with its end.
      CREATE TABLE hospital_capabilities (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        kind text NOT NULL CHECK (kind = ANY (ARRAY['paediatric_cover', 'line_access', 'factor_held', 'assay', 'teaching'])),
        words text NOT NULL CHECK (words <> ''),
        as_of date NOT NULL,
        recorded_by uuid DEFAULT sec.uid() REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now(),
        replaces_id uuid UNIQUE REFERENCES hospital_capabilities (id),
        ended_at timestamptz,
        ended_by uuid REFERENCES users (id),
        CONSTRAINT hospital_capabilities_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      );
      CREATE INDEX hospital_capabilities_current ON hospital_capabilities (hospital_id) WHERE ended_at IS NULL;
      GRANT SELECT ON hospital_capabilities TO shared_care_app;
      GRANT INSERT (id, hospital_id, kind, words, as_of, replaces_id), UPDATE (ended_at, ended_by) ON hospital_capabilities TO shared_care_app;
      GRANT SELECT, INSERT ON hospital_capabilities TO shared_care_feeds;

      -- A closure or successor published for a hospital of ours. Somebody decides; nothing moves by itself.
      CREATE TABLE closure_reviews (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        subject text NOT NULL CHECK (subject = ANY (ARRAY['site', 'trust'])),
        ods_code text NOT NULL,
        closed_on date,
        successor_codes text[] NOT NULL DEFAULT '{}',
        found_at timestamptz NOT NULL DEFAULT sec.now(),
        state text NOT NULL DEFAULT 'waiting' CHECK (state = ANY (ARRAY['waiting', 'accepted', 'ignored', 'lapsed'])),
        decided_by uuid REFERENCES users (id),
        decided_at timestamptz,
        reason text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT closure_reviews_about_something CHECK (closed_on IS NOT NULL OR successor_codes <> '{}'),
        CONSTRAINT closure_reviews_decided CHECK (
          (state IN ('accepted', 'ignored')) = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (reason IS NULL)
          AND (state = 'waiting') = (decided_at IS NULL))
      );
      CREATE UNIQUE INDEX closure_reviews_one_waiting ON closure_reviews (hospital_id, subject) WHERE state = 'waiting';
      ALTER TABLE closure_reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY closure_reviews_read ON closure_reviews FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
      CREATE POLICY closure_reviews_decided_by_admin ON closure_reviews FOR UPDATE TO shared_care_app
        USING (sec.user_role() = 'admin');
      CREATE POLICY closure_reviews_of_functions ON closure_reviews TO shared_care_definer USING (true) WITH CHECK (true);
      GRANT SELECT, UPDATE (state, decided_by, decided_at, reason, version) ON closure_reviews TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE ON closure_reviews TO shared_care_definer;
      GRANT SELECT ON trusts TO shared_care_definer;

      -- What a file said the last time it was brought in.
      CREATE TABLE import_runs (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL CHECK (kind = ANY (ARRAY['ods'])),
        file text NOT NULL,
        finished_at timestamptz NOT NULL DEFAULT sec.now(),
        counts jsonb NOT NULL,
        -- The first lines that were not "unchanged".
        lines jsonb NOT NULL
      );
      ALTER TABLE import_runs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY import_runs_read ON import_runs FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
      CREATE POLICY import_runs_brought_in ON import_runs TO shared_care_feeds USING (true) WITH CHECK (true);
      GRANT SELECT ON import_runs TO shared_care_app;
      GRANT SELECT, INSERT ON import_runs TO shared_care_feeds;

      -- Which hospitals are ours, and what departments they have, is for admins to say.
      GRANT UPDATE (network_role, version, changed_at) ON hospitals TO shared_care_app;
      GRANT INSERT (id, hospital_id, kind, name) ON hospital_units TO shared_care_app;

      CREATE FUNCTION sec.open_closure_review(hospital uuid, about text, code text, closed date, successors text[]) RETURNS void
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
      END $$;
      ALTER FUNCTION sec.open_closure_review(uuid, text, text, date, text[]) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.open_closure_review(uuid, text, text, date, text[]) FROM PUBLIC;

      -- In the database, so that no importer can forget it.
      CREATE FUNCTION sec.closure_is_reviewed() RETURNS trigger
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
      END $$;
      ALTER FUNCTION sec.closure_is_reviewed() OWNER TO shared_care_definer;
      CREATE TRIGGER hospitals_closure AFTER UPDATE OF closed_on, successor_codes, network_role ON hospitals FOR EACH ROW
        WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on OR OLD.successor_codes IS DISTINCT FROM NEW.successor_codes
              OR OLD.network_role = 'other' AND NEW.network_role <> 'other')
        EXECUTE FUNCTION sec.closure_is_reviewed();
      CREATE TRIGGER trusts_closure AFTER UPDATE OF closed_on, successor_codes ON trusts FOR EACH ROW
        WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on OR OLD.successor_codes IS DISTINCT FROM NEW.successor_codes)
        EXECUTE FUNCTION sec.closure_is_reviewed();

      -- Numbers of children, never which: an admin sees no child, a link consultant the figures of their own hospital.
      CREATE FUNCTION sec.hospital_figures() RETURNS TABLE (hospital_id uuid, children int, arrangements int, attendances int)
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

      CREATE INDEX open_access_arrangements_hospital ON open_access_arrangements (hospital_id);

      -- In how many living arrangements a number is written. Digits only, so that spacing does not hide one.
      CREATE FUNCTION sec.arrangements_naming(hospital uuid, phone text) RETURNS int
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT count(*)::int FROM open_access_arrangements o
        WHERE sec.user_role() IS NOT NULL AND o.hospital_id = hospital
          AND o.state IN ('awaiting_local_agreement', 'active', 'due_review')
          AND regexp_replace(phone, '[^0-9]', '', 'g') <> ''
          AND regexp_replace(to_jsonb(o)::text, '[ -]', '', 'g') LIKE '%' || regexp_replace(phone, '[^0-9]', '', 'g') || '%'
      $$;
      ALTER FUNCTION sec.arrangements_naming(uuid, text) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.arrangements_naming(uuid, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.arrangements_naming(uuid, text) TO shared_care_app;

      -- Children nobody near home answers for, as counts (H15). In plpgsql, so that it may ask a function which a later
      -- migration makes.
      CREATE FUNCTION sec.children_without_link() RETURNS TABLE (no_link int, no_consultant int)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF coalesce(sec.user_role() NOT IN ('haemostasis_nurse', 'phu_doctor', 'admin'), true) THEN RETURN; END IF;
        RETURN QUERY
          WITH answering AS MATERIALIZED (SELECT c.id FROM link_consultants c WHERE sec.acting_consultant(c.id) IS NOT NULL),
          linked AS (
            SELECT p.id, count(l.id) AS links, count(c.id) AS consultants
            FROM patients p
            LEFT JOIN shared_care_links l ON l.patient_id = p.id AND sec.now() >= l.valid_from
              AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
            LEFT JOIN answering c ON c.id = l.link_consultant_id
            WHERE p.merged_into_id IS NULL AND p.died_on IS NULL GROUP BY p.id)
          SELECT count(*) FILTER (WHERE links = 0)::int, count(*) FILTER (WHERE links > 0 AND consultants = 0)::int FROM linked;
      END $$;
      ALTER FUNCTION sec.children_without_link() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.children_without_link() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.children_without_link() TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.children_without_link();
      DROP FUNCTION sec.arrangements_naming(uuid, text);
      DROP INDEX open_access_arrangements_hospital;
      DROP FUNCTION sec.hospital_figures();
      DROP TRIGGER trusts_closure ON trusts;
      DROP TRIGGER hospitals_closure ON hospitals;
      DROP FUNCTION sec.closure_is_reviewed();
      DROP FUNCTION sec.open_closure_review(uuid, text, text, date, text[]);
      REVOKE INSERT (id, hospital_id, kind, name) ON hospital_units FROM shared_care_app;
      REVOKE UPDATE (network_role, version, changed_at) ON hospitals FROM shared_care_app;
      DROP TABLE import_runs;
      DROP TABLE closure_reviews;
      DROP TABLE hospital_capabilities;
      REVOKE SELECT ON trusts FROM shared_care_definer;
    `);
  }
}
