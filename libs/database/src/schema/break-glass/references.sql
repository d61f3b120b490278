ALTER TABLE break_glass_grants ADD CONSTRAINT break_glass_grants_alert FOREIGN KEY (alert_id)
  REFERENCES alerts (id) DEFERRABLE INITIALLY DEFERRED;
