-- What is due for a child without anybody asking: dental checks, vaccination advice, and the rules that find it.

CREATE TABLE dental_care (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  last_check_on date,
  extraction_on date,
  plan_sent_on date,
  version int NOT NULL DEFAULT 1
);

-- The national schedule changes, so the ages are rows and not code.
CREATE TABLE vaccination_ages (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  label text NOT NULL UNIQUE,
  months int NOT NULL CHECK (months BETWEEN 0 AND 216),
  active boolean NOT NULL DEFAULT true,
  version int NOT NULL DEFAULT 1
);

CREATE TABLE vaccination_advice (
  patient_id uuid NOT NULL REFERENCES patients (id),
  age_id uuid NOT NULL REFERENCES vaccination_ages (id),
  state text NOT NULL CHECK (state IN ('sent', 'acknowledged', 'exception')),
  on_date date NOT NULL,
  note text,
  recorded_by uuid NOT NULL REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  PRIMARY KEY (patient_id, age_id),
  CONSTRAINT vaccination_advice_exception_named CHECK (state <> 'exception' OR note <> '')
);

CREATE TABLE reminder_rules (
  key text PRIMARY KEY CHECK (key ~ '^[a-z_]{2,40}$'),
  switched_on boolean NOT NULL DEFAULT false,
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  version int NOT NULL DEFAULT 1
);
COMMENT ON TABLE reminder_rules IS 'Whether a rule shows in the list and the weekly digest; what it finds is in apps/api/src/reminders.';

-- What each nurse was shown for a week: counts alone.
CREATE TABLE reminder_digests (
  user_id uuid NOT NULL REFERENCES users (id),
  week_of date NOT NULL,
  counts jsonb NOT NULL,
  seen_at timestamptz,
  PRIMARY KEY (user_id, week_of)
);
