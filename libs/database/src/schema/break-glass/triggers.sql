CREATE CONSTRAINT TRIGGER break_glass_grants_name_their_alert
  AFTER INSERT OR UPDATE OF alert_id ON break_glass_grants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.grant_and_alert_name_each_other();
