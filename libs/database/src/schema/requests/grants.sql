GRANT SELECT, INSERT, UPDATE ON requests TO shared_care_app, shared_care_feeds;

GRANT SELECT, INSERT ON request_events TO shared_care_app, shared_care_feeds;
