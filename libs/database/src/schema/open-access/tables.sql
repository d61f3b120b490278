-- The whole life of an open access arrangement: what is agreed, by whom, who holds it, every suspension, every event.
-- One row is one version. Its content is fixed once it has been sent; a renewal is a new row that supersedes this one.

CREATE TABLE open_access_arrangements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  unit_id uuid REFERENCES hospital_units (id),
  state text NOT NULL CHECK (state IN ('draft', 'awaiting_local_agreement', 'active', 'due_review', 'expired',
    'suspended', 'withdrawn', 'superseded')),
  version_number int NOT NULL DEFAULT 1,
  reasons text NOT NULL,
  where_to_go text NOT NULL,
  phone_first text,
  exclusions text,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz,
  review_by date NOT NULL,
  issued_by text NOT NULL,
  version int NOT NULL DEFAULT 1,
  reason_codes text[] NOT NULL DEFAULT '{}',
  other_reasons text NOT NULL DEFAULT '',
  exclusion_codes text[] NOT NULL DEFAULT '{}',
  other_exclusions text NOT NULL DEFAULT '',
  -- Empty: the same place at all hours.
  where_out_of_hours text NOT NULL DEFAULT '',
  phone_bands jsonb NOT NULL DEFAULT '[]',
  -- Of a short grant: it ends so many hours after it starts and has no days of grace.
  grant_hours int CHECK (grant_hours BETWEEN 1 AND 168),
  issued_by_id uuid REFERENCES users (id),
  replaces_id uuid REFERENCES open_access_arrangements (id),
  drafted_at timestamptz NOT NULL DEFAULT sec.now(),
  drafted_by uuid REFERENCES users (id),
  sent_at timestamptz,
  sent_by uuid REFERENCES users (id),
  agreed_at timestamptz,
  agreed_by text,
  agreed_recorded_by uuid REFERENCES users (id),
  ward_holds_at timestamptz,
  ward_holds_said_by text,
  ward_holds_recorded_by uuid REFERENCES users (id),
  family_holds_at timestamptz,
  family_holds_said_by text,
  family_holds_recorded_by uuid REFERENCES users (id),
  -- The day of the first event that made it due for review before its date, and all such events.
  review_forced_on date,
  review_because text[] NOT NULL DEFAULT '{}',
  -- When it was withdrawn, discarded or superseded: until then it counted.
  ended_at timestamptz,
  CONSTRAINT open_access_arrangements_dates CHECK (ends_at > starts_at),
  -- H8: nothing counts that the hospital has not agreed to. A draft may be discarded without.
  CONSTRAINT open_access_arrangements_agreed CHECK ((state IN ('draft', 'awaiting_local_agreement', 'withdrawn'))
    OR agreed_at IS NOT NULL),
  CONSTRAINT open_access_arrangements_ward_holds CHECK (num_nonnulls(ward_holds_at, ward_holds_said_by,
    ward_holds_recorded_by) IN (0, 3)),
  CONSTRAINT open_access_arrangements_family_holds CHECK (num_nonnulls(family_holds_at, family_holds_said_by,
    family_holds_recorded_by) IN (0, 3))
);
CREATE INDEX open_access_arrangements_patient ON open_access_arrangements (patient_id);
-- Exactly one arrangement counts for a child at a hospital.
CREATE UNIQUE INDEX open_access_arrangements_one_valid ON open_access_arrangements (patient_id, hospital_id)
  WHERE state IN ('active', 'due_review');
CREATE INDEX open_access_arrangements_hospital ON open_access_arrangements (hospital_id);
-- One draft in the making for a child at a hospital, as one arrangement counts.
CREATE UNIQUE INDEX open_access_arrangements_one_in_the_making ON open_access_arrangements (patient_id, hospital_id)
  WHERE state IN ('draft', 'awaiting_local_agreement');
CREATE INDEX open_access_arrangements_under_review ON open_access_arrangements (hospital_id, review_by)
  WHERE state IN ('active', 'due_review', 'suspended', 'awaiting_local_agreement');

CREATE TABLE open_access_suspensions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  arrangement_id uuid NOT NULL REFERENCES open_access_arrangements (id),
  reason text NOT NULL CHECK (reason <> ''),
  review_on date NOT NULL,
  -- W6.5: nobody is left to find out at the door. Each says who was told, or how it was tried.
  told_family text NOT NULL CHECK (told_family <> ''),
  told_link_consultant text NOT NULL CHECK (told_link_consultant <> ''),
  told_ward text NOT NULL CHECK (told_ward <> ''),
  told_gp text NOT NULL CHECK (told_gp <> ''),
  suspended_at timestamptz NOT NULL DEFAULT sec.now(),
  suspended_by uuid NOT NULL REFERENCES users (id),
  lifted_at timestamptz,
  lifted_by uuid REFERENCES users (id),
  lifted_because text,
  CONSTRAINT open_access_suspensions_lifted_whole CHECK (num_nonnulls(lifted_at, lifted_by, lifted_because) IN (0, 3)),
  CONSTRAINT open_access_suspensions_lifted_after CHECK (lifted_at >= suspended_at)
);
CREATE UNIQUE INDEX open_access_suspensions_one_running ON open_access_suspensions (arrangement_id)
  WHERE lifted_at IS NULL;
CREATE INDEX open_access_suspensions_arrangement ON open_access_suspensions (arrangement_id);

CREATE TABLE open_access_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  arrangement_id uuid NOT NULL REFERENCES open_access_arrangements (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  kind text NOT NULL CHECK (kind IN ('drafted', 'sent', 'sent_back', 'agreed', 'ward_confirmed', 'family_confirmed',
    'chased', 'review_forced', 'suspended', 'resumed', 'withdrawn', 'discarded', 'superseded')),
  -- Nobody: it followed from something else.
  by uuid REFERENCES users (id),
  detail text
);
CREATE INDEX open_access_events_arrangement ON open_access_events (arrangement_id, id);
