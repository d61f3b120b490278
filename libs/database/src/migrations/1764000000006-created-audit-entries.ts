import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedAuditEntries1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT sec.now(),
        actor_id uuid REFERENCES users (id),
        -- The role at the time; a later change of role does not rewrite history.
        actor_role text,
        action text NOT NULL CHECK (action IN ('create', 'read', 'update', 'search', 'sign_in', 'sign_out', 'refuse')),
        entity text NOT NULL,
        entity_id uuid,
        patient_id uuid,
        outcome text NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused', 'failed')),
        -- Field names or counts, never clinical text or identifiers.
        detail text
      );
      CREATE INDEX audit_entries_patient ON audit_entries (patient_id, at DESC) WHERE patient_id IS NOT NULL;
      CREATE INDEX audit_entries_actor ON audit_entries (actor_id, at DESC);
      GRANT INSERT ON audit_entries TO shared_care_app, shared_care_feeds;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entries');
  }
}
