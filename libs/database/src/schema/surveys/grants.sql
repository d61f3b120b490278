GRANT SELECT, INSERT, UPDATE ON surveys TO shared_care_app;
GRANT SELECT, INSERT ON surveys TO shared_care_feeds;
GRANT SELECT ON surveys TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE (answered_at, answered_marked_by) ON survey_invitations TO shared_care_app;
GRANT SELECT, INSERT ON survey_invitations TO shared_care_feeds;
GRANT SELECT ON survey_invitations TO shared_care_definer;

GRANT
  SELECT,
  INSERT (survey_id, patient_id, kind, state, because),
  UPDATE (state, due_at, attempts)
  ON survey_messages TO shared_care_app;
GRANT SELECT, INSERT ON survey_messages TO shared_care_feeds;
GRANT SELECT, UPDATE ON survey_messages TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON participation TO shared_care_app;
GRANT SELECT, INSERT ON participation TO shared_care_feeds;
