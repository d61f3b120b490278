GRANT
  SELECT,
  INSERT (id, family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number,
    diagnosis, severity, baseline_level, inhibitor, inhibitor_on, central_line, weight_kg, weighed_on, allergy_state,
    allergies, inhibitor_titre, registered_by, registered_source, registered_words),
  UPDATE (family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number,
    diagnosis, severity, baseline_level, central_line, allergy_state, allergies, died_on, version, restricted_at,
    moved_away_on)
  ON patients TO shared_care_app;
GRANT
  SELECT,
  INSERT,
  UPDATE (nhs_number, nhs_number_status, died_on, version, restricted_at, moved_away_on)
  ON patients TO shared_care_feeds;
GRANT
  SELECT,
  UPDATE (family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status, hospital_number,
    diagnosis, severity, baseline_level, inhibitor, inhibitor_on, central_line, weight_kg, weighed_on, allergy_state,
    allergies, inhibitor_titre)
  ON patients TO shared_care_definer;
GRANT UPDATE (struck_out_at, struck_out_by, struck_out_because) ON patients TO shared_care_merger;

GRANT
  SELECT (patient_id, messages, messages_on, messages_recorded_by, version),
  INSERT (patient_id, address, postcode, phone, email, messages, messages_on, messages_recorded_by, address_since),
  UPDATE (address, postcode, phone, email, messages, messages_on, messages_recorded_by, version, address_since)
  ON contact_details TO shared_care_app;
GRANT SELECT, INSERT ON contact_details TO shared_care_feeds;
GRANT SELECT, UPDATE ON contact_details TO shared_care_definer;

GRANT
  SELECT (id, loser_id, survivor_id, state, because, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome,
    undo_outcome, declined_by, declined_at, declined_because, undone_by, undone_at, undone_because, version),
  INSERT (loser_id, survivor_id, because, proposed_by),
  UPDATE (state, declined_by, declined_at, declined_because, version)
  ON patient_merges TO shared_care_app;
GRANT
  SELECT,
  UPDATE (state, confirmed_by, confirmed_at, snapshot, outcome, undo_outcome, undone_by, undone_at, undone_because,
    version)
  ON patient_merges TO shared_care_merger;

GRANT SELECT, UPDATE (struck_out_by, struck_out_at, struck_out_because) ON patient_changes TO shared_care_app;
GRANT SELECT, INSERT ON patient_changes TO shared_care_definer;

GRANT
  SELECT,
  INSERT (id, patient_id, kg, weighed_on, recorded_by, source, words),
  UPDATE (struck_out_by, struck_out_at, struck_out_because)
  ON patient_weights TO shared_care_app;
GRANT SELECT, INSERT ON patient_weights TO shared_care_feeds, shared_care_definer;

GRANT
  SELECT,
  INSERT (id, patient_id, state, titre, tested_on, recorded_by, source, words),
  UPDATE (struck_out_by, struck_out_at, struck_out_because)
  ON inhibitor_results TO shared_care_app;
GRANT SELECT, INSERT ON inhibitor_results TO shared_care_feeds, shared_care_definer;
