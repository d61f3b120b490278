ALTER TABLE notices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY notices_phu ON notices TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY notices_brought_in ON notices TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY notices_read_by_functions ON notices FOR SELECT TO shared_care_definer USING (true);
