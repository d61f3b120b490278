GRANT SELECT ON settings TO shared_care_app, shared_care_worker;
GRANT SELECT, INSERT ON settings TO shared_care_feeds;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, valid_from, version) ON settings TO shared_care_definer;
