GRANT
  SELECT (id, patient_id, name, relationship, relationship_words, parental_responsibility, lives_with, same_address,
    language, interpreter, ring_at_night, ended_on, ended_because, struck_out_by, struck_out_at, struck_out_because,
    recorded_by, recorded_at, changed_by, changed_at, version),
  INSERT (id, patient_id, name, relationship, relationship_words, parental_responsibility, lives_with, phone,
    other_phone, email, same_address, address, postcode, language, interpreter, ring_at_night, ended_on, ended_because,
    struck_out_by, struck_out_at, struck_out_because, recorded_by, changed_by, changed_at, version),
  UPDATE (name, relationship, relationship_words, parental_responsibility, lives_with, phone, other_phone, email,
    same_address, address, postcode, language, interpreter, ring_at_night, ended_on, ended_because, struck_out_by,
    struck_out_at, struck_out_because, changed_by, changed_at, version)
  ON family_people TO shared_care_app;
GRANT SELECT, INSERT ON family_people TO shared_care_feeds;
GRANT SELECT, UPDATE (email_bounced_at, version) ON family_people TO shared_care_definer;

GRANT
  SELECT,
  INSERT,
  UPDATE (language, interpreter, needs, changed_by, changed_at, version)
  ON family_communication TO shared_care_app;
GRANT SELECT, INSERT ON family_communication TO shared_care_feeds;
GRANT SELECT ON family_communication TO shared_care_definer;

GRANT SELECT, INSERT ON family_changes TO shared_care_definer;

GRANT
  SELECT,
  INSERT,
  UPDATE (kind, ods_code, name, address, postcode, phone, email, closed_on, changed_by, changed_at, version)
  ON organisations TO shared_care_app;
GRANT SELECT, INSERT ON organisations TO shared_care_feeds;
GRANT SELECT ON organisations TO shared_care_definer;

GRANT
  SELECT (id, patient_id, role, from_on, until_on, struck_out_by, struck_out_at, struck_out_because, recorded_by,
    recorded_at, changed_by, changed_at, version),
  INSERT (id, patient_id, role, organisation_id, from_on, until_on, struck_out_by, struck_out_at, struck_out_because,
    recorded_by, changed_by, changed_at, version),
  UPDATE (role, organisation_id, from_on, until_on, struck_out_by, struck_out_at, struck_out_because, changed_by,
    changed_at, version)
  ON patient_places TO shared_care_app;
GRANT SELECT, INSERT ON patient_places TO shared_care_feeds;
GRANT SELECT ON patient_places TO shared_care_definer;
