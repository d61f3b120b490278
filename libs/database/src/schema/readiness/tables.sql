-- Tests of the way mail goes. One counts when its reader has typed its code, for the sender it came from.
CREATE TABLE mail_tests (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  sender_address text NOT NULL,
  sent_to uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
  code text NOT NULL CHECK (code ~ '^[0-9]{6}$'),
  sent_at timestamptz NOT NULL DEFAULT sec.now(),
  arrived_at timestamptz
);

-- What a check found missing: one row a day, and one whenever that changes.
CREATE TABLE readiness_checks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  checked_at timestamptz NOT NULL DEFAULT sec.now(),
  missing text[] NOT NULL
);
CREATE INDEX readiness_checks_at ON readiness_checks (checked_at);
