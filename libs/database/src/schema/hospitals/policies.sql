ALTER TABLE contact_checks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- The numbers of hospitals are for every signed-in person; who may say that one is right or wrong is not.
CREATE POLICY contact_checks_read ON contact_checks FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
CREATE POLICY contact_checks_made ON contact_checks FOR INSERT TO shared_care_app
  WITH CHECK (by = sec.uid() AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin'));
CREATE POLICY contact_checks_undone ON contact_checks FOR UPDATE TO shared_care_app
  USING (by = sec.uid() AND undone_at IS NULL)
  WITH CHECK (undone_by = sec.uid());
CREATE POLICY contact_checks_brought_in ON contact_checks TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY contact_checks_of_functions ON contact_checks TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE contact_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_changes_read ON contact_changes FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
CREATE POLICY contact_changes_proposed ON contact_changes FOR INSERT TO shared_care_app
  WITH CHECK (sec.user_role() IN ('haemostasis_nurse', 'admin') OR sec.user_role() = 'link_consultant'
    AND hospital_id = ((SELECT u.hospital_id FROM users u WHERE u.id = sec.uid())));
CREATE POLICY contact_changes_brought_in ON contact_changes TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY contact_changes_of_functions ON contact_changes TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE closure_reviews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY closure_reviews_read ON closure_reviews FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
CREATE POLICY closure_reviews_decided_by_admin ON closure_reviews FOR UPDATE TO shared_care_app
  USING (sec.user_role() = 'admin');
CREATE POLICY closure_reviews_of_functions ON closure_reviews TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE stale_numbers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY stale_numbers_read ON stale_numbers FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
CREATE POLICY stale_numbers_taken_by_staff ON stale_numbers FOR UPDATE TO shared_care_app
  USING (sec.user_role() IN ('haemostasis_nurse', 'admin') AND ended_at IS NULL);
CREATE POLICY stale_numbers_of_functions ON stale_numbers TO shared_care_definer USING (true) WITH CHECK (true);
