-- The program may disable and enable. A role is written by two functions only, a password by its owner's.
GRANT
  SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version),
  UPDATE (disabled_at, version)
  ON users TO shared_care_app;
GRANT SELECT (id, email, display_name, role, disabled_at) ON users TO shared_care_worker;
GRANT SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version) ON users TO shared_care_feeds;
GRANT
  SELECT,
  INSERT (id, email, display_name, role, password_hash, hospital_id),
  UPDATE (email, role, password_hash, hospital_id, disabled_at, version)
  ON users TO shared_care_definer;
GRANT SELECT (id, email, display_name, role, hospital_id, disabled_at, created_at, version) ON users TO shared_care_audit;

GRANT
  SELECT (id, email, role, hospital_id, invited_by, invited_at, expires_at, accepted_at, replaced_at),
  UPDATE (replaced_at)
  ON invitations TO shared_care_app;
GRANT
  SELECT,
  INSERT (email, role, hospital_id, token_hash, invited_by),
  UPDATE (accepted_at, accepted_as, replaced_at)
  ON invitations TO shared_care_definer;

GRANT SELECT, INSERT (user_id, from_role, to_role, to_hospital_id) ON role_change_requests TO shared_care_app;
GRANT SELECT, UPDATE (state, decided_by, decided_at, version) ON role_change_requests TO shared_care_definer;

GRANT
  SELECT,
  INSERT (kind, email, role, hospital_id, user_id, issuer, subject)
  ON access_requests TO shared_care_app;
GRANT SELECT, UPDATE (state, decided_by, decided_at, invitation_id, version) ON access_requests TO shared_care_definer;

GRANT INSERT (email, lost) ON recovery_asks TO shared_care_app;
GRANT SELECT, UPDATE, DELETE ON recovery_asks TO shared_care_definer;

GRANT
  SELECT (id, user_id, lost, state, asked_at, asked_by, identified, because, new_email, proved_at, ends_at, ended_by,
    ended_at, version)
  ON account_recoveries TO shared_care_app;
GRANT INSERT ON account_recoveries TO shared_care_feeds;
GRANT SELECT, INSERT, UPDATE ON account_recoveries TO shared_care_definer;

GRANT SELECT ON account_recovery_confirmations TO shared_care_app;
GRANT SELECT, INSERT ON account_recovery_confirmations TO shared_care_definer;

GRANT SELECT ON account_messages TO shared_care_app;
GRANT SELECT, INSERT, UPDATE ON account_messages TO shared_care_definer;
