import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Templates that a doctor approved, letters as they were issued, and codes that anybody can check. */
export class CreatedLetters1764000000056 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE letter_templates (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind text NOT NULL CHECK (kind IN ('open_access', 'vaccination', 'dental', 'school', 'emergency_advice')),
        version_number int NOT NULL CHECK (version_number > 0),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'superseded')),
        title text NOT NULL,
        body text NOT NULL,
        written_by uuid NOT NULL REFERENCES users (id),
        authors uuid[] NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        approved_by uuid REFERENCES users (id),
        approved_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT letter_templates_version_number UNIQUE (kind, version_number),
        CONSTRAINT letter_templates_writer_is_author CHECK (written_by = ANY (authors)),
        CONSTRAINT letter_templates_approved_by_another CHECK (approved_by <> ALL (authors)),
        CONSTRAINT letter_templates_approved_whole CHECK (
          (state = 'draft') = (approved_by IS NULL) AND (approved_by IS NULL) = (approved_at IS NULL))
      );
      CREATE UNIQUE INDEX letter_templates_one_approved ON letter_templates (kind) WHERE state = 'approved';
      CREATE UNIQUE INDEX letter_templates_one_draft ON letter_templates (kind) WHERE state = 'draft';

      CREATE TABLE letter_batches (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        kind text NOT NULL CHECK (kind IN ('emergency_card', 'open_access', 'vaccination', 'dental', 'school')),
        recipient text NOT NULL CHECK (recipient IN ('family', 'ward', 'gp', 'dentist', 'school')),
        large_print boolean NOT NULL,
        asked_by uuid NOT NULL REFERENCES users (id),
        asked_at timestamptz NOT NULL DEFAULT sec.now(),
        cancelled_by uuid REFERENCES users (id),
        cancelled_at timestamptz,
        CONSTRAINT letter_batches_cancelled_whole CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL))
      );

      CREATE TABLE letters (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        code text NOT NULL UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
        patient_id uuid NOT NULL REFERENCES patients (id),
        kind text NOT NULL CHECK (kind IN ('emergency_card', 'open_access', 'vaccination', 'dental', 'school')),
        recipient text NOT NULL CHECK (recipient IN ('family', 'ward', 'gp', 'dentist', 'school')),
        recipient_name text NOT NULL,
        version_number int NOT NULL CHECK (version_number > 0),
        state text NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'superseded', 'withdrawn')),
        -- Everything on the paper, as it was on the day of issue.
        model jsonb NOT NULL,
        template_id uuid REFERENCES letter_templates (id),
        -- What it repeats: when one of these is no longer in force, neither is the letter.
        plan_id uuid REFERENCES emergency_plans (id),
        arrangement_id uuid REFERENCES open_access_arrangements (id),
        review_by date,
        note text,
        issued_by uuid NOT NULL REFERENCES users (id),
        issued_at timestamptz NOT NULL DEFAULT sec.now(),
        ended_by uuid REFERENCES users (id),
        ended_at timestamptz,
        ended_because text,
        batch_id uuid REFERENCES letter_batches (id),
        idempotency_key uuid NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT letters_once UNIQUE (issued_by, idempotency_key),
        CONSTRAINT letters_version_number UNIQUE (patient_id, kind, recipient, version_number),
        CONSTRAINT letters_ended_whole CHECK ((state = 'current') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
        CONSTRAINT letters_withdrawn_with_reason CHECK (state <> 'withdrawn' OR ended_because <> '')
      );
      CREATE UNIQUE INDEX letters_one_current ON letters (patient_id, kind, recipient) WHERE state = 'current';
      CREATE INDEX letters_batch ON letters (batch_id) WHERE batch_id IS NOT NULL;

      CREATE TABLE letter_batch_items (
        batch_id uuid NOT NULL REFERENCES letter_batches (id),
        patient_id uuid NOT NULL REFERENCES patients (id),
        place int NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'issued', 'skipped')),
        letter_id uuid REFERENCES letters (id),
        because text,
        PRIMARY KEY (batch_id, patient_id),
        CONSTRAINT letter_batch_items_outcome CHECK (
          (state = 'issued') = (letter_id IS NOT NULL) AND (state = 'skipped') = (because IS NOT NULL))
      );
      CREATE INDEX letter_batch_items_waiting ON letter_batch_items (batch_id, place) WHERE state = 'waiting';

      -- Tries at codes, counted by network so that nobody can guess for long. No code is kept.
      CREATE TABLE code_checks (
        network bytea NOT NULL,
        minute timestamptz NOT NULL,
        tries int NOT NULL,
        PRIMARY KEY (network, minute)
      );

      -- What was approved, and what was issued, is never edited.
      CREATE FUNCTION sec.guard_letter_template() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        may_change text[] := CASE
          WHEN OLD.state = 'draft' AND NEW.state = 'draft' THEN ARRAY['title', 'body', 'authors', 'changed_at', 'version']
          WHEN OLD.state = 'draft' AND NEW.state = 'approved' THEN ARRAY['state', 'approved_by', 'approved_at', 'version']
          WHEN (OLD.state, NEW.state) = ('approved', 'superseded') THEN ARRAY['state', 'version']
        END;
      BEGIN
        IF TG_OP = 'DELETE' OR may_change IS NULL OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change
          OR NOT (OLD.authors <@ NEW.authors) THEN
          RAISE EXCEPTION 'a template that is % cannot be changed in this way', OLD.state USING ERRCODE = 'check_violation';
        END IF;
        IF OLD.state = 'draft' AND NEW.state = 'approved' AND (
          (sec.uid() IS NOT NULL AND NEW.approved_by IS DISTINCT FROM sec.uid())
          OR NOT EXISTS (SELECT 1 FROM users u WHERE u.id = NEW.approved_by AND u.role = 'phu_doctor' AND u.disabled_at IS NULL)) THEN
          RAISE EXCEPTION 'a doctor of the unit approves in person' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.guard_letter_template() OWNER TO shared_care_definer;
      CREATE TRIGGER letter_templates_guarded BEFORE UPDATE OR DELETE ON letter_templates
        FOR EACH ROW EXECUTE FUNCTION sec.guard_letter_template();

      CREATE FUNCTION sec.guard_letter() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        may_change CONSTANT text[] := ARRAY['state', 'ended_by', 'ended_at', 'ended_because', 'version'];
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.state <> 'current' OR NEW.state = 'current'
          OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
          RAISE EXCEPTION 'a letter that was issued stays as it was' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.guard_letter() OWNER TO shared_care_definer;
      CREATE TRIGGER letters_guarded BEFORE UPDATE OR DELETE ON letters FOR EACH ROW EXECUTE FUNCTION sec.guard_letter();

      GRANT SELECT, INSERT, UPDATE ON letter_templates, letters, letter_batches, letter_batch_items TO shared_care_app;
      GRANT SELECT ON letters, letter_batches TO shared_care_definer;
      GRANT SELECT, UPDATE ON letter_batch_items TO shared_care_definer;
      GRANT SELECT, INSERT, UPDATE, DELETE ON code_checks TO shared_care_definer;

      -- What a code is worth at this moment. One answer for letters and for emergency plans; it names nobody.
      CREATE FUNCTION sec.letter_answer(code_asked text)
        RETURNS TABLE (answer text, version_number int, issued_on date, review_by date)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT CASE
            WHEN l.state = 'withdrawn' OR e.state = 'withdrawn' OR o.state IN ('withdrawn', 'suspended', 'expired') THEN 'withdrawn'
            WHEN l.state = 'superseded' OR e.state = 'superseded' OR o.state = 'superseded' THEN 'superseded'
            WHEN o.ends_at <= sec.now() THEN 'withdrawn'
            WHEN least(l.review_by, o.review_by) < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
            ELSE 'current' END,
          l.version_number, (l.issued_at AT TIME ZONE 'Europe/London')::date, least(l.review_by, o.review_by)
        FROM letters l LEFT JOIN emergency_plans e ON e.id = l.plan_id
        LEFT JOIN open_access_arrangements o ON o.id = l.arrangement_id
        WHERE l.code = code_asked
        UNION ALL
        SELECT CASE
            WHEN e.state <> 'approved' THEN e.state
            WHEN e.review_by < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
            ELSE 'current' END,
          e.version_number, (e.approved_at AT TIME ZONE 'Europe/London')::date, e.review_by
        FROM emergency_plans e WHERE e.code = code_asked
      $$;

      -- The same for anybody on the network, 30 tries in a minute and 300 in an hour from one place.
      CREATE FUNCTION sec.check_code(code_asked text, from_network bytea)
        RETURNS TABLE (answer text, version_number int, issued_on date, review_by date, wait_seconds int)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        this_minute CONSTANT timestamptz := date_trunc('minute', sec.now());
        in_minute int;
        in_hour int;
      BEGIN
        DELETE FROM code_checks WHERE minute < sec.now() - interval '1 hour';
        INSERT INTO code_checks AS c VALUES (from_network, this_minute, 1)
          ON CONFLICT (network, minute) DO UPDATE SET tries = c.tries + 1 RETURNING tries INTO in_minute;
        SELECT sum(tries) INTO in_hour FROM code_checks WHERE network = from_network;
        IF in_minute > 30 OR in_hour > 300 THEN
          RETURN QUERY SELECT NULL::text, NULL::int, NULL::date, NULL::date, CASE WHEN in_hour > 300 THEN 600 ELSE 60 END;
          RETURN;
        END IF;
        RETURN QUERY SELECT a.*, 0 FROM sec.letter_answer(code_asked) AS a;
        IF NOT FOUND THEN
          RETURN QUERY SELECT 'not_known', NULL::int, NULL::date, NULL::date, 0;
        END IF;
      END $$;

      -- The next letter of any running batch, held until the transaction ends: any process takes it, and one that dies
      -- gives it back.
      CREATE FUNCTION sec.claim_batch_letter()
        RETURNS TABLE (batch_id uuid, patient_id uuid, asked_by uuid)
        LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT i.batch_id, i.patient_id, b.asked_by FROM letter_batch_items i JOIN letter_batches b ON b.id = i.batch_id
        -- Nobody signs for the letters of a person who has left: such a batch waits until it is cancelled.
        JOIN users u ON u.id = b.asked_by AND u.disabled_at IS NULL AND u.role IN ('haemostasis_nurse', 'phu_doctor')
        WHERE i.state = 'waiting' AND b.cancelled_at IS NULL
        ORDER BY b.asked_at, i.place LIMIT 1 FOR UPDATE OF i SKIP LOCKED
      $$;
    `);
    for (const table of ['letters', 'letter_batches', 'letter_batch_items']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_of_the_unit ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
        CREATE POLICY ${table}_read_by_functions ON ${table} FOR SELECT TO shared_care_definer USING (true);
      `);
    }
    await runner.query(
      `CREATE POLICY letter_batch_items_held_by_functions ON letter_batch_items FOR UPDATE TO shared_care_definer USING (true)`,
    );
    for (const signature of FUNCTIONS) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO shared_care_app;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${FUNCTIONS.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP TABLE letter_batch_items;
      DROP TABLE letters;
      DROP TABLE letter_batches;
      DROP TABLE letter_templates;
      DROP TABLE code_checks;
      DROP FUNCTION sec.guard_letter();
      DROP FUNCTION sec.guard_letter_template();
    `);
  }
}

const FUNCTIONS = ['sec.claim_batch_letter()', 'sec.check_code(text, bytea)', 'sec.letter_answer(text)'];
