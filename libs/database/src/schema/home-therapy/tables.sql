-- Factor at home: who has it, how it gets there, and whether the family's diary tells of it.

CREATE TABLE home_therapies (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  state text NOT NULL DEFAULT 'not_eligible' CHECK (state IN ('not_eligible', 'training', 'active', 'stopped')),
  state_since date NOT NULL DEFAULT ((sec.now() AT TIME ZONE 'Europe/London')::date),
  delivery_company text,
  next_delivery_on date,
  -- Counted at home by somebody; days, never doses.
  stock_days int CHECK (stock_days BETWEEN 0 AND 400),
  stock_counted_on date,
  haemtrack text NOT NULL DEFAULT 'not_needed' CHECK (haemtrack IN ('not_needed', 'invited', 'enrolled', 'active',
    'lapsed')),
  last_entry_on date,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT home_therapies_stock_counted CHECK ((stock_days IS NULL) = (stock_counted_on IS NULL)),
  CONSTRAINT home_therapies_delivery_by_company CHECK (next_delivery_on IS NULL OR delivery_company IS NOT NULL)
);

CREATE TABLE home_therapy_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES patients (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  by uuid REFERENCES users (id),
  words text NOT NULL
);
CREATE INDEX home_therapy_events_patient ON home_therapy_events (patient_id, id);

CREATE TABLE home_deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  company text NOT NULL,
  expected_on date NOT NULL,
  outcome text NOT NULL DEFAULT 'expected' CHECK (outcome IN ('expected', 'arrived', 'late', 'missed')),
  arrived_on date,
  note text,
  recorded_by uuid REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT home_deliveries_once UNIQUE (patient_id, expected_on),
  CONSTRAINT home_deliveries_arrived CHECK ((outcome IN ('arrived', 'late')) = (arrived_on IS NOT NULL))
);

CREATE TABLE haemtrack_periods (
  patient_id uuid NOT NULL REFERENCES patients (id),
  from_on date NOT NULL,
  to_on date NOT NULL,
  planned int NOT NULL CHECK (planned BETWEEN 0 AND 1000),
  entered int NOT NULL CHECK (entered BETWEEN 0 AND 1000),
  source text NOT NULL CHECK (source IN ('hand', 'file')),
  recorded_by uuid REFERENCES users (id),
  PRIMARY KEY (patient_id, from_on, to_on),
  CONSTRAINT haemtrack_periods_dates CHECK (to_on >= from_on)
);

CREATE TABLE diary_bleeds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  bled_on date NOT NULL,
  site text NOT NULL,
  recorded_by uuid REFERENCES users (id),
  CONSTRAINT diary_bleeds_once UNIQUE (patient_id, bled_on, site)
);

-- A bleed that stands alone, in the diary or among the attendances, as a nurse settled it.
CREATE TABLE bleed_settlements (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  diary_bleed_id uuid UNIQUE REFERENCES diary_bleeds (id),
  attendance_id uuid UNIQUE REFERENCES attendances (id),
  settled_as text NOT NULL CHECK (settled_as IN ('same_bleed', 'treated_at_home', 'family_rung', 'diary_asked',
    'not_a_bleed')),
  note text,
  settled_by uuid NOT NULL REFERENCES users (id),
  settled_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT bleed_settlements_one CHECK (num_nonnulls(diary_bleed_id, attendance_id) = 1)
);
