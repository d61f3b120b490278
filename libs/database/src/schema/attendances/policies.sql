ALTER TABLE attendances ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- A child nobody has matched yet is seen by the PHU and by the person who logged it.
CREATE POLICY attendances_seen_by_user ON attendances FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR patient_id IS NOT NULL AND sec.can_see(patient_id) OR patient_id IS NULL
    AND logged_by = sec.uid());
CREATE POLICY attendances_logged_by_user ON attendances FOR INSERT TO shared_care_app
  WITH CHECK (logged_by = sec.uid() AND ((SELECT sec.sees_all_patients()) OR hospital_id = ((SELECT u.hospital_id
    FROM users u WHERE u.id = sec.uid())) AND (patient_id IS NULL OR sec.can_see(patient_id))));
CREATE POLICY attendances_changed_by_phu ON attendances FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY attendances_brought_in ON attendances TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY attendances_read_by_functions ON attendances FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE attendance_sources ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_sources_follow_their_parent ON attendance_sources TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a
    WHERE a.id = attendance_sources.attendance_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a
    WHERE a.id = attendance_sources.attendance_id));
CREATE POLICY attendance_sources_brought_in ON attendance_sources TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE attendance_drafts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Nobody reads another's draft, nor an old one of their own. It holds what they typed and the child's internal id.
CREATE POLICY attendance_drafts_own ON attendance_drafts TO shared_care_app
  USING (user_id = sec.uid() AND saved_at > (sec.now() - interval '24 hours'))
  WITH CHECK (user_id = sec.uid() AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'link_consultant')
    AND (patient_id IS NULL OR (SELECT sec.sees_all_patients()) OR sec.can_see(patient_id)));
CREATE POLICY attendance_drafts_read_by_functions ON attendance_drafts FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY attendance_drafts_removed_by_functions ON attendance_drafts FOR DELETE TO shared_care_definer
  USING (saved_at <= (sec.now() - interval '24 hours'));

ALTER TABLE attendance_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY attendance_changes_seen ON attendance_changes FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY attendance_changes_made ON attendance_changes FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND by = sec.uid());
CREATE POLICY attendance_changes_brought_in ON attendance_changes TO shared_care_feeds USING (true) WITH CHECK (true);
