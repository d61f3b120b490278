GRANT SELECT, INSERT, UPDATE ON requests TO shared_care_app, shared_care_feeds;

GRANT SELECT, INSERT ON request_events TO shared_care_app, shared_care_feeds;

GRANT SELECT (id, reference, patient_id) ON requests TO shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON reply_texts TO shared_care_app;
GRANT SELECT, INSERT ON reply_texts TO shared_care_feeds;

GRANT
  SELECT,
  INSERT (request_id, text_id, way, words, addition, made_by, idempotency_key, state)
  ON request_replies TO shared_care_app;
GRANT SELECT, INSERT ON request_replies TO shared_care_feeds;
GRANT SELECT, UPDATE ON request_replies TO shared_care_definer;
