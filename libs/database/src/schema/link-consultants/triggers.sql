CREATE CONSTRAINT TRIGGER shared_care_links_go_on
  AFTER INSERT OR UPDATE ON shared_care_links DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.primary_link_goes_on();

CREATE TRIGGER shared_care_links_force_open_access_review
  AFTER INSERT OR UPDATE OF link_consultant_id ON shared_care_links FOR EACH ROW
  EXECUTE FUNCTION sec.link_change_forces_review();

CREATE TRIGGER link_consultants_ended_stay_ended
  BEFORE INSERT OR UPDATE OF to_on ON link_consultants FOR EACH ROW
  EXECUTE FUNCTION sec.ended_sight_stays_ended();

CREATE TRIGGER consultant_covers_ended_stay_ended
  BEFORE UPDATE OF covers_to ON consultant_covers FOR EACH ROW
  EXECUTE FUNCTION sec.ended_sight_stays_ended();
