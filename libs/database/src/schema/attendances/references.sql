-- H1: an attendance without an alert, or an alert that points at nothing, cannot be committed.
ALTER TABLE attendances ADD CONSTRAINT attendances_alert FOREIGN KEY (alert_id)
  REFERENCES alerts (id) DEFERRABLE INITIALLY DEFERRED;
