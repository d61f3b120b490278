CREATE CONSTRAINT TRIGGER alerts_name_their_attendance
  AFTER INSERT OR UPDATE OF attendance_id ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.attendance_and_alert_name_each_other();

CREATE CONSTRAINT TRIGGER alerts_name_their_grant
  AFTER INSERT OR UPDATE OF break_glass_grant_id ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.grant_and_alert_name_each_other();

CREATE CONSTRAINT TRIGGER alerts_told_to_somebody
  AFTER INSERT ON alerts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.alert_has_delivery();

CREATE TRIGGER alerts_follow
  BEFORE INSERT OR UPDATE ON alerts FOR EACH ROW
  EXECUTE FUNCTION sec.alert_follows();

CREATE TRIGGER alerts_judged
  BEFORE UPDATE OF tier ON alerts FOR EACH ROW
  WHEN (NEW.tier IS DISTINCT FROM OLD.tier)
  EXECUTE FUNCTION sec.alert_is_judged_now();

CREATE TRIGGER liaison_entries_struck
  AFTER UPDATE OF struck_at ON liaison_entries FOR EACH ROW
  WHEN (NEW.struck_at IS NOT NULL)
  EXECUTE FUNCTION sec.undo_checks_of_struck_call();
