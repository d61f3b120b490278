ALTER TABLE surveys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY surveys_phu ON surveys TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY surveys_brought_in ON surveys TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY surveys_by_functions ON surveys TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE survey_invitations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_invitations_phu ON survey_invitations TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY survey_invitations_brought_in ON survey_invitations TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY survey_invitations_by_functions ON survey_invitations TO shared_care_definer
  USING (true)
  WITH CHECK (true);

ALTER TABLE survey_messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_messages_phu ON survey_messages TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY survey_messages_brought_in ON survey_messages TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY survey_messages_by_functions ON survey_messages TO shared_care_definer USING (true) WITH CHECK (true);
CREATE POLICY survey_messages_queued ON survey_messages AS RESTRICTIVE FOR INSERT TO shared_care_app
  WITH CHECK (state IN ('waiting', 'left_out'));
CREATE POLICY survey_messages_held ON survey_messages AS RESTRICTIVE FOR UPDATE TO shared_care_app
  USING (state IN ('waiting', 'failed', 'bounced', 'stopped'))
  WITH CHECK (state IN ('waiting', 'stopped'));

ALTER TABLE participation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY participation_phu ON participation TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY participation_brought_in ON participation TO shared_care_feeds USING (true) WITH CHECK (true);
