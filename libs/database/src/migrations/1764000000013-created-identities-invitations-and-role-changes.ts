import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatedIdentitiesInvitationsAndRoleChanges1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who somebody is at a sign-in service. Matched on both columns: an email address proves nothing.
      CREATE TABLE user_identities (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id),
        issuer text NOT NULL,
        subject text NOT NULL,
        attached_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        attached_at timestamptz NOT NULL DEFAULT sec.now(),
        CONSTRAINT user_identities_one_person UNIQUE (issuer, subject),
        CONSTRAINT user_identities_not_own CHECK (attached_by <> user_id)
      );
      CREATE INDEX user_identities_user ON user_identities (user_id);
      GRANT SELECT ON user_identities TO shared_care_app;
      GRANT INSERT (user_id, issuer, subject) ON user_identities TO shared_care_app;

      -- Who invites and until when is set here, not by whoever asks.
      CREATE TABLE invitations (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
        hospital_id uuid REFERENCES hospitals (id),
        token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
        invited_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        invited_at timestamptz NOT NULL DEFAULT sec.now(),
        expires_at timestamptz NOT NULL DEFAULT sec.now() + interval '72 hours',
        accepted_at timestamptz,
        accepted_as uuid REFERENCES users (id),
        replaced_at timestamptz,
        CONSTRAINT invitations_hospital_of_consultant CHECK ((role = 'link_consultant') = (hospital_id IS NOT NULL)),
        CONSTRAINT invitations_accepted_by_somebody CHECK ((accepted_at IS NULL) = (accepted_as IS NULL))
      );
      CREATE UNIQUE INDEX invitations_one_waiting ON invitations (email) WHERE accepted_at IS NULL AND replaced_at IS NULL;
      GRANT SELECT (id, email, role, hospital_id, invited_by, invited_at, expires_at, accepted_at, replaced_at)
        ON invitations TO shared_care_app;
      GRANT INSERT (email, role, hospital_id, token_hash), UPDATE (replaced_at) ON invitations TO shared_care_app;

      CREATE TABLE role_change_requests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users (id),
        from_role text NOT NULL CHECK (from_role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
        to_role text NOT NULL CHECK (to_role IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant', 'admin')),
        to_hospital_id uuid REFERENCES hospitals (id),
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
        requested_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        requested_at timestamptz NOT NULL DEFAULT sec.now(),
        decided_by uuid REFERENCES users (id),
        decided_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT role_changes_not_own CHECK (requested_by <> user_id AND decided_by <> user_id),
        CONSTRAINT role_changes_by_two CHECK (decided_by <> requested_by),
        CONSTRAINT role_changes_decided CHECK ((state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
        CONSTRAINT role_changes_hospital_of_consultant CHECK ((to_role = 'link_consultant') = (to_hospital_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX role_change_requests_one_waiting ON role_change_requests (user_id) WHERE state = 'waiting';
      GRANT SELECT ON role_change_requests TO shared_care_app;
      GRANT INSERT (user_id, from_role, to_role, to_hospital_id) ON role_change_requests TO shared_care_app;

      -- Nobody but an admin sees either, whatever a query forgets; the two functions below see what they need.
      ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE role_change_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY invitations_admin ON invitations TO shared_care_app USING (sec.user_role() = 'admin');
      CREATE POLICY invitations_accept ON invitations TO shared_care_definer USING (true);
      CREATE POLICY role_changes_admin ON role_change_requests TO shared_care_app USING (sec.user_role() = 'admin');
      CREATE POLICY role_changes_decide ON role_change_requests TO shared_care_definer USING (true);

      -- The program may disable and enable. A role is written by two functions only.
      GRANT UPDATE (disabled_at, version) ON users TO shared_care_app;
      GRANT INSERT (id, email, display_name, role, hospital_id, password_hash), UPDATE (role, hospital_id, version)
        ON users TO shared_care_definer;
      GRANT SELECT, UPDATE (accepted_at, accepted_as) ON invitations TO shared_care_definer;
      GRANT SELECT, UPDATE (state, decided_by, decided_at, version) ON role_change_requests TO shared_care_definer;
      GRANT SELECT (actor_id, action, outcome, at) ON audit_entries TO shared_care_definer;

      -- One statement checks and takes, so an invitation makes one account however often it is sent in. An invitation
      -- does not outlive the admin's own account.
      CREATE FUNCTION sec.accept_invitation(hash bytea, name text, password text) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        invited invitations;
        new_id uuid := gen_random_uuid();
      BEGIN
        SELECT * INTO invited FROM invitations i
        WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.replaced_at IS NULL AND i.expires_at > sec.now()
          AND EXISTS (SELECT 1 FROM users u WHERE u.id = i.invited_by AND u.role = 'admin' AND u.disabled_at IS NULL)
        FOR UPDATE;
        IF invited.id IS NULL THEN RETURN NULL; END IF;
        INSERT INTO users (id, email, display_name, role, hospital_id, password_hash)
        VALUES (new_id, invited.email, name, invited.role, invited.hospital_id, password);
        UPDATE invitations SET accepted_at = sec.now(), accepted_as = new_id WHERE id = invited.id;
        RETURN new_id;
      END $$;
      ALTER FUNCTION sec.accept_invitation(bytea, text, text) OWNER TO shared_care_definer;

      -- True when this call decided. The constraints above refuse the subject and the one who asked.
      CREATE FUNCTION sec.decide_role_change(request uuid, seen int, approve boolean) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE decided role_change_requests;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
        UPDATE role_change_requests r
        SET state = CASE WHEN approve THEN 'approved' ELSE 'refused' END, decided_by = sec.uid(), decided_at = sec.now(),
            version = version + 1
        WHERE r.id = request AND r.version = seen AND r.state = 'waiting'
        RETURNING * INTO decided;
        IF decided.id IS NULL THEN RETURN false; END IF;
        IF approve THEN
          UPDATE users SET role = decided.to_role, hospital_id = decided.to_hospital_id, version = version + 1
          WHERE id = decided.user_id;
        END IF;
        RETURN true;
      END $$;
      ALTER FUNCTION sec.decide_role_change(uuid, int, boolean) OWNER TO shared_care_definer;

      -- The log itself stays closed: of it an admin learns here when each account last signed in.
      CREATE FUNCTION sec.last_sign_ins() RETURNS TABLE (user_id uuid, at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT u.id, (SELECT max(a.at) FROM audit_entries a
                      WHERE a.actor_id = u.id AND a.action = 'sign_in' AND a.outcome = 'done')
        FROM users u WHERE sec.user_role() = 'admin'
      $$;
      ALTER FUNCTION sec.last_sign_ins() OWNER TO shared_care_definer;

      -- Checked at commit. The lock makes two admins who disable each other at once take turns: the second sees what
      -- the first did.
      CREATE FUNCTION sec.one_admin_remains() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF OLD.role <> 'admin' OR OLD.disabled_at IS NOT NULL THEN RETURN NULL; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('one_admin_remains'));
        IF NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND disabled_at IS NULL) THEN
          RAISE EXCEPTION 'no admin would remain' USING ERRCODE = 'check_violation', CONSTRAINT = 'users_one_admin_remains';
        END IF;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.one_admin_remains() OWNER TO shared_care_definer;
      CREATE CONSTRAINT TRIGGER users_one_admin_remains AFTER UPDATE OF role, disabled_at OR DELETE ON users
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sec.one_admin_remains();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER users_one_admin_remains ON users;
      DROP FUNCTION sec.one_admin_remains();
      DROP FUNCTION sec.last_sign_ins();
      DROP FUNCTION sec.decide_role_change(uuid, int, boolean);
      DROP FUNCTION sec.accept_invitation(bytea, text, text);
      REVOKE SELECT (actor_id, action, outcome, at) ON audit_entries FROM shared_care_definer;
      REVOKE INSERT (id, email, display_name, role, hospital_id, password_hash), UPDATE (role, hospital_id, version)
        ON users FROM shared_care_definer;
      REVOKE UPDATE (disabled_at, version) ON users FROM shared_care_app;
      DROP TABLE role_change_requests;
      DROP TABLE invitations;
      DROP TABLE user_identities;
    `);
  }
}
