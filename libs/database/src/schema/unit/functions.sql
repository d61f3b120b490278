CREATE OR REPLACE FUNCTION sec.unit_fact(fact text) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE fact
    WHEN 'hospital' THEN CASE WHEN hospital_id IS NOT NULL THEN jsonb_build_object('hospitalId', hospital_id) END
    WHEN 'name' THEN CASE WHEN name IS NOT NULL THEN jsonb_build_object('name', name) END
    WHEN 'sender' THEN CASE WHEN sender_address IS NOT NULL
      THEN jsonb_build_object('name', sender_name, 'address', sender_address) END
    WHEN 'address' THEN CASE WHEN postcode IS NOT NULL
      THEN jsonb_build_object('lines', postal_lines, 'postcode', postcode) END END
  FROM unit
$$;
ALTER FUNCTION sec.unit_fact(text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.unit_fact(text) FROM PUBLIC;

-- The one way in which a fact of the unit comes to be, for admins, the first start and the demo alike.
CREATE OR REPLACE FUNCTION sec.apply_unit_fact(fact text, becomes jsonb, why text) RETURNS void
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
    postal_lines = CASE fact WHEN 'address' THEN becomes ->> 'lines' ELSE postal_lines END,
    postcode = CASE fact WHEN 'address' THEN becomes ->> 'postcode' ELSE postcode END,
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
END
$$;
ALTER FUNCTION sec.apply_unit_fact(text, jsonb, text) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.apply_unit_fact(text, jsonb, text) FROM PUBLIC;

-- Fills what is not known yet and changes nothing that is.
CREATE OR REPLACE FUNCTION sec.begin_unit_fact(fact text, becomes jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM unit FOR UPDATE;
  IF sec.unit_fact(fact) IS NOT NULL THEN RETURN false; END IF;
  PERFORM sec.apply_unit_fact(fact, becomes, NULL);
  INSERT INTO unit_changes (what, becomes, state) VALUES (fact, becomes, 'done');
  RETURN true;
END
$$;
ALTER FUNCTION sec.begin_unit_fact(text, jsonb) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.begin_unit_fact(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.begin_unit_fact(text, jsonb) TO shared_care_feeds;

-- By an admin. Null when the unit is not as that admin saw it, or a change of this fact waits already.
CREATE OR REPLACE FUNCTION sec.propose_unit_change(fact text, becomes jsonb, why text, seen int) RETURNS uuid
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
END
$$;
ALTER FUNCTION sec.propose_unit_change(text, jsonb, text, int) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.propose_unit_change(text, jsonb, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.propose_unit_change(text, jsonb, text, int) TO shared_care_app;

-- True when this call decided. The constraint above refuses the one who proposed; taking back is their right.
CREATE OR REPLACE FUNCTION sec.decide_unit_change(change uuid, seen int, approve boolean) RETURNS boolean
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
END
$$;
ALTER FUNCTION sec.decide_unit_change(uuid, int, boolean) OWNER TO shared_care_definer;
REVOKE ALL ON FUNCTION sec.decide_unit_change(uuid, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.decide_unit_change(uuid, int, boolean) TO shared_care_app;
