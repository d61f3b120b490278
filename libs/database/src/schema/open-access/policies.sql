-- An owner who is no superuser sees the rows only while the policies do not bind owners.
ALTER TABLE open_access_arrangements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_arrangements_seen_by_user ON open_access_arrangements FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR CASE WHEN (SELECT coalesce(current_setting('app.many', true),
    '') = 'on') THEN (patient_id IN (SELECT sec.patients_of_user())) ELSE sec.can_see(patient_id) END);
CREATE POLICY open_access_arrangements_brought_in ON open_access_arrangements TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY open_access_arrangements_read_by_functions ON open_access_arrangements FOR SELECT TO shared_care_definer
  USING (true);
CREATE POLICY open_access_arrangements_drafted_by_phu ON open_access_arrangements FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'draft');
-- A link consultant answers for their own hospital and their own children only.
CREATE POLICY open_access_arrangements_changed ON open_access_arrangements FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id) AND hospital_id = ((SELECT u.hospital_id
    FROM users u WHERE u.id = sec.uid())));
CREATE POLICY open_access_arrangements_review_forced ON open_access_arrangements FOR UPDATE TO shared_care_definer
  USING (true);

ALTER TABLE open_access_suspensions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_suspensions_follow_their_arrangement ON open_access_suspensions TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM open_access_arrangements a
    WHERE a.id = open_access_suspensions.arrangement_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM open_access_arrangements a
    WHERE a.id = open_access_suspensions.arrangement_id));
CREATE POLICY open_access_suspensions_brought_in ON open_access_suspensions TO shared_care_feeds
  USING (true)
  WITH CHECK (true);
CREATE POLICY open_access_suspensions_of_functions ON open_access_suspensions TO shared_care_definer
  USING (true)
  WITH CHECK (true);

ALTER TABLE open_access_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY open_access_events_follow_their_arrangement ON open_access_events TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM open_access_arrangements a
    WHERE a.id = open_access_events.arrangement_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM open_access_arrangements a
    WHERE a.id = open_access_events.arrangement_id));
CREATE POLICY open_access_events_brought_in ON open_access_events TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY open_access_events_of_functions ON open_access_events TO shared_care_definer
  USING (true)
  WITH CHECK (true);
