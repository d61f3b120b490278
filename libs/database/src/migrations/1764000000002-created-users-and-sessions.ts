import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedUsersAndSessions1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL CHECK (email = lower(email)),
        display_name text NOT NULL,
        role text NOT NULL CHECK (role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
        password_hash text,
        -- Where a link consultant works; they see the children linked to that hospital while the link lasts.
        hospital_id uuid,
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        version int NOT NULL DEFAULT 1,
        CONSTRAINT users_consultant_has_hospital CHECK (role <> 'link_consultant' OR hospital_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX users_email ON users (email);
      GRANT SELECT ON users TO shared_care_app, shared_care_feeds, shared_care_definer;
      GRANT INSERT ON users TO shared_care_feeds;

      -- The layout that the session store (connect-pg-simple) reads and writes.
      CREATE TABLE sessions (
        sid text PRIMARY KEY,
        sess json NOT NULL,
        expire timestamptz NOT NULL
      );
      CREATE INDEX sessions_expire ON sessions (expire);
      GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO shared_care_app;

      CREATE FUNCTION sec.user_role() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ SELECT role FROM users WHERE id = sec.uid() AND disabled_at IS NULL $$;
      ALTER FUNCTION sec.user_role() OWNER TO shared_care_definer;

      CREATE FUNCTION sec.sees_all_patients() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT coalesce(sec.user_role() IN ('haemostasis_nurse', 'phu_doctor'), false) $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.sees_all_patients();
      DROP FUNCTION sec.user_role();
      DROP TABLE sessions;
      DROP TABLE users;
    `);
  }
}
