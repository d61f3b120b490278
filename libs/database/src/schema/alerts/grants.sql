-- The worker, which sends and escalates, sees of an alert what that needs: no words anybody wrote, no child.
-- Test alerts are no clinical rows: the one kind that is ever deleted, and only by this function.
-- The worker, which lets time raise a tier, must know what a person has judged.
GRANT SELECT, INSERT, UPDATE ON alerts TO shared_care_app, shared_care_feeds;
GRANT
  SELECT (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, acknowledged_at, owner_id,
    wake_at, version, round, next_escalation_at, triggers_set_aside, judged_at),
  INSERT (id, kind, state, tier, trigger, triggers, level, opened_at, acknowledge_by, round, next_escalation_at),
  UPDATE (state, tier, trigger, triggers, level, acknowledge_by, acknowledged_at, owner_id, awaiting_what,
    awaiting_from, wake_at, version, round, next_escalation_at)
  ON alerts TO shared_care_worker;
GRANT SELECT, DELETE ON alerts TO shared_care_definer;

GRANT SELECT, INSERT ON alert_events TO shared_care_app, shared_care_feeds;
GRANT
  SELECT (id, alert_id, at, kind, detail),
  INSERT (id, alert_id, at, kind, by, detail)
  ON alert_events TO shared_care_worker;
GRANT SELECT (id, alert_id, kind, detail) ON alert_events TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE (struck_at, struck_by, struck_because) ON liaison_entries TO shared_care_app;
GRANT SELECT (id, alert_id, recorded_at, struck_at) ON liaison_entries TO shared_care_worker;
GRANT SELECT, INSERT ON liaison_entries TO shared_care_feeds;
GRANT SELECT (id, struck_at, struck_by) ON liaison_entries TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE, DELETE ON checklist_answers TO shared_care_app, shared_care_feeds;

GRANT SELECT, INSERT ON handover_notes TO shared_care_app, shared_care_feeds;

-- Nobody deletes, and only sec.tell() inserts: a delivery to an address of one's own choosing cannot be made.
GRANT
  SELECT,
  UPDATE (state, lease_token, lease_until, confirmed_at, confirmed_by, rang)
  ON alert_deliveries TO shared_care_app;
GRANT
  SELECT,
  UPDATE (state, due_at, attempts, lease_token, lease_until, sent_at, address, confirmed_at, reply)
  ON alert_deliveries TO shared_care_worker;
GRANT SELECT, INSERT ON alert_deliveries TO shared_care_feeds;
GRANT SELECT, INSERT, DELETE ON alert_deliveries TO shared_care_definer;

-- People who may see a child may know what was moved from or to its record, by whom and when: of the other child
-- nothing, and not the reason, which may name them.
GRANT
  SELECT,
  INSERT,
  UPDATE (answer, answered_by, answered_at, answer_words)
  ON alert_corrections TO shared_care_app, shared_care_feeds;
GRANT SELECT ON alert_corrections TO shared_care_definer;

GRANT SELECT ON alert_limits TO shared_care_app, shared_care_worker, shared_care_feeds;
