ALTER TABLE emergency_plans ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
-- Outside the PHU there are no drafts and no old versions.
CREATE POLICY emergency_plans_seen_by_user ON emergency_plans FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR state IN ('approved', 'withdrawn') AND sec.can_see(patient_id));
CREATE POLICY emergency_plans_written_by_phu ON emergency_plans FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'draft' AND written_by = sec.uid()
    AND changed_by = sec.uid());
CREATE POLICY emergency_plans_changed_by_phu ON emergency_plans FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY emergency_plans_read_by_functions ON emergency_plans FOR SELECT TO shared_care_definer USING (true);
