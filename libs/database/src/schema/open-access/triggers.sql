CREATE TRIGGER open_access_outlasts_transfer
  BEFORE UPDATE OF state ON open_access_arrangements FOR EACH ROW
  WHEN (NEW.state = 'withdrawn' AND OLD.state IN ('active', 'due_review', 'suspended'))
  EXECUTE FUNCTION sec.open_access_outlasts_transfer();

CREATE TRIGGER open_access_arrangements_lawful
  BEFORE UPDATE ON open_access_arrangements FOR EACH ROW
  EXECUTE FUNCTION sec.open_access_lawful();

CREATE CONSTRAINT TRIGGER open_access_arrangements_suspension_told
  AFTER UPDATE OF state ON open_access_arrangements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.state <> NEW.state AND (OLD.state = 'suspended' OR NEW.state = 'suspended'))
  EXECUTE FUNCTION sec.open_access_suspension_told();

-- Whatever writes an arrangement, its lines follow the directory.
CREATE TRIGGER open_access_arrangements_name_contacts
  BEFORE INSERT OR UPDATE OF phone_bands ON open_access_arrangements FOR EACH ROW
  EXECUTE FUNCTION sec.arrangement_names_contacts();
