CREATE TRIGGER patients_restriction_ended
  BEFORE UPDATE OF restricted_at ON patients FOR EACH ROW
  WHEN (OLD.restricted_at IS NOT NULL AND NEW.restricted_at IS NULL)
  EXECUTE FUNCTION sec.restriction_has_ended();

CREATE TRIGGER patients_closed_facts
  BEFORE UPDATE ON patients FOR EACH ROW
  WHEN (OLD.died_on IS NOT NULL AND pg_trigger_depth() = 0)
  EXECUTE FUNCTION sec.closed_facts_stay();

CREATE TRIGGER patients_changed_facts
  AFTER UPDATE OF family_name, given_name, preferred_name, birth_date, sex, nhs_number, nhs_number_status,
    hospital_number, diagnosis, severity, baseline_level, central_line, allergy_state, allergies ON patients
    FOR EACH ROW
  WHEN (pg_trigger_depth() = 0)
  EXECUTE FUNCTION sec.keep_changed_facts();

CREATE TRIGGER patients_first_facts
  AFTER INSERT ON patients FOR EACH ROW
  WHEN (NEW.registered_by IS NOT NULL)
  EXECUTE FUNCTION sec.keep_first_facts();

CREATE TRIGGER patients_first_measures
  AFTER INSERT ON patients FOR EACH ROW
  WHEN (NEW.weight_kg IS NOT NULL OR NEW.inhibitor <> 'not_tested')
  EXECUTE FUNCTION sec.keep_first_measures();

CREATE TRIGGER patients_titre_forces_review
  AFTER UPDATE OF inhibitor_titre ON patients FOR EACH ROW
  WHEN (OLD.inhibitor_titre IS DISTINCT FROM NEW.inhibitor_titre AND OLD.inhibitor <> 'not_tested')
  EXECUTE FUNCTION sec.titre_forces_review();

CREATE TRIGGER patients_force_open_access_review
  AFTER UPDATE OF inhibitor, central_line ON patients FOR EACH ROW
  EXECUTE FUNCTION sec.patient_change_forces_review();

CREATE TRIGGER contact_details_new_email
  BEFORE UPDATE OF email ON contact_details FOR EACH ROW
  WHEN (NEW.email IS DISTINCT FROM OLD.email AND NOT NEW.email_bounced_at IS DISTINCT FROM OLD.email_bounced_at)
  EXECUTE FUNCTION contact_details_new_email();

CREATE TRIGGER contact_details_move_forces_review
  AFTER UPDATE OF address, postcode ON contact_details FOR EACH ROW
  EXECUTE FUNCTION sec.move_of_house_forces_review();

CREATE TRIGGER contact_details_kept
  AFTER INSERT OR UPDATE ON contact_details FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('household', 'patient_id');

CREATE TRIGGER patient_changes_followed
  AFTER UPDATE OF struck_out_at ON patient_changes FOR EACH ROW
  EXECUTE FUNCTION sec.follow_fact();

CREATE TRIGGER patient_weights_checked
  BEFORE INSERT OR UPDATE OF struck_out_at ON patient_weights FOR EACH ROW
  EXECUTE FUNCTION sec.check_measure();

CREATE TRIGGER patient_weights_followed
  AFTER INSERT OR UPDATE OF struck_out_at ON patient_weights FOR EACH ROW
  EXECUTE FUNCTION sec.follow_measure();

CREATE TRIGGER inhibitor_results_checked
  BEFORE INSERT OR UPDATE OF struck_out_at ON inhibitor_results FOR EACH ROW
  EXECUTE FUNCTION sec.check_measure();

CREATE TRIGGER inhibitor_results_followed
  AFTER INSERT OR UPDATE OF struck_out_at ON inhibitor_results FOR EACH ROW
  EXECUTE FUNCTION sec.follow_measure();
