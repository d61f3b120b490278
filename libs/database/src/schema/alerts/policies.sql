ALTER TABLE alerts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY alerts_seen_by_user ON alerts FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a WHERE a.id = alerts.attendance_id));
CREATE POLICY alerts_raised ON alerts FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM attendances a
    WHERE a.id = alerts.attendance_id));
CREATE POLICY alerts_worked_by_phu ON alerts FOR UPDATE TO shared_care_app USING ((SELECT sec.sees_all_patients()));
CREATE POLICY alerts_brought_in ON alerts TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY alerts_read_by_functions ON alerts FOR SELECT TO shared_care_definer USING (true);
-- The person who breaks the glass raises the alert about it, and about nothing else.
CREATE POLICY alerts_of_own_break_glass ON alerts FOR SELECT TO shared_care_app
  USING (EXISTS (SELECT 1 FROM break_glass_grants g WHERE g.id = alerts.break_glass_grant_id AND g.user_id = sec.uid())
    OR EXISTS (SELECT 1 FROM break_glass_misses m WHERE m.id = alerts.break_glass_miss_id AND m.user_id = sec.uid()));
CREATE POLICY alerts_raised_by_break_glass ON alerts FOR INSERT TO shared_care_app
  WITH CHECK (EXISTS (SELECT 1 FROM break_glass_grants g WHERE g.id = alerts.break_glass_grant_id
    AND g.user_id = sec.uid()) OR EXISTS (SELECT 1 FROM break_glass_misses m WHERE m.id = alerts.break_glass_miss_id
    AND m.user_id = sec.uid()));
CREATE POLICY alerts_worked ON alerts FOR SELECT TO shared_care_worker USING (true);
CREATE POLICY alerts_escalated ON alerts FOR UPDATE TO shared_care_worker USING (true);
CREATE POLICY alerts_about_the_product ON alerts FOR INSERT TO shared_care_worker
  WITH CHECK (kind IN ('ops', 'heartbeat'));
CREATE POLICY alerts_heartbeats_pruned ON alerts FOR DELETE TO shared_care_definer USING (kind = 'heartbeat');

ALTER TABLE alert_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_events_follow_their_parent ON alert_events TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_events.alert_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_events.alert_id));
CREATE POLICY alert_events_brought_in ON alert_events TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY alert_events_worked ON alert_events TO shared_care_worker USING (true) WITH CHECK (true);
CREATE POLICY alert_events_read_by_functions ON alert_events FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE liaison_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY liaison_entries_follow_their_parent ON liaison_entries TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = liaison_entries.alert_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a
    WHERE a.id = liaison_entries.alert_id));
CREATE POLICY liaison_entries_brought_in ON liaison_entries TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY liaison_entries_counted ON liaison_entries FOR SELECT TO shared_care_worker USING (true);
CREATE POLICY liaison_entries_struck_by_phu ON liaison_entries AS RESTRICTIVE FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND struck_at IS NULL)
  WITH CHECK (struck_by = sec.uid());
CREATE POLICY liaison_entries_read_by_functions ON liaison_entries FOR SELECT TO shared_care_definer USING (true);

ALTER TABLE checklist_answers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY checklist_answers_follow_their_parent ON checklist_answers TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a WHERE a.id = checklist_answers.alert_id))
  WITH CHECK ((SELECT sec.sees_all_patients()) OR EXISTS (SELECT 1 FROM alerts a
    WHERE a.id = checklist_answers.alert_id));
CREATE POLICY checklist_answers_brought_in ON checklist_answers TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE handover_notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY handover_notes_of_the_unit ON handover_notes TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK ((SELECT sec.sees_all_patients()) AND written_by = sec.uid());
CREATE POLICY handover_notes_brought_in ON handover_notes TO shared_care_feeds USING (true) WITH CHECK (true);

ALTER TABLE alert_deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_deliveries_seen_by_phu ON alert_deliveries FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
-- A receipt is one's own; a call to be made may be made by anyone of the unit.
CREATE POLICY alert_deliveries_confirmed_by_phu ON alert_deliveries FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND (recipient_id = sec.uid() AND channel = 'in_app'
    OR channel = 'telephone_task'))
  WITH CHECK (state = 'confirmed' AND confirmed_by = sec.uid());
-- One's own call, recorded by mistake, is to be made again.
CREATE POLICY alert_deliveries_call_taken_back ON alert_deliveries FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()) AND channel = 'telephone_task' AND confirmed_by = sec.uid())
  WITH CHECK (channel = 'telephone_task' AND state IN ('due', 'sent') AND num_nonnulls(confirmed_at, confirmed_by,
    rang) = 0);
CREATE POLICY alert_deliveries_worked ON alert_deliveries TO shared_care_worker USING (true) WITH CHECK (true);
CREATE POLICY alert_deliveries_made_by_functions ON alert_deliveries TO shared_care_definer
  USING (true)
  WITH CHECK (true);
CREATE POLICY alert_deliveries_brought_in ON alert_deliveries TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY alert_deliveries_heartbeats_pruned ON alert_deliveries AS RESTRICTIVE FOR DELETE TO shared_care_definer
  USING (EXISTS (SELECT 1 FROM alerts a WHERE a.id = alert_deliveries.alert_id AND a.kind = 'heartbeat'));

ALTER TABLE alert_corrections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY alert_corrections_seen ON alert_corrections FOR SELECT TO shared_care_app
  USING ((SELECT sec.sees_all_patients()));
CREATE POLICY alert_corrections_asked ON alert_corrections FOR INSERT TO shared_care_app
  WITH CHECK ((SELECT sec.sees_all_patients()) AND asked_by = sec.uid());
CREATE POLICY alert_corrections_settled ON alert_corrections FOR UPDATE TO shared_care_app
  USING ((SELECT sec.sees_all_patients()))
  WITH CHECK (answered_by = sec.uid());
CREATE POLICY alert_corrections_brought_in ON alert_corrections TO shared_care_feeds USING (true) WITH CHECK (true);
CREATE POLICY alert_corrections_read_by_functions ON alert_corrections FOR SELECT TO shared_care_definer USING (true);
