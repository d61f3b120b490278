CREATE CONSTRAINT TRIGGER attendances_name_their_alert
  AFTER INSERT OR UPDATE OF alert_id ON attendances DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();
