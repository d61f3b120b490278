ALTER TABLE patient_treatments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_treatments_phu ON patient_treatments TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY patient_treatments_brought_in ON patient_treatments TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY patient_treatments_read_by_functions ON patient_treatments FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE patient_treatment_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_treatment_events_phu ON patient_treatment_events TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()) AND by = sec.uid());
CREATE POLICY patient_treatment_events_brought_in ON patient_treatment_events TO shared_care_feeds
  USING (true)
  WITH CHECK (true);

ALTER TABLE treatment_givers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY treatment_givers_phu ON treatment_givers TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY treatment_givers_brought_in ON treatment_givers TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY treatment_givers_read_by_functions ON treatment_givers FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE treatment_dose_days ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY treatment_dose_days_phu ON treatment_dose_days TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY treatment_dose_days_brought_in ON treatment_dose_days TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY treatment_dose_days_read_by_functions ON treatment_dose_days FOR SELECT TO shared_care_definer
  USING (true);
