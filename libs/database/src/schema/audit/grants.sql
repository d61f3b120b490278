-- Number, instant, transaction and origin of a row are not the writer's to choose.
GRANT
  INSERT (actor_id, actor_role, action, entity, entity_id, patient_id, outcome, detail, entity_version, patient_ids,
    reason, break_glass_id)
  ON audit_entries TO shared_care_app, shared_care_worker, shared_care_feeds;
GRANT SELECT (at, actor_id, action, outcome) ON audit_entries TO shared_care_definer;
GRANT SELECT ON audit_entries TO shared_care_audit;

GRANT SELECT, INSERT ON audit_chain TO shared_care_audit;
