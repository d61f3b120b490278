import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LoggedHospitalsThatAreNotListed1764000000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Abroad, private, in another nation: where the child is, in words. The words stay when it becomes a listed one.
      ALTER TABLE attendances ALTER COLUMN hospital_id DROP NOT NULL,
        ADD COLUMN unlisted_hospital_name text CHECK (unlisted_hospital_name <> ''),
        ADD COLUMN unlisted_hospital_kind text CHECK (unlisted_hospital_kind = ANY (ARRAY['abroad', 'other_nation', 'private', 'other'])),
        ADD COLUMN unlisted_hospital_place text,
        ADD COLUMN unlisted_hospital_phone text,
        ADD CONSTRAINT attendances_at_some_hospital CHECK (hospital_id IS NOT NULL OR unlisted_hospital_name IS NOT NULL),
        ADD CONSTRAINT attendances_unlisted_whole CHECK (
          (unlisted_hospital_name IS NULL) = (unlisted_hospital_kind IS NULL)
          AND (unlisted_hospital_name IS NOT NULL OR num_nulls(unlisted_hospital_place, unlisted_hospital_phone) = 2));

      -- What an email may say: of a hospital in words only that it is not listed, since words may tell more.
      CREATE OR REPLACE FUNCTION sec.alert_in_mail(mailed uuid) RETURNS TABLE (reference text, hospital text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT coalesce(a.reference, g.reference, m.reference),
               CASE WHEN a.id IS NOT NULL AND a.hospital_id IS NULL THEN 'a hospital that is not listed' ELSE h.name END
        FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
        LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
        LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
        LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
        LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
        WHERE al.id = mailed
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION sec.alert_in_mail(mailed uuid) RETURNS TABLE (reference text, hospital text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT coalesce(a.reference, g.reference, m.reference), h.name
        FROM alerts al LEFT JOIN attendances a ON a.id = al.attendance_id
        LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
        LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id
        LEFT JOIN users asker ON asker.id = coalesce(g.user_id, m.user_id)
        LEFT JOIN hospitals h ON h.id = coalesce(a.hospital_id, asker.hospital_id)
        WHERE al.id = mailed
      $$;
      ALTER TABLE attendances DROP CONSTRAINT attendances_at_some_hospital, DROP CONSTRAINT attendances_unlisted_whole,
        DROP COLUMN unlisted_hospital_name, DROP COLUMN unlisted_hospital_kind,
        DROP COLUMN unlisted_hospital_place, DROP COLUMN unlisted_hospital_phone;
      ALTER TABLE attendances ALTER COLUMN hospital_id SET NOT NULL;
    `);
  }
}
