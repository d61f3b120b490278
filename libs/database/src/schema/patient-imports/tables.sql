-- Lists of children that a nurse or doctor of the unit brings in, row by row, and what became of each row. A child who
-- was brought in by mistake is struck out: the record stays, and nobody is shown it any more.

CREATE TABLE patient_imports (
  id uuid PRIMARY KEY,
  file_name text NOT NULL CHECK (file_name <> ''),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CHECK (kind IN ('csv', 'xlsx')),
  headings text[] NOT NULL,
  headings_key text NOT NULL,
  -- For each heading the field it holds, or null.
  mapping jsonb NOT NULL,
  -- Values that hold for every row.
  constants jsonb NOT NULL DEFAULT '{}',
  notes text[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'columns' CHECK (state IN ('columns', 'checking', 'checked', 'bringing_in', 'finished',
    'undoing', 'undone', 'discarded')),
  uploaded_by uuid NOT NULL REFERENCES users (id),
  uploaded_at timestamptz NOT NULL DEFAULT sec.now(),
  checked_at timestamptz,
  started_by uuid REFERENCES users (id),
  started_at timestamptz,
  finished_at timestamptz,
  undone_by uuid REFERENCES users (id),
  undone_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT patient_imports_started_whole CHECK ((started_by IS NULL) = (started_at IS NULL)),
  CONSTRAINT patient_imports_undone_whole CHECK ((undone_by IS NULL) = (undone_at IS NULL))
);
CREATE INDEX patient_imports_uploaded ON patient_imports (uploaded_at DESC);
CREATE INDEX patient_imports_same_file ON patient_imports (sha256);

CREATE TABLE patient_import_rows (
  import_id uuid NOT NULL REFERENCES patient_imports (id),
  -- As in the file.
  line int NOT NULL CHECK (line > 0),
  -- Emptied when the list is put away, and after some days by itself.
  cells text[],
  outcome text NOT NULL DEFAULT 'unread' CHECK (outcome IN ('unread', 'ready', 'look_alike', 'already_registered',
    'duplicate', 'problem', 'registered', 'struck_out', 'kept')),
  told text[] NOT NULL DEFAULT '{}',
  doubts text[] NOT NULL DEFAULT '{}',
  -- Records that were shown as similar.
  similar_ids uuid[] NOT NULL DEFAULT '{}',
  chosen boolean NOT NULL DEFAULT false,
  patient_id uuid REFERENCES patients (id),
  -- The record as it was opened, and what there was of it then: when that differs, somebody has worked with it.
  registered_as uuid,
  footprint jsonb,
  -- Earlier lines of the same file that may be the same child.
  similar_lines int[] NOT NULL DEFAULT '{}',
  -- Names in the row that nobody has said the meaning of: kind and the words as written.
  unknown_names jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (import_id, line),
  CONSTRAINT patient_import_rows_registered CHECK ((outcome IN ('registered', 'struck_out',
    'kept')) = (registered_as IS NOT NULL AND footprint IS NOT NULL AND patient_id IS NOT NULL))
);
CREATE INDEX patient_import_rows_patient ON patient_import_rows (patient_id) WHERE patient_id IS NOT NULL;
CREATE INDEX patient_import_rows_waiting ON patient_import_rows (import_id, outcome, line);

-- What the columns of lists with the same headings meant the last time.
CREATE TABLE patient_import_mappings (
  headings_key text PRIMARY KEY,
  mapping jsonb NOT NULL,
  constants jsonb NOT NULL,
  said_by uuid NOT NULL REFERENCES users (id),
  said_at timestamptz NOT NULL DEFAULT sec.now()
);

CREATE TABLE patient_import_names (
  kind text NOT NULL CHECK (kind IN ('hospital', 'treatment')),
  -- Folded, so that case, accents and blanks make no other name of it.
  written text NOT NULL CHECK (written <> ''),
  hospital_id uuid REFERENCES hospitals (id),
  treatment_id uuid REFERENCES treatments (id),
  said_by uuid NOT NULL REFERENCES users (id),
  said_at timestamptz NOT NULL DEFAULT sec.now(),
  PRIMARY KEY (kind, written),
  CONSTRAINT patient_import_names_one_meaning CHECK ((kind = 'hospital') = (hospital_id IS NOT NULL)
    AND (kind = 'treatment') = (treatment_id IS NOT NULL))
);
