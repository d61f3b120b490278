CREATE CONSTRAINT TRIGGER users_one_admin_remains
  AFTER DELETE OR UPDATE OF role, disabled_at ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION sec.one_admin_remains();

CREATE TRIGGER users_enabled_by_two
  BEFORE UPDATE OF disabled_at ON users FOR EACH ROW
  EXECUTE FUNCTION sec.guard_enabling();
