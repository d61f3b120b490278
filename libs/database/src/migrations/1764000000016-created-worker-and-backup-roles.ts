import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two more roles, so that neither a background loop nor a backup runs with the rights of whoever serves requests. */
export class CreatedWorkerAndBackupRoles1764000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Roles belong to the whole cluster, so another database may have made them already, even this very moment.
      DO $$
      DECLARE wanted text;
      BEGIN
        FOREACH wanted IN ARRAY ARRAY['shared_care_worker', 'shared_care_backup'] LOOP
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', wanted);
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
          EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END LOOP;
        -- A dump under row-level policies is empty and says nothing. Only who bypasses them may hand this on; where the
        -- owner does not, docs/operating.md says who does it once.
        BEGIN
          ALTER ROLE shared_care_backup BYPASSRLS;
        EXCEPTION
          WHEN insufficient_privilege THEN NULL;
          -- Another database of this cluster did it in the same moment.
          WHEN internal_error THEN NULL;
        END;
      END $$;

      -- Loops of the product that act for nobody: they seal the log, send and escalate. No table that names a child is
      -- granted here; each later migration grants what its own loop needs.
      GRANT USAGE ON SCHEMA sec, public TO shared_care_worker;
      GRANT SELECT ON sec.clock, bank_holidays TO shared_care_worker;
      GRANT INSERT ${WRITTEN_BY_THE_PRODUCT} ON audit_entries TO shared_care_worker;
      GRANT EXECUTE ON FUNCTION sec.seal_audit(int), sec.audit_head() TO shared_care_worker;

      -- Reads everything, writes nothing; the default covers the tables of later migrations.
      GRANT USAGE ON SCHEMA sec, public TO shared_care_backup;
      GRANT SELECT ON ALL TABLES IN SCHEMA public, sec TO shared_care_backup;
      GRANT SELECT ON ALL SEQUENCES IN SCHEMA public, sec TO shared_care_backup;
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO shared_care_backup;
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO shared_care_backup;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER DEFAULT PRIVILEGES REVOKE SELECT ON SEQUENCES FROM shared_care_backup;
      ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM shared_care_backup;
      REVOKE ALL ON ALL SEQUENCES IN SCHEMA public, sec FROM shared_care_backup;
      REVOKE ALL ON ALL TABLES IN SCHEMA public, sec FROM shared_care_backup;
      REVOKE ALL ON SCHEMA sec, public FROM shared_care_backup;
      REVOKE ALL ON FUNCTION sec.seal_audit(int), sec.audit_head() FROM shared_care_worker;
      REVOKE ALL ON audit_entries, bank_holidays, sec.clock FROM shared_care_worker;
      REVOKE ALL ON SCHEMA sec, public FROM shared_care_worker;
    `);
  }
}

const WRITTEN_BY_THE_PRODUCT = `(actor_id, actor_role, action, entity, entity_id, entity_version, patient_id, patient_ids,
  outcome, detail, reason, break_glass_id)`;
