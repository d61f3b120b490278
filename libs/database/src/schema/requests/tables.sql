-- What families ask the unit for between emergencies: one calm list, by the day each is to be done.

CREATE TABLE requests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
  reference text GENERATED ALWAYS AS ('R-' || number::text) STORED UNIQUE,
  patient_id uuid NOT NULL REFERENCES patients (id),
  type text NOT NULL CHECK (type ~ '^[a-z_]{2,40}$'),
  state text NOT NULL CHECK (state ~ '^[a-z_]{2,40}$'),
  source text NOT NULL CHECK (source IN ('email', 'telephone', 'clinic', 'letter', 'programme')),
  received_at timestamptz NOT NULL,
  -- When it came into its state, and for how many working days its clock has stood still.
  since timestamptz NOT NULL,
  paused_working_days int NOT NULL DEFAULT 0 CHECK (paused_working_days >= 0),
  needed_by date,
  -- The day of the next step; kept beside the state so that the list is one index scan. Null when done.
  do_by date,
  owner_id uuid REFERENCES users (id),
  waiting_on text CHECK (waiting_on IN ('family', 'pharmacy', 'gp', 'hospital', 'other')),
  waiting_because text,
  waiting_until date,
  waiting_since timestamptz,
  details text,
  done_at timestamptz,
  created_by uuid REFERENCES users (id),
  -- What a programme found is found once: a second request for the same cause while this one runs is refused.
  cause text,
  idempotency_key uuid,
  request_hash text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT requests_idempotency UNIQUE (created_by, idempotency_key),
  CONSTRAINT requests_waits_whole CHECK (num_nonnulls(waiting_on, waiting_because, waiting_until, waiting_since) IN (0,
    4)),
  CONSTRAINT requests_done_or_due CHECK ((done_at IS NULL) = (do_by IS NOT NULL)),
  CONSTRAINT requests_done_waits_for_nobody CHECK (done_at IS NULL OR waiting_on IS NULL),
  CONSTRAINT requests_opened_by_somebody CHECK (created_by IS NOT NULL OR source = 'programme')
);
CREATE INDEX requests_running ON requests (do_by) WHERE done_at IS NULL;
CREATE INDEX requests_done ON requests (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX requests_patient ON requests (patient_id, received_at DESC);
CREATE UNIQUE INDEX requests_one_running_per_cause ON requests (patient_id, cause) WHERE done_at IS NULL
  AND cause IS NOT NULL;

CREATE TABLE request_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES requests (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  by uuid REFERENCES users (id),
  kind text NOT NULL CHECK (kind IN ('received', 'stepped', 'taken', 'given_back', 'waits', 'resumed', 'changed',
    'noted', 'undone', 'stopped')),
  from_state text,
  to_state text,
  note text,
  -- The row as it was, so that a step can be taken back exactly.
  before jsonb,
  undoes bigint UNIQUE REFERENCES request_events (id)
);
CREATE INDEX request_events_request ON request_events (request_id, id);

-- What a family is told in reply, in words that one clinician wrote and a doctor who did not write them approved.
-- Versions of one text share `text_id`.
CREATE TABLE reply_texts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  text_id uuid NOT NULL,
  version_number int NOT NULL CHECK (version_number > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded', 'withdrawn')),
  -- Null: for any request.
  type text CHECK (type ~ '^[a-z_]{2,40}$'),
  title text NOT NULL CHECK (title <> ''),
  body text NOT NULL CHECK (body <> ''),
  written_by uuid NOT NULL REFERENCES users (id),
  authors uuid[] NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  approved_by uuid REFERENCES users (id),
  approved_at timestamptz,
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT reply_texts_version_number UNIQUE (text_id, version_number),
  CONSTRAINT reply_texts_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT reply_texts_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT reply_texts_approved_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL)
    AND (state <> 'draft' OR approved_by IS NULL) AND (state NOT IN ('approved', 'superseded')
    OR approved_by IS NOT NULL)),
  CONSTRAINT reply_texts_ended_whole CHECK ((state IN ('superseded', 'withdrawn')) = (ended_at IS NOT NULL)
    AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX reply_texts_one_approved ON reply_texts (text_id) WHERE state = 'approved';
CREATE UNIQUE INDEX reply_texts_one_draft ON reply_texts (text_id) WHERE state = 'draft';

-- What was told to the family of a request, and how. One by email waits here until it is sent; its words name no child.
CREATE TABLE request_replies (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  request_id uuid NOT NULL REFERENCES requests (id),
  text_id uuid NOT NULL REFERENCES reply_texts (id),
  way text NOT NULL CHECK (way IN ('email', 'telephone')),
  words text NOT NULL CHECK (words <> ''),
  addition text CHECK (addition <> ''),
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('told', 'waiting', 'leased', 'sent', 'left_out', 'failed', 'bounced')),
  because text CHECK (because ~ '^[a-z_]{2,40}$'),
  due_at timestamptz NOT NULL DEFAULT sec.now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  -- What came back last, as a short code: never the words of a server, which may repeat an address.
  reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
  CONSTRAINT request_replies_once UNIQUE (made_by, idempotency_key),
  CONSTRAINT request_replies_told CHECK ((way = 'telephone') = (state = 'told')),
  CONSTRAINT request_replies_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL
    AND lease_until IS NOT NULL)),
  CONSTRAINT request_replies_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT request_replies_left_out CHECK ((state = 'left_out') = (because IS NOT NULL)),
  CONSTRAINT request_replies_not_sent CHECK ((state NOT IN ('failed', 'bounced')) OR reply IS NOT NULL)
);
CREATE INDEX request_replies_request ON request_replies (request_id, made_at);
CREATE INDEX request_replies_to_send ON request_replies (due_at, id) WHERE state IN ('waiting', 'leased');
