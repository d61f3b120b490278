ALTER TABLE requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY requests_phu ON requests TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY requests_brought_in ON requests TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE request_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY request_events_phu ON request_events TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY request_events_brought_in ON request_events TO shared_care_feeds USING (true) WITH CHECK (true);
