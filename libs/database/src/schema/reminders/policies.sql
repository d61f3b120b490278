ALTER TABLE dental_care ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY dental_care_phu ON dental_care TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY dental_care_brought_in ON dental_care TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE vaccination_advice ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY vaccination_advice_phu ON vaccination_advice TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY vaccination_advice_brought_in ON vaccination_advice TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE reminder_digests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY reminder_digests_own ON reminder_digests TO shared_care_app
  USING (user_id = sec.uid())
  WITH CHECK (user_id = sec.uid());
