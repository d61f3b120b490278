GRANT
  SELECT,
  INSERT (id, user_id, hospital_id, name, phone, from_on),
  UPDATE (to_on, version)
  ON link_consultants TO shared_care_app;
GRANT SELECT, INSERT ON link_consultants TO shared_care_feeds;
GRANT SELECT ON link_consultants TO shared_care_definer;

GRANT
  SELECT,
  INSERT,
  UPDATE (link_consultant_id, valid_to, version, end_reason, confirmed_by, confirmed_on)
  ON shared_care_links TO shared_care_app;
GRANT SELECT, INSERT ON shared_care_links TO shared_care_feeds;
GRANT SELECT ON shared_care_links TO shared_care_definer;
GRANT UPDATE (valid_to, version) ON shared_care_links TO shared_care_merger;

GRANT SELECT, INSERT, UPDATE (covers_to, version) ON consultant_covers TO shared_care_app;
GRANT SELECT, INSERT ON consultant_covers TO shared_care_feeds;
GRANT SELECT ON consultant_covers TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE (undone_at, undone_by) ON link_changes TO shared_care_app;

GRANT SELECT, INSERT, UPDATE (taken_back_at) ON leaving_exceptions TO shared_care_app;

GRANT SELECT, INSERT ON consultant_comments TO shared_care_app, shared_care_feeds;

GRANT
  SELECT,
  INSERT,
  UPDATE (outcome, answer, decided_by, decided_at, version)
  ON record_corrections TO shared_care_app;
GRANT SELECT, INSERT ON record_corrections TO shared_care_feeds;

GRANT SELECT, INSERT, UPDATE (owner_id, taken_at, version) ON closure_move_owners TO shared_care_app;
