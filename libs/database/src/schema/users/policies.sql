-- Nobody but an admin sees either, whatever a query forgets; the two functions below see what they need.
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY invitations_admin ON invitations TO shared_care_app USING (sec.user_role() = 'admin');
CREATE POLICY invitations_accept ON invitations TO shared_care_definer USING (true);

ALTER TABLE role_change_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY role_changes_admin ON role_change_requests TO shared_care_app USING (sec.user_role() = 'admin');
CREATE POLICY role_changes_decide ON role_change_requests TO shared_care_definer USING (true);

ALTER TABLE access_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY access_requests_admin ON access_requests TO shared_care_app
  USING (sec.user_role() = 'admin')
  WITH CHECK (sec.user_role() = 'admin' AND requested_by = sec.uid());
CREATE POLICY access_requests_by_functions ON access_requests TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE account_recoveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_recoveries_admin ON account_recoveries FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin');
CREATE POLICY account_recoveries_by_functions ON account_recoveries TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY account_recoveries_brought_in ON account_recoveries FOR INSERT TO shared_care_feeds
  WITH CHECK (state = 'waiting' AND token_hash IS NULL);

ALTER TABLE account_recovery_confirmations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_recovery_confirmations_admin ON account_recovery_confirmations FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin');
CREATE POLICY account_recovery_confirmations_by_functions ON account_recovery_confirmations TO shared_care_definer
  USING (true)
  WITH CHECK (true);

ALTER TABLE account_messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_messages_admin ON account_messages FOR SELECT TO shared_care_app
  USING (sec.user_role() = 'admin');
CREATE POLICY account_messages_by_functions ON account_messages TO shared_care_definer USING (true) WITH CHECK (true);
