CREATE TABLE alerts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL DEFAULT 'attendance' CHECK (kind IN ('attendance', 'break_glass', 'ops', 'heartbeat')),
  attendance_id uuid UNIQUE,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'awaiting', 'closed', 'withdrawn')),
  tier text NOT NULL CHECK (tier IN ('red', 'amber', 'blue')),
  trigger text NOT NULL,
  triggers text[] NOT NULL,
  level int NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 3),
  opened_at timestamptz NOT NULL DEFAULT sec.now(),
  acknowledge_by timestamptz NOT NULL,
  acknowledged_at timestamptz,
  owner_id uuid REFERENCES users (id),
  awaiting_what text CHECK (awaiting_what IN ('local_team', 'family', 'result', 'discharge_summary')),
  awaiting_from text,
  wake_at timestamptz,
  closed_at timestamptz,
  closed_by uuid REFERENCES users (id),
  outcome text CHECK (outcome IN ('resolved', 'phu_review_booked', 'plan_changed', 'transferred_to_phu', 'referred',
    'unrelated', 'duplicate', 'entered_in_error')),
  close_note text,
  version int NOT NULL DEFAULT 1,
  -- An alert of this kind names the grant it tells of, or the last of several tries that matched nobody.
  break_glass_grant_id uuid UNIQUE,
  break_glass_miss_id uuid UNIQUE REFERENCES break_glass_misses (id),
  round int NOT NULL DEFAULT 0,
  next_escalation_at timestamptz,
  offered_to uuid REFERENCES users (id),
  offered_at timestamptz,
  offered_because text,
  -- Triggers a person has judged: the rules do not raise the tier for these again.
  triggers_set_aside text[] NOT NULL DEFAULT '{}',
  ever_red boolean NOT NULL DEFAULT false,
  withdrawn_at timestamptz,
  withdrawn_because text,
  judged_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT alerts_kind CHECK ((kind = 'attendance') = (attendance_id IS NOT NULL)),
  CONSTRAINT alerts_trigger_named CHECK (triggers[1] = trigger),
  CONSTRAINT alerts_owned CHECK ((state IN ('open', 'withdrawn')) OR owner_id IS NOT NULL
    AND acknowledged_at IS NOT NULL),
  CONSTRAINT alerts_open_has_no_owner CHECK (state <> 'open' OR owner_id IS NULL),
  CONSTRAINT alerts_awaiting_named CHECK ((state = 'awaiting') = (awaiting_what IS NOT NULL
    AND awaiting_from IS NOT NULL AND wake_at IS NOT NULL)),
  CONSTRAINT alerts_closed_with_outcome CHECK ((state = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL
    AND outcome IS NOT NULL)),
  CONSTRAINT alerts_kind_break_glass CHECK (num_nonnulls(break_glass_grant_id, break_glass_miss_id) = CASE kind
    WHEN 'break_glass' THEN 1 ELSE 0 END),
  CONSTRAINT alerts_open_will_escalate CHECK (state <> 'open' OR next_escalation_at IS NOT NULL),
  CONSTRAINT alerts_offer_whole CHECK (num_nulls(offered_to, offered_at, offered_because) IN (0, 3)),
  -- The owner stays owner until the other has accepted, so only an owned alert is offered, and not to its owner.
  CONSTRAINT alerts_offered_by_owner CHECK (offered_to IS NULL OR state IN ('acknowledged', 'awaiting')
    AND owner_id IS DISTINCT FROM offered_to),
  CONSTRAINT alerts_withdrawn_when CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
  CONSTRAINT alerts_attendance FOREIGN KEY (attendance_id) REFERENCES attendances (id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT alerts_break_glass_grant FOREIGN KEY (break_glass_grant_id)
    REFERENCES break_glass_grants (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX alerts_live ON alerts (state, acknowledge_by) WHERE state IN ('open', 'acknowledged', 'awaiting');
CREATE INDEX alerts_closed ON alerts (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX alerts_to_escalate ON alerts (next_escalation_at) WHERE state = 'open';
-- The trigger of an alert about the product itself is what is wrong with it: one alert for as long as that lasts.
CREATE UNIQUE INDEX alerts_one_for_each_cause ON alerts (trigger) WHERE kind = 'ops' AND state IN ('open',
  'acknowledged', 'awaiting');
CREATE INDEX alerts_heartbeats ON alerts (opened_at) WHERE kind = 'heartbeat';
CREATE INDEX alerts_withdrawn ON alerts (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX alerts_opened ON alerts (opened_at);

CREATE TABLE alert_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id uuid NOT NULL REFERENCES alerts (id),
  at timestamptz NOT NULL DEFAULT sec.now(),
  kind text NOT NULL CHECK (kind IN ('raised', 'acknowledged', 'handed_back', 'liaison', 'checklist', 'first_treatment',
    'moved', 'matched', 'tier_raised', 'awaiting', 'resumed', 'closed', 'reopened', 'withdrawn', 'escalated',
    'told_again', 'returned', 'woken', 'unmatched_long', 'delivery_failed', 'telephoned', 'offered', 'offer_taken_back',
    'offer_accepted', 'offer_declined', 'tier_lowered', 'correction_asked', 'correction_refused', 'moved_to_patient',
    'liaison_struck_out', 'facts_corrected', 'match_undone', 'record_changed', 'handover_note', 'call_taken_back')),
  by uuid REFERENCES users (id),
  detail text
);
CREATE INDEX alert_events_alert ON alert_events (alert_id, id);

CREATE TABLE liaison_entries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL REFERENCES alerts (id),
  at timestamptz NOT NULL,
  direction text NOT NULL CHECK (direction IN ('outgoing', 'incoming')),
  with_role text NOT NULL CHECK (with_role IN ('ward_nurse', 'ward_doctor', 'link_consultant', 'family', 'phu_doctor',
    'on_call_registrar', 'gp', 'other')),
  with_name text,
  number_used text,
  result text NOT NULL CHECK (result IN ('spoke', 'left_message', 'no_answer')),
  advice_asked text,
  advice_given text,
  agreed_next_step text,
  next_contact_at timestamptz,
  recorded_by uuid NOT NULL REFERENCES users (id),
  recorded_at timestamptz NOT NULL DEFAULT sec.now(),
  -- A retry after a lost answer must not record a call twice.
  idempotency_key uuid,
  request_hash text,
  -- An entry that was wrong stays, struck through, with who and why; nothing counts it any more.
  struck_at timestamptz,
  struck_by uuid REFERENCES users (id),
  struck_because text,
  CONSTRAINT liaison_entries_struck_whole CHECK ((num_nulls(struck_at, struck_by, struck_because) IN (0, 3))
    AND struck_because IS DISTINCT FROM '')
);
CREATE INDEX liaison_entries_alert ON liaison_entries (alert_id, at);
CREATE UNIQUE INDEX liaison_entries_idempotency ON liaison_entries (recorded_by, idempotency_key);
-- A conversation without a word never took place. Entries of before stand as they were written.
ALTER TABLE liaison_entries ADD CONSTRAINT liaison_entries_with_words CHECK (result = 'no_answer'
  OR concat(advice_asked, advice_given, agreed_next_step) <> '') NOT VALID;

CREATE TABLE checklist_answers (
  alert_id uuid NOT NULL REFERENCES alerts (id),
  item text NOT NULL CHECK (item IN ('link_consultant_told', 'family_contacted', 'follow_up_decided',
    'discharge_summary', 'home_stock')),
  answer text NOT NULL CHECK (answer IN ('done', 'not_needed')),
  note text,
  answered_by uuid NOT NULL REFERENCES users (id),
  answered_at timestamptz NOT NULL DEFAULT sec.now(),
  PRIMARY KEY (alert_id, item),
  CONSTRAINT checklist_answers_reason CHECK (answer = 'done' OR note <> '')
);

-- What the next owner of a child has to know: how ill, the plan, and what to do if. The last one written counts.
CREATE TABLE handover_notes (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL REFERENCES alerts (id),
  written_at timestamptz NOT NULL DEFAULT sec.now(),
  written_by uuid NOT NULL REFERENCES users (id),
  severity text NOT NULL CHECK (severity IN ('stable', 'watch', 'unstable')),
  plan text NOT NULL CHECK (plan <> ''),
  what_if text CHECK (what_if <> '')
);
CREATE INDEX handover_notes_alert ON handover_notes (alert_id, written_at);

CREATE TABLE alert_deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL REFERENCES alerts (id),
  level int NOT NULL CHECK (level BETWEEN 0 AND 3),
  round int NOT NULL CHECK (round >= 0),
  channel text NOT NULL CHECK (channel IN ('in_app', 'email', 'telephone_task')),
  -- Nobody: the fallback mailbox, or the switchboard.
  recipient_id uuid REFERENCES users (id),
  because text NOT NULL,
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'leased', 'sent', 'confirmed', 'failed')),
  due_at timestamptz NOT NULL DEFAULT sec.now(),
  attempts int NOT NULL DEFAULT 0,
  lease_token uuid,
  lease_until timestamptz,
  sent_at timestamptz,
  -- Where it went, as it was then.
  address text,
  confirmed_at timestamptz,
  confirmed_by uuid REFERENCES users (id),
  rang text,
  -- What came back last, as a short code: never the words of a server, which may repeat what was sent.
  reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
  created_at timestamptz NOT NULL DEFAULT sec.now(),
  CONSTRAINT alert_deliveries_once UNIQUE NULLS NOT DISTINCT (alert_id, level, round, channel, recipient_id),
  CONSTRAINT alert_deliveries_in_app_to_somebody CHECK (channel <> 'in_app' OR recipient_id IS NOT NULL),
  CONSTRAINT alert_deliveries_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL
    AND lease_until IS NOT NULL)),
  CONSTRAINT alert_deliveries_sent CHECK (state <> 'sent' OR sent_at IS NOT NULL),
  CONSTRAINT alert_deliveries_confirmed CHECK ((state = 'confirmed') = (confirmed_at IS NOT NULL)),
  CONSTRAINT alert_deliveries_failed CHECK (state <> 'failed' OR reply IS NOT NULL),
  CONSTRAINT alert_deliveries_rang CHECK (channel <> 'telephone_task' OR state <> 'confirmed'
    OR confirmed_by IS NOT NULL AND rang <> '')
);
CREATE INDEX alert_deliveries_alert ON alert_deliveries (alert_id);
CREATE INDEX alert_deliveries_first_try ON alert_deliveries (level DESC, due_at) WHERE (state IN ('due', 'leased'))
  AND attempts = 0;
CREATE INDEX alert_deliveries_again ON alert_deliveries (level DESC, due_at) WHERE (state IN ('due', 'leased'))
  AND attempts > 0;
CREATE INDEX alert_deliveries_failed ON alert_deliveries (alert_id) WHERE state = 'failed';
CREATE INDEX alert_deliveries_mailed ON alert_deliveries (sent_at) WHERE channel = 'email' AND sent_at IS NOT NULL;

-- What takes back something that others may have acted on: who asked, why, who agreed.
CREATE TABLE alert_corrections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  alert_id uuid NOT NULL REFERENCES alerts (id),
  kind text NOT NULL CHECK (kind IN ('cancel', 'entered_in_error', 'wrong_patient', 'lower_tier')),
  reason text NOT NULL CHECK (reason <> ''),
  needs text NOT NULL CHECK (needs IN ('nobody', 'owner', 'second_person')),
  to_tier text CHECK (to_tier IN ('red', 'amber', 'blue')),
  from_patient_id uuid REFERENCES patients (id),
  to_patient_id uuid REFERENCES patients (id),
  asked_by uuid NOT NULL REFERENCES users (id),
  asked_at timestamptz NOT NULL DEFAULT sec.now(),
  answer text CHECK (answer IN ('done', 'refused', 'taken_back')),
  answered_by uuid REFERENCES users (id),
  answered_at timestamptz,
  answer_words text,
  CONSTRAINT alert_corrections_to_tier CHECK ((kind = 'lower_tier') = (to_tier IS NOT NULL)),
  CONSTRAINT alert_corrections_to_patient CHECK ((kind = 'wrong_patient') = (to_patient_id IS NOT NULL)),
  CONSTRAINT alert_corrections_answered CHECK (num_nulls(answer, answered_by, answered_at) IN (0, 3)),
  -- H5: where a second person is needed, nobody agrees with themselves.
  CONSTRAINT alert_corrections_by_two CHECK (answer IS DISTINCT FROM 'done' OR needs = 'nobody'
    OR answered_by <> asked_by)
);
CREATE UNIQUE INDEX alert_corrections_one_open ON alert_corrections (alert_id) WHERE answer IS NULL;
CREATE INDEX alert_corrections_from ON alert_corrections (from_patient_id) WHERE kind = 'wrong_patient';
CREATE INDEX alert_corrections_to ON alert_corrections (to_patient_id) WHERE kind = 'wrong_patient';
