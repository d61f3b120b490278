GRANT SELECT, INSERT, UPDATE ON open_access_arrangements TO shared_care_app;
GRANT SELECT, INSERT ON open_access_arrangements TO shared_care_feeds;
GRANT
  SELECT,
  UPDATE (state, version, review_forced_on, review_because)
  ON open_access_arrangements TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by, lifted_because) ON open_access_suspensions TO shared_care_app;
GRANT SELECT, INSERT ON open_access_suspensions TO shared_care_feeds;
GRANT SELECT ON open_access_suspensions TO shared_care_definer;

GRANT SELECT, INSERT ON open_access_events TO shared_care_app, shared_care_feeds, shared_care_definer;
