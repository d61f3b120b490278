CREATE TRIGGER trusts_closure
  AFTER UPDATE OF closed_on, successor_codes ON trusts FOR EACH ROW
  WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on OR OLD.successor_codes IS DISTINCT FROM NEW.successor_codes)
  EXECUTE FUNCTION sec.closure_is_reviewed();

CREATE TRIGGER hospitals_closure
  AFTER UPDATE OF closed_on, successor_codes, network_role ON hospitals FOR EACH ROW
  WHEN (OLD.closed_on IS DISTINCT FROM NEW.closed_on OR OLD.successor_codes IS DISTINCT FROM NEW.successor_codes
    OR OLD.network_role = 'other' AND NEW.network_role <> 'other')
  EXECUTE FUNCTION sec.closure_is_reviewed();

CREATE TRIGGER hospitals_own_of_the_unit
  BEFORE INSERT OR UPDATE OF network_role ON hospitals FOR EACH ROW
  EXECUTE FUNCTION sec.own_hospital_is_of_the_unit();

CREATE TRIGGER hospital_contacts_stale_is_work
  AFTER INSERT OR UPDATE OF failed_calls, phone, ended_at ON hospital_contacts FOR EACH ROW
  EXECUTE FUNCTION sec.stale_number_is_work();

CREATE TRIGGER contact_checks_followed
  AFTER INSERT OR UPDATE ON contact_checks FOR EACH ROW
  EXECUTE FUNCTION sec.contact_follows_its_checks();

CREATE TRIGGER closure_reviews_force_open_access_review
  AFTER UPDATE OF state ON closure_reviews FOR EACH ROW
  WHEN (NEW.state = 'accepted' AND NEW.closed_on IS NOT NULL)
  EXECUTE FUNCTION sec.accepted_closure_forces_review();
