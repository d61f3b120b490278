-- Of which day each published fact is, so that an older file cannot undo a newer one without a word.

-- What a file said the last time it was brought in.
CREATE TABLE import_runs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind = ANY (ARRAY['ods'])),
  file text NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT sec.now(),
  counts jsonb NOT NULL,
  -- The first lines that were not "unchanged".
  lines jsonb NOT NULL,
  state text NOT NULL DEFAULT 'finished' CHECK (state IN ('running', 'finished', 'failed')),
  -- 0 to 1
  share real NOT NULL DEFAULT 1,
  -- Nobody: the command line.
  started_by uuid REFERENCES users (id),
  started_at timestamptz NOT NULL DEFAULT sec.now(),
  seen_at timestamptz NOT NULL DEFAULT sec.now(),
  as_of date,
  as_of_by text NOT NULL DEFAULT 'nothing' CHECK (as_of_by IN ('said', 'file_name', 'newest_date', 'nothing')),
  -- Somebody confirmed that the older file is right.
  undo_newer boolean NOT NULL DEFAULT false,
  trouble text
);

-- Every line of a report that is not "unchanged".
CREATE TABLE import_run_lines (
  run_id uuid NOT NULL REFERENCES import_runs (id),
  place int NOT NULL,
  line int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('added', 'changed', 'closed', 'older', 'rejected')),
  ods_code text,
  what text NOT NULL,
  PRIMARY KEY (run_id, place)
);
