import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a link consultant adds without working an alert or writing in a record: a comment, a suggested correction. */
export class CreatedCommentsAndCorrections1764000000047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consultant_comments (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        alert_id uuid NOT NULL REFERENCES alerts (id),
        kind text NOT NULL CHECK (kind IN ('told_phu', 'comment')),
        words text NOT NULL,
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        CONSTRAINT consultant_comments_words CHECK (kind = 'told_phu' OR words <> '')
      );
      CREATE INDEX consultant_comments_alert ON consultant_comments (alert_id, made_at);

      CREATE TABLE record_corrections (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        patient_id uuid NOT NULL REFERENCES patients (id),
        part text NOT NULL CHECK (part IN ('name', 'birth_date', 'nhs_number', 'phone', 'hospital', 'link_consultant', 'diagnosis',
          'allergies', 'weight', 'open_access', 'other')),
        words text NOT NULL CHECK (words <> ''),
        suggested_by uuid NOT NULL REFERENCES users (id),
        suggested_at timestamptz NOT NULL DEFAULT sec.now(),
        outcome text CHECK (outcome IN ('corrected', 'not_changed')),
        answer text,
        decided_by uuid REFERENCES users (id),
        decided_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT record_corrections_decided_whole CHECK (num_nonnulls(outcome, answer, decided_by, decided_at) IN (0, 4))
      );
      CREATE INDEX record_corrections_patient ON record_corrections (patient_id);
      CREATE INDEX record_corrections_open ON record_corrections (suggested_at) WHERE outcome IS NULL;

      GRANT SELECT, INSERT ON consultant_comments TO shared_care_app, shared_care_feeds;
      GRANT SELECT, INSERT, UPDATE (outcome, answer, decided_by, decided_at, version) ON record_corrections TO shared_care_app;
      GRANT SELECT, INSERT ON record_corrections TO shared_care_feeds;

      ALTER TABLE consultant_comments ENABLE ROW LEVEL SECURITY;
      ALTER TABLE consultant_comments FORCE ROW LEVEL SECURITY;
      CREATE POLICY consultant_comments_seen_with_their_alert ON consultant_comments FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_id));
      CREATE POLICY consultant_comments_made_by_user ON consultant_comments FOR INSERT TO shared_care_app
        WITH CHECK (made_by = sec.uid() AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_id));
      CREATE POLICY consultant_comments_brought_in ON consultant_comments TO shared_care_feeds USING (true) WITH CHECK (true);

      ALTER TABLE record_corrections ENABLE ROW LEVEL SECURITY;
      ALTER TABLE record_corrections FORCE ROW LEVEL SECURITY;
      CREATE POLICY record_corrections_seen_by_user ON record_corrections FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
      CREATE POLICY record_corrections_suggested_by_user ON record_corrections FOR INSERT TO shared_care_app
        WITH CHECK (suggested_by = sec.uid() AND sec.can_see(patient_id));
      CREATE POLICY record_corrections_decided_by_phu ON record_corrections FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY record_corrections_brought_in ON record_corrections TO shared_care_feeds USING (true) WITH CHECK (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE record_corrections;
      DROP TABLE consultant_comments;
    `);
  }
}
