import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CorrectedAttendanceFacts1764000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A fact of a visit that was logged wrong. The attendance holds what is right; here stands what it was, who changed
      -- it and why. Rows are added and never changed.
      CREATE TABLE attendance_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        attendance_id uuid NOT NULL REFERENCES attendances (id),
        at timestamptz NOT NULL DEFAULT sec.now(),
        by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        because text NOT NULL CHECK (because <> ''),
        -- The changed facts alone, before and after.
        was jsonb NOT NULL,
        becomes jsonb NOT NULL,
        -- What the rules give by the facts as they are now; a tier falls only by a person.
        tier_by_rules text NOT NULL CHECK (tier_by_rules IN ('red', 'amber', 'blue')),
        CONSTRAINT attendance_changes_something CHECK (was <> becomes)
      );
      CREATE INDEX attendance_changes_attendance ON attendance_changes (attendance_id, at);
      GRANT SELECT, INSERT ON attendance_changes TO shared_care_app;
      GRANT SELECT, INSERT ON attendance_changes TO shared_care_feeds;
      GRANT SELECT ON attendance_changes TO shared_care_backup;
      ALTER TABLE attendance_changes ENABLE ROW LEVEL SECURITY;
      ALTER TABLE attendance_changes FORCE ROW LEVEL SECURITY;
      CREATE POLICY attendance_changes_seen ON attendance_changes FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY attendance_changes_made ON attendance_changes FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND by = sec.uid());
      CREATE POLICY attendance_changes_brought_in ON attendance_changes TO shared_care_feeds USING (true) WITH CHECK (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE attendance_changes');
  }
}
