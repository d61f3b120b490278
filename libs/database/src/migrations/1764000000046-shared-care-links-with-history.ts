import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Shared care links that people change: who, why, what it was before, and how it is taken back. */
export class SharedCareLinksWithHistory1764000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE shared_care_links
        ADD COLUMN recorded_by uuid REFERENCES users (id),
        ADD COLUMN recorded_at timestamptz,
        ADD COLUMN end_reason text CHECK (end_reason IN ('next_link', 'moved_away', 'discharged', 'adult_care', 'died', 'no_longer_needed')),
        -- The receiving unit's word that it expects the child.
        ADD COLUMN confirmed_by text CHECK (confirmed_by <> ''),
        ADD COLUMN confirmed_on date,
        ADD CONSTRAINT shared_care_links_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_on IS NULL)),
        DROP CONSTRAINT shared_care_links_dates,
        -- A link that was taken back ends where it began: no instant falls into it, so nobody who asks for the links of
        -- an instant needs to know of it, and its row stays.
        ADD CONSTRAINT shared_care_links_dates CHECK (valid_to >= valid_from);
      ALTER TABLE shared_care_links ALTER COLUMN recorded_at SET DEFAULT sec.now();

      GRANT INSERT, UPDATE (link_consultant_id, valid_to, end_reason, confirmed_by, confirmed_on, version)
        ON shared_care_links TO shared_care_app;
      CREATE POLICY shared_care_links_added_by_phu ON shared_care_links FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND recorded_by = sec.uid());
      CREATE POLICY shared_care_links_changed_by_phu ON shared_care_links FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));

      -- H15: no gap. What people change must leave a primary link behind, or say why there is none. Rows brought in or
      -- mended by the owner are not held to it.
      CREATE FUNCTION sec.primary_link_goes_on() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
      END $$;
      CREATE CONSTRAINT TRIGGER shared_care_links_go_on AFTER INSERT OR UPDATE ON shared_care_links
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.primary_link_goes_on();

      -- What one person did to the links of one child in one step, with the rows before and after: what undo needs.
      CREATE TABLE link_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        batch_id uuid NOT NULL,
        patient_id uuid NOT NULL REFERENCES patients (id),
        kind text NOT NULL CHECK (kind IN ('added', 'ended', 'moved', 'consultant_changed', 'confirmed')),
        source text NOT NULL CHECK (source IN ('person', 'leaving_date')),
        reason text,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        undone_at timestamptz,
        undone_by uuid REFERENCES users (id),
        CONSTRAINT link_changes_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL))
      );
      CREATE INDEX link_changes_patient ON link_changes (patient_id, made_at DESC);
      CREATE INDEX link_changes_batch ON link_changes (batch_id);

      -- A proposed move that somebody decided against, for one child, with the reason.
      CREATE TABLE leaving_exceptions (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        link_id uuid NOT NULL REFERENCES shared_care_links (id),
        link_consultant_id uuid NOT NULL REFERENCES link_consultants (id),
        patient_id uuid NOT NULL REFERENCES patients (id),
        reason text NOT NULL CHECK (reason <> ''),
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        taken_back_at timestamptz
      );
      CREATE UNIQUE INDEX leaving_exceptions_one ON leaving_exceptions (link_id, link_consultant_id) WHERE taken_back_at IS NULL;

      GRANT SELECT, INSERT, UPDATE (undone_at, undone_by) ON link_changes TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE (taken_back_at) ON leaving_exceptions TO shared_care_app;

      -- H15: children nobody local answers for. An admin learns how many, never who.
      CREATE FUNCTION sec.care_gaps() RETURNS TABLE (patient_id uuid, kind text, since timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH asker AS MATERIALIZED (SELECT sec.sees_all_patients() AS names, sec.user_role() = 'admin' AS counts, sec.now() AS now),
        children AS (
          SELECT p.id,
            (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
               AND (l.valid_to IS NULL OR asker.now < l.valid_to)) AS running,
            (SELECT count(*) FROM shared_care_links l WHERE l.patient_id = p.id AND asker.now >= l.valid_from
               AND (l.valid_to IS NULL OR asker.now < l.valid_to) AND sec.acting_consultant(l.link_consultant_id) IS NOT NULL) AS answered
          FROM patients p CROSS JOIN asker
          WHERE (asker.names OR asker.counts) AND p.merged_into_id IS NULL AND p.died_on IS NULL),
        last_link AS (
          SELECT DISTINCT ON (l.patient_id) l.patient_id, l.valid_to, l.end_reason
          FROM shared_care_links l JOIN children c ON c.id = l.patient_id AND c.running = 0
          WHERE l.valid_to > l.valid_from AND l.valid_to <= (SELECT now FROM asker)
          ORDER BY l.patient_id, l.valid_to DESC)
        SELECT CASE WHEN asker.names THEN c.id END, CASE WHEN c.running = 0 THEN 'no_link' ELSE 'no_link_consultant' END,
          CASE WHEN c.running = 0 THEN o.valid_to ELSE (
            SELECT max(greatest(l.valid_from, (lc.to_on + 1)::timestamp AT TIME ZONE 'Europe/London'))
            FROM shared_care_links l LEFT JOIN link_consultants lc ON lc.id = l.link_consultant_id
            WHERE l.patient_id = c.id AND asker.now >= l.valid_from AND (l.valid_to IS NULL OR asker.now < l.valid_to)) END
        FROM children c CROSS JOIN asker LEFT JOIN last_link o ON o.patient_id = c.id
        WHERE (c.running = 0 AND coalesce(o.end_reason, 'next_link') NOT IN ('moved_away', 'discharged', 'adult_care', 'died'))
           OR (c.running > 0 AND c.answered = 0)
      $$;
      ALTER FUNCTION sec.care_gaps() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.care_gaps() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.care_gaps() TO shared_care_app;
    `);
    for (const table of ['link_changes', 'leaving_exceptions']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_of_the_phu ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.care_gaps();
      DROP TABLE leaving_exceptions;
      DROP TABLE link_changes;
      DROP TRIGGER shared_care_links_go_on ON shared_care_links;
      DROP FUNCTION sec.primary_link_goes_on();
      DROP POLICY shared_care_links_changed_by_phu ON shared_care_links;
      DROP POLICY shared_care_links_added_by_phu ON shared_care_links;
      REVOKE ALL ON shared_care_links FROM shared_care_app;
      GRANT SELECT ON shared_care_links TO shared_care_app;
      ALTER TABLE shared_care_links
        DROP COLUMN confirmed_on, DROP COLUMN confirmed_by, DROP COLUMN end_reason, DROP COLUMN recorded_at, DROP COLUMN recorded_by;
    `);
  }
}
