import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A list names a hospital or a product in its own words: a person says once which is meant, and every later list is read
 * so. Rows of one file that look alike are told of one another before any of them is registered.
 */
export class SaidWhatNamesInListsMean1764000000185 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patient_import_names (
        kind text NOT NULL CHECK (kind IN ('hospital', 'treatment')),
        -- Folded, so that case, accents and blanks make no other name of it.
        written text NOT NULL CHECK (written <> ''),
        hospital_id uuid REFERENCES hospitals (id),
        treatment_id uuid REFERENCES treatments (id),
        said_by uuid NOT NULL REFERENCES users (id),
        said_at timestamptz NOT NULL DEFAULT sec.now(),
        PRIMARY KEY (kind, written),
        CONSTRAINT patient_import_names_one_meaning CHECK (
          (kind = 'hospital') = (hospital_id IS NOT NULL) AND (kind = 'treatment') = (treatment_id IS NOT NULL))
      );
      ALTER TABLE patient_import_names ENABLE ROW LEVEL SECURITY;
      ALTER TABLE patient_import_names FORCE ROW LEVEL SECURITY;
      CREATE POLICY patient_import_names_phu ON patient_import_names TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      GRANT SELECT, INSERT, UPDATE (hospital_id, treatment_id, said_by, said_at) ON patient_import_names TO shared_care_app;

      ALTER TABLE patient_import_rows
        -- Earlier lines of the same file that may be the same child.
        ADD COLUMN similar_lines int[] NOT NULL DEFAULT '{}',
        -- Names in the row that nobody has said the meaning of: kind and the words as written.
        ADD COLUMN unknown_names jsonb NOT NULL DEFAULT '[]';
      GRANT UPDATE (similar_lines, unknown_names) ON patient_import_rows TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE UPDATE (similar_lines, unknown_names) ON patient_import_rows FROM shared_care_app;
      ALTER TABLE patient_import_rows DROP COLUMN similar_lines, DROP COLUMN unknown_names;
      DROP TABLE patient_import_names;
    `);
  }
}
