import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Surveys and the participation group. The loop that sends sees no child and no table: it asks functions for a message,
 * and the one that opens an address asks the gate for messages in the same statement (hazard H18).
 */
export class CreatedSurveys1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE surveys (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        topic text NOT NULL CHECK (topic IN ('annual', 'emergency_care', 'vaccination')),
        title text NOT NULL CHECK (title <> ''),
        link text NOT NULL CHECK (link ~ '^https://'),
        words text NOT NULL CHECK (words <> ''),
        -- Null: of all hospitals.
        hospital_id uuid REFERENCES hospitals (id),
        group_only boolean NOT NULL DEFAULT false,
        made_by uuid NOT NULL REFERENCES users (id),
        made_at timestamptz NOT NULL DEFAULT sec.now(),
        idempotency_key uuid NOT NULL DEFAULT gen_random_uuid(),
        sent_by uuid REFERENCES users (id),
        sent_at timestamptz,
        reminded_by uuid REFERENCES users (id),
        reminded_at timestamptz,
        -- Sending was stopped, until a person sends the rest.
        stopped_at timestamptz,
        closed_by uuid REFERENCES users (id),
        closed_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT surveys_once UNIQUE (made_by, idempotency_key),
        CONSTRAINT surveys_sent_whole CHECK ((sent_by IS NULL) = (sent_at IS NULL)),
        CONSTRAINT surveys_reminded_whole CHECK ((reminded_by IS NULL) = (reminded_at IS NULL)),
        CONSTRAINT surveys_closed_whole CHECK ((closed_by IS NULL) = (closed_at IS NULL)),
        CONSTRAINT surveys_reminded_after_sending CHECK (reminded_at IS NULL OR sent_at IS NOT NULL)
      );

      CREATE TABLE survey_invitations (
        survey_id uuid NOT NULL REFERENCES surveys (id),
        patient_id uuid NOT NULL REFERENCES patients (id),
        -- Told to the family alone; typed with an answer it says whose it is, and names nobody.
        code text NOT NULL UNIQUE CHECK (code ~ '^[CDFHJKMNPRTVWXY3479]{10}$'),
        answered_at timestamptz,
        answered_marked_by uuid REFERENCES users (id),
        PRIMARY KEY (survey_id, patient_id),
        CONSTRAINT survey_invitations_answered_whole CHECK ((answered_at IS NULL) = (answered_marked_by IS NULL))
      );
      CREATE INDEX survey_invitations_patient ON survey_invitations (patient_id);

      CREATE TABLE survey_messages (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        survey_id uuid NOT NULL,
        patient_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('invitation', 'reminder')),
        state text NOT NULL DEFAULT 'waiting'
          CHECK (state IN ('waiting', 'leased', 'sent', 'left_out', 'failed', 'bounced', 'stopped')),
        because text CHECK (because IN ('merged', 'died', 'restricted', 'moved_away', 'nhs_number', 'adult', 'refused',
                                        'not_asked', 'no_email', 'bounced', 'answered')),
        due_at timestamptz NOT NULL DEFAULT sec.now(),
        attempts int NOT NULL DEFAULT 0,
        lease_token uuid,
        lease_until timestamptz,
        sent_at timestamptz,
        -- What came back last, as a short code: never the words of a server, which may repeat an address.
        reply text CHECK (reply ~ '^[a-z0-9_.]{1,60}$'),
        created_at timestamptz NOT NULL DEFAULT sec.now(),
        FOREIGN KEY (survey_id, patient_id) REFERENCES survey_invitations (survey_id, patient_id),
        FOREIGN KEY (patient_id) REFERENCES patients (id),
        -- One invitation, and one reminder ever.
        CONSTRAINT survey_messages_once UNIQUE (survey_id, patient_id, kind),
        CONSTRAINT survey_messages_lease_whole CHECK ((state = 'leased') = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
        CONSTRAINT survey_messages_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
        CONSTRAINT survey_messages_left_out CHECK ((state = 'left_out') = (because IS NOT NULL)),
        CONSTRAINT survey_messages_not_sent CHECK (state NOT IN ('failed', 'bounced') OR reply IS NOT NULL)
      );
      CREATE INDEX survey_messages_to_send ON survey_messages (due_at, id) WHERE state IN ('waiting', 'leased');

      -- Whether a family would help the unit with its surveys and plans, and the next day on which it can be asked.
      CREATE TABLE participation (
        patient_id uuid PRIMARY KEY REFERENCES patients (id),
        interest text NOT NULL DEFAULT 'not_asked' CHECK (interest IN ('not_asked', 'yes', 'no')),
        interest_since date,
        interest_recorded_by uuid REFERENCES users (id),
        next_clinic_on date,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT participation_dated CHECK (
          (interest = 'not_asked') = (interest_since IS NULL) AND (interest_since IS NULL) = (interest_recorded_by IS NULL))
      );

      -- What was sent stays what it was, and is sent once.
      CREATE FUNCTION sec.guard_survey() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        may_change text[] := CASE
          WHEN OLD.closed_at IS NOT NULL THEN ARRAY[]::text[]
          WHEN OLD.sent_at IS NULL THEN ARRAY['topic', 'title', 'link', 'words', 'hospital_id', 'group_only', 'sent_by', 'sent_at',
                                              'closed_by', 'closed_at', 'version']
          WHEN OLD.reminded_at IS NULL THEN ARRAY['reminded_by', 'reminded_at', 'stopped_at', 'closed_by', 'closed_at', 'version']
          ELSE ARRAY['stopped_at', 'closed_by', 'closed_at', 'version']
        END;
      BEGIN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
          RAISE EXCEPTION 'a survey that was sent or closed stays as it was' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.guard_survey() OWNER TO shared_care_definer;
      CREATE TRIGGER surveys_guarded BEFORE UPDATE OR DELETE ON surveys FOR EACH ROW EXECUTE FUNCTION sec.guard_survey();

      -- What went out does not go out again, and whoever was left out is not let in again.
      CREATE FUNCTION sec.guard_survey_message() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR (OLD.id, OLD.survey_id, OLD.patient_id, OLD.kind) IS DISTINCT FROM (NEW.id, NEW.survey_id, NEW.patient_id, NEW.kind)
          OR (OLD.state IN ('sent', 'left_out') AND NEW IS DISTINCT FROM OLD) THEN
          RAISE EXCEPTION 'a message that is % stays so', OLD.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.guard_survey_message() OWNER TO shared_care_definer;
      CREATE TRIGGER survey_messages_guarded BEFORE UPDATE OR DELETE ON survey_messages
        FOR EACH ROW EXECUTE FUNCTION sec.guard_survey_message();

      GRANT SELECT, INSERT, UPDATE ON surveys, participation TO shared_care_app;
      GRANT SELECT, INSERT ON survey_invitations TO shared_care_app;
      GRANT UPDATE (answered_at, answered_marked_by) ON survey_invitations TO shared_care_app;
      GRANT SELECT, INSERT (survey_id, patient_id, kind, state, because), UPDATE (state, due_at, attempts) ON survey_messages TO shared_care_app;
      GRANT SELECT, INSERT ON surveys, survey_invitations, survey_messages, participation TO shared_care_feeds;
      GRANT SELECT ON surveys, survey_invitations TO shared_care_definer;
      GRANT SELECT, UPDATE ON survey_messages TO shared_care_definer;
    `);
    for (const table of ['surveys', 'survey_invitations', 'survey_messages', 'participation']) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_phu ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
        CREATE POLICY ${table}_brought_in ON ${table} TO shared_care_feeds USING (true) WITH CHECK (true);
      `);
    }
    for (const table of ['surveys', 'survey_invitations', 'survey_messages'])
      await runner.query(
        `CREATE POLICY ${table}_by_functions ON ${table} TO shared_care_definer USING (true) WITH CHECK (true)`,
      );
    // A request may queue, stop and try again; what became of a message is the loop's to say.
    await runner.query(`
      CREATE POLICY survey_messages_queued ON survey_messages AS RESTRICTIVE FOR INSERT TO shared_care_app
        WITH CHECK (state IN ('waiting', 'left_out'));
      CREATE POLICY survey_messages_held ON survey_messages AS RESTRICTIVE FOR UPDATE TO shared_care_app
        USING (state IN ('waiting', 'failed', 'bounced', 'stopped')) WITH CHECK (state IN ('waiting', 'stopped'));
    `);
    await runner.query(FUNCTIONS);
    for (const signature of SIGNATURES) {
      await runner.query(`
        ALTER FUNCTION ${signature} OWNER TO shared_care_definer;
        REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION ${signature} TO shared_care_worker;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${SIGNATURES.map((signature) => `DROP FUNCTION ${signature};`).join('\n')}
      DROP TABLE participation, survey_messages, survey_invitations, surveys;
      DROP FUNCTION sec.guard_survey_message();
      DROP FUNCTION sec.guard_survey();
    `);
  }
}

const SIGNATURES = [
  'sec.claim_survey_messages(int, float8)',
  'sec.open_survey_message(uuid, uuid)',
  'sec.settle_survey_message(uuid, uuid, text, text, float8, text)',
];

const FUNCTIONS = `
  -- Leases what is due. A lease that ran out is claimed like a message that nobody has touched.
  CREATE FUNCTION sec.claim_survey_messages(most int, lease_seconds float8)
    RETURNS TABLE (id uuid, lease_token uuid, attempts int)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH claimed AS MATERIALIZED (
      SELECT m.id FROM survey_messages m
      WHERE m.state IN ('waiting', 'leased')
        AND ((m.state = 'waiting' AND m.due_at <= sec.now()) OR (m.state = 'leased' AND m.lease_until < sec.now()))
      ORDER BY m.due_at, m.id LIMIT most FOR UPDATE SKIP LOCKED)
    UPDATE survey_messages m SET state = 'leased', attempts = m.attempts + 1, lease_token = gen_random_uuid(),
           lease_until = sec.now() + make_interval(secs => lease_seconds)
    FROM claimed c WHERE m.id = c.id
    RETURNING m.id, m.lease_token, m.attempts
  $$;

  -- What is sent and where to, at the moment of sending. sec.message_address() asks the gate in the statement that reads
  -- the address; whoever it refuses is left out, with the reason.
  CREATE FUNCTION sec.open_survey_message(message uuid, token uuid)
    RETURNS TABLE (address text, kind text, title text, link text, words text, code text, created_at timestamptz)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  #variable_conflict use_column
  DECLARE
    opened record;
    why text;
  BEGIN
    SELECT m.patient_id, m.kind, m.created_at, s.title, s.link, s.words, s.stopped_at, s.closed_at, i.code, i.answered_at,
           sec.message_address(m.patient_id) AS address
    INTO opened
    FROM survey_messages m JOIN surveys s ON s.id = m.survey_id
    JOIN survey_invitations i ON i.survey_id = m.survey_id AND i.patient_id = m.patient_id
    WHERE m.id = message AND m.lease_token = token AND m.lease_until >= sec.now();
    IF NOT FOUND THEN RETURN; END IF;
    IF opened.stopped_at IS NOT NULL OR opened.closed_at IS NOT NULL THEN
      UPDATE survey_messages SET state = 'stopped', lease_token = NULL, lease_until = NULL WHERE id = message;
      RETURN;
    END IF;
    why := CASE WHEN opened.answered_at IS NOT NULL THEN 'answered'
                WHEN opened.address IS NULL THEN sec.may_contact(opened.patient_id) END;
    IF why IS NOT NULL THEN
      UPDATE survey_messages SET state = 'left_out', because = why, lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSIF opened.address IS NULL THEN
      -- The gate opened between the two questions: asked again with the next try.
      UPDATE survey_messages SET state = 'waiting', lease_token = NULL, lease_until = NULL WHERE id = message;
    ELSE
      RETURN QUERY SELECT opened.address, opened.kind, opened.title, opened.link, opened.words, opened.code, opened.created_at;
    END IF;
  END $$;

  -- What came of a try: sent, later, failed or bounced. An address that its server does not know is written down as such,
  -- if it is still the address.
  CREATE FUNCTION sec.settle_survey_message(message uuid, token uuid, outcome text, said text, wait_seconds float8, tried text)
    RETURNS void
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    child uuid;
  BEGIN
    UPDATE survey_messages m SET
      state = CASE WHEN outcome <> 'later' THEN outcome
                   WHEN EXISTS (SELECT 1 FROM surveys s WHERE s.id = m.survey_id AND (s.stopped_at IS NOT NULL OR s.closed_at IS NOT NULL))
                     THEN 'stopped' ELSE 'waiting' END,
      sent_at = CASE WHEN outcome = 'sent' THEN sec.now() END,
      due_at = CASE WHEN outcome = 'later' THEN sec.now() + make_interval(secs => wait_seconds) ELSE m.due_at END,
      reply = said, lease_token = NULL, lease_until = NULL
    WHERE m.id = message AND m.lease_token = token RETURNING m.patient_id INTO child;
    IF outcome = 'bounced' AND child IS NOT NULL THEN
      UPDATE contact_details SET email_bounced_at = sec.now(), version = version + 1
      WHERE patient_id = child AND email = tried AND email_bounced_at IS NULL;
    END IF;
  END $$;
`;
