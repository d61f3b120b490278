ALTER TABLE shared_care_links ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shared_care_links_seen_by_user ON shared_care_links FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR CASE WHEN (SELECT coalesce(current_setting('app.many', true),
    '') = 'on') THEN (patient_id IN (SELECT sec.patients_of_user())) ELSE sec.can_see(patient_id) END);
CREATE POLICY shared_care_links_brought_in ON shared_care_links TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY shared_care_links_read_by_functions ON shared_care_links FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY shared_care_links_added_by_phu ON shared_care_links FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND recorded_by = sec.uid());
CREATE POLICY shared_care_links_changed_by_phu ON shared_care_links FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));

ALTER TABLE link_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY link_changes_of_the_phu ON link_changes TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));

ALTER TABLE leaving_exceptions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY leaving_exceptions_of_the_phu ON leaving_exceptions TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));

ALTER TABLE consultant_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY consultant_comments_seen_with_their_alert ON consultant_comments FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = consultant_comments.alert_id));
CREATE POLICY consultant_comments_made_by_user ON consultant_comments FOR INSERT TO shared_care_app
  WITH CHECK (made_by = sec.uid() AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = consultant_comments.alert_id));
CREATE POLICY consultant_comments_brought_in ON consultant_comments TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE record_corrections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY record_corrections_seen_by_user ON record_corrections FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
CREATE POLICY record_corrections_suggested_by_user ON record_corrections FOR INSERT TO shared_care_app
  WITH CHECK (suggested_by = sec.uid() AND sec.can_see(patient_id));
CREATE POLICY record_corrections_decided_by_phu ON record_corrections FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY record_corrections_brought_in ON record_corrections TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE closure_move_owners ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY closure_move_owners_of_the_unit ON closure_move_owners TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
