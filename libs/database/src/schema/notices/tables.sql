-- Facts about a record that a person must see and settle: typed, dated, dismissed with a reason, ended with a reason.

CREATE TABLE notices (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patients (id),
  kind text NOT NULL CHECK (kind IN ('died', 'restricted', 'nhs_number_invalid', 'nhs_number_superseded', 'moved_away',
    'of_age')),
  on_date date NOT NULL,
  detail text CHECK (detail <> ''),
  -- Nobody: the calendar.
  raised_by uuid REFERENCES users (id),
  raised_at timestamptz NOT NULL DEFAULT sec.now(),
  stopped_requests int NOT NULL DEFAULT 0,
  dismissed_by uuid REFERENCES users (id),
  dismissed_at timestamptz,
  dismissed_because text,
  -- When it was found not to be so, or no longer so: what it had stopped may go on.
  ended_by uuid REFERENCES users (id),
  ended_at timestamptz,
  ended_because text,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT notices_raised CHECK (raised_by IS NOT NULL OR kind = 'of_age'),
  CONSTRAINT notices_dismissed_whole CHECK (num_nonnulls(dismissed_by, dismissed_at, dismissed_because) IN (0, 3)),
  CONSTRAINT notices_ended_whole CHECK (num_nonnulls(ended_by, ended_at, ended_because) IN (0, 3)),
  -- One slip must not open what is kept back.
  CONSTRAINT notices_restriction_ended_by_another CHECK (kind <> 'restricted' OR ended_by <> raised_by)
);
CREATE UNIQUE INDEX notices_one_of_a_kind ON notices (patient_id, kind) WHERE ended_at IS NULL;
CREATE INDEX notices_running ON notices (raised_at) WHERE dismissed_at IS NULL AND ended_at IS NULL;
