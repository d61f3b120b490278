import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENT_KINDS = [
  'offered',
  'offer_taken_back',
  'offer_accepted',
  'offer_declined',
  'tier_lowered',
  'correction_asked',
  'correction_refused',
  'moved_to_patient',
];

export class HandedOverAndCorrectedAlerts1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerts
        ADD COLUMN offered_to uuid REFERENCES users (id),
        ADD COLUMN offered_at timestamptz,
        ADD COLUMN offered_because text,
        -- Triggers a person has judged: the rules do not raise the tier for these again.
        ADD COLUMN triggers_set_aside text[] NOT NULL DEFAULT '{}',
        ADD COLUMN ever_red boolean NOT NULL DEFAULT false,
        ADD COLUMN withdrawn_at timestamptz,
        ADD COLUMN withdrawn_because text,
        ADD CONSTRAINT alerts_offer_whole CHECK (
          num_nulls(offered_to, offered_at, offered_because) IN (0, 3)),
        -- The owner stays owner until the other has accepted, so only an owned alert is offered, and not to its owner.
        ADD CONSTRAINT alerts_offered_by_owner CHECK (
          offered_to IS NULL OR (state IN ('acknowledged', 'awaiting') AND owner_id IS DISTINCT FROM offered_to));
      UPDATE alerts SET ever_red = tier = 'red', withdrawn_at = CASE WHEN state = 'withdrawn' THEN opened_at END;
      ALTER TABLE alerts ADD CONSTRAINT alerts_withdrawn_when CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL));

      -- Whatever statement changes an alert, these follow: an offer ends with the ownership it was made from, and an
      -- alert that was Red once is remembered as such.
      CREATE FUNCTION sec.alert_follows() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.ever_red := NEW.ever_red OR NEW.tier = 'red';
        IF NEW.state NOT IN ('acknowledged', 'awaiting')
           OR (TG_OP = 'UPDATE' AND NEW.owner_id IS DISTINCT FROM OLD.owner_id) THEN
          NEW.offered_to := NULL;
          NEW.offered_at := NULL;
          NEW.offered_because := NULL;
        END IF;
        IF NEW.state = 'withdrawn' THEN
          NEW.withdrawn_at := coalesce(NEW.withdrawn_at, sec.now());
        ELSE
          NEW.withdrawn_at := NULL;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER alerts_follow BEFORE INSERT OR UPDATE ON alerts FOR EACH ROW EXECUTE FUNCTION sec.alert_follows();
      -- Whoever lets time raise a tier must know what a person has judged.
      GRANT SELECT (triggers_set_aside) ON alerts TO shared_care_worker;
      CREATE INDEX alerts_withdrawn ON alerts (withdrawn_at) WHERE withdrawn_at IS NOT NULL;

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
        CONSTRAINT alert_corrections_by_two CHECK (
          answer IS DISTINCT FROM 'done' OR needs = 'nobody' OR answered_by <> asked_by)
      );
      CREATE UNIQUE INDEX alert_corrections_one_open ON alert_corrections (alert_id) WHERE answer IS NULL;
      CREATE INDEX alert_corrections_from ON alert_corrections (from_patient_id) WHERE kind = 'wrong_patient';
      CREATE INDEX alert_corrections_to ON alert_corrections (to_patient_id) WHERE kind = 'wrong_patient';
      GRANT SELECT, INSERT ON alert_corrections TO shared_care_app, shared_care_feeds;
      GRANT UPDATE (answer, answered_by, answered_at, answer_words) ON alert_corrections TO shared_care_app, shared_care_feeds;

      -- A retry after a lost answer must not record a call twice.
      ALTER TABLE liaison_entries ADD COLUMN idempotency_key uuid, ADD COLUMN request_hash text;
      CREATE UNIQUE INDEX liaison_entries_idempotency ON liaison_entries (recorded_by, idempotency_key);

      -- The answer to "calls overnight?", one a morning (domain W3.6).
      CREATE TABLE overnight_call_answers (
        morning date PRIMARY KEY,
        answer text NOT NULL CHECK (answer IN ('none', 'logged')),
        answered_by uuid NOT NULL REFERENCES users (id),
        answered_at timestamptz NOT NULL DEFAULT sec.now()
      );
      GRANT SELECT, INSERT ON overnight_call_answers TO shared_care_app;
      ALTER TABLE overnight_call_answers ENABLE ROW LEVEL SECURITY;
      ALTER TABLE overnight_call_answers FORCE ROW LEVEL SECURITY;
      CREATE POLICY overnight_call_answers_phu ON overnight_call_answers TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()) AND answered_by = sec.uid());

      ALTER TABLE alert_corrections ENABLE ROW LEVEL SECURITY;
      ALTER TABLE alert_corrections FORCE ROW LEVEL SECURITY;
      CREATE POLICY alert_corrections_seen ON alert_corrections FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY alert_corrections_asked ON alert_corrections FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND asked_by = sec.uid());
      CREATE POLICY alert_corrections_settled ON alert_corrections FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients())) WITH CHECK (answered_by = sec.uid());
      CREATE POLICY alert_corrections_brought_in ON alert_corrections TO shared_care_feeds USING (true) WITH CHECK (true);
      -- Whoever may see a child may know what was moved from or to its record, by whom and when: of the other child
      -- nothing, and not the reason, which may name them.
      GRANT SELECT ON alert_corrections TO shared_care_definer;
      CREATE POLICY alert_corrections_read_by_functions ON alert_corrections FOR SELECT TO shared_care_definer USING (true);
      CREATE FUNCTION sec.moved_attendances(patient uuid)
        RETURNS TABLE (alert_id uuid, reference text, away boolean, moved_by text, moved_at timestamptz)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT c.alert_id, a.reference, c.from_patient_id = patient, u.display_name, c.answered_at
        FROM alert_corrections c JOIN alerts al ON al.id = c.alert_id JOIN attendances a ON a.id = al.attendance_id
        JOIN users u ON u.id = c.asked_by
        WHERE c.kind = 'wrong_patient' AND c.answer = 'done' AND patient IN (c.from_patient_id, c.to_patient_id)
          AND (sec.sees_all_patients() OR sec.can_see(patient))
      $$;
      ALTER FUNCTION sec.moved_attendances(uuid) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.moved_attendances(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.moved_attendances(uuid) TO shared_care_app;
    `);
    await allowKinds(runner, EVENT_KINDS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await forbidKinds(runner, EVENT_KINDS);
    await runner.query(`
      DROP FUNCTION sec.moved_attendances(uuid);
      DROP TABLE overnight_call_answers;
      DROP TABLE alert_corrections;
      ALTER TABLE liaison_entries DROP COLUMN idempotency_key, DROP COLUMN request_hash;
      DROP TRIGGER alerts_follow ON alerts;
      DROP FUNCTION sec.alert_follows();
      ALTER TABLE alerts DROP COLUMN offered_to, DROP COLUMN offered_at, DROP COLUMN offered_because,
        DROP COLUMN triggers_set_aside, DROP COLUMN ever_red, DROP COLUMN withdrawn_at, DROP COLUMN withdrawn_because;
    `);
  }
}

/** Adds to whatever earlier migrations allow, so that two of them can each add their own. */
async function allowKinds(runner: QueryRunner, kinds: string[]): Promise<void> {
  await setKinds(runner, [...new Set([...(await allowedKinds(runner)), ...kinds])]);
}

async function forbidKinds(runner: QueryRunner, kinds: string[]): Promise<void> {
  await setKinds(
    runner,
    (await allowedKinds(runner)).filter((kind) => !kinds.includes(kind)),
  );
}

async function allowedKinds(runner: QueryRunner): Promise<string[]> {
  const found = (await runner.query(
    `SELECT (regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g'))[1] AS kind
     FROM pg_constraint WHERE conrelid = 'alert_events'::regclass AND conname = 'alert_events_kind_check'`,
  )) as { kind: string }[];
  return found.map(({ kind }) => kind);
}

async function setKinds(runner: QueryRunner, kinds: string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE alert_events DROP CONSTRAINT alert_events_kind_check;
    ALTER TABLE alert_events ADD CONSTRAINT alert_events_kind_check CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}));
  `);
}
