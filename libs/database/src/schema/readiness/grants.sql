GRANT SELECT, INSERT (id, sender_address, code), UPDATE (arrived_at) ON mail_tests TO shared_care_app;
GRANT INSERT ON mail_tests TO shared_care_feeds;
GRANT SELECT ON mail_tests TO shared_care_definer;

GRANT SELECT ON readiness_checks TO shared_care_app;
GRANT SELECT, INSERT (missing) ON readiness_checks TO shared_care_worker;
