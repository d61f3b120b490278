CREATE TABLE bank_holidays (
  holiday_on date PRIMARY KEY,
  title text NOT NULL
);
COMMENT ON TABLE bank_holidays IS 'England and Wales, from the GOV.UK list.';

-- A whole week that repeats, from a London date on until the next one begins. Never changed: a new one replaces it.
CREATE TABLE rota_patterns (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  effective_from date NOT NULL,
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT rota_patterns_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX rota_patterns_one_from ON rota_patterns (effective_from) WHERE withdrawn_at IS NULL;

CREATE TABLE rota_pattern_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pattern_id uuid NOT NULL REFERENCES rota_patterns (id),
  duty text NOT NULL CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant',
    'consultant_lead')),
  user_id uuid NOT NULL REFERENCES users (id),
  -- 0 is Sunday; 7 stands for any bank holiday.
  day int NOT NULL CHECK (day BETWEEN 0 AND 7),
  -- Minutes after midnight on London's clocks. An end not after the start is on the next day.
  from_minute int NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
  to_minute int NOT NULL CHECK (to_minute BETWEEN 1 AND 1440),
  -- Minutes of the week from Sunday 00:00; those of a bank holiday follow from 10080 on.
  minutes int4multirange GENERATED ALWAYS AS ( CASE
    WHEN to_minute > from_minute THEN int4multirange(int4range(day * 1440 + from_minute, day * 1440 + to_minute))
    WHEN day = 6 THEN int4multirange(VARIADIC ARRAY[int4range(8640 + from_minute, 10080), int4range(0, to_minute)])
    ELSE int4multirange(int4range(day * 1440 + from_minute, (day + 1) * 1440 + to_minute)) END) STORED NOT NULL,
  CONSTRAINT rota_pattern_lines_one_holder EXCLUDE USING gist (pattern_id WITH =, duty WITH =, minutes WITH &&)
    WHERE (duty <> 'phu_nurse'),
  CONSTRAINT rota_pattern_lines_person_once EXCLUDE USING gist (pattern_id WITH =, duty WITH =, user_id WITH =,
    minutes WITH &&),
  CONSTRAINT rota_pattern_lines_holiday_ends_by_midnight CHECK (day < 7 OR to_minute > from_minute)
);
CREATE INDEX rota_pattern_lines_pattern ON rota_pattern_lines (pattern_id);

-- What differs from the pattern for a time. A swap and its return share a group, so they are withdrawn together.
CREATE TABLE rota_changes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  group_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('swap', 'extra_cover', 'leave')),
  duty text CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant',
    'consultant_lead')),
  off_user_id uuid REFERENCES users (id),
  on_user_id uuid REFERENCES users (id),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  made_by uuid NOT NULL REFERENCES users (id),
  made_at timestamptz NOT NULL DEFAULT sec.now(),
  withdrawn_at timestamptz,
  withdrawn_by uuid REFERENCES users (id),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT rota_changes_one_holder EXCLUDE USING gist (duty WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (duty <> 'phu_nurse' AND withdrawn_at IS NULL),
  CONSTRAINT rota_changes_person_once EXCLUDE USING gist (duty WITH =, on_user_id WITH =, tstzrange(starts_at,
    ends_at) WITH &&) WHERE (withdrawn_at IS NULL),
  CONSTRAINT rota_changes_shape CHECK (CASE kind WHEN 'leave' THEN duty IS NULL AND off_user_id IS NOT NULL
    AND on_user_id IS NULL WHEN 'swap' THEN duty IS NOT NULL AND off_user_id IS NOT NULL AND on_user_id IS NOT NULL
    AND off_user_id <> on_user_id ELSE duty IS NOT NULL AND off_user_id IS NULL AND on_user_id IS NOT NULL END),
  CONSTRAINT rota_changes_whole_minutes CHECK (starts_at < ends_at AND date_trunc('minute', starts_at) = starts_at
    AND date_trunc('minute', ends_at) = ends_at),
  CONSTRAINT rota_changes_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX rota_changes_during ON rota_changes USING gist (tstzrange(starts_at, ends_at)) WHERE withdrawn_at IS NULL;
CREATE INDEX rota_changes_group ON rota_changes (group_id);

-- How the holder of a duty is reached; without a row it is the number of the switchboard or the nurses' line.
CREATE TABLE duty_numbers (
  duty text PRIMARY KEY CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant',
    'consultant_lead')),
  phone text NOT NULL DEFAULT '',
  bleep text,
  verified_on date,
  version int NOT NULL DEFAULT 1
);

-- The answer to "calls overnight?", one a morning (domain W3.6).
CREATE TABLE overnight_call_answers (
  morning date PRIMARY KEY,
  answer text NOT NULL CHECK (answer IN ('none', 'logged')),
  answered_by uuid NOT NULL REFERENCES users (id),
  answered_at timestamptz NOT NULL DEFAULT sec.now()
);

-- One person asks a colleague to take a duty. The rota changes when the colleague agrees, never before.
CREATE TABLE rota_swap_asks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  duty text NOT NULL CHECK (duty IN ('phu_nurse', 'nurse_in_charge', 'on_call_registrar', 'on_call_consultant',
    'consultant_lead')),
  -- Who holds it and asks, and who would take it.
  off_user_id uuid NOT NULL REFERENCES users (id),
  on_user_id uuid NOT NULL REFERENCES users (id),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'declined', 'taken_back')),
  asked_at timestamptz NOT NULL DEFAULT sec.now(),
  answered_at timestamptz,
  -- Why it was declined.
  because text CHECK (because <> ''),
  change_id uuid REFERENCES rota_changes (id),
  version int NOT NULL DEFAULT 1,
  CONSTRAINT rota_swap_asks_two_people CHECK (off_user_id <> on_user_id),
  CONSTRAINT rota_swap_asks_in_order CHECK (starts_at < ends_at),
  CONSTRAINT rota_swap_asks_answered CHECK ((state IN ('agreed', 'declined')) = (answered_at IS NOT NULL)),
  CONSTRAINT rota_swap_asks_agreed CHECK ((state = 'agreed') = (change_id IS NOT NULL)),
  CONSTRAINT rota_swap_asks_declined CHECK ((state = 'declined') = (because IS NOT NULL))
);
CREATE UNIQUE INDEX rota_swap_asks_one_open ON rota_swap_asks (off_user_id, on_user_id, duty, starts_at)
  WHERE state = 'asked';
CREATE INDEX rota_swap_asks_change ON rota_swap_asks (change_id) WHERE change_id IS NOT NULL;
