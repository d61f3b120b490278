CREATE TRIGGER audit_entries_only_added
  BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entries FOR EACH STATEMENT
  EXECUTE FUNCTION sec.refuse_audit_change();

CREATE TRIGGER audit_chain_only_added
  BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_chain FOR EACH STATEMENT
  EXECUTE FUNCTION sec.refuse_audit_change();
