CREATE TRIGGER treatment_versions_guarded
  BEFORE INSERT OR DELETE OR UPDATE ON treatment_versions FOR EACH ROW
  EXECUTE FUNCTION sec.guard_treatment_version();

CREATE TRIGGER patient_treatments_force_open_access_review
  AFTER INSERT OR UPDATE OF treatment_id, stopped_on, struck_out_at ON patient_treatments FOR EACH ROW
  EXECUTE FUNCTION sec.treatment_change_forces_review();

CREATE TRIGGER treatment_givers_kept
  AFTER INSERT OR UPDATE ON treatment_givers FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('giver', 'id');

CREATE TRIGGER treatment_dose_days_kept
  AFTER INSERT OR UPDATE ON treatment_dose_days FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('dose_days', 'entry_id');
