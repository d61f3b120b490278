import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the unit says of itself: its own hospital, its name as printed, who its mail comes from. `hospitals.network_role`
 * keeps saying which hospital is ours, so that every query that asks follows; only this row can make it say so.
 */
export class CreatedUnit1764000000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unit (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        hospital_id uuid REFERENCES hospitals (id),
        name text CHECK (name <> ''),
        sender_name text CHECK (sender_name <> ''),
        sender_address text CHECK (sender_address <> ''),
        version int NOT NULL DEFAULT 1,
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        CONSTRAINT unit_sender_whole CHECK ((sender_name IS NULL) = (sender_address IS NULL))
      );
      INSERT INTO unit (hospital_id) VALUES ((SELECT id FROM hospitals WHERE network_role = 'hub' ORDER BY ods_code LIMIT 1));
      -- Read before anybody has signed in: it stands on the sign-in page.
      GRANT SELECT ON unit TO shared_care_app, shared_care_worker, shared_care_feeds, shared_care_definer;
      GRANT UPDATE ON unit TO shared_care_definer;

      -- The first value of a fact counts at once. After that one admin proposes and another confirms.
      CREATE TABLE unit_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        what text NOT NULL CHECK (what IN ('hospital', 'name', 'sender')),
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
        CONSTRAINT unit_changes_by_two CHECK (state <> 'done' OR was IS NULL OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
        CONSTRAINT unit_changes_of_somebody CHECK (proposed_by IS NOT NULL OR (was IS NULL AND state = 'done')),
        CONSTRAINT unit_changes_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL)
          AND (state = 'waiting' OR decided_by IS NOT NULL OR was IS NULL) AND (state <> 'waiting' OR decided_by IS NULL)),
        CONSTRAINT unit_changes_reasoned CHECK (was IS NULL OR reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX unit_changes_one_waiting ON unit_changes (what) WHERE state = 'waiting';
      ALTER TABLE unit_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY unit_changes_admin ON unit_changes FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
      CREATE POLICY unit_changes_of_functions ON unit_changes TO shared_care_definer USING (true) WITH CHECK (true);
      GRANT SELECT ON unit_changes TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at, version) ON unit_changes TO shared_care_definer;

      -- Tests of the way mail goes. One counts when whoever got it has typed its code, for the sender it came from.
      CREATE TABLE mail_tests (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        sender_address text NOT NULL,
        sent_to uuid NOT NULL DEFAULT sec.uid() REFERENCES users (id),
        code text NOT NULL CHECK (code ~ '^[0-9]{6}$'),
        sent_at timestamptz NOT NULL DEFAULT sec.now(),
        arrived_at timestamptz
      );
      ALTER TABLE mail_tests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY mail_tests_admin ON mail_tests TO shared_care_app
        USING (sec.user_role() = 'admin') WITH CHECK (sec.user_role() = 'admin' AND sent_to = sec.uid());
      CREATE POLICY mail_tests_brought_in ON mail_tests FOR INSERT TO shared_care_feeds WITH CHECK (true);
      CREATE POLICY mail_tests_of_functions ON mail_tests FOR SELECT TO shared_care_definer USING (true);
      GRANT SELECT, INSERT (id, sender_address, code), UPDATE (arrived_at) ON mail_tests TO shared_care_app;
      GRANT INSERT ON mail_tests TO shared_care_feeds;
      GRANT SELECT ON mail_tests TO shared_care_definer;

      CREATE TABLE hospital_network_changes (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        hospital_id uuid NOT NULL REFERENCES hospitals (id),
        was text NOT NULL,
        becomes text NOT NULL,
        reason text CHECK (reason <> ''),
        -- What hung on it at that moment.
        counts jsonb,
        changed_by uuid DEFAULT sec.uid() REFERENCES users (id),
        changed_at timestamptz NOT NULL DEFAULT sec.now(),
        CONSTRAINT hospital_network_changes_left_for_a_reason CHECK (becomes <> 'other' OR reason IS NOT NULL)
      );
      CREATE INDEX hospital_network_changes_hospital ON hospital_network_changes (hospital_id);
      GRANT SELECT ON hospital_network_changes TO shared_care_app;
      GRANT INSERT (hospital_id, was, becomes, reason, counts) ON hospital_network_changes TO shared_care_app, shared_care_definer;

      GRANT UPDATE (network_role, version, changed_at) ON hospitals TO shared_care_definer;
      CREATE UNIQUE INDEX hospitals_one_of_ours ON hospitals (network_role) WHERE network_role = 'hub';
      CREATE FUNCTION sec.own_hospital_is_of_the_unit() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF (NEW.network_role = 'hub') IS DISTINCT FROM (NEW.id = (SELECT hospital_id FROM unit))
           AND (NEW.network_role = 'hub' OR (SELECT hospital_id FROM unit) = NEW.id) THEN
          RAISE EXCEPTION 'only the unit says which hospital is its own' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      ALTER FUNCTION sec.own_hospital_is_of_the_unit() OWNER TO shared_care_definer;
      CREATE TRIGGER hospitals_own_of_the_unit BEFORE INSERT OR UPDATE OF network_role ON hospitals
        FOR EACH ROW EXECUTE FUNCTION sec.own_hospital_is_of_the_unit();

      CREATE FUNCTION sec.unit_fact(fact text) RETURNS jsonb LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
        SELECT CASE fact
          WHEN 'hospital' THEN CASE WHEN hospital_id IS NOT NULL THEN jsonb_build_object('hospitalId', hospital_id) END
          WHEN 'name' THEN CASE WHEN name IS NOT NULL THEN jsonb_build_object('name', name) END
          WHEN 'sender' THEN CASE WHEN sender_address IS NOT NULL
            THEN jsonb_build_object('name', sender_name, 'address', sender_address) END END
        FROM unit
      $$;

      -- The one way in which a fact of the unit comes to be, for admins, the first start and the demo alike.
      CREATE FUNCTION sec.apply_unit_fact(fact text, becomes jsonb, why text) RETURNS void
        LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      DECLARE
        former uuid := (SELECT hospital_id FROM unit);
        own uuid;
        role_was text;
      BEGIN
        UPDATE unit SET
          hospital_id = CASE fact WHEN 'hospital' THEN (becomes ->> 'hospitalId')::uuid ELSE hospital_id END,
          name = CASE fact WHEN 'name' THEN becomes ->> 'name' ELSE name END,
          sender_name = CASE fact WHEN 'sender' THEN becomes ->> 'name' ELSE sender_name END,
          sender_address = CASE fact WHEN 'sender' THEN becomes ->> 'address' ELSE sender_address END,
          version = version + 1, changed_at = sec.now();
        IF fact <> 'hospital' THEN RETURN; END IF;
        own := (becomes ->> 'hospitalId')::uuid;
        IF former IS NOT DISTINCT FROM own THEN RETURN; END IF;
        -- The former one stays in the network: children may be linked to it.
        IF former IS NOT NULL THEN
          UPDATE hospitals SET network_role = 'shared_care', version = version + 1, changed_at = sec.now() WHERE id = former;
          INSERT INTO hospital_network_changes (hospital_id, was, becomes, reason) VALUES (former, 'hub', 'shared_care', why);
        END IF;
        SELECT network_role INTO role_was FROM hospitals WHERE id = own FOR UPDATE;
        UPDATE hospitals SET network_role = 'hub', version = version + 1, changed_at = sec.now() WHERE id = own;
        INSERT INTO hospital_network_changes (hospital_id, was, becomes, reason) VALUES (own, role_was, 'hub', why);
      END $$;

      -- Fills what is not known yet and changes nothing that is.
      CREATE FUNCTION sec.begin_unit_fact(fact text, becomes jsonb) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM 1 FROM unit FOR UPDATE;
        IF sec.unit_fact(fact) IS NOT NULL THEN RETURN false; END IF;
        PERFORM sec.apply_unit_fact(fact, becomes, NULL);
        INSERT INTO unit_changes (what, becomes, state) VALUES (fact, becomes, 'done');
        RETURN true;
      END $$;

      -- By an admin. Null when the unit is not as that admin saw it, or a change of this fact waits already.
      CREATE FUNCTION sec.propose_unit_change(fact text, becomes jsonb, why text, seen int) RETURNS uuid
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        now_is jsonb;
        change uuid;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN NULL; END IF;
        PERFORM 1 FROM unit WHERE version = seen FOR UPDATE;
        IF NOT FOUND THEN RETURN NULL; END IF;
        now_is := sec.unit_fact(fact);
        INSERT INTO unit_changes (what, was, becomes, reason, state, proposed_by)
        VALUES (fact, now_is, becomes, why, CASE WHEN now_is IS NULL THEN 'done' ELSE 'waiting' END, sec.uid())
        ON CONFLICT (what) WHERE state = 'waiting' DO NOTHING RETURNING id INTO change;
        IF change IS NOT NULL AND now_is IS NULL THEN PERFORM sec.apply_unit_fact(fact, becomes, why); END IF;
        RETURN change;
      END $$;

      -- True when this call decided. The constraint above refuses the one who proposed; taking back is their right.
      CREATE FUNCTION sec.decide_unit_change(change uuid, seen int, approve boolean) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE decided unit_changes;
      BEGIN
        IF sec.user_role() IS DISTINCT FROM 'admin' THEN RETURN false; END IF;
        PERFORM 1 FROM unit FOR UPDATE;
        UPDATE unit_changes c
        SET state = CASE WHEN approve THEN 'done' ELSE 'refused' END, decided_by = sec.uid(), decided_at = sec.now(),
            version = c.version + 1
        WHERE c.id = change AND c.version = seen AND c.state = 'waiting' RETURNING * INTO decided;
        IF decided.id IS NULL THEN RETURN false; END IF;
        IF approve THEN PERFORM sec.apply_unit_fact(decided.what, decided.becomes, decided.reason); END IF;
        RETURN true;
      END $$;

      ALTER FUNCTION sec.unit_fact(text) OWNER TO shared_care_definer;
      ALTER FUNCTION sec.apply_unit_fact(text, jsonb, text) OWNER TO shared_care_definer;
      ALTER FUNCTION sec.begin_unit_fact(text, jsonb) OWNER TO shared_care_definer;
      ALTER FUNCTION sec.propose_unit_change(text, jsonb, text, int) OWNER TO shared_care_definer;
      ALTER FUNCTION sec.decide_unit_change(uuid, int, boolean) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.unit_fact(text), sec.apply_unit_fact(text, jsonb, text), sec.begin_unit_fact(text, jsonb),
        sec.propose_unit_change(text, jsonb, text, int), sec.decide_unit_change(uuid, int, boolean) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.begin_unit_fact(text, jsonb) TO shared_care_feeds;
      GRANT EXECUTE ON FUNCTION sec.propose_unit_change(text, jsonb, text, int), sec.decide_unit_change(uuid, int, boolean)
        TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.decide_unit_change(uuid, int, boolean);
      DROP FUNCTION sec.propose_unit_change(text, jsonb, text, int);
      DROP FUNCTION sec.begin_unit_fact(text, jsonb);
      DROP FUNCTION sec.apply_unit_fact(text, jsonb, text);
      DROP FUNCTION sec.unit_fact(text);
      DROP TRIGGER hospitals_own_of_the_unit ON hospitals;
      DROP FUNCTION sec.own_hospital_is_of_the_unit();
      DROP INDEX hospitals_one_of_ours;
      REVOKE UPDATE (network_role, version, changed_at) ON hospitals FROM shared_care_definer;
      DROP TABLE hospital_network_changes;
      DROP TABLE mail_tests;
      DROP TABLE unit_changes;
      DROP TABLE unit;
    `);
  }
}
