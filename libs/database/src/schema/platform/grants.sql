GRANT SELECT ON sec.clock TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer,
  shared_care_audit, shared_care_merger;

GRANT SELECT, INSERT, UPDATE ON worker_cycles TO shared_care_worker;
GRANT SELECT ON worker_cycles TO shared_care_definer;

GRANT SELECT, UPDATE ON write_probe TO shared_care_app, shared_care_worker;

-- Reads every table, past the policies. No table that names a child is granted to the worker: it sends what functions
-- hand it.
GRANT SELECT ON ALL TABLES IN SCHEMA public, sec TO shared_care_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public, sec TO shared_care_backup;
