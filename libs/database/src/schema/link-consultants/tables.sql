CREATE TABLE link_consultants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid REFERENCES users (id),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  name text NOT NULL,
  phone text,
  phone_verified_on date,
  from_on date NOT NULL,
  to_on date,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT link_consultants_dates CHECK (to_on IS NULL OR to_on >= from_on)
);
CREATE INDEX link_consultants_user ON link_consultants (user_id);

CREATE TABLE shared_care_links (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  link_consultant_id uuid REFERENCES link_consultants (id),
  role text NOT NULL CHECK (role IN ('primary', 'secondary', 'temporary')),
  valid_from timestamptz NOT NULL,
  valid_to timestamptz,
  version int NOT NULL DEFAULT 1,
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz DEFAULT sec.now(),
  end_reason text CHECK (end_reason IN ('next_link', 'moved_away', 'discharged', 'adult_care', 'died',
    'no_longer_needed')),
  -- The receiving unit's word that it expects the child.
  confirmed_by text CHECK (confirmed_by <> ''),
  confirmed_on date,
  CONSTRAINT shared_care_links_one_primary EXCLUDE USING gist (patient_id WITH =, tstzrange(valid_from,
    valid_to) WITH &&) WHERE (role = 'primary'),
  CONSTRAINT shared_care_links_once_per_hospital EXCLUDE USING gist (patient_id WITH =, hospital_id WITH =,
    tstzrange(valid_from, valid_to) WITH &&),
  CONSTRAINT shared_care_links_temporary_ends CHECK (role <> 'temporary' OR valid_to IS NOT NULL),
  CONSTRAINT shared_care_links_confirmed_whole CHECK ((confirmed_by IS NULL) = (confirmed_on IS NULL)),
  -- A link that was taken back ends where it began: no instant falls into it, so nobody who asks for the links of
  -- an instant needs to know of it, and its row stays.
  CONSTRAINT shared_care_links_dates CHECK (valid_to >= valid_from)
);
CREATE INDEX shared_care_links_patient ON shared_care_links (patient_id);
CREATE INDEX shared_care_links_hospital ON shared_care_links (hospital_id);
CREATE INDEX shared_care_links_consultant ON shared_care_links (link_consultant_id);

CREATE TABLE consultant_covers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  absent_id uuid NOT NULL REFERENCES link_consultants (id),
  covering_id uuid NOT NULL REFERENCES link_consultants (id),
  covers_from timestamptz NOT NULL,
  covers_to timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT consultant_covers_one_at_a_time EXCLUDE USING gist (absent_id WITH =, tstzrange(covers_from,
    covers_to) WITH &&),
  -- One that was taken back before it began covers no instant.
  CONSTRAINT consultant_covers_dates CHECK (covers_to >= covers_from),
  CONSTRAINT consultant_covers_by_another CHECK (covering_id <> absent_id)
);
CREATE INDEX consultant_covers_absent ON consultant_covers (absent_id);
CREATE INDEX consultant_covers_covering ON consultant_covers (covering_id);

-- What one person did to the links of one child in one step, with the rows before and after: what undo needs.
CREATE TABLE link_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  batch_id uuid NOT NULL,
  patient_id uuid NOT NULL REFERENCES patients (id),
  kind text NOT NULL CHECK (kind IN ('added', 'ended', 'moved', 'consultant_changed', 'confirmed')),
  source text NOT NULL CHECK (source IN ('person', 'leaving_date')),
  reason text,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  undone_at timestamptz,
  undone_by uuid REFERENCES users (id),
  CONSTRAINT link_changes_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX link_changes_patient ON link_changes (patient_id, made_at DESC);
CREATE INDEX link_changes_batch ON link_changes (batch_id);

-- A proposed move that somebody decided against, for one child, with the reason.
CREATE TABLE leaving_exceptions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  link_id uuid NOT NULL REFERENCES shared_care_links (id),
  link_consultant_id uuid NOT NULL REFERENCES link_consultants (id),
  patient_id uuid NOT NULL REFERENCES patients (id),
  reason text NOT NULL CHECK (reason <> ''),
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  taken_back_at timestamptz
);
CREATE UNIQUE INDEX leaving_exceptions_one ON leaving_exceptions (link_id, link_consultant_id)
  WHERE taken_back_at IS NULL;

CREATE TABLE consultant_comments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL REFERENCES alerts (id),
  kind text NOT NULL CHECK (kind IN ('told_phu', 'comment')),
  words text NOT NULL,
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT consultant_comments_words CHECK (kind = 'told_phu' OR words <> '')
);
CREATE INDEX consultant_comments_alert ON consultant_comments (alert_id, made_at);

CREATE TABLE record_corrections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  part text NOT NULL CHECK (part IN ('name', 'birth_date', 'nhs_number', 'phone', 'hospital', 'link_consultant',
    'diagnosis', 'allergies', 'weight', 'open_access', 'other')),
  words text NOT NULL CHECK (words <> ''),
  suggested_by uuid NOT NULL REFERENCES users (id),
  suggested_at timestamptz NOT NULL DEFAULT sec.now(),
  outcome text CHECK (outcome IN ('corrected', 'elsewhere', 'not_changed')),
  answer text,
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT record_corrections_decided_whole CHECK (num_nonnulls(outcome, answer, decided_by, decided_at) IN (0, 4))
);
CREATE INDEX record_corrections_patient ON record_corrections (patient_id);
CREATE INDEX record_corrections_open ON record_corrections (suggested_at) WHERE outcome IS NULL;

CREATE TABLE closure_move_owners (
  kind text NOT NULL CHECK (kind IN ('link', 'arrangement', 'alert')),
  -- Of the link, the arrangement or the alert.
  subject_id uuid NOT NULL,
  owner_id uuid REFERENCES users (id),
  taken_at timestamptz,
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, subject_id),
  CONSTRAINT closure_move_owners_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL))
);
