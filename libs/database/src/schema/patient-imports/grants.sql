GRANT
  SELECT,
  INSERT,
  UPDATE (mapping, constants, state, checked_at, started_by, started_at, finished_at, undone_by, undone_at, version)
  ON patient_imports TO shared_care_app;

GRANT
  SELECT,
  INSERT,
  UPDATE (cells, outcome, told, doubts, similar_ids, chosen, patient_id, registered_as, footprint, similar_lines,
    unknown_names)
  ON patient_import_rows TO shared_care_app;

GRANT SELECT, INSERT, UPDATE (mapping, constants, said_by, said_at) ON patient_import_mappings TO shared_care_app;

GRANT SELECT, INSERT, UPDATE (hospital_id, treatment_id, said_by, said_at) ON patient_import_names TO shared_care_app;
