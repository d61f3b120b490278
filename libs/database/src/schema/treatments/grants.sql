GRANT SELECT, INSERT ON treatments TO shared_care_app;
GRANT SELECT ON treatments TO shared_care_feeds, shared_care_definer;

GRANT SELECT, INSERT, UPDATE ON treatment_versions TO shared_care_app;
GRANT SELECT ON treatment_versions TO shared_care_definer;

GRANT
  SELECT,
  INSERT,
  UPDATE (treatment_id, regimen, purpose, started_on, stopped_on, source, changed_by, changed_at, struck_out_by,
    struck_out_at, struck_out_because, version)
  ON patient_treatments TO shared_care_app;
GRANT SELECT, INSERT ON patient_treatments TO shared_care_feeds;
GRANT SELECT ON patient_treatments TO shared_care_definer;

GRANT SELECT, INSERT ON patient_treatment_events TO shared_care_app, shared_care_feeds;

GRANT
  SELECT (id, patient_id, entry_id, giver, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note,
    struck_out_by, struck_out_at, struck_out_because, recorded_by, recorded_at, changed_by, changed_at, version),
  INSERT (id, patient_id, entry_id, giver, organisation_id, person_id, hospital_id, given_at, agreed_on, from_on,
    until_on, note, struck_out_by, struck_out_at, struck_out_because, recorded_by, changed_by, changed_at, version),
  UPDATE (giver, organisation_id, person_id, hospital_id, given_at, agreed_on, from_on, until_on, note, struck_out_by,
    struck_out_at, struck_out_because, changed_by, changed_at, version)
  ON treatment_givers TO shared_care_app;
GRANT SELECT, INSERT ON treatment_givers TO shared_care_feeds;
GRANT SELECT ON treatment_givers TO shared_care_definer;

GRANT
  SELECT,
  INSERT,
  UPDATE (first_on, every_days, weekdays, changed_by, changed_at, version)
  ON treatment_dose_days TO shared_care_app;
GRANT SELECT, INSERT ON treatment_dose_days TO shared_care_feeds;
GRANT SELECT ON treatment_dose_days TO shared_care_definer;

GRANT SELECT ON treatments_in_force TO shared_care_app, shared_care_feeds, shared_care_definer;
