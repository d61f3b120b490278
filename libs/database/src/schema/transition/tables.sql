-- Transition to adult care (domain W9): stages from 12, a checklist from 15½, and no gap at the end.

CREATE TABLE transitions (
  patient_id uuid PRIMARY KEY REFERENCES patients (id),
  stage text NOT NULL CHECK (stage IN ('ready', 'steady', 'go')),
  key_worker text NOT NULL CHECK (key_worker <> ''),
  adult_centre text,
  transfer_on date,
  first_adult_visit_on date,
  changed_by uuid NOT NULL REFERENCES users (id),
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT transitions_transfer_somewhere CHECK (transfer_on IS NULL OR adult_centre IS NOT NULL),
  CONSTRAINT transitions_visit_somewhere CHECK (first_adult_visit_on IS NULL OR adult_centre IS NOT NULL)
);

-- Append-only: the latest answer of an item counts, the earlier ones stay.
CREATE TABLE transition_answers (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES transitions (patient_id) ON UPDATE CASCADE,
  item text NOT NULL CHECK (item IN ('adult_centre', 'self_infusion', 'haemtrack', 'own_contact',
    'adult_local_hospital', 'open_access_end')),
  done boolean NOT NULL,
  note text,
  answered_by uuid NOT NULL REFERENCES users (id),
  answered_at timestamptz NOT NULL DEFAULT sec.now()
);
CREATE INDEX transition_answers_patient ON transition_answers (patient_id, item, id);
