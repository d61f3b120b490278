-- Emergency access to one child who is not linked to the consultant: granted, told to the unit and reviewed.

CREATE TABLE break_glass_grants (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
  reference text GENERATED ALWAYS AS ('E-' || number::text) STORED UNIQUE,
  user_id uuid NOT NULL REFERENCES users (id),
  patient_id uuid NOT NULL REFERENCES patients (id),
  alert_id uuid NOT NULL UNIQUE,
  reason text NOT NULL CHECK (reason IN ('bleeding_now', 'treatment_now', 'procedure_now', 'transfer', 'other')),
  words text NOT NULL,
  granted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  review_due date NOT NULL,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES users (id),
  review_outcome text CHECK (review_outcome IN ('justified', 'not_justified', 'needs_follow_up')),
  review_words text,
  CONSTRAINT break_glass_grants_four_hours CHECK (expires_at = (granted_at + interval '4 hours')),
  CONSTRAINT break_glass_grants_words CHECK (char_length(words) >= 10),
  CONSTRAINT break_glass_grants_reviewed_whole CHECK (num_nonnulls(reviewed_at, reviewed_by, review_outcome,
    review_words) IN (0, 4)),
  CONSTRAINT break_glass_grants_reviewed_by_another CHECK (reviewed_by <> user_id)
);
CREATE INDEX break_glass_grants_user ON break_glass_grants (user_id, granted_at);
CREATE INDEX break_glass_grants_patient ON break_glass_grants (patient_id, user_id, expires_at);
CREATE INDEX break_glass_grants_to_review ON break_glass_grants (review_due) WHERE reviewed_at IS NULL;

-- A try that matched nobody. What was typed is not kept: it may be the number of a child who is not ours.
CREATE TABLE break_glass_misses (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
  reference text GENERATED ALWAYS AS ('M-' || number::text) STORED UNIQUE,
  user_id uuid NOT NULL REFERENCES users (id),
  reason text NOT NULL CHECK (reason IN ('bleeding_now', 'treatment_now', 'procedure_now', 'transfer', 'other')),
  words text NOT NULL,
  missed_at timestamptz NOT NULL
);
CREATE INDEX break_glass_misses_user ON break_glass_misses (user_id, missed_at);
