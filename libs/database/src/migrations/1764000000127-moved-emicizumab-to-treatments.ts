import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The one flag becomes a row like any other treatment, and what was written for it goes along. */
export class MovedEmicizumabToTreatments1764000000127 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The owner of the tables is under their policies too, and there is none for it.
    await runner.query(forced('NO FORCE'));
    await runner.query(`
      INSERT INTO patient_treatments (patient_id, treatment_id, purpose, source)
      SELECT p.id, t.id, 'prophylaxis', 'other' FROM patients p, treatments t
      WHERE p.emicizumab AND t.code = 'emicizumab';
      INSERT INTO patient_treatment_events (entry_id, kind) SELECT id, 'recorded' FROM patient_treatments;

      ALTER TABLE emergency_plans ADD COLUMN treatment_ids uuid[] NOT NULL DEFAULT '{}';
      ALTER TABLE emergency_plans DISABLE TRIGGER emergency_plans_guarded;
      UPDATE emergency_plans SET treatment_ids = ARRAY[t.id] FROM treatments t WHERE emicizumab AND t.code = 'emicizumab';
      ALTER TABLE emergency_plans ENABLE TRIGGER emergency_plans_guarded;
      ALTER TABLE emergency_plans DROP COLUMN emicizumab;

      -- A tier that a person judged with emicizumab in view is not lifted again for the same fact under its new name.
      UPDATE alerts SET triggers_set_aside = triggers_set_aside || 'treatment_bleeding'::text
      WHERE 'emicizumab_bleeding' = ANY (triggers_set_aside);

      DROP TRIGGER patients_force_open_access_review ON patients;
    `);
    await runner.query(guard('treatment_ids'));
    await runner.query(forces(''));
    await runner.query(`
      ALTER TABLE patients DROP COLUMN emicizumab;
      CREATE TRIGGER patients_force_open_access_review AFTER UPDATE OF inhibitor, central_line ON patients
        FOR EACH ROW EXECUTE FUNCTION sec.patient_change_forces_review();
      CREATE TRIGGER patient_treatments_force_open_access_review
        AFTER INSERT OR UPDATE OF treatment_id, stopped_on, struck_out_at ON patient_treatments
        FOR EACH ROW EXECUTE FUNCTION sec.treatment_change_forces_review();
    `);
    await runner.query(forced('FORCE'));
  }

  async down(runner: QueryRunner): Promise<void> {
    const onIt = (
      child: string,
    ): string => `EXISTS (SELECT 1 FROM patient_treatments t JOIN treatments d ON d.id = t.treatment_id
      WHERE t.patient_id = ${child} AND d.code = 'emicizumab' AND t.stopped_on IS NULL AND t.struck_out_at IS NULL)`;
    await runner.query(forced('NO FORCE'));
    await runner.query(`
      DROP TRIGGER patient_treatments_force_open_access_review ON patient_treatments;
      DROP TRIGGER patients_force_open_access_review ON patients;
      ALTER TABLE patients ADD COLUMN emicizumab boolean NOT NULL DEFAULT false;
      UPDATE patients p SET emicizumab = true WHERE ${onIt('p.id')};
      ALTER TABLE emergency_plans ADD COLUMN emicizumab boolean NOT NULL DEFAULT false;
      ALTER TABLE emergency_plans DISABLE TRIGGER emergency_plans_guarded;
      UPDATE emergency_plans SET emicizumab = true FROM treatments t WHERE t.code = 'emicizumab' AND t.id = ANY (treatment_ids);
      ALTER TABLE emergency_plans ENABLE TRIGGER emergency_plans_guarded;
      ALTER TABLE emergency_plans DROP COLUMN treatment_ids;
      ALTER TABLE emergency_plans ALTER COLUMN emicizumab DROP DEFAULT;
      UPDATE alerts SET triggers_set_aside = array_remove(triggers_set_aside, 'treatment_bleeding');
    `);
    await runner.query(guard('emicizumab'));
    await runner.query(
      forces(
        `IF OLD.emicizumab IS DISTINCT FROM NEW.emicizumab THEN PERFORM sec.force_open_access_review(NEW.id, 'product'); END IF;`,
      ),
    );
    await runner.query(`
      CREATE TRIGGER patients_force_open_access_review AFTER UPDATE OF emicizumab, inhibitor, central_line ON patients
        FOR EACH ROW EXECUTE FUNCTION sec.patient_change_forces_review();
    `);
    await runner.query(forced('FORCE'));
  }
}

function forced(how: 'FORCE' | 'NO FORCE'): string {
  return ['patients', 'patient_treatments', 'patient_treatment_events', 'emergency_plans', 'alerts']
    .map((table) => `ALTER TABLE ${table} ${how} ROW LEVEL SECURITY;`)
    .join(' ');
}

function forces(product: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.patient_change_forces_review() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      ${product}
      IF OLD.inhibitor IS DISTINCT FROM NEW.inhibitor THEN PERFORM sec.force_open_access_review(NEW.id, 'inhibitor'); END IF;
      IF OLD.central_line IS DISTINCT FROM NEW.central_line THEN PERFORM sec.force_open_access_review(NEW.id, 'line'); END IF;
      RETURN NULL;
    END $$;
  `;
}

/** As migration 55 made it, but for the column that says which treatment the text was written for. */
function guard(column: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.guard_emergency_plan() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
      may_change text[] := CASE
        WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN
          ARRAY['sections', 'review_by', 'weight_kg', 'weighed_on', 'inhibitor', '${column}', 'central_line', 'authors',
                'changed_by', 'changed_at', 'returned_by', 'returned_at', 'returned_because', 'version']
        WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN
          ARRAY['state', 'approved_by', 'approved_at', 'code', 'version']
        WHEN (OLD.state, NEW.state) IN (('draft', 'discarded'), ('approved', 'superseded'), ('approved', 'withdrawn')) THEN
          ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version']
      END;
    BEGIN
      IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'emergency plans are never deleted' USING ERRCODE = 'check_violation';
      END IF;
      IF may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        RAISE EXCEPTION 'an emergency plan that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
      END IF;
      IF NEW.state = 'draft' AND NOT (OLD.authors <@ NEW.authors) THEN
        RAISE EXCEPTION 'an author stays an author' USING ERRCODE = 'check_violation';
      END IF;
      -- Text that changed has an author, and that is who changed it.
      IF NEW.state = 'draft' AND NEW.sections IS DISTINCT FROM OLD.sections AND sec.uid() IS NOT NULL
        AND NEW.changed_by IS DISTINCT FROM sec.uid() THEN
        RAISE EXCEPTION 'who changes the text is its author' USING ERRCODE = 'check_violation';
      END IF;
      IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
        (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
        OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
        RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
      END IF;
      IF (OLD.state, NEW.state) = ('approved', 'withdrawn') AND sec.uid() IS NOT NULL
        AND sec.user_role() IS DISTINCT FROM 'phu_doctor' THEN
        RAISE EXCEPTION 'a doctor of the unit withdraws' USING ERRCODE = 'check_violation';
      END IF;
      RETURN NEW;
    END $$;
  `;
}
