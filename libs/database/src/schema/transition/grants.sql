GRANT
  SELECT,
  INSERT,
  UPDATE (stage, key_worker, adult_centre, transfer_on, first_adult_visit_on, changed_by, changed_at, version)
  ON transitions TO shared_care_app;
GRANT SELECT, INSERT ON transitions TO shared_care_feeds;
GRANT SELECT ON transitions TO shared_care_definer;

GRANT SELECT, INSERT ON transition_answers TO shared_care_app, shared_care_feeds;
