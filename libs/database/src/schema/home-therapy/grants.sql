GRANT SELECT, INSERT, UPDATE ON home_therapies TO shared_care_app;
GRANT SELECT, INSERT ON home_therapies TO shared_care_feeds;

GRANT SELECT, INSERT ON home_therapy_events TO shared_care_app, shared_care_feeds;

GRANT SELECT, INSERT, UPDATE ON home_deliveries TO shared_care_app;
GRANT SELECT, INSERT ON home_deliveries TO shared_care_feeds;

GRANT SELECT, INSERT, UPDATE ON haemtrack_periods TO shared_care_app;
GRANT SELECT, INSERT ON haemtrack_periods TO shared_care_feeds;

GRANT SELECT, INSERT ON diary_bleeds TO shared_care_app, shared_care_feeds;

GRANT SELECT, INSERT ON bleed_settlements TO shared_care_app, shared_care_feeds;
