import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A nurse or doctor of the unit opens a record. What cannot be so is refused here as well, whatever the program believes. */
export class RegisteredPatientsByHand1764000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients
        -- Bethesda units
        ADD COLUMN inhibitor_titre numeric(7, 2) CHECK (inhibitor_titre >= 0),
        -- Nobody: a file or the demo.
        ADD COLUMN registered_by uuid REFERENCES users (id),
        ADD COLUMN registered_source text,
        ADD COLUMN registered_words text CHECK (registered_words <> ''),
        ADD CONSTRAINT patients_titre_of_a_test CHECK (inhibitor_titre IS NULL OR inhibitor <> 'not_tested'),
        ADD CONSTRAINT patients_untested_undated CHECK (inhibitor_on IS NULL OR inhibitor <> 'not_tested') NOT VALID,
        ADD CONSTRAINT patients_hospital_number_said CHECK (hospital_number <> '') NOT VALID;
      CREATE INDEX patients_registered_by ON patients (registered_by) WHERE registered_by IS NOT NULL;

      GRANT INSERT (id, family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number,
                    diagnosis, severity, baseline_level, inhibitor, inhibitor_on, inhibitor_titre, central_line, weight_kg,
                    weighed_on, allergy_state, allergies, registered_by, registered_source, registered_words)
        ON patients TO shared_care_app;
      CREATE POLICY patients_registered_by_phu ON patients FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND registered_by = sec.uid() AND registered_source IS NOT NULL
          AND nhs_number_status IN ('verified', 'not_verified', 'absent')
          AND greatest(birth_date, weighed_on, inhibitor_on) <= (sec.now() AT TIME ZONE 'Europe/London')::date);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY patients_registered_by_phu ON patients;
      REVOKE INSERT ON patients FROM shared_care_app;
      REVOKE INSERT (id, family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number,
                     diagnosis, severity, baseline_level, inhibitor, inhibitor_on, inhibitor_titre, central_line, weight_kg,
                     weighed_on, allergy_state, allergies, registered_by, registered_source, registered_words)
        ON patients FROM shared_care_app;
      ALTER TABLE patients
        DROP CONSTRAINT patients_titre_of_a_test, DROP CONSTRAINT patients_untested_undated, DROP CONSTRAINT patients_hospital_number_said,
        DROP COLUMN inhibitor_titre, DROP COLUMN registered_by, DROP COLUMN registered_source, DROP COLUMN registered_words;
    `);
  }
}
