import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A treatment that came with a file is set right by a person, who then is the one that says so. */
export class CorrectedImportedTreatments1795982700000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE patient_treatments DROP CONSTRAINT patient_treatments_recorded');
    await db.query(`ALTER TABLE patient_treatments ADD CONSTRAINT patient_treatments_recorded
      CHECK (num_nonnulls(recorded_by, changed_by) > 0 OR source IN ('import', 'other'))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE patient_treatments SET source = 'other'
      WHERE recorded_by IS NULL AND source NOT IN ('import', 'other')`);
    await db.query('ALTER TABLE patient_treatments DROP CONSTRAINT patient_treatments_recorded');
    await db.query(`ALTER TABLE patient_treatments ADD CONSTRAINT patient_treatments_recorded
      CHECK (recorded_by IS NOT NULL OR source IN ('import', 'other'))`);
  }
}
