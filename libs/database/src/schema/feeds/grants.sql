GRANT SELECT ON import_runs TO shared_care_app;
GRANT
  SELECT,
  INSERT,
  UPDATE (finished_at, counts, lines, state, share, seen_at, as_of, as_of_by, trouble)
  ON import_runs TO shared_care_feeds;

GRANT SELECT ON import_run_lines TO shared_care_app;
GRANT SELECT, INSERT ON import_run_lines TO shared_care_feeds;
