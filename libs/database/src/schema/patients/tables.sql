CREATE TABLE patients (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  family_name text NOT NULL CHECK (family_name <> ''),
  given_name text NOT NULL CHECK (given_name <> ''),
  preferred_name text,
  title text,
  birth_date date NOT NULL,
  sex text NOT NULL DEFAULT 'not_known' CHECK (sex IN ('female', 'male', 'indeterminate', 'not_known')),
  nhs_number text,
  nhs_number_status text NOT NULL CHECK (nhs_number_status IN ('verified', 'not_verified', 'absent', 'invalid',
    'superseded')),
  hospital_number text,
  diagnosis text NOT NULL CHECK (diagnosis IN ('haemophilia_a', 'haemophilia_b', 'von_willebrand',
    'factor_vii_deficiency', 'factor_xi_deficiency', 'factor_xiii_deficiency', 'platelet_disorder', 'other')),
  severity text NOT NULL DEFAULT 'not_graded' CHECK (severity IN ('severe', 'moderate', 'mild', 'not_graded')),
  -- IU/dL
  baseline_level numeric(6, 2) CHECK (baseline_level >= 0),
  inhibitor text NOT NULL DEFAULT 'not_tested' CHECK (inhibitor IN ('present', 'past', 'none', 'not_tested')),
  inhibitor_on date,
  central_line text NOT NULL DEFAULT 'none' CHECK (central_line IN ('none', 'port', 'hickman', 'picc')),
  weight_kg numeric(5, 2) CHECK (weight_kg > 0),
  weighed_on date,
  allergy_state text NOT NULL DEFAULT 'not_recorded' CHECK (allergy_state IN ('known', 'none_known', 'not_recorded')),
  allergies text,
  died_on date,
  merged_into_id uuid REFERENCES patients (id),
  -- "O'Brien" is found as "obrien" as well as "o brien", "Anne-Marie" as "annemarie".
  search_text text GENERATED ALWAYS AS (' ' || fold_name(family_name) || ' ' || fold_name(given_name) || ' '
    || fold_name(coalesce(preferred_name, '')) || ' ' || replace(fold_name(family_name), ' ', '') || ' '
    || replace(fold_name(given_name), ' ', '')) STORED,
  -- fold_name() is not leakproof, so under the row-level policy no index on it may serve a query: namesakes are
  -- found by stored columns, whose comparison is leakproof.
  family_name_folded text GENERATED ALWAYS AS (fold_name(family_name)) STORED,
  given_initial_folded text GENERATED ALWAYS AS ("left"(fold_name(given_name), 1)) STORED,
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  restricted_at timestamptz,
  moved_away_on date,
  -- Bethesda units
  inhibitor_titre numeric(7, 2) CHECK (inhibitor_titre >= 0),
  -- Nobody: a file or the demo.
  registered_by uuid REFERENCES users (id),
  registered_source text,
  registered_words text CHECK (registered_words <> ''),
  struck_out_at timestamptz,
  struck_out_by uuid REFERENCES users (id),
  struck_out_because text CHECK (struck_out_because <> ''),
  CONSTRAINT patients_nhs_number_valid CHECK (nhs_number IS NULL OR nhs_number_is_valid(nhs_number)),
  CONSTRAINT patients_nhs_number_status CHECK ((nhs_number IS NULL) = (nhs_number_status = 'absent')),
  CONSTRAINT patients_weight_has_date CHECK ((weight_kg IS NULL) = (weighed_on IS NULL)),
  CONSTRAINT patients_allergies_named CHECK ((allergy_state = 'known') = (allergies IS NOT NULL)),
  CONSTRAINT patients_dates CHECK (weighed_on >= birth_date AND inhibitor_on >= birth_date AND died_on >= birth_date),
  CONSTRAINT patients_not_merged_into_self CHECK (merged_into_id <> id),
  CONSTRAINT patients_titre_of_a_test CHECK (inhibitor_titre IS NULL OR inhibitor <> 'not_tested'),
  CONSTRAINT patients_struck_out_whole CHECK (num_nonnulls(struck_out_at, struck_out_by, struck_out_because) IN (0, 3))
);
CREATE INDEX patients_nhs_number_prefix ON patients (nhs_number text_pattern_ops);
CREATE INDEX patients_hospital_number ON patients (upper(hospital_number) text_pattern_ops);
CREATE INDEX patients_birth_date ON patients (birth_date);
CREATE INDEX patients_search ON patients USING gin (search_text gin_trgm_ops);
CREATE INDEX patients_namesakes ON patients (family_name_folded, given_initial_folded);
CREATE INDEX patients_merged ON patients (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX patients_registered_by ON patients (registered_by) WHERE registered_by IS NOT NULL;
CREATE INDEX patients_in_order ON patients (family_name, given_name, id) WHERE merged_into_id IS NULL;
-- One active patient for a number: a merged record keeps the number it had; a number found not to be hers, or one of a
-- record that was struck out, is free for the child whose it is.
CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number) WHERE merged_into_id IS NULL
  AND struck_out_at IS NULL AND nhs_number_status NOT IN ('invalid', 'superseded');
ALTER TABLE patients ADD CONSTRAINT patients_untested_undated CHECK (inhibitor_on IS NULL
  OR inhibitor <> 'not_tested') NOT VALID;
ALTER TABLE patients ADD CONSTRAINT patients_hospital_number_said CHECK (hospital_number <> '') NOT VALID;

CREATE TABLE contact_details (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  address text,
  postcode text,
  phone text,
  email text,
  email_bounced_at timestamptz,
  messages text NOT NULL DEFAULT 'not_asked' CHECK (messages IN ('not_asked', 'agreed', 'refused')),
  messages_on date,
  messages_recorded_by uuid REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  address_since date,
  CONSTRAINT contact_details_choice_dated CHECK (messages = 'not_asked' OR messages_on IS NOT NULL),
  CONSTRAINT contact_details_bounced_email CHECK (email_bounced_at IS NULL OR email IS NOT NULL)
);
CREATE INDEX contact_details_phone_end ON contact_details ("right"(regexp_replace(phone, '[^0-9]', '', 'g'), 6));

CREATE TABLE patient_merges (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  loser_id uuid NOT NULL REFERENCES patients (id),
  survivor_id uuid NOT NULL REFERENCES patients (id),
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'merged', 'undone', 'declined')),
  because text NOT NULL CHECK (char_length(because) >= 10),
  proposed_by uuid NOT NULL REFERENCES users (id),
  proposed_at timestamptz NOT NULL DEFAULT sec.now(),
  confirmed_by uuid REFERENCES users (id),
  confirmed_at timestamptz,
  -- Each row that was re-pointed or had to stay, as it was. It may hold what is kept back from every screen, so
  -- only the functions that merge and part read it.
  snapshot jsonb,
  -- How many rows of which table moved and stayed; after undoing, what could not go back as it was.
  outcome jsonb,
  undo_outcome jsonb,
  declined_by uuid REFERENCES users (id),
  declined_at timestamptz,
  declined_because text,
  undone_by uuid REFERENCES users (id),
  undone_at timestamptz,
  undone_because text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT patient_merges_two_records CHECK (loser_id <> survivor_id),
  -- H5: nobody closes a record alone.
  CONSTRAINT patient_merges_by_two CHECK (confirmed_by <> proposed_by),
  CONSTRAINT patient_merges_merged_whole CHECK ((state IN ('merged', 'undone')) = (num_nonnulls(confirmed_by,
    confirmed_at, snapshot, outcome) = 4) AND num_nonnulls(confirmed_by, confirmed_at, snapshot, outcome) IN (0, 4)),
  CONSTRAINT patient_merges_declined_whole CHECK ((state = 'declined') = (num_nonnulls(declined_by, declined_at,
    declined_because) = 3) AND num_nonnulls(declined_by, declined_at, declined_because) IN (0, 3)),
  CONSTRAINT patient_merges_undone_whole CHECK ((state = 'undone') = (num_nonnulls(undone_by, undone_at, undone_because,
    undo_outcome) = 4) AND num_nonnulls(undone_by, undone_at, undone_because, undo_outcome) IN (0, 4))
);
CREATE UNIQUE INDEX patient_merges_one_proposal ON patient_merges (least(loser_id, survivor_id), greatest(loser_id,
  survivor_id)) WHERE state = 'proposed';
CREATE UNIQUE INDEX patient_merges_closed_once ON patient_merges (loser_id) WHERE state = 'merged';
CREATE INDEX patient_merges_survivor ON patient_merges (survivor_id);

CREATE TABLE patient_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  -- The record it was written in; after a merge the row says so, and the fact of the kept record does not follow it.
  written_for uuid NOT NULL,
  fact text NOT NULL CHECK (fact IN ('name', 'birth_date', 'sex', 'nhs_number', 'hospital_number', 'diagnosis',
    'severity', 'baseline_level', 'central_line', 'allergies')),
  -- Nothing when the record was opened with it.
  was jsonb,
  becomes jsonb NOT NULL,
  changed_by uuid REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  source text NOT NULL CHECK (source ~ '^[a-z_]+$'),
  words text CHECK (words <> ''),
  -- In the order in which they were written, which one instant of a clock does not tell.
  number bigint GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  CONSTRAINT patient_changes_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at,
    struck_out_because) IN (0, 3))
);
CREATE INDEX patient_changes_patient ON patient_changes (patient_id, fact, number);

CREATE TABLE patient_weights (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  kg numeric(5, 2) NOT NULL CHECK (kg BETWEEN 0.3 AND 200),
  weighed_on date NOT NULL,
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  source text NOT NULL CHECK (source ~ '^[a-z_]+$'),
  words text CHECK (words <> ''),
  -- In the order in which they were written, which one instant of a clock does not tell.
  number bigint GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  CONSTRAINT patient_weights_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at,
    struck_out_because) IN (0, 3))
);
CREATE INDEX patient_weights_patient ON patient_weights (patient_id, weighed_on);

CREATE TABLE inhibitor_results (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  state text NOT NULL CHECK (state IN ('present', 'past', 'none')),
  -- Bethesda units
  titre numeric(7, 2) CHECK (titre >= 0),
  -- Not known: it counts from the day it was written down.
  tested_on date,
  recorded_by uuid REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  source text NOT NULL CHECK (source ~ '^[a-z_]+$'),
  words text CHECK (words <> ''),
  -- In the order in which they were written, which one instant of a clock does not tell.
  number bigint GENERATED ALWAYS AS IDENTITY,
  struck_out_by uuid REFERENCES users (id),
  struck_out_at timestamptz,
  struck_out_because text CHECK (struck_out_because <> ''),
  CONSTRAINT inhibitor_results_struck_out_whole CHECK (num_nonnulls(struck_out_by, struck_out_at,
    struck_out_because) IN (0, 3))
);
CREATE INDEX inhibitor_results_patient ON inhibitor_results (patient_id, tested_on);
