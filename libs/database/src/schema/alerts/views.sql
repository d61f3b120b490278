CREATE OR REPLACE VIEW alert_limits AS SELECT * FROM sec.alert_limits_at(sec.now());
