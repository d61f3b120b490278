ALTER TABLE home_therapies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY home_therapies_phu ON home_therapies TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY home_therapies_brought_in ON home_therapies TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE home_therapy_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY home_therapy_events_phu ON home_therapy_events TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY home_therapy_events_brought_in ON home_therapy_events TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE home_deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY home_deliveries_phu ON home_deliveries TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY home_deliveries_brought_in ON home_deliveries TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE haemtrack_periods ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY haemtrack_periods_phu ON haemtrack_periods TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY haemtrack_periods_brought_in ON haemtrack_periods TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE diary_bleeds ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY diary_bleeds_phu ON diary_bleeds TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY diary_bleeds_brought_in ON diary_bleeds TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE bleed_settlements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY bleed_settlements_phu ON bleed_settlements TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY bleed_settlements_brought_in ON bleed_settlements TO shared_care_feeds USING (true) WITH CHECK (true);
