-- Nobody served reads the log itself: each way to read it is a function that asks who is reading. A filter belongs
-- inside the function that cuts the page, or pages come out short and counts are of another time.

CREATE OR REPLACE FUNCTION sec.refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Adds rows to the chain in the order of their transactions, up to the oldest transaction still running: nothing can
-- come in before them any more, so whatever later stands there unsealed was put there. Answers how many were added,
-- or null when another process is at it. A copy of the database on another server counts transactions afresh; then
-- ("elsewhere") all that is unsealed and finished is taken.
CREATE OR REPLACE FUNCTION sec.seal_audit(most int DEFAULT 5000) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head audit_chain;
  elsewhere boolean;
  begin_at xid8;
  entry record;
  sealed int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(8431208) THEN RETURN NULL; END IF;
  SELECT * INTO head FROM audit_chain ORDER BY seq DESC LIMIT 1;
  elsewhere := coalesce(head.entry_xid >= pg_snapshot_xmax(pg_current_snapshot()), false);
  begin_at := CASE WHEN elsewhere OR head.seq IS NULL THEN '0'::xid8 ELSE head.entry_xid END;
  head.seq := coalesce(head.seq, 0);
  head.hash := coalesce(head.hash, ''::bytea);
  head.sealed_at := sec.now();
  FOR entry IN
    SELECT ready.* FROM (
      SELECT e.id, e.xid, e.xid < pg_snapshot_xmin(pg_current_snapshot()) AS of_this_server,
             jsonb_build_array(e.id, e.xid::text, extract(epoch FROM e.at)::text, e.actor_id, e.actor_role, e.action,
               e.entity, e.entity_id, e.entity_version, e.patient_id, to_jsonb(e.patient_ids), e.outcome, e.detail,
               e.reason, e.break_glass_id, e.request_id, e.session_hash, e.address)::text AS canonical
      FROM audit_entries e
      WHERE e.xid >= begin_at
        AND (e.xid < pg_snapshot_xmin(pg_current_snapshot())
             OR elsewhere AND e.xid >= pg_snapshot_xmax(pg_current_snapshot()))
        AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)
      -- Never half of a transaction: the other half would look as if it had been put in later.
      ORDER BY of_this_server, e.xid FETCH FIRST most ROWS WITH TIES
    ) AS ready ORDER BY of_this_server, xid, id
  LOOP
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(
      head.seq || '|' || extract(epoch FROM head.sealed_at) || '|' || entry.canonical, 'UTF8'));
    INSERT INTO audit_chain (seq, entry_id, entry_xid, sealed_at, hash)
    VALUES (head.seq, entry.id, entry.xid, head.sealed_at, head.hash);
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END
$$;
ALTER FUNCTION sec.seal_audit(int) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.seal_audit(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.seal_audit(int) TO shared_care_app, shared_care_worker;

CREATE OR REPLACE FUNCTION sec.audit_head() RETURNS TABLE (seq bigint, hash text, sealed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.seq, encode(c.hash, 'hex'), c.sealed_at FROM audit_chain c ORDER BY c.seq DESC LIMIT 1
$$;
ALTER FUNCTION sec.audit_head() OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.audit_head() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.audit_head() TO shared_care_app, shared_care_worker;

-- What a user did that concerns the safety of the system, and what was done to their account. For admins, who have no
-- clinical right: no child can be told from it.
CREATE OR REPLACE FUNCTION sec.audit_of_user(who uuid, kind text, since timestamptz, until timestamptz, before bigint,
  most int)
  RETURNS TABLE (id bigint, at timestamptz, actor_id uuid, actor_role text, action text, entity text, outcome text,
    about_child boolean, address text, request_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.at, e.actor_id, e.actor_role, e.action, e.entity, e.outcome,
         e.patient_id IS NOT NULL OR coalesce(e.patient_ids <> '{}', false), e.address, e.request_id
  FROM audit_entries e
  WHERE sec.user_role() = 'admin'
    AND (e.actor_id = who AND (e.action IN ('sign_in', 'sign_out', 'refuse', 'export') OR e.patient_id IS NULL AND e.patient_ids IS NULL)
         OR e.entity = 'user' AND e.entity_id = who)
    AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
    AND CASE kind
      WHEN 'session' THEN e.action IN ('sign_in', 'sign_out') AND e.outcome = 'done'
      WHEN 'refused' THEN e.outcome <> 'done'
      WHEN 'export' THEN e.action = 'export'
      WHEN 'account' THEN e.entity = 'user' AND e.action NOT IN ('sign_in', 'sign_out') AND e.outcome = 'done'
      ELSE kind IS NULL
    END
  ORDER BY e.id DESC LIMIT most
$$;
ALTER FUNCTION sec.audit_of_user(uuid, text, timestamptz, timestamptz, bigint, int) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.audit_of_user(uuid, text, timestamptz, timestamptz, bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.audit_of_user(uuid, text, timestamptz, timestamptz, bigint, int) TO shared_care_app;

-- For the list of unusual access: counts per user and hour, and which children each user opened.
CREATE OR REPLACE FUNCTION sec.audit_by_hour(since timestamptz, until timestamptz)
  RETURNS TABLE (actor_id uuid, hour timestamptz, last_at timestamptz, children int, refusals int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.actor_id, date_trunc('hour', e.at), max(e.at),
         (count(DISTINCT e.patient_id) FILTER (WHERE e.action = 'read'))::int,
         (count(*) FILTER (WHERE e.action = 'refuse'))::int
  FROM audit_entries e
  WHERE sec.sees_all_patients() AND e.at >= since AND (until IS NULL OR e.at < until) AND e.actor_id IS NOT NULL GROUP BY 1, 2
$$;
ALTER FUNCTION sec.audit_by_hour(timestamptz, timestamptz) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.audit_by_hour(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.audit_by_hour(timestamptz, timestamptz) TO shared_care_app;

CREATE OR REPLACE FUNCTION sec.audit_opened(since timestamptz, until timestamptz)
  RETURNS TABLE (actor_id uuid, patient_id uuid, last_at timestamptz, times int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.actor_id, e.patient_id, max(e.at), count(*)::int
  FROM audit_entries e
  WHERE sec.sees_all_patients() AND e.at >= since AND (until IS NULL OR e.at < until) AND e.action = 'read' AND e.patient_id IS NOT NULL
  GROUP BY 1, 2
$$;
ALTER FUNCTION sec.audit_opened(timestamptz, timestamptz) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.audit_opened(timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.audit_opened(timestamptz, timestamptz) TO shared_care_app;

-- Whose records the signed-in person opened lately, newest first. The log itself stays closed to the product:
-- ids alone leave it, and only those of one's own looks.
CREATE OR REPLACE FUNCTION sec.recently_read(most int) RETURNS TABLE (patient_id uuid, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.patient_id, max(e.at) FROM (
    SELECT a.patient_id, a.at FROM audit_entries a
    WHERE a.actor_id = sec.uid() AND a.action = 'read' AND a.entity = 'patient' AND a.outcome = 'done'
      AND a.patient_id IS NOT NULL AND a.at > sec.now() - interval '30 days'
    ORDER BY a.at DESC LIMIT 300) AS e
  GROUP BY e.patient_id ORDER BY max(e.at) DESC LIMIT most
$$;
ALTER FUNCTION sec.recently_read(int) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.recently_read(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.recently_read(int) TO shared_care_app;

-- Whether this session was shown the same before, so that a first look can never pass as a refresh. The order makes
-- the search end at the newest row that fits.
CREATE OR REPLACE FUNCTION sec.was_shown(of_entity text, of_entity_id uuid, patient uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM audit_entries e
    WHERE e.actor_id = sec.uid() AND e.at > sec.now() - interval '12 hours'
      AND e.session_hash = nullif(current_setting('app.session_hash', true), '')
      AND e.action IN ('read', 'refresh') AND e.outcome = 'done' AND e.entity = of_entity
      AND e.entity_id IS NOT DISTINCT FROM of_entity_id AND e.patient_id IS NOT DISTINCT FROM patient
    ORDER BY e.at DESC LIMIT 1)
$$;
ALTER FUNCTION sec.was_shown(text, uuid, uuid) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.was_shown(text, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.was_shown(text, uuid, uuid) TO shared_care_app;

-- Who looked at this child, newest first. Searches that found the child count; the queue everybody has open does not.
CREATE OR REPLACE FUNCTION sec.audit_of_patient(patient uuid, since timestamptz, until timestamptz, before bigint,
  refreshes boolean, most int)
  RETURNS SETOF audit_entries
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.* FROM audit_entries e
  WHERE sec.sees_all_patients() AND (refreshes OR e.action <> 'refresh')
    AND (e.patient_id = patient OR e.action = 'search' AND e.patient_ids @> ARRAY[patient])
    AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
  ORDER BY e.id DESC LIMIT most
$$;
ALTER FUNCTION sec.audit_of_patient(uuid, timestamptz, timestamptz, bigint, boolean, int) OWNER TO shared_care_audit;
REVOKE ALL ON FUNCTION sec.audit_of_patient(uuid, timestamptz, timestamptz, bigint, boolean, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.audit_of_patient(uuid, timestamptz, timestamptz, bigint, boolean, int) TO shared_care_app;

-- Nothing served is written in another person's name. Whose names those are is asked of the catalogue, so that a new
-- table cannot be forgotten: every column that points at an account and says by whom. Run by the owner after every
-- migration.
CREATE OR REPLACE FUNCTION sec.hold_authors_to_who_acts() RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT f.conrelid::regclass AS place, string_agg(quote_literal(a.attname), ', ' ORDER BY a.attname) AS columns,
      string_agg(format('(NEW.%1$I IS NOT NULL AND NEW.%1$I IS DISTINCT FROM sec.uid())', a.attname), ' OR '
        ORDER BY a.attname) AS made,
      string_agg(format('(NEW.%1$I IS NOT NULL AND NEW.%1$I IS DISTINCT FROM OLD.%1$I AND NEW.%1$I IS DISTINCT FROM sec.uid())',
        a.attname), ' OR ' ORDER BY a.attname) AS changed
    FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
    WHERE f.contype = 'f' AND f.confrelid = 'users'::regclass AND a.attname ~ '(^|_)by$|^actor_id$'
    GROUP BY f.conrelid ORDER BY 1
  LOOP
    CONTINUE WHEN (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = found.place AND t.tgname LIKE 'authors\_are\_who\_acts%'
      AND pg_get_triggerdef(t.oid) LIKE '%(' || found.columns || ')') = 2;
    EXECUTE format('DROP TRIGGER IF EXISTS authors_are_who_acts ON %1$s; DROP TRIGGER IF EXISTS authors_are_who_acts_later ON %1$s',
      found.place);
    EXECUTE format('CREATE TRIGGER authors_are_who_acts BEFORE INSERT ON %s FOR EACH ROW
        WHEN (current_user IN (''shared_care_app'', ''shared_care_worker'') AND (%s)) EXECUTE FUNCTION sec.refuse_another_author(%s)',
      found.place, found.made, found.columns);
    EXECUTE format('CREATE TRIGGER authors_are_who_acts_later BEFORE UPDATE ON %s FOR EACH ROW
        WHEN (current_user IN (''shared_care_app'', ''shared_care_worker'') AND (%s)) EXECUTE FUNCTION sec.refuse_another_author(%s)',
      found.place, found.changed, found.columns);
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION sec.refuse_another_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A row of % is written in the name of who acts and of no other', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;
