GRANT SELECT ON trusts TO shared_care_app, shared_care_definer;
GRANT SELECT, INSERT, UPDATE ON trusts TO shared_care_feeds;

-- Which hospitals are ours, and what departments they have, is for admins to say.
GRANT SELECT, UPDATE (network_role, changed_at, version) ON hospitals TO shared_care_app, shared_care_definer;
GRANT SELECT (id, network_role) ON hospitals TO shared_care_worker;
GRANT SELECT, INSERT, UPDATE ON hospitals TO shared_care_feeds;

GRANT SELECT, INSERT (id, hospital_id, kind, name) ON hospital_units TO shared_care_app;
GRANT SELECT, INSERT ON hospital_units TO shared_care_feeds;

-- FOR UPDATE in the transaction that proposes: of two people one waits for the other.
GRANT SELECT, UPDATE (version) ON hospital_contacts TO shared_care_app;
GRANT
  SELECT (id, hospital_id, purpose, label, phone, extension, bleep, hours, ended_at)
  ON hospital_contacts TO shared_care_worker;
GRANT SELECT, INSERT ON hospital_contacts TO shared_care_feeds;
GRANT SELECT, INSERT, UPDATE ON hospital_contacts TO shared_care_definer;

GRANT
  SELECT,
  INSERT (id, contact_id, at, outcome, source, number, liaison_entry_id),
  UPDATE (undone_at, undone_by)
  ON contact_checks TO shared_care_app;
GRANT SELECT, INSERT ON contact_checks TO shared_care_feeds;
GRANT SELECT, INSERT, UPDATE (undone_at, undone_by) ON contact_checks TO shared_care_definer;

GRANT
  SELECT,
  INSERT (id, hospital_id, contact_id, kind, seen_version, was, becomes, because)
  ON contact_changes TO shared_care_app;
GRANT SELECT, INSERT ON contact_changes TO shared_care_feeds;
GRANT
  SELECT,
  UPDATE (contact_id, state, decided_by, decided_at, decided_words, version)
  ON contact_changes TO shared_care_definer;

GRANT
  SELECT,
  INSERT (id, hospital_id, kind, words, as_of, replaces_id),
  UPDATE (ended_at, ended_by)
  ON hospital_capabilities TO shared_care_app;
GRANT SELECT, INSERT ON hospital_capabilities TO shared_care_feeds;

GRANT SELECT, UPDATE (state, decided_by, decided_at, reason, version) ON closure_reviews TO shared_care_app;
GRANT SELECT, INSERT, UPDATE ON closure_reviews TO shared_care_definer;

GRANT SELECT, INSERT (hospital_id, was, becomes, reason, counts) ON hospital_network_changes TO shared_care_app;
GRANT INSERT (hospital_id, was, becomes, reason, counts) ON hospital_network_changes TO shared_care_definer;

GRANT SELECT, UPDATE (owner_id, taken_at, version) ON stale_numbers TO shared_care_app;
GRANT SELECT, INSERT, UPDATE ON stale_numbers TO shared_care_definer;
