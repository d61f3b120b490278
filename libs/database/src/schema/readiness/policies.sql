ALTER TABLE mail_tests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY mail_tests_admin ON mail_tests TO shared_care_app
  USING (sec.user_role() = 'admin')
  WITH CHECK (sec.user_role() = 'admin' AND sent_to = sec.uid());
CREATE POLICY mail_tests_brought_in ON mail_tests FOR INSERT TO shared_care_feeds WITH CHECK (true);
CREATE POLICY mail_tests_of_functions ON mail_tests FOR SELECT TO shared_care_definer USING (true);
