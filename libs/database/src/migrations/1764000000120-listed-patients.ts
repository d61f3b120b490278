import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the list of all children asks for beside the tables themselves. */
export class ListedPatients1764000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A consultant's list begins at their own children: asking sec.can_see() of each of 5,000 takes seconds. The
      -- policies of every table hold all the same.
      GRANT EXECUTE ON FUNCTION sec.patients_of_user() TO shared_care_app;

      -- Whose records the signed-in person opened lately, newest first. The log itself stays closed to the product:
      -- ids alone leave it, and only those of one's own looks.
      CREATE FUNCTION sec.recently_read(most int) RETURNS TABLE (patient_id uuid, at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.patient_id, max(e.at) FROM (
          SELECT a.patient_id, a.at FROM audit_entries a
          WHERE a.actor_id = sec.uid() AND a.action = 'read' AND a.entity = 'patient' AND a.outcome = 'done'
            AND a.patient_id IS NOT NULL AND a.at > sec.now() - interval '30 days'
          ORDER BY a.at DESC LIMIT 300) AS e
        GROUP BY e.patient_id ORDER BY max(e.at) DESC LIMIT most
      $$;
      ALTER FUNCTION sec.recently_read(int) OWNER TO shared_care_audit;
      REVOKE ALL ON FUNCTION sec.recently_read(int) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.recently_read(int) TO shared_care_app;

      CREATE INDEX patients_in_order ON patients (family_name, given_name, id) WHERE merged_into_id IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX patients_in_order;
      DROP FUNCTION sec.recently_read(int);
      REVOKE EXECUTE ON FUNCTION sec.patients_of_user() FROM shared_care_app;
    `);
  }
}
