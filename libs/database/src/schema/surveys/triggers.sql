CREATE TRIGGER surveys_guarded
  BEFORE DELETE OR UPDATE ON surveys FOR EACH ROW
  EXECUTE FUNCTION sec.guard_survey();

CREATE TRIGGER survey_messages_guarded
  BEFORE DELETE OR UPDATE ON survey_messages FOR EACH ROW
  WHEN (pg_trigger_depth() = 0)
  EXECUTE FUNCTION sec.guard_survey_message();
