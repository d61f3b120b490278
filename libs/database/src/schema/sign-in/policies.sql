-- What lets somebody in is their own: no transaction of another finds it, whatever a query forgets. The session store
-- and the first step of signing in act for no person yet.
ALTER TABLE user_totp ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_totp_own ON user_totp TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
CREATE POLICY user_totp_by_functions ON user_totp TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE user_recovery_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_recovery_codes_own ON user_recovery_codes TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
CREATE POLICY user_recovery_codes_by_functions ON user_recovery_codes TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE user_passkeys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_passkeys_own ON user_passkeys TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
CREATE POLICY user_passkeys_by_functions ON user_passkeys TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY sessions_own ON sessions TO shared_care_app
  USING (sec.uid() IS NULL OR user_id = sec.uid())
  WITH CHECK (sec.uid() IS NULL OR user_id = sec.uid());
CREATE POLICY sessions_by_functions ON sessions TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE known_devices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY known_devices_own ON known_devices TO shared_care_app
  USING (sec.uid() IS NULL OR user_id = sec.uid())
  WITH CHECK (sec.uid() IS NULL OR user_id = sec.uid());
CREATE POLICY known_devices_by_functions ON known_devices TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE passkey_challenges ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY passkey_challenges_own ON passkey_challenges TO shared_care_app
  USING (user_id IS NULL OR user_id = sec.uid() OR expires_at <= sec.now())
  WITH CHECK (user_id IS NULL OR user_id = sec.uid());

ALTER TABLE user_identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY user_identities_seen ON user_identities FOR SELECT TO shared_care_app
  USING (user_id = sec.uid() OR sec.user_role() = 'admin');
CREATE POLICY user_identities_by_functions ON user_identities TO shared_care_definer USING (true) WITH CHECK (true);
