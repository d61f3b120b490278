ALTER TABLE import_runs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY import_runs_read ON import_runs FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
CREATE POLICY import_runs_brought_in ON import_runs TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE import_run_lines ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY import_run_lines_read ON import_run_lines FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
CREATE POLICY import_run_lines_brought_in ON import_run_lines TO shared_care_feeds USING (true) WITH CHECK (true);
