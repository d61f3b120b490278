CREATE TABLE audit_entries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT sec.now(),
  actor_id uuid REFERENCES users (id),
  -- The role at the time; a later change of role does not rewrite history.
  actor_role text,
  action text NOT NULL CHECK (action ~ '^[a-z_]{2,40}$'),
  entity text NOT NULL,
  entity_id uuid,
  patient_id uuid,
  outcome text NOT NULL DEFAULT 'done' CHECK (outcome IN ('done', 'refused', 'failed')),
  -- Field names or counts, never clinical text or identifiers.
  detail text,
  entity_version int,
  -- The children on one answer that lists several: a search, the alert queue.
  patient_ids uuid[],
  -- A coded purpose, such as why the glass was broken; never free text from the record.
  reason text,
  break_glass_id uuid,
  -- Which request, session and place: set for the transaction beside app.uid, so that rows written by functions of
  -- the database carry them too.
  request_id text DEFAULT nullif(current_setting('app.request_id', true), ''),
  session_hash text DEFAULT nullif(current_setting('app.session_hash', true), ''),
  address text DEFAULT nullif(current_setting('app.address', true), ''),
  -- Tells rows that can no longer get older neighbours from those that can; see sec.seal_audit().
  xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX audit_entries_patient ON audit_entries (patient_id, at DESC) WHERE patient_id IS NOT NULL;
CREATE INDEX audit_entries_actor ON audit_entries (actor_id, at DESC);
CREATE INDEX audit_entries_xid ON audit_entries (xid);
CREATE INDEX audit_entries_searched ON audit_entries USING gin (patient_ids) WHERE action = 'search';
CREATE INDEX audit_entries_at ON audit_entries (at DESC, id DESC);

-- Gaps in audit_entries.id are normal (work that was rolled back); a gap in seq never is. No foreign key: a row that
-- somebody forced out must be found missing, not take its link with it.
CREATE TABLE audit_chain (
  seq bigint PRIMARY KEY,
  entry_id bigint NOT NULL UNIQUE,
  entry_xid xid8 NOT NULL,
  sealed_at timestamptz NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
