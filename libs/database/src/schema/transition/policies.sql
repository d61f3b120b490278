ALTER TABLE transitions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY transitions_of_the_phu ON transitions TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY transitions_brought_in ON transitions TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY transitions_read_by_functions ON transitions FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE transition_answers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY transition_answers_of_the_phu ON transition_answers TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()));
CREATE POLICY transition_answers_brought_in ON transition_answers TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY transition_answers_read_by_functions ON transition_answers FOR SELECT TO shared_care_definer USING (true);
