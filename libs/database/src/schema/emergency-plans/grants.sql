GRANT SELECT, INSERT, UPDATE ON emergency_plans TO shared_care_app;
GRANT SELECT ON emergency_plans TO shared_care_definer;
