GRANT
  SELECT,
  INSERT,
  UPDATE (stopped_requests, dismissed_by, dismissed_at, dismissed_because, ended_by, ended_at, ended_because, version)
  ON notices TO shared_care_app;
GRANT SELECT, INSERT ON notices TO shared_care_feeds;
GRANT SELECT ON notices TO shared_care_definer;
