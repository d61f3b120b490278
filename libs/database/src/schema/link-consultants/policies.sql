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

-- Who sees a child follows posts and covers. Who is in post, and who stands in, everybody may know.
ALTER TABLE link_consultants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY link_consultants_known ON link_consultants FOR SELECT TO shared_care_app USING (true);
CREATE POLICY link_consultants_added ON link_consultants FOR INSERT TO shared_care_app
  WITH CHECK (((SELECT sec.sees_all_patients()) OR sec.user_role() = 'admin') AND (user_id IS NULL
    OR EXISTS (SELECT 1 FROM users u WHERE u.id = user_id AND u.role = 'link_consultant'
      AND u.hospital_id = link_consultants.hospital_id)));
-- Who arranges cover locks both posts; only one's own is changed.
CREATE POLICY link_consultants_dated ON link_consultants FOR UPDATE TO shared_care_app
  USING (true)
  WITH CHECK ((SELECT sec.sees_all_patients()) OR sec.user_role() = 'admin' OR user_id = sec.uid());
CREATE POLICY link_consultants_brought_in ON link_consultants TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY link_consultants_read_by_functions ON link_consultants FOR SELECT TO shared_care_definer USING (true);

-- The unit, or the consultant who goes away. An admin, who sees no child, opens none to anybody.
ALTER TABLE consultant_covers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY consultant_covers_known ON consultant_covers FOR SELECT TO shared_care_app USING (true);
CREATE POLICY consultant_covers_arranged ON consultant_covers FOR INSERT TO shared_care_app
  WITH CHECK (recorded_by = sec.uid() AND ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM link_consultants a
    WHERE a.id = absent_id AND a.user_id = sec.uid())));
CREATE POLICY consultant_covers_ended ON consultant_covers FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.user_role() = 'admin' OR EXISTS (SELECT 1 FROM link_consultants a
    WHERE a.id = absent_id AND a.user_id = sec.uid()));
CREATE POLICY consultant_covers_brought_in ON consultant_covers TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY consultant_covers_read_by_functions ON consultant_covers FOR SELECT TO shared_care_definer USING (true);
