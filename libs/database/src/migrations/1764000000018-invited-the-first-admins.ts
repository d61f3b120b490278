import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An installation has nobody who could invite anybody: its owner invites two admins, and from then on only admins do. */
export class InvitedTheFirstAdmins1764000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE invitations
        ALTER COLUMN invited_by DROP NOT NULL,
        ADD CONSTRAINT invitations_by_somebody CHECK (invited_by IS NOT NULL OR role = 'admin');
      GRANT INSERT (email, role, token_hash, invited_by), UPDATE (replaced_at) ON invitations TO shared_care_definer;

      -- Answers with the invitation's id, or NULL when two admins can already look after the rest.
      CREATE FUNCTION sec.invite_first_admin(address text, hash bytea) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        new_id uuid;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
        IF (SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL) >= 2 THEN RETURN NULL; END IF;
        UPDATE invitations SET replaced_at = sec.now() WHERE email = address AND accepted_at IS NULL AND replaced_at IS NULL;
        INSERT INTO invitations (email, role, token_hash, invited_by) VALUES (address, 'admin', hash, NULL)
          RETURNING id INTO new_id;
        RETURN new_id;
      END $$;
      ALTER FUNCTION sec.invite_first_admin(text, bytea) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.invite_first_admin(text, bytea) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.invite_first_admin(text, bytea) TO CURRENT_USER;

      ${acceptInvitation("(i.invited_by IS NULL OR EXISTS (SELECT 1 FROM users u WHERE u.id = i.invited_by AND u.role = 'admin' AND u.disabled_at IS NULL))")}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${acceptInvitation("EXISTS (SELECT 1 FROM users u WHERE u.id = i.invited_by AND u.role = 'admin' AND u.disabled_at IS NULL)")}
      DROP FUNCTION sec.invite_first_admin(text, bytea);
      REVOKE INSERT (email, role, token_hash, invited_by), UPDATE (replaced_at) ON invitations FROM shared_care_definer;
      ALTER TABLE invitations DROP CONSTRAINT invitations_by_somebody;
      -- Not for the rows that are there: who was invited by nobody stays so.
      ALTER TABLE invitations ADD CONSTRAINT invitations_by_somebody CHECK (invited_by IS NOT NULL) NOT VALID;
    `);
  }
}

/** As migration 13 has it, but for whose invitations count. */
function acceptInvitation(counts: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.accept_invitation(hash bytea, name text, password text) RETURNS uuid
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
      invited invitations;
      new_id uuid := gen_random_uuid();
    BEGIN
      SELECT * INTO invited FROM invitations i
      WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now()
        AND ${counts}
      FOR UPDATE;
      IF invited.id IS NULL THEN RETURN NULL; END IF;
      INSERT INTO users (id, email, display_name, role, hospital_id, password_hash)
      VALUES (new_id, invited.email, name, invited.role, invited.hospital_id, password);
      UPDATE invitations SET accepted_at = sec.now(), accepted_as = new_id WHERE id = invited.id;
      RETURN new_id;
    END $$;
  `;
}
