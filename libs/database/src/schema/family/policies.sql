ALTER TABLE family_people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY family_people_phu ON family_people TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY family_people_brought_in ON family_people TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY family_people_read_by_functions ON family_people FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY family_people_email_came_back ON family_people FOR UPDATE TO shared_care_definer USING (true);

ALTER TABLE family_communication ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY family_communication_phu ON family_communication TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY family_communication_brought_in ON family_communication TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY family_communication_read_by_functions ON family_communication FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY family_communication_seen_by_user ON family_communication FOR SELECT TO shared_care_app
  USING (sec.can_see(patient_id));

ALTER TABLE family_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY family_changes_by_functions ON family_changes TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE organisations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisations_phu ON organisations TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY organisations_brought_in ON organisations TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY organisations_read_by_functions ON organisations FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE patient_places ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_places_phu ON patient_places TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY patient_places_brought_in ON patient_places TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY patient_places_read_by_functions ON patient_places FOR SELECT TO shared_care_definer USING (true);
