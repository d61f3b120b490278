GRANT SELECT, INSERT, UPDATE ON dental_care TO shared_care_app;
GRANT SELECT, INSERT ON dental_care TO shared_care_feeds;

-- From now on by a setting that two people agreed on, and in no other way.
GRANT SELECT ON vaccination_ages TO shared_care_app, shared_care_feeds;
GRANT SELECT, INSERT, UPDATE ON vaccination_ages TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON vaccination_advice TO shared_care_app;
GRANT SELECT, INSERT ON vaccination_advice TO shared_care_feeds;

GRANT SELECT, UPDATE ON reminder_rules TO shared_care_app;
GRANT SELECT ON reminder_rules TO shared_care_feeds;

GRANT SELECT, INSERT, UPDATE ON reminder_digests TO shared_care_app;
