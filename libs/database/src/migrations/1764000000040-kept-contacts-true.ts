import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeptContactsTrue1764000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE hospital_contacts
        ADD COLUMN email text,
        ADD COLUMN on_public_list boolean NOT NULL DEFAULT false,
        -- Follow from contact_checks, by the trigger below.
        ADD COLUMN failed_calls int NOT NULL DEFAULT 0 CHECK (failed_calls >= 0),
        ADD COLUMN last_reached_on date,
        ADD COLUMN changed_at timestamptz NOT NULL DEFAULT sec.now(),
        -- Set when the number is given up. The row stays.
        ADD COLUMN ended_at timestamptz;
      CREATE INDEX hospital_contacts_in_use ON hospital_contacts (hospital_id) WHERE ended_at IS NULL;

      -- One answer to "is this number right?". Rows are added; a slip is marked as undone, never taken out.
      CREATE TABLE contact_checks (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        contact_id uuid NOT NULL REFERENCES hospital_contacts (id),
        at timestamptz NOT NULL DEFAULT sec.now(),
        -- Nobody, when the date came with the contact.
        by uuid DEFAULT sec.uid() REFERENCES users (id),
        outcome text NOT NULL CHECK (outcome = ANY (ARRAY['correct', 'reached', 'no_answer', 'wrong_number'])),
        source text NOT NULL CHECK (source = ANY (ARRAY['round', 'alert', 'change'])),
        -- As it was rung: the contact may have another number by now.
        number text NOT NULL,
        undone_at timestamptz,
        undone_by uuid REFERENCES users (id),
        CONSTRAINT contact_checks_undone_by_somebody CHECK ((undone_at IS NULL) = (undone_by IS NULL))
      );
      CREATE INDEX contact_checks_contact ON contact_checks (contact_id, at DESC);

      -- Every change of a contact, proposed by one person and confirmed by another who rang it. The rows are the history:
      -- what was, what became of it, who and when.
      CREATE TABLE contact_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        contact_id uuid REFERENCES hospital_contacts (id),
        kind text NOT NULL CHECK (kind = ANY (ARRAY['add', 'change', 'end'])),
        seen_version int,
        was jsonb,
        becomes jsonb,
        because text NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state = ANY (ARRAY['waiting', 'confirmed', 'withdrawn'])),
        proposed_by uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        proposed_at timestamptz NOT NULL DEFAULT sec.now(),
        decided_by uuid REFERENCES users (id),
        decided_at timestamptz,
        -- Who answered the call, or why it was withdrawn.
        decided_words text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT contact_changes_by_two CHECK (state <> 'confirmed' OR decided_by <> proposed_by),
        CONSTRAINT contact_changes_decided CHECK (
          (state = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)
          AND (decided_by IS NULL) = (decided_words IS NULL)),
        CONSTRAINT contact_changes_say_what CHECK (
          (kind = 'add') = (was IS NULL) AND (kind = 'end') = (becomes IS NULL) AND (kind = 'add') = (seen_version IS NULL)
          AND (contact_id IS NOT NULL OR kind = 'add'))
      );
      CREATE UNIQUE INDEX contact_changes_one_waiting ON contact_changes (contact_id) WHERE state = 'waiting';
      CREATE INDEX contact_changes_hospital ON contact_changes (hospital_id, proposed_at DESC);

      ALTER TABLE contact_checks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE contact_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

      -- The numbers of hospitals are for every signed-in person; who may say that one is right or wrong is not.
      CREATE POLICY contact_checks_read ON contact_checks FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
      CREATE POLICY contact_checks_made ON contact_checks FOR INSERT TO shared_care_app
        WITH CHECK (by = sec.uid() AND sec.user_role() IN ('haemostasis_nurse', 'phu_doctor', 'admin'));
      CREATE POLICY contact_checks_undone ON contact_checks FOR UPDATE TO shared_care_app
        USING (by = sec.uid() AND undone_at IS NULL) WITH CHECK (undone_by = sec.uid());
      CREATE POLICY contact_checks_brought_in ON contact_checks TO shared_care_feeds USING (true) WITH CHECK (true);
      CREATE POLICY contact_checks_of_functions ON contact_checks TO shared_care_definer USING (true) WITH CHECK (true);
      CREATE POLICY contact_changes_read ON contact_changes FOR SELECT TO shared_care_app USING (sec.user_role() IS NOT NULL);
      CREATE POLICY contact_changes_proposed ON contact_changes FOR INSERT TO shared_care_app
        WITH CHECK (sec.user_role() IN ('haemostasis_nurse', 'admin')
          OR sec.user_role() = 'link_consultant' AND hospital_id = (SELECT u.hospital_id FROM users u WHERE u.id = sec.uid()));
      CREATE POLICY contact_changes_brought_in ON contact_changes TO shared_care_feeds USING (true) WITH CHECK (true);
      CREATE POLICY contact_changes_of_functions ON contact_changes TO shared_care_definer USING (true) WITH CHECK (true);

      GRANT SELECT ON contact_checks, contact_changes TO shared_care_app, shared_care_feeds, shared_care_definer;
      GRANT INSERT (id, contact_id, at, outcome, source, number), UPDATE (undone_at, undone_by) ON contact_checks TO shared_care_app;
      GRANT INSERT (id, contact_id, hospital_id, kind, seen_version, was, becomes, because) ON contact_changes TO shared_care_app;
      GRANT INSERT ON contact_checks, contact_changes TO shared_care_feeds;
      GRANT INSERT ON contact_checks, hospital_contacts TO shared_care_definer;
      GRANT SELECT, UPDATE ON hospital_contacts TO shared_care_definer;
      -- FOR UPDATE in the transaction that proposes: of two people one waits for the other.
      GRANT UPDATE (version) ON hospital_contacts TO shared_care_app;
      GRANT UPDATE (contact_id, state, decided_by, decided_at, decided_words, version) ON contact_changes TO shared_care_definer;

      -- What a contact says of itself is worked out afresh from every check that stands, so an undone slip leaves nothing.
      CREATE FUNCTION sec.contact_follows_its_checks() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM hospital_contacts WHERE id = NEW.contact_id FOR UPDATE;
        UPDATE hospital_contacts c
        SET (verified_on, verified_by) = (
              SELECT (k.at AT TIME ZONE 'Europe/London')::date, k.by FROM contact_checks k
              WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome = 'correct' ORDER BY k.at DESC LIMIT 1),
            last_reached_on = (
              SELECT (max(k.at) AT TIME ZONE 'Europe/London')::date FROM contact_checks k
              WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('correct', 'reached')),
            failed_calls = (
              SELECT count(*) FROM contact_checks k
              WHERE k.contact_id = c.id AND k.undone_at IS NULL AND k.outcome IN ('no_answer', 'wrong_number')
                AND k.at > coalesce((SELECT max(r.at) FROM contact_checks r
                                     WHERE r.contact_id = c.id AND r.undone_at IS NULL AND r.outcome IN ('correct', 'reached')),
                                    '-infinity'))
        WHERE c.id = NEW.contact_id;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.contact_follows_its_checks() OWNER TO shared_care_definer;
      CREATE TRIGGER contact_checks_followed AFTER INSERT OR UPDATE ON contact_checks
        FOR EACH ROW EXECUTE FUNCTION sec.contact_follows_its_checks();

      -- Dates that contacts came with become the first check of each.
      INSERT INTO contact_checks (contact_id, at, by, outcome, source, number)
      SELECT id, verified_on::timestamp AT TIME ZONE 'Europe/London', verified_by, 'correct', 'round', phone
      FROM hospital_contacts WHERE verified_on IS NOT NULL;

      -- The only way a number changes. True when this call decided; the constraint refuses whoever proposed it.
      CREATE FUNCTION sec.decide_contact_change(change uuid, seen int, confirm boolean, words text) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        decided contact_changes;
        target uuid;
      BEGIN
        IF sec.user_role() IS NULL THEN RETURN false; END IF;
        UPDATE contact_changes c
        SET state = CASE WHEN confirm THEN 'confirmed' ELSE 'withdrawn' END, decided_by = sec.uid(), decided_at = sec.now(),
            decided_words = words, version = version + 1
        WHERE c.id = change AND c.version = seen AND c.state = 'waiting'
          AND (sec.user_role() = 'admin' OR NOT confirm AND c.proposed_by = sec.uid())
        RETURNING * INTO decided;
        IF decided.id IS NULL THEN RETURN false; END IF;
        IF NOT confirm THEN RETURN true; END IF;
        IF decided.kind = 'add' THEN
          INSERT INTO hospital_contacts (hospital_id, purpose, label, phone)
          VALUES (decided.hospital_id, decided.becomes ->> 'purpose', decided.becomes ->> 'label', decided.becomes ->> 'phone')
          RETURNING id INTO target;
          UPDATE contact_changes SET contact_id = target WHERE id = change;
        ELSE
          target := decided.contact_id;
        END IF;
        IF decided.kind = 'end' THEN
          UPDATE hospital_contacts SET ended_at = sec.now(), changed_at = sec.now(), version = version + 1
          WHERE id = target AND version = decided.seen_version;
        ELSE
          UPDATE hospital_contacts
          SET purpose = decided.becomes ->> 'purpose', unit_id = (decided.becomes ->> 'unitId')::uuid,
              label = decided.becomes ->> 'label', phone = decided.becomes ->> 'phone',
              extension = decided.becomes ->> 'extension', bleep = decided.becomes ->> 'bleep',
              hours = decided.becomes ->> 'hours', email = decided.becomes ->> 'email',
              on_public_list = (decided.becomes ->> 'onPublicList')::boolean,
              changed_at = sec.now(), version = version + 1
          WHERE id = target AND (decided.kind = 'add' OR version = decided.seen_version);
        END IF;
        IF NOT FOUND THEN RAISE EXCEPTION 'the contact changed past its proposal' USING ERRCODE = 'serialization_failure'; END IF;
        IF decided.kind <> 'end' THEN
          INSERT INTO contact_checks (contact_id, by, outcome, source, number)
          VALUES (target, sec.uid(), 'correct', 'change', decided.becomes ->> 'phone');
        END IF;
        RETURN true;
      END $$;
      ALTER FUNCTION sec.decide_contact_change(uuid, int, boolean, text) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.decide_contact_change(uuid, int, boolean, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.decide_contact_change(uuid, int, boolean, text) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.decide_contact_change(uuid, int, boolean, text);
      DROP TABLE contact_changes;
      DROP TABLE contact_checks;
      DROP FUNCTION sec.contact_follows_its_checks();
      REVOKE UPDATE (version) ON hospital_contacts FROM shared_care_app;
      REVOKE SELECT, INSERT, UPDATE ON hospital_contacts FROM shared_care_definer;
      ALTER TABLE hospital_contacts DROP COLUMN email, DROP COLUMN on_public_list, DROP COLUMN failed_calls,
        DROP COLUMN last_reached_on, DROP COLUMN changed_at, DROP COLUMN ended_at;
    `);
  }
}
