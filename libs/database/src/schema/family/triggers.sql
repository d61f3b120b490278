CREATE TRIGGER family_people_kept
  AFTER INSERT OR UPDATE ON family_people FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('person', 'id');

CREATE TRIGGER family_people_new_email
  BEFORE UPDATE OF email ON family_people FOR EACH ROW
  WHEN (NEW.email IS DISTINCT FROM OLD.email AND NOT NEW.email_bounced_at IS DISTINCT FROM OLD.email_bounced_at)
  EXECUTE FUNCTION contact_details_new_email();

CREATE TRIGGER family_communication_kept
  AFTER INSERT OR UPDATE ON family_communication FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('communication', 'patient_id');

CREATE TRIGGER patient_places_kept
  AFTER INSERT OR UPDATE ON patient_places FOR EACH ROW
  WHEN (current_user <> 'shared_care_merger')
  EXECUTE FUNCTION sec.keep_family_change('place', 'id');
