-- The only clock for deadlines, validity and leases. The offset is zero except in tests, which move it.
CREATE TABLE sec.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  clock_offset interval NOT NULL DEFAULT (interval '0 hours')
);

CREATE TABLE worker_cycles (
  name text PRIMARY KEY,
  at timestamptz NOT NULL
);

-- A database that answers reads may still refuse writes: full disk, standby.
CREATE TABLE write_probe (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  at timestamptz NOT NULL DEFAULT now()
);
