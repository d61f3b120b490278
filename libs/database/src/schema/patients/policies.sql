ALTER TABLE patients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patients_seen_by_user ON patients FOR SELECT TO shared_care_app
  USING (((SELECT sec.sees_all_patients()) OR CASE WHEN (SELECT coalesce(current_setting('app.many', true),
    '') = 'on') THEN (id IN (SELECT sec.patients_of_user())) ELSE sec.can_see(id) END) AND merged_into_id IS NULL);
CREATE POLICY patients_brought_in ON patients TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY patients_read_by_functions ON patients FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY patients_marked_by_phu ON patients FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY patients_registered_by_phu ON patients FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND registered_by = sec.uid() AND registered_source IS NOT NULL
    AND nhs_number_status IN ('verified', 'not_verified', 'absent') AND greatest(birth_date, weighed_on,
    inhibitor_on) <= (sec.now() AT TIME ZONE 'Europe/London')::date);
CREATE POLICY patients_followed ON patients FOR UPDATE TO shared_care_definer USING (true) WITH CHECK (true);
-- Whatever a query forgot: who was never a child of the unit is found by nobody.
CREATE POLICY patients_not_struck_out ON patients AS RESTRICTIVE FOR SELECT TO shared_care_app
  USING (struck_out_at IS NULL);
CREATE POLICY patients_not_struck_out_for_functions ON patients AS RESTRICTIVE FOR SELECT TO shared_care_definer
  USING (struck_out_at IS NULL);

ALTER TABLE contact_details ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY contact_details_phu ON contact_details TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY contact_details_brought_in ON contact_details TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY contact_details_by_functions ON contact_details TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE patient_merges ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_merges_seen_by_phu ON patient_merges FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY patient_merges_proposed ON patient_merges FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'proposed' AND proposed_by = sec.uid());
CREATE POLICY patient_merges_declined ON patient_merges FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND state = 'proposed')
  WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'declined' AND declined_by = sec.uid());
CREATE POLICY patient_merges_worked ON patient_merges TO shared_care_merger USING (true) WITH CHECK (true);

ALTER TABLE patient_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_changes_seen_by_user ON patient_changes FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
CREATE POLICY patient_changes_struck_out_by_phu ON patient_changes FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND struck_out_at IS NULL)
  WITH CHECK ((SELECT sec.sees_all_patients()) AND struck_out_by = sec.uid());
CREATE POLICY patient_changes_by_functions ON patient_changes TO shared_care_definer USING (true) WITH CHECK (true);

ALTER TABLE patient_weights ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_weights_seen_by_user ON patient_weights FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
CREATE POLICY patient_weights_struck_out_by_phu ON patient_weights FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND struck_out_at IS NULL)
  WITH CHECK ((SELECT sec.sees_all_patients()) AND struck_out_by = sec.uid());
CREATE POLICY patient_weights_by_functions ON patient_weights TO shared_care_definer USING (true) WITH CHECK (true);
CREATE POLICY patient_weights_recorded_by_phu ON patient_weights FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND recorded_by = sec.uid());
CREATE POLICY patient_weights_brought_in ON patient_weights TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE inhibitor_results ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY inhibitor_results_seen_by_user ON inhibitor_results FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR sec.can_see(patient_id));
CREATE POLICY inhibitor_results_struck_out_by_phu ON inhibitor_results FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND struck_out_at IS NULL)
  WITH CHECK ((SELECT sec.sees_all_patients()) AND struck_out_by = sec.uid());
CREATE POLICY inhibitor_results_by_functions ON inhibitor_results TO shared_care_definer USING (true) WITH CHECK (true);
CREATE POLICY inhibitor_results_recorded_by_phu ON inhibitor_results FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND recorded_by = sec.uid());
CREATE POLICY inhibitor_results_brought_in ON inhibitor_results TO shared_care_feeds USING (true) WITH CHECK (true);
