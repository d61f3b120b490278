GRANT SELECT ON bank_holidays TO shared_care_app, shared_care_worker, shared_care_feeds;
GRANT SELECT, INSERT, UPDATE, DELETE ON bank_holidays TO shared_care_definer;

GRANT
  SELECT,
  INSERT (effective_from, made_by),
  UPDATE (withdrawn_at, withdrawn_by, version)
  ON rota_patterns TO shared_care_app;
GRANT SELECT ON rota_patterns TO shared_care_worker, shared_care_definer;
GRANT SELECT, INSERT ON rota_patterns TO shared_care_feeds;

GRANT SELECT, INSERT (pattern_id, duty, user_id, day, from_minute, to_minute) ON rota_pattern_lines TO shared_care_app;
GRANT SELECT ON rota_pattern_lines TO shared_care_worker, shared_care_definer;
GRANT SELECT, INSERT ON rota_pattern_lines TO shared_care_feeds;

GRANT
  SELECT,
  INSERT (group_id, kind, duty, off_user_id, on_user_id, starts_at, ends_at, reason, made_by),
  UPDATE (withdrawn_at, withdrawn_by, version)
  ON rota_changes TO shared_care_app;
GRANT SELECT ON rota_changes TO shared_care_worker, shared_care_definer;
GRANT SELECT, INSERT ON rota_changes TO shared_care_feeds;

GRANT
  SELECT,
  INSERT (duty, phone, bleep, verified_on),
  UPDATE (phone, bleep, verified_on, version)
  ON duty_numbers TO shared_care_app;
GRANT SELECT ON duty_numbers TO shared_care_worker, shared_care_definer;
GRANT SELECT, INSERT ON duty_numbers TO shared_care_feeds;

GRANT SELECT, INSERT ON overnight_call_answers TO shared_care_app;

GRANT
  SELECT,
  INSERT (id, duty, off_user_id, on_user_id, starts_at, ends_at, reason),
  UPDATE (state, answered_at, because, change_id, version)
  ON rota_swap_asks TO shared_care_app;
GRANT SELECT, INSERT ON rota_swap_asks TO shared_care_feeds;
