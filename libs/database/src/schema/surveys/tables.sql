CREATE TABLE surveys (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  topic text NOT NULL CHECK (topic IN ('annual', 'emergency_care', 'vaccination')),
  title text NOT NULL CHECK (title <> ''),
  link text NOT NULL CHECK (link ~ '^https://'),
  words text NOT NULL CHECK (words <> ''),
  -- Null: of all hospitals.
  hospital_id uuid REFERENCES hospitals (id),
  group_only boolean NOT NULL DEFAULT false,
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
  sent_by uuid REFERENCES users (id),
  sent_at timestamptz,
  reminded_by uuid REFERENCES users (id),
  reminded_at timestamptz,
  -- Sending was stopped, until a person sends the rest.
  stopped_at timestamptz,
  closed_by uuid REFERENCES users (id),
  closed_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT surveys_once UNIQUE (made_by, idempotency_key),
  CONSTRAINT surveys_sent_whole CHECK ((sent_by IS NULL) = (sent_at IS NULL)),
  CONSTRAINT surveys_reminded_whole CHECK ((reminded_by IS NULL) = (reminded_at IS NULL)),
  CONSTRAINT surveys_closed_whole CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
  CONSTRAINT surveys_reminded_after_sending CHECK (reminded_at IS NULL OR sent_at IS NOT NULL)
);

CREATE TABLE survey_invitations (
  survey_id uuid NOT NULL REFERENCES surveys (id),
  patient_id uuid NOT NULL REFERENCES patients (id),
  -- Told to the family alone; typed with an answer it says whose it is, and names nobody.
  code text NOT NULL UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
  answered_at timestamptz,
  answered_marked_by uuid REFERENCES users (id),
  PRIMARY KEY (survey_id, patient_id),
  CONSTRAINT survey_invitations_answered_whole CHECK ((answered_at IS NULL) = (answered_marked_by IS NULL))
);
CREATE INDEX survey_invitations_patient ON survey_invitations (patient_id);

CREATE TABLE survey_messages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  survey_id uuid NOT NULL,
  patient_id uuid NOT NULL REFERENCES patients (id),
  kind text NOT NULL CHECK (kind IN ('invitation', 'reminder')),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'leased', 'sent', 'left_out', 'failed', 'bounced',
    'stopped')),
  because text CHECK (because IN ('merged', 'died', 'restricted', 'moved_away', 'nhs_number', 'adult', 'refused',
    'not_asked', 'no_email', 'bounced', 'answered')),
  due_at timestamptz NOT NULL DEFAULT sec.now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  -- What came back last, as a short code: never the words of a server, which may repeat an address.
  reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  -- One invitation, and one reminder ever.
  CONSTRAINT survey_messages_once UNIQUE (survey_id, patient_id, kind),
  CONSTRAINT survey_messages_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL
    AND lease_until IS NOT NULL)),
  CONSTRAINT survey_messages_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT survey_messages_left_out CHECK ((state = 'left_out') = (because IS NOT NULL)),
  CONSTRAINT survey_messages_not_sent CHECK ((state NOT IN ('failed', 'bounced')) OR reply IS NOT NULL),
  FOREIGN KEY (survey_id, patient_id) REFERENCES survey_invitations (survey_id, patient_id) ON UPDATE CASCADE
);
CREATE INDEX survey_messages_to_send ON survey_messages (due_at, id) WHERE state IN ('waiting', 'leased');

-- Whether a family would help the unit with its surveys and plans, and the next day on which it can be asked.
CREATE TABLE participation (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  interest text NOT NULL DEFAULT 'not_asked' CHECK (interest IN ('not_asked', 'yes', 'no')),
  interest_since date,
  interest_recorded_by uuid REFERENCES users (id),
  next_clinic_on date,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT participation_dated CHECK ((interest = 'not_asked') = (interest_since IS NULL)
    AND (interest_since IS NULL) = (interest_recorded_by IS NULL))
);
