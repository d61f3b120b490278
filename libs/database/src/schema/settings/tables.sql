-- What a unit may set: how long alerts wait, its working hours, its bank holidays, the ages of vaccination advice.
-- Each value is proposed by one person and confirmed by another, stays in the table for ever, and is read by SQL and
-- by the program from the same row.

-- One row for each value that was ever proposed. The newest confirmed one that has begun is in force.
CREATE TABLE settings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  key text NOT NULL CHECK (key IN ('alert_limits', 'working_hours', 'vaccination_ages', 'bank_holidays')),
  value jsonb NOT NULL,
  -- The value that stood when this one was proposed.
  based_on uuid REFERENCES settings (id),
  state text NOT NULL CHECK (state IN ('waiting', 'confirmed', 'declined')),
  reason text CHECK (reason <> ''),
  -- Nobody: the value that the product came with.
  proposed_by uuid REFERENCES users (id),
  proposed_at timestamptz NOT NULL DEFAULT sec.now(),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  valid_from timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT settings_within_bounds CHECK (sec.setting_fits(key, value)),
  CONSTRAINT settings_of_somebody CHECK (proposed_by IS NOT NULL OR based_on IS NULL AND state = 'confirmed'),
  CONSTRAINT settings_reasoned CHECK ((proposed_by IS NULL) = (reason IS NULL)),
  CONSTRAINT settings_by_two CHECK (state <> 'confirmed' OR proposed_by IS NULL OR decided_by IS NOT NULL
    AND decided_by <> proposed_by),
  CONSTRAINT settings_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'waiting'
    OR decided_by IS NULL)),
  CONSTRAINT settings_begin CHECK ((state = 'confirmed') = (valid_from IS NOT NULL))
);
CREATE UNIQUE INDEX settings_one_waiting ON settings (key) WHERE state = 'waiting';
CREATE UNIQUE INDEX settings_one_default ON settings (key) WHERE proposed_by IS NULL;
CREATE INDEX settings_in_force ON settings (key, valid_from DESC) WHERE state = 'confirmed';
