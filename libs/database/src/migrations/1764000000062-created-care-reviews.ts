import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is due for a child without anybody asking: dental checks, vaccination advice, and the rules that find it. */
export class CreatedCareReviews1764000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE dental_care (
        patient_id uuid PRIMARY KEY REFERENCES patients (id),
        dentist text,
        last_check_on date,
        extraction_on date,
        plan_sent_on date,
        version int NOT NULL DEFAULT 1
      );

      -- The national schedule changes, so the ages are rows and not code.
      CREATE TABLE vaccination_ages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        label text NOT NULL UNIQUE,
        months int NOT NULL CHECK (months BETWEEN 0 AND 216),
        active boolean NOT NULL DEFAULT true,
        version int NOT NULL DEFAULT 1
      );
      INSERT INTO vaccination_ages (label, months) VALUES
        ('8 weeks', 2), ('12 weeks', 3), ('16 weeks', 4), ('1 year', 12), ('18 months', 18), ('3 years 4 months', 40),
        ('12 years', 144), ('14 years', 168);

      CREATE TABLE vaccination_advice (
        patient_id uuid NOT NULL REFERENCES patients (id),
        age_id uuid NOT NULL REFERENCES vaccination_ages (id),
        state text NOT NULL CHECK (state IN ('sent', 'acknowledged', 'exception')),
        on_date date NOT NULL,
        note text,
        recorded_by uuid NOT NULL REFERENCES users (id),
        version int NOT NULL DEFAULT 1,
        PRIMARY KEY (patient_id, age_id),
        CONSTRAINT vaccination_advice_exception_named CHECK (state <> 'exception' OR note <> '')
      );

      CREATE TABLE reminder_rules (
        key text PRIMARY KEY CHECK (key ~ '^[a-z_]{2,40}$'),
        switched_on boolean NOT NULL DEFAULT false,
        changed_by uuid REFERENCES users (id),
        changed_at timestamptz,
        version int NOT NULL DEFAULT 1
      );
      INSERT INTO reminder_rules (key, switched_on) VALUES
        ('dental_overdue', true), ('extraction_without_plan', true), ('vaccination_letter', true), ('stock_low', true),
        ('delivery_unconfirmed', true), ('diary_silent', true), ('diary_low', true), ('weight_old', false),
        ('inhibitor_test_old', false);
      COMMENT ON TABLE reminder_rules IS 'Whether a rule shows in the list and the weekly digest; what it finds is in apps/api/src/reminders.';

      -- What each nurse was shown for a week: counts alone.
      CREATE TABLE reminder_digests (
        user_id uuid NOT NULL REFERENCES users (id),
        week_of date NOT NULL,
        counts jsonb NOT NULL,
        seen_at timestamptz,
        PRIMARY KEY (user_id, week_of)
      );

      GRANT SELECT, INSERT ON dental_care, vaccination_advice TO shared_care_app, shared_care_feeds;
      GRANT UPDATE ON dental_care, vaccination_advice, reminder_rules TO shared_care_app;
      GRANT SELECT ON vaccination_ages, reminder_rules TO shared_care_app, shared_care_feeds;
      GRANT INSERT, UPDATE ON vaccination_ages TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE ON reminder_digests TO shared_care_app;
      ALTER TABLE reminder_digests ENABLE ROW LEVEL SECURITY;
      ALTER TABLE reminder_digests FORCE ROW LEVEL SECURITY;
      CREATE POLICY reminder_digests_own ON reminder_digests TO shared_care_app USING (user_id = sec.uid()) WITH CHECK (user_id = sec.uid());
    `);
    for (const table of ['dental_care', 'vaccination_advice']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_phu ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
        CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE reminder_digests, reminder_rules, vaccination_advice, vaccination_ages, dental_care',
    );
  }
}
