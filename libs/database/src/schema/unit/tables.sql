-- What the unit says of itself: its own hospital, its name as printed, who its mail comes from.
-- `hospitals.network_role` keeps saying which hospital is ours, so that every query that asks follows; only this row
-- can make it say so.

CREATE TABLE unit (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  hospital_id uuid REFERENCES hospitals (id),
  name text CHECK (name <> ''),
  sender_name text CHECK (sender_name <> ''),
  sender_address text CHECK (sender_address <> ''),
  version int NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT sec.now(),
  -- Lines of the letterhead, one beneath the other; the postcode is the last of them on paper.
  postal_lines text CHECK (postal_lines <> ''),
  postcode text CHECK (postcode <> ''),
  CONSTRAINT unit_sender_whole CHECK ((sender_name IS NULL) = (sender_address IS NULL)),
  CONSTRAINT unit_address_whole CHECK ((postal_lines IS NULL) = (postcode IS NULL))
);

-- The first value of a fact counts at once. After that one admin proposes and another confirms.
CREATE TABLE unit_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  what text NOT NULL CHECK (what IN ('hospital', 'name', 'sender', 'address')),
  was jsonb,
  becomes jsonb NOT NULL,
  reason text CHECK (reason <> ''),
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
  -- Nobody: the first start, from the environment or the demo.
  proposed_by uuid REFERENCES users (id),
  proposed_at timestamptz NOT NULL DEFAULT sec.now(),
  decided_by uuid REFERENCES users (id),
  decided_at timestamptz,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT unit_changes_by_two CHECK (state <> 'done' OR was IS NULL OR decided_by IS NOT NULL
    AND decided_by <> proposed_by),
  CONSTRAINT unit_changes_of_somebody CHECK (proposed_by IS NOT NULL OR was IS NULL AND state = 'done'),
  CONSTRAINT unit_changes_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state = 'waiting'
    OR decided_by IS NOT NULL OR was IS NULL) AND (state <> 'waiting' OR decided_by IS NULL)),
  CONSTRAINT unit_changes_reasoned CHECK (was IS NULL OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX unit_changes_one_waiting ON unit_changes (what) WHERE state = 'waiting';
