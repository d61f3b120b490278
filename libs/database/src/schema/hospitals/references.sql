ALTER TABLE contact_checks ADD CONSTRAINT contact_checks_liaison_entry_id_fkey FOREIGN KEY (liaison_entry_id)
  REFERENCES liaison_entries (id);
