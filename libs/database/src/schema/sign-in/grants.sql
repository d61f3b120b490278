GRANT SELECT, INSERT, UPDATE, DELETE ON sessions TO shared_care_app;
GRANT SELECT, DELETE ON sessions TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO shared_care_app;
GRANT SELECT, DELETE ON known_devices TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO shared_care_definer;

GRANT
  SELECT (user_id, created_at, confirmed_at, last_used_step),
  INSERT,
  UPDATE (secret, confirmed_at, last_used_step),
  DELETE
  ON user_totp TO shared_care_app;
GRANT SELECT, DELETE ON user_totp TO shared_care_definer;

GRANT SELECT, INSERT, DELETE ON user_passkeys TO shared_care_app;
GRANT SELECT, UPDATE (counter, last_used_at), DELETE ON user_passkeys TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE, DELETE ON user_recovery_codes TO shared_care_app;
GRANT SELECT, DELETE ON user_recovery_codes TO shared_care_definer;

GRANT SELECT ON user_identities TO shared_care_app;
GRANT SELECT, INSERT (user_id, issuer, subject, attached_by), DELETE ON user_identities TO shared_care_definer;

GRANT SELECT, INSERT (challenge_hash, purpose, user_id), DELETE ON passkey_challenges TO shared_care_app;

GRANT SELECT, INSERT, UPDATE, DELETE ON code_checks TO shared_care_definer;
