-- Read before anybody has signed in: it stands on the sign-in page.
GRANT SELECT ON unit TO shared_care_app, shared_care_worker, shared_care_feeds;
GRANT SELECT, UPDATE ON unit TO shared_care_definer;

GRANT SELECT ON unit_changes TO shared_care_app;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, version) ON unit_changes TO shared_care_definer;
