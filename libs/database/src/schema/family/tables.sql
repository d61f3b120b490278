-- Parents and carers, the languages of a child, and since when a household lives where it does (decision 0047). What
-- tells where a family is leaves through one function, which keeps it back while the address is restricted (hazard
-- H17). What was said before is kept by the database at each change; nothing is deleted.

CREATE TABLE family_people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  name text NOT NULL CHECK (name <> ''),
  relationship text NOT NULL CHECK (relationship IN ('mother', 'father', 'step_parent', 'grandparent', 'foster_carer',
    'guardian', 'sibling', 'social_worker', 'other')),
  relationship_words text CHECK (relationship_words <> ''),
  parental_responsibility text NOT NULL CHECK (parental_responsibility IN ('yes', 'no', 'not_known')),
  lives_with text NOT NULL CHECK (lives_with IN ('yes', 'part_time', 'no', 'not_known')),
  phone text CHECK (phone <> ''),
  other_phone text CHECK (other_phone <> ''),
  email text CHECK (email <> ''),
  -- Theirs, unless they live where the child lives.
  same_address boolean NOT NULL,
  address text CHECK (address <> ''),
  postcode text CHECK (postcode <> ''),
  language text CHECK (language <> ''),
  interpreter text NOT NULL CHECK (interpreter IN ('yes', 'no', 'not_asked')),
  ring_at_night text NOT NULL CHECK (ring_at_night IN ('yes', 'no', 'not_asked')),
  ended_on date,
  ended_because text CHECK (ended_because <> ''),
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  version int NOT NULL DEFAULT 1,
  -- Since when a message to this address came back.
  email_bounced_at timestamptz,
  CONSTRAINT family_people_one_address CHECK (NOT same_address OR num_nonnulls(address, postcode) = 0),
  CONSTRAINT family_people_other_named CHECK (relationship <> 'other' OR relationship_words IS NOT NULL),
  CONSTRAINT family_people_ended_whole CHECK ((ended_on IS NULL) = (ended_because IS NULL)),
  CONSTRAINT family_people_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at, struck_out_because) IN (0,
    3))
);
CREATE INDEX family_people_patient ON family_people (patient_id);

-- What the child speaks, and how to speak to them.
CREATE TABLE family_communication (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  language text CHECK (language <> ''),
  interpreter text NOT NULL CHECK (interpreter IN ('yes', 'no', 'not_asked')),
  needs text CHECK (needs <> ''),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1
);

-- What was said before, of every part of this page.
CREATE TABLE family_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES patients (id),
  part text NOT NULL CHECK (part IN ('person', 'communication', 'household', 'place', 'giver', 'dose_days')),
  entry_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('recorded', 'changed', 'ended', 'struck_out', 'restored')),
  by uuid REFERENCES users (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  is_now jsonb NOT NULL,
  was jsonb
);
CREATE INDEX family_changes_patient ON family_changes (patient_id, id);

-- About no child: many go to the same practice.
CREATE TABLE organisations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('gp_practice', 'school', 'dentist', 'community_team')),
  ods_code text UNIQUE CHECK (ods_code ~ '^[A-Z0-9]{3,12}$'),
  name text NOT NULL CHECK (name <> ''),
  address text CHECK (address <> ''),
  postcode text CHECK (postcode <> ''),
  phone text CHECK (phone <> ''),
  email text CHECK (email <> ''),
  closed_on date,
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  version int NOT NULL DEFAULT 1
);
CREATE INDEX organisations_name ON organisations (kind, name);

CREATE TABLE patient_places (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  role text NOT NULL CHECK (role IN ('gp', 'school', 'dentist', 'community')),
  organisation_id uuid NOT NULL REFERENCES organisations (id),
  from_on date,
  until_on date,
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT patient_places_check CHECK (until_on >= from_on),
  CONSTRAINT patient_places_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by,
    struck_out_because) = 2)
);
CREATE UNIQUE INDEX patient_places_one_now ON patient_places (patient_id, role) WHERE until_on IS NULL
  AND struck_out_at IS NULL AND role <> 'community';
CREATE INDEX patient_places_patient ON patient_places (patient_id);
