ALTER TABLE break_glass_grants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY break_glass_grants_own_or_phu ON break_glass_grants FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR user_id = sec.uid());
CREATE POLICY break_glass_grants_made_by_functions ON break_glass_grants FOR INSERT TO shared_care_definer
  WITH CHECK (true);
CREATE POLICY break_glass_grants_read_by_functions ON break_glass_grants FOR SELECT TO shared_care_definer USING (true);
CREATE POLICY break_glass_grants_reviewed_by_phu ON break_glass_grants FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK (reviewed_by = sec.uid());

ALTER TABLE break_glass_misses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY break_glass_misses_own_or_phu ON break_glass_misses FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR user_id = sec.uid());
CREATE POLICY break_glass_misses_made_by_functions ON break_glass_misses FOR INSERT TO shared_care_definer
  WITH CHECK (true);
CREATE POLICY break_glass_misses_read_by_functions ON break_glass_misses FOR SELECT TO shared_care_definer USING (true);
