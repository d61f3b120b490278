CREATE TABLE attendances (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Short, safe to say on the telephone and to print: names no child.
  number bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001),
  reference text GENERATED ALWAYS AS ('A-' || number::text) STORED UNIQUE,
  alert_id uuid NOT NULL,
  patient_id uuid REFERENCES patients (id),
  unmatched_name text,
  unmatched_birth_date date,
  unmatched_phone text,
  -- None: abroad, private, in another nation. Where the child is stands in words, which stay when it becomes a listed one.
  hospital_id uuid REFERENCES hospitals (id),
  unit_kind text CHECK (unit_kind IN ('ed', 'assessment', 'ward')),
  state text NOT NULL CHECK (state IN ('unmatched', 'arrived', 'in_department', 'admitted', 'transferred', 'left',
    'cancelled', 'entered_in_error', 'merged')),
  reason text NOT NULL CHECK (reason IN ('bleeding', 'head_injury', 'pain_joint_muscle', 'problem_giving_factor',
    'line_site', 'fever_with_line', 'planned_treatment', 'unrelated_illness', 'other')),
  bleed_site text CHECK (bleed_site IN ('head', 'neck', 'chest', 'abdomen', 'iliopsoas', 'joint', 'muscle', 'mouth',
    'other')),
  category int NOT NULL CHECK (category BETWEEN 1 AND 4),
  arrived_at timestamptz NOT NULL,
  reported_at timestamptz NOT NULL,
  left_at timestamptz,
  told_by text NOT NULL CHECK (told_by IN ('mother', 'father', 'carer', 'patient', 'ward_nurse', 'ward_doctor',
    'link_consultant', 'switchboard', 'other')),
  call_back text,
  note text,
  -- Said once, on the telephone: the rules need it again when the child is matched to a record.
  admitted_or_transferred boolean NOT NULL DEFAULT false,
  apcc_mentioned boolean NOT NULL DEFAULT false,
  invasive_procedure boolean NOT NULL DEFAULT false,
  still_unwell boolean NOT NULL DEFAULT false,
  first_treatment_at timestamptz,
  first_treatment_product text,
  first_treatment_absent_because text,
  -- As it was at the moment of logging; later changes to the arrangement do not touch it.
  open_access text NOT NULL CHECK (open_access IN ('valid', 'due_review', 'not_started', 'awaiting_agreement',
    'expired', 'suspended', 'withdrawn', 'none', 'unknown')),
  open_access_arrangement_id uuid REFERENCES open_access_arrangements (id),
  open_access_because text NOT NULL,
  logged_by uuid NOT NULL REFERENCES users (id),
  logged_at timestamptz NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL,
  request_hash text NOT NULL,
  version int NOT NULL DEFAULT 1,
  unlisted_hospital_name text CHECK (unlisted_hospital_name <> ''),
  unlisted_hospital_kind text CHECK (unlisted_hospital_kind IN ('abroad', 'other_nation', 'private', 'other')),
  unlisted_hospital_place text,
  unlisted_hospital_phone text,
  advice_sought boolean,
  -- The same request sent twice by the same person makes one attendance.
  CONSTRAINT attendances_idempotency UNIQUE (logged_by, idempotency_key),
  CONSTRAINT attendances_one_alert UNIQUE (alert_id),
  CONSTRAINT attendances_somebody CHECK (patient_id IS NOT NULL OR unmatched_name IS NOT NULL),
  CONSTRAINT attendances_unmatched_state CHECK (state <> 'unmatched' OR patient_id IS NULL),
  CONSTRAINT attendances_left_after_arrival CHECK (left_at >= arrived_at),
  CONSTRAINT attendances_left_state CHECK ((state = 'left') <= (left_at IS NOT NULL)),
  CONSTRAINT attendances_treatment_known_or_not CHECK (first_treatment_at IS NULL
    OR first_treatment_absent_because IS NULL),
  CONSTRAINT attendances_at_some_hospital CHECK (hospital_id IS NOT NULL OR unlisted_hospital_name IS NOT NULL),
  CONSTRAINT attendances_unlisted_whole CHECK ((unlisted_hospital_name IS NULL) = (unlisted_hospital_kind IS NULL)
    AND (unlisted_hospital_name IS NOT NULL OR num_nulls(unlisted_hospital_place, unlisted_hospital_phone) = 2))
);
CREATE INDEX attendances_patient ON attendances (patient_id, arrived_at DESC);
CREATE INDEX attendances_hospital ON attendances (hospital_id, arrived_at DESC);
CREATE INDEX attendances_unmatched ON attendances (logged_at) WHERE state = 'unmatched';
CREATE INDEX attendances_arrived ON attendances (arrived_at);

CREATE TABLE attendance_sources (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  attendance_id uuid NOT NULL REFERENCES attendances (id),
  kind text NOT NULL CHECK (kind IN ('phone', 'email', 'portal', 'adt', 'later_discovery')),
  told_by text NOT NULL,
  reported_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now()
);
CREATE INDEX attendance_sources_attendance ON attendance_sources (attendance_id);

-- A sheet somebody began and has not saved. The id is the sheet's idempotency key, so that a sheet taken up again
-- on another computer is still the same save.
CREATE TABLE attendance_drafts (
  id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES users (id),
  patient_id uuid REFERENCES patients (id),
  sheet jsonb NOT NULL CHECK (octet_length(sheet::text) <= 20000),
  saved_at timestamptz NOT NULL DEFAULT sec.now(),
  PRIMARY KEY (user_id, id)
);
CREATE INDEX attendance_drafts_user ON attendance_drafts (user_id, saved_at);

-- A fact of a visit that was logged wrong. The attendance holds what is right; here stands what it was, who changed
-- it and why. Rows are added and never changed.
CREATE TABLE attendance_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  attendance_id uuid NOT NULL REFERENCES attendances (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  because text NOT NULL CHECK (because <> ''),
  -- The changed facts alone, before and after.
  was jsonb NOT NULL,
  becomes jsonb NOT NULL,
  -- What the rules give by the facts as they are now; a tier falls only by a person.
  tier_by_rules text NOT NULL CHECK (tier_by_rules IN ('red', 'amber', 'blue')),
  CONSTRAINT attendance_changes_something CHECK (was <> becomes)
);
CREATE INDEX attendance_changes_attendance ON attendance_changes (attendance_id, at);
