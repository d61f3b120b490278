import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CANONICAL_AUDIT_ENTRY } from '../audit-chain';

const WRITTEN_BY_THE_PRODUCT = `(actor_id, actor_role, action, entity, entity_id, entity_version, patient_id, patient_ids,
  outcome, detail, reason, break_glass_id)`;

export class SealedAuditEntries1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        BEGIN
          CREATE ROLE shared_care_audit NOLOGIN NOBYPASSRLS;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        GRANT shared_care_audit TO CURRENT_USER;
      END $$;
      GRANT USAGE ON SCHEMA sec, public TO shared_care_audit;
      GRANT CREATE ON SCHEMA sec TO shared_care_audit;
      GRANT SELECT ON sec.clock, users TO shared_care_audit;

      ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_action_check;
      ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_action_check CHECK (action ~ '^[a-z_]{2,40}$');
      ALTER TABLE audit_entries
        ADD COLUMN entity_version int,
        -- The children on one answer that lists several: a search, the alert queue.
        ADD COLUMN patient_ids uuid[],
        -- A coded purpose, such as why the glass was broken; never free text from the record.
        ADD COLUMN reason text,
        ADD COLUMN break_glass_id uuid,
        -- Which request, session and place: set for the transaction beside app.uid, so that rows written by functions of
        -- the database carry them too.
        ADD COLUMN request_id text DEFAULT nullif(current_setting('app.request_id', true), ''),
        ADD COLUMN session_hash text DEFAULT nullif(current_setting('app.session_hash', true), ''),
        ADD COLUMN address text DEFAULT nullif(current_setting('app.address', true), ''),
        -- Tells rows that can no longer get older neighbours from those that can; see sec.seal_audit().
        ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
      CREATE INDEX audit_entries_xid ON audit_entries (xid);
      CREATE INDEX audit_entries_searched ON audit_entries USING gin (patient_ids) WHERE action = 'search';
      CREATE INDEX audit_entries_at ON audit_entries (at DESC, id DESC);

      -- Number, instant, transaction and origin of a row are not the writer's to choose.
      REVOKE INSERT ON audit_entries FROM shared_care_app, shared_care_feeds;
      GRANT INSERT ${WRITTEN_BY_THE_PRODUCT} ON audit_entries TO shared_care_app, shared_care_feeds;
      GRANT SELECT ON audit_entries TO shared_care_audit;

      -- Gaps in audit_entries.id are normal (work that was rolled back); a gap in seq never is. No foreign key: a row that
      -- somebody forced out must be found missing, not take its link with it.
      CREATE TABLE audit_chain (
        seq bigint PRIMARY KEY,
        entry_id bigint NOT NULL UNIQUE,
        entry_xid xid8 NOT NULL,
        sealed_at timestamptz NOT NULL,
        hash bytea NOT NULL CHECK (length(hash) = 32)
      );
      GRANT SELECT, INSERT ON audit_chain TO shared_care_audit;

      CREATE FUNCTION sec.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'Rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$;
    `);
    for (const table of ['audit_entries', 'audit_chain']) {
      await runner.query(`
        CREATE TRIGGER ${table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION sec.refuse_audit_change();
      `);
    }
    await runner.query(`
      -- Adds rows to the chain in the order of their transactions, up to the oldest transaction still running: nothing can
      -- come in before them any more, so whatever later stands there unsealed was put there. Answers how many were added,
      -- or null when another process is at it. A copy of the database on another server counts transactions afresh; then
      -- ("elsewhere") all that is unsealed and finished is taken.
      CREATE FUNCTION sec.seal_audit(most int DEFAULT 5000) RETURNS int
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        head audit_chain;
        elsewhere boolean;
        begin_at xid8;
        entry record;
        sealed int := 0;
      BEGIN
        IF NOT pg_try_advisory_xact_lock(8431208) THEN RETURN NULL; END IF;
        SELECT * INTO head FROM audit_chain ORDER BY seq DESC LIMIT 1;
        elsewhere := coalesce(head.entry_xid >= pg_snapshot_xmax(pg_current_snapshot()), false);
        begin_at := CASE WHEN elsewhere OR head.seq IS NULL THEN '0'::xid8 ELSE head.entry_xid END;
        head.seq := coalesce(head.seq, 0);
        head.hash := coalesce(head.hash, ''::bytea);
        head.sealed_at := sec.now();
        FOR entry IN
          SELECT ready.* FROM (
            SELECT e.id, e.xid, e.xid < pg_snapshot_xmin(pg_current_snapshot()) AS of_this_server,
                   ${CANONICAL_AUDIT_ENTRY} AS canonical
            FROM audit_entries e
            WHERE e.xid >= begin_at
              AND (e.xid < pg_snapshot_xmin(pg_current_snapshot())
                   OR elsewhere AND e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
              AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)
            -- Never half of a transaction: the other half would look as if it had been put in later.
            ORDER BY of_this_server, e.xid FETCH FIRST most ROWS WITH TIES
          ) AS ready ORDER BY of_this_server, xid, id
        LOOP
          head.seq := head.seq + 1;
          head.hash := sha256(head.hash || convert_to(
            head.seq || '|' || extract(epoch FROM head.sealed_at) || '|' || entry.canonical, 'UTF8'));
          INSERT INTO audit_chain (seq, entry_id, entry_xid, sealed_at, hash)
          VALUES (head.seq, entry.id, entry.xid, head.sealed_at, head.hash);
          sealed := sealed + 1;
        END LOOP;
        RETURN sealed;
      END $$;
      ALTER FUNCTION sec.seal_audit(int) OWNER TO shared_care_audit;
      REVOKE ALL ON FUNCTION sec.seal_audit(int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.seal_audit(int) TO shared_care_app;

      CREATE FUNCTION sec.audit_head() RETURNS TABLE (seq bigint, hash text, sealed_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ SELECT c.seq, encode(c.hash, 'hex'), c.sealed_at FROM audit_chain c ORDER BY c.seq DESC LIMIT 1 $$;
      ALTER FUNCTION sec.audit_head() OWNER TO shared_care_audit;
      REVOKE ALL ON FUNCTION sec.audit_head() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.audit_head() TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.audit_head();
      DROP FUNCTION sec.seal_audit(int);
      DROP TABLE audit_chain;
      DROP TRIGGER audit_entries_only_added ON audit_entries;
      DROP FUNCTION sec.refuse_audit_change();
      REVOKE ALL ON audit_entries FROM shared_care_app, shared_care_feeds, shared_care_audit;
      ALTER TABLE audit_entries DROP COLUMN xid, DROP COLUMN address, DROP COLUMN session_hash, DROP COLUMN request_id,
        DROP COLUMN break_glass_id, DROP COLUMN reason, DROP COLUMN patient_ids, DROP COLUMN entity_version;
      DROP INDEX audit_entries_at;
      ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_action_check;
      -- Not for the rows that are there: what was recorded under a later word stays.
      ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_action_check CHECK (action IN
        ('create', 'read', 'update', 'search', 'sign_in', 'sign_out', 'refuse')) NOT VALID;
      GRANT INSERT ON audit_entries TO shared_care_app, shared_care_feeds;
      REVOKE ALL ON users, sec.clock FROM shared_care_audit;
      REVOKE ALL ON SCHEMA sec, public FROM shared_care_audit;
    `);
  }
}
