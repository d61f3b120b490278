import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A list of thousands of children asks once which they are (`sec.patients_of_user`), where a page of one child asks of that
 * child (`sec.can_see`). Both answer the same: `patient-scope.spec.ts` holds one against the other.
 */
export class AskedForManyChildrenAtOnce1764000000195 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const seen = (id: string): string => `((SELECT sec.sees_all_patients()) OR
      CASE WHEN (SELECT coalesce(current_setting('app.many', true), '') = 'on')
        THEN ${id} IN (SELECT sec.patients_of_user()) ELSE sec.can_see(${id}) END)`;
    await alter(runner, seen);
  }

  async down(runner: QueryRunner): Promise<void> {
    await alter(runner, (id) => `((SELECT sec.sees_all_patients()) OR sec.can_see(${id}))`);
  }
}

async function alter(runner: QueryRunner, seen: (id: string) => string): Promise<void> {
  await runner.query(`
    ALTER POLICY patients_seen_by_user ON patients USING (${seen('id')} AND merged_into_id IS NULL);
    ALTER POLICY shared_care_links_seen_by_user ON shared_care_links USING (${seen('patient_id')});
    ALTER POLICY open_access_arrangements_seen_by_user ON open_access_arrangements USING (${seen('patient_id')});
  `);
}
