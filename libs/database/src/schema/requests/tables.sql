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
