import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedAttendanceDrafts1764000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A sheet somebody began and has not saved. The id is the sheet's idempotency key, so that a sheet taken up again
      -- on another computer is still the same save.
      CREATE TABLE attendance_drafts (
        id uuid NOT NULL,
        user_id uuid NOT NULL REFERENCES users (id),
        patient_id uuid REFERENCES patients (id),
        sheet jsonb NOT NULL CHECK (octet_length(sheet::text) <= 20000),
        saved_at timestamptz NOT NULL DEFAULT sec.now(),
        PRIMARY KEY (user_id, id)
      );
      CREATE INDEX attendance_drafts_user ON attendance_drafts (user_id, saved_at);
      -- Not a clinical record: it may vanish, and after 24 hours it must.
      GRANT SELECT, INSERT, UPDATE, DELETE ON attendance_drafts TO shared_care_app;
      GRANT SELECT, DELETE ON attendance_drafts TO shared_care_definer;
      ALTER TABLE attendance_drafts ENABLE ROW LEVEL SECURITY;
      ALTER TABLE attendance_drafts FORCE ROW LEVEL SECURITY;
      -- Nobody reads another's draft, nor an old one of their own. It holds what they typed and the child's internal id.
      CREATE POLICY attendance_drafts_own ON attendance_drafts TO shared_care_app
        USING (user_id = sec.uid() AND saved_at > sec.now() - interval '24 hours')
        WITH CHECK (user_id = sec.uid() AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant')
          AND (patient_id IS NULL OR (SELECT sec.sees_all_patients()) OR sec.can_see(patient_id)));
      CREATE POLICY attendance_drafts_read_by_functions ON attendance_drafts FOR SELECT TO shared_care_definer USING (true);
      CREATE POLICY attendance_drafts_removed_by_functions ON attendance_drafts FOR DELETE TO shared_care_definer
        USING (saved_at <= sec.now() - interval '24 hours');
      CREATE FUNCTION sec.forget_old_drafts() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ DELETE FROM attendance_drafts WHERE saved_at <= sec.now() - interval '24 hours' $$;
      ALTER FUNCTION sec.forget_old_drafts() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.forget_old_drafts() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.forget_old_drafts() TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.forget_old_drafts();
      DROP TABLE attendance_drafts;
    `);
  }
}
