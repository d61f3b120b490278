CREATE TABLE hospital_contacts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  unit_id uuid REFERENCES hospital_units (id),
  purpose text NOT NULL CHECK (purpose IN ('ed', 'assessment', 'ward', 'switchboard', 'secretary', 'community_nurses',
    'phu_nurses', 'on_call_registrar')),
  label text NOT NULL,
  phone text NOT NULL,
  extension text,
  bleep text,
  hours text NOT NULL DEFAULT 'any' CHECK (hours IN ('any', 'in_hours', 'out_of_hours')),
  verified_on date,
  verified_by uuid REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  email text,
  on_public_list boolean NOT NULL DEFAULT false,
  -- Follow from contact_checks, by the trigger below.
  failed_calls int NOT NULL DEFAULT 0 CHECK (failed_calls >= 0),
  last_reached_on date,
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  -- Set when the number is given up. The row stays.
  ended_at timestamptz
);
CREATE INDEX hospital_contacts_hospital ON hospital_contacts (hospital_id);
CREATE INDEX hospital_contacts_in_use ON hospital_contacts (hospital_id) WHERE ended_at IS NULL;

-- One answer to "is this number right?". Rows are added; a slip is marked as undone, never taken out.
CREATE TABLE contact_checks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  -- Nobody, when the date came with the contact.
  by uuid DEFAULT sec.uid() REFERENCES users (id),
  outcome text NOT NULL CHECK (outcome IN ('correct', 'reached', 'no_answer', 'wrong_number')),
  source text NOT NULL CHECK (source IN ('round', 'alert', 'change')),
  -- As it was rung: the contact may have another number by now.
  number text NOT NULL,
  undone_at timestamptz,
  undone_by uuid REFERENCES users (id),
  -- What a call said of a number goes with the entry that told of it.
  liaison_entry_id uuid,
  CONSTRAINT contact_checks_undone_by_somebody CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
CREATE INDEX contact_checks_contact ON contact_checks (contact_id, at DESC);
CREATE INDEX contact_checks_of_call ON contact_checks (liaison_entry_id) WHERE liaison_entry_id IS NOT NULL;

-- Every change of a contact, proposed by one person and confirmed by another who rang it. The rows are the history:
-- what was, what became of it, who and when.
CREATE TABLE contact_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  contact_id uuid REFERENCES hospital_contacts (id),
  kind text NOT NULL CHECK (kind IN ('add', 'change', 'end')),
  seen_version int,
  was jsonb,
  becomes jsonb,
  because text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'confirmed', 'withdrawn')),
  proposed_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  proposed_at timestamptz NOT NULL DEFAULT sec.now(),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  -- Who answered the call, or why it was withdrawn.
  decided_words text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT contact_changes_by_two CHECK (state <> 'confirmed' OR decided_by <> proposed_by),
  CONSTRAINT contact_changes_decided CHECK ((state = 'waiting') = (decided_by IS NULL)
    AND (decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (decided_words IS NULL)),
  CONSTRAINT contact_changes_say_what CHECK ((kind = 'add') = (was IS NULL) AND (kind = 'end') = (becomes IS NULL)
    AND (kind = 'add') = (seen_version IS NULL) AND (contact_id IS NOT NULL OR kind = 'add'))
);
CREATE UNIQUE INDEX contact_changes_one_waiting ON contact_changes (contact_id) WHERE state = 'waiting';
CREATE INDEX contact_changes_hospital ON contact_changes (hospital_id, proposed_at DESC);

-- One dated statement of what a hospital can do. A newer one replaces it; the old one stays with its end.
CREATE TABLE hospital_capabilities (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  kind text NOT NULL CHECK (kind IN ('paediatric_cover', 'line_access', 'factor_held', 'assay', 'teaching')),
  words text NOT NULL CHECK (words <> ''),
  as_of date NOT NULL,
  recorded_by uuid DEFAULT sec.uid() REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  replaces_id uuid UNIQUE REFERENCES hospital_capabilities (id),
  ended_at timestamptz,
  ended_by uuid REFERENCES users (id),
  CONSTRAINT hospital_capabilities_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX hospital_capabilities_current ON hospital_capabilities (hospital_id) WHERE ended_at IS NULL;

-- A closure or successor published for a hospital of ours. Somebody decides; nothing moves by itself.
CREATE TABLE closure_reviews (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  subject text NOT NULL CHECK (subject IN ('site', 'trust')),
  ods_code text NOT NULL,
  closed_on date,
  successor_codes text[] NOT NULL DEFAULT '{}',
  found_at timestamptz NOT NULL DEFAULT sec.now(),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'ignored', 'lapsed')),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  reason text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT closure_reviews_about_something CHECK (closed_on IS NOT NULL OR successor_codes <> '{}'::text[]),
  CONSTRAINT closure_reviews_decided CHECK ((state IN ('accepted', 'ignored')) = (decided_by IS NOT NULL)
    AND (decided_by IS NULL) = (reason IS NULL) AND (state = 'waiting') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX closure_reviews_one_waiting ON closure_reviews (hospital_id, subject) WHERE state = 'waiting';

CREATE TABLE hospital_network_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  hospital_id uuid NOT NULL REFERENCES hospitals (id),
  was text NOT NULL,
  becomes text NOT NULL,
  reason text CHECK (reason <> ''),
  -- What hung on it at that moment.
  counts jsonb,
  changed_by uuid DEFAULT sec.uid() REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT hospital_network_changes_left_for_a_reason CHECK (becomes <> 'other' OR reason IS NOT NULL)
);
CREATE INDEX hospital_network_changes_hospital ON hospital_network_changes (hospital_id);

CREATE TABLE stale_numbers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
  -- As it failed.
  phone text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT sec.now(),
  owner_id uuid REFERENCES users (id),
  taken_at timestamptz,
  ended_at timestamptz,
  ended_by uuid REFERENCES users (id),
  ended_because text CHECK (ended_because IN ('confirmed', 'changed', 'given_up')),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT stale_numbers_taken CHECK ((owner_id IS NULL) = (taken_at IS NULL)),
  CONSTRAINT stale_numbers_ended CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE UNIQUE INDEX stale_numbers_one_open ON stale_numbers (contact_id) WHERE ended_at IS NULL;
