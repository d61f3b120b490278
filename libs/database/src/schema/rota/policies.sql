ALTER TABLE rota_patterns ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_patterns_read ON rota_patterns FOR SELECT TO shared_care_app USING (sec.reads_rota());
CREATE POLICY rota_patterns_insert ON rota_patterns FOR INSERT TO shared_care_app WITH CHECK (sec.writes_rota());
CREATE POLICY rota_patterns_update ON rota_patterns FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_patterns_loops ON rota_patterns FOR SELECT TO shared_care_definer, shared_care_worker USING (true);
CREATE POLICY rota_patterns_demo ON rota_patterns TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE rota_pattern_lines ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_pattern_lines_read ON rota_pattern_lines FOR SELECT TO shared_care_app USING (sec.reads_rota());
CREATE POLICY rota_pattern_lines_insert ON rota_pattern_lines FOR INSERT TO shared_care_app
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_pattern_lines_update ON rota_pattern_lines FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_pattern_lines_loops ON rota_pattern_lines FOR SELECT TO shared_care_definer, shared_care_worker
  USING (true);
CREATE POLICY rota_pattern_lines_demo ON rota_pattern_lines TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE rota_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_changes_read ON rota_changes FOR SELECT TO shared_care_app USING (sec.reads_rota());
CREATE POLICY rota_changes_insert ON rota_changes FOR INSERT TO shared_care_app WITH CHECK (sec.writes_rota());
CREATE POLICY rota_changes_update ON rota_changes FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE POLICY rota_changes_loops ON rota_changes FOR SELECT TO shared_care_definer, shared_care_worker USING (true);
CREATE POLICY rota_changes_demo ON rota_changes TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE duty_numbers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY duty_numbers_read ON duty_numbers FOR SELECT TO shared_care_app USING (true);
CREATE POLICY duty_numbers_insert ON duty_numbers FOR INSERT TO shared_care_app WITH CHECK (sec.writes_rota());
CREATE POLICY duty_numbers_update ON duty_numbers FOR UPDATE TO shared_care_app
  USING (sec.writes_rota())
  WITH CHECK (sec.writes_rota());
CREATE POLICY duty_numbers_loops ON duty_numbers FOR SELECT TO shared_care_definer, shared_care_worker USING (true);
CREATE POLICY duty_numbers_demo ON duty_numbers TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE overnight_call_answers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY overnight_call_answers_phu ON overnight_call_answers TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()) AND answered_by = sec.uid());

-- Only who holds a duty asks, and only the two whom it concerns change what was asked.
ALTER TABLE rota_swap_asks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY rota_swap_asks_read ON rota_swap_asks FOR SELECT TO shared_care_app USING (sec.reads_rota());
CREATE POLICY rota_swap_asks_insert ON rota_swap_asks FOR INSERT TO shared_care_app
  WITH CHECK (sec.swaps_duties() AND off_user_id = sec.uid() AND state = 'asked');
CREATE POLICY rota_swap_asks_update ON rota_swap_asks FOR UPDATE TO shared_care_app
  USING (sec.swaps_duties() AND sec.uid() IN (off_user_id, on_user_id))
  WITH CHECK (sec.swaps_duties() AND sec.uid() IN (off_user_id, on_user_id));
CREATE POLICY rota_swap_asks_demo ON rota_swap_asks TO shared_care_feeds USING (true) WITH CHECK (true);

-- The person asked changes the rota by agreeing, exactly as it was asked; the two of them take that back.
CREATE POLICY rota_changes_agreed ON rota_changes FOR INSERT TO shared_care_app
  WITH CHECK (sec.swaps_duties() AND kind = 'swap' AND made_by = sec.uid() AND EXISTS (
    SELECT 1 FROM rota_swap_asks a WHERE a.state = 'asked' AND a.on_user_id = sec.uid()
      AND a.on_user_id = rota_changes.on_user_id AND a.off_user_id = rota_changes.off_user_id
      AND a.duty = rota_changes.duty AND a.starts_at = rota_changes.starts_at AND a.ends_at = rota_changes.ends_at));
CREATE POLICY rota_changes_agreed_back ON rota_changes FOR UPDATE TO shared_care_app
  USING (sec.swaps_duties() AND EXISTS (SELECT 1 FROM rota_swap_asks a
    WHERE a.change_id = rota_changes.id AND a.state = 'agreed' AND sec.uid() IN (a.off_user_id, a.on_user_id)))
  WITH CHECK (sec.swaps_duties() AND withdrawn_by = sec.uid());
