-- Drafts that only the unit sees, and approved versions that nobody can edit.

CREATE TABLE emergency_plans (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  version_number int NOT NULL CHECK (version_number > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded', 'withdrawn', 'discarded')),
  sections jsonb NOT NULL,
  review_by date NOT NULL,
  -- What the text was written for. Compared with the record, never reckoned with.
  weight_kg numeric(5, 2),
  weighed_on date,
  inhibitor text NOT NULL CHECK (inhibitor IN ('present', 'past', 'none', 'not_tested')),
  central_line text NOT NULL CHECK (central_line IN ('none', 'port', 'hickman', 'picc')),
  written_by uuid NOT NULL REFERENCES users (id),
  -- Everybody who typed in it.
  authors uuid[] NOT NULL,
  changed_by uuid NOT NULL REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  returned_by uuid REFERENCES users (id),
  returned_at timestamptz,
  returned_because text,
  approved_by uuid REFERENCES users (id),
  approved_at timestamptz,
  code text UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
  -- Superseded, withdrawn or discarded.
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  ended_because text,
  version int NOT NULL DEFAULT 1,
  treatment_ids uuid[] NOT NULL DEFAULT '{}',
  CONSTRAINT emergency_plans_version_number UNIQUE (patient_id, version_number),
  CONSTRAINT emergency_plans_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT emergency_plans_changer_is_author CHECK (changed_by = ANY (authors)),
  CONSTRAINT emergency_plans_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT emergency_plans_approved_whole CHECK ((state IN ('approved', 'superseded',
    'withdrawn')) = (num_nonnulls(approved_by, approved_at, code) = 3)),
  CONSTRAINT emergency_plans_never_half_approved CHECK (num_nonnulls(approved_by, approved_at, code) IN (0, 3)),
  CONSTRAINT emergency_plans_returned_whole CHECK (num_nonnulls(returned_by, returned_at, returned_because) IN (0, 3)),
  CONSTRAINT emergency_plans_ended_whole CHECK ((state IN ('superseded', 'withdrawn',
    'discarded')) = (ended_at IS NOT NULL)),
  CONSTRAINT emergency_plans_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> '')
);
-- One version counts; one draft at a time.
CREATE UNIQUE INDEX emergency_plans_one_approved ON emergency_plans (patient_id) WHERE state = 'approved';
CREATE UNIQUE INDEX emergency_plans_one_draft ON emergency_plans (patient_id) WHERE state = 'draft';
CREATE INDEX emergency_plans_drafts ON emergency_plans (changed_at) WHERE state = 'draft';
