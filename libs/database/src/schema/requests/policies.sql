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
CREATE POLICY requests_of_replies ON requests FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE request_replies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY request_replies_phu ON request_replies TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY request_replies_begin ON request_replies AS RESTRICTIVE FOR INSERT TO shared_care_app
  WITH CHECK (state IN ('told', 'waiting'));
CREATE POLICY request_replies_brought_in ON request_replies TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY request_replies_by_functions ON request_replies TO shared_care_definer USING (true) WITH CHECK (true);
