-- Treatments as data (decision 0035): what a drug is and what a department must know of it are rows, written by one
-- and approved by a doctor who did not write them. Which child is on which is a row too, never deleted.

CREATE TABLE treatments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Of those that the product ships; null for what the unit adds.
  code text UNIQUE CHECK (code ~ '^[a-z0-9_]{2,40}$'),
  created_by uuid REFERENCES users (id),
  created_at timestamptz NOT NULL DEFAULT sec.now()
);

CREATE TABLE treatment_versions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  treatment_id uuid NOT NULL REFERENCES treatments (id),
  version_number int NOT NULL CHECK (version_number > 0),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('reference', 'draft', 'approved', 'superseded', 'withdrawn',
    'discarded')),
  name text NOT NULL CHECK (name <> ''),
  class text NOT NULL CHECK (class IN ('factor_viii_shl', 'factor_viii_ehl', 'factor_viii_sustained', 'factor_ix_shl',
    'factor_ix_ehl', 'von_willebrand_factor', 'other_factor', 'rfviia', 'apcc', 'factor_viii_mimetic', 'rebalancing',
    'desmopressin', 'antifibrinolytic', 'other')),
  emergency_words text NOT NULL,
  tests text NOT NULL,
  care_beside text NOT NULL,
  -- Classes beside which it needs care.
  care_with text[] NOT NULL DEFAULT '{}',
  red_when_bleeding boolean NOT NULL,
  months_after int NOT NULL CHECK (months_after BETWEEN 0 AND 24),
  -- Nobody: shipped with the product.
  written_by uuid REFERENCES users (id),
  authors uuid[] NOT NULL DEFAULT '{}',
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  approved_by uuid REFERENCES users (id),
  approved_at timestamptz,
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  ended_because text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT treatment_versions_number UNIQUE (treatment_id, version_number),
  CONSTRAINT treatment_versions_written CHECK ((state = 'reference') = (written_by IS NULL)
    AND (written_by IS NULL) = (changed_by IS NULL)),
  CONSTRAINT treatment_versions_writer_is_author CHECK (written_by IS NULL OR (written_by = ANY (authors))
    AND (changed_by = ANY (authors))),
  CONSTRAINT treatment_versions_approved_by_another CHECK (approved_by <> ALL (authors)),
  CONSTRAINT treatment_versions_approved_whole CHECK ((num_nonnulls(approved_by, approved_at) IN (0, 2))
    AND (state IN ('approved', 'superseded', 'withdrawn')) = (approved_by IS NOT NULL)),
  CONSTRAINT treatment_versions_ended_whole CHECK ((state IN ('superseded', 'withdrawn',
    'discarded')) = (ended_at IS NOT NULL)),
  CONSTRAINT treatment_versions_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> ''),
  -- What has no words for a department is not approved.
  CONSTRAINT treatment_versions_approved_with_words CHECK ((state NOT IN ('approved', 'superseded', 'withdrawn'))
    OR emergency_words <> '')
);
CREATE UNIQUE INDEX treatment_versions_one_approved ON treatment_versions (treatment_id) WHERE state = 'approved';
CREATE UNIQUE INDEX treatment_versions_one_draft ON treatment_versions (treatment_id) WHERE state = 'draft';

CREATE TABLE patient_treatments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  treatment_id uuid NOT NULL REFERENCES treatments (id),
  regimen text NOT NULL DEFAULT '',
  purpose text NOT NULL CHECK (purpose IN ('prophylaxis', 'on_demand')),
  -- Null: not known.
  started_on date,
  stopped_on date,
  source text NOT NULL CHECK (source IN ('family', 'clinic', 'telephone', 'letter', 'laboratory', 'local_hospital',
    'national_record', 'import', 'notice', 'other')),
  -- Nobody: it came with an earlier record or a file.
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT patient_treatments_days CHECK (stopped_on >= started_on),
  CONSTRAINT patient_treatments_recorded CHECK (num_nonnulls(recorded_by, changed_by) > 0
    OR source IN ('import', 'other')),
  CONSTRAINT patient_treatments_struck_out_whole CHECK ((num_nonnulls(struck_out_by, struck_out_at,
    struck_out_because) IN (0, 3)) AND struck_out_because <> '')
);
CREATE UNIQUE INDEX patient_treatments_once ON patient_treatments (patient_id, treatment_id) WHERE stopped_on IS NULL
  AND struck_out_at IS NULL;
CREATE INDEX patient_treatments_patient ON patient_treatments (patient_id);
CREATE INDEX patient_treatments_treatment ON patient_treatments (treatment_id) WHERE struck_out_at IS NULL;

-- Each change, with what it was before.
CREATE TABLE patient_treatment_events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  entry_id uuid NOT NULL REFERENCES patient_treatments (id),
  kind text NOT NULL CHECK (kind IN ('recorded', 'changed', 'stopped', 'resumed', 'struck_out', 'restored')),
  by uuid REFERENCES users (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  was jsonb,
  because text
);
CREATE INDEX patient_treatment_events_of ON patient_treatment_events (entry_id, at);

CREATE TABLE treatment_givers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  entry_id uuid NOT NULL REFERENCES patient_treatments (id),
  giver text NOT NULL CHECK (giver IN ('community_team', 'family', 'child', 'hospital', 'school')),
  organisation_id uuid REFERENCES organisations (id),
  person_id uuid REFERENCES family_people (id),
  hospital_id uuid REFERENCES hospitals (id),
  given_at text NOT NULL CHECK (given_at IN ('home', 'school', 'clinic', 'hospital', 'elsewhere')),
  -- Null: asked, and not agreed yet.
  agreed_on date,
  from_on date NOT NULL,
  until_on date,
  note text CHECK (note <> ''),
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT treatment_givers_check CHECK (until_on >= from_on),
  CONSTRAINT treatment_givers_somebody CHECK ((organisation_id IS NOT NULL) = (giver IN ('community_team', 'school'))
    AND (person_id IS NOT NULL) = (giver = 'family') AND (hospital_id IS NOT NULL) = (giver = 'hospital')),
  CONSTRAINT treatment_givers_struck_out_whole CHECK (struck_out_at IS NULL OR num_nonnulls(struck_out_by,
    struck_out_because) = 2)
);
CREATE INDEX treatment_givers_entry ON treatment_givers (entry_id);
CREATE INDEX treatment_givers_patient ON treatment_givers (patient_id);

-- On which days a treatment is due: every so many days from a first, or days of the week. Neither: it has none.
CREATE TABLE treatment_dose_days (
  entry_id uuid PRIMARY KEY REFERENCES patient_treatments (id),
  patient_id uuid NOT NULL REFERENCES patients (id),
  first_on date,
  every_days int CHECK (every_days BETWEEN 1 AND 120),
  weekdays int[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT treatment_dose_days_one_pattern CHECK ((every_days IS NULL OR first_on IS NOT NULL) AND (every_days IS NULL
    OR weekdays = '{}'::integer[]))
);
CREATE INDEX treatment_dose_days_patient ON treatment_dose_days (patient_id);
