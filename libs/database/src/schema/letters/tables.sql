-- Templates that a doctor approved, letters as they were issued, codes that anybody can check, and which numbers stand
-- on each letter: when one of them changes, its code says so and it is to be issued again.

CREATE TABLE letter_templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('open_access', 'vaccination', 'dental', 'school', 'emergency_advice')),
  version_number int NOT NULL CHECK (version_number > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded')),
  title text NOT NULL,
  body text NOT NULL,
  written_by uuid NOT NULL REFERENCES users (id),
  authors uuid[] NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  approved_by uuid REFERENCES users (id),
  approved_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT letter_templates_version_number UNIQUE (kind, version_number),
  CONSTRAINT letter_templates_writer_is_author CHECK (written_by = ANY (authors)),
  CONSTRAINT letter_templates_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT letter_templates_approved_whole CHECK ((state = 'draft') = (approved_by IS NULL)
    AND (approved_by IS NULL) = (approved_at IS NULL))
);
CREATE UNIQUE INDEX letter_templates_one_approved ON letter_templates (kind) WHERE state = 'approved';
CREATE UNIQUE INDEX letter_templates_one_draft ON letter_templates (kind) WHERE state = 'draft';

CREATE TABLE letter_batches (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  kind text NOT NULL CHECK (kind IN ('emergency_card', 'open_access', 'vaccination', 'dental', 'school')),
  recipient text NOT NULL CHECK (recipient IN ('family', 'ward', 'gp', 'dentist', 'school', 'community')),
  large_print boolean NOT NULL,
  asked_by uuid NOT NULL REFERENCES users (id),
  asked_at timestamptz NOT NULL DEFAULT sec.now(),
  cancelled_by uuid REFERENCES users (id),
  cancelled_at timestamptz,
  CONSTRAINT letter_batches_cancelled_whole CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL))
);

CREATE TABLE letters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
  patient_id uuid NOT NULL REFERENCES patients (id),
  kind text NOT NULL CHECK (kind IN ('emergency_card', 'open_access', 'vaccination', 'dental', 'school')),
  recipient text NOT NULL CHECK (recipient IN ('family', 'ward', 'gp', 'dentist', 'school', 'community')),
  recipient_name text NOT NULL,
  version_number int NOT NULL CHECK (version_number > 0),
  state text NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'superseded', 'withdrawn')),
  -- Everything on the paper, as it was on the day of issue.
  model jsonb NOT NULL,
  template_id uuid REFERENCES letter_templates (id),
  -- What it repeats: when one of these is no longer in force, neither is the letter.
  plan_id uuid REFERENCES emergency_plans (id),
  arrangement_id uuid REFERENCES open_access_arrangements (id),
  review_by date,
  note text,
  issued_by uuid NOT NULL REFERENCES users (id),
  issued_at timestamptz NOT NULL DEFAULT sec.now(),
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  ended_because text,
  batch_id uuid REFERENCES letter_batches (id),
  idempotency_key uuid NOT NULL,
  version int NOT NULL DEFAULT 1,
  -- The person or the team; null where there is one reader of a kind.
  recipient_entry uuid,
  CONSTRAINT letters_once UNIQUE (issued_by, idempotency_key),
  CONSTRAINT letters_version_number UNIQUE (patient_id, kind, recipient, version_number),
  CONSTRAINT letters_ended_whole CHECK ((state = 'current') = (ended_at IS NULL)
    AND (ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT letters_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> '')
);
CREATE INDEX letters_batch ON letters (batch_id) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX letters_one_current ON letters (patient_id, kind, recipient, coalesce(recipient_entry,
  '00000000-0000-0000-0000-000000000000'::uuid)) WHERE state = 'current';

CREATE TABLE letter_batch_items (
  batch_id uuid NOT NULL REFERENCES letter_batches (id),
  patient_id uuid NOT NULL REFERENCES patients (id),
  place int NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'issued', 'skipped')),
  letter_id uuid REFERENCES letters (id),
  because text,
  PRIMARY KEY (batch_id, patient_id),
  CONSTRAINT letter_batch_items_outcome CHECK ((state = 'issued') = (letter_id IS NOT NULL)
    AND (state = 'skipped') = (because IS NOT NULL))
);
CREATE INDEX letter_batch_items_waiting ON letter_batch_items (batch_id, place) WHERE state = 'waiting';

CREATE TABLE letter_numbers (
  letter_id uuid NOT NULL REFERENCES letters (id),
  contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
  phone text NOT NULL,
  PRIMARY KEY (letter_id, contact_id)
);
CREATE INDEX letter_numbers_contact ON letter_numbers (contact_id);
