-- The one thing that writes in every table about children (decision 0028). It acts as a role of its own, which may
-- read them and change nothing in them but the column that says whose a row is. Which tables those are it asks the
-- catalogue, so that a new one cannot be forgotten.
-- Refusals have codes of their own, put into words in `apps/api/src/patients/merge-words.ts`: SCM01 written into a
-- closed record, SCM02 not in this state, SCM03 the same person, SCM04 one of them is closed, SCM05 something would be
-- lost with it, SCM06 merged on since, SCM07 too late, SCM08 the NHS number is somebody else's, SCM09 a table is not
-- reached.

-- Every column that says of which child a row is, from the foreign keys themselves. One that points at a child by way
-- of another table follows that table's row (ON UPDATE CASCADE). The list of merges itself speaks of both
-- records by name, so it is the one exception.
CREATE OR REPLACE FUNCTION sec.patient_columns()
  RETURNS TABLE (place regclass, bears name, follows boolean, keys text)
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE pairs AS (
    SELECT f.conrelid, pair.here, f.confrelid, pair.there, f.confupdtype = 'c' AS carried FROM pg_constraint f
    CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS pair (here, there)
    WHERE f.contype = 'f' AND f.conparentid = 0 AND f.conrelid <> 'public.patient_merges'::regclass),
  bearing AS (
    SELECT p.conrelid, p.here, false AS follows, false AS carried FROM pairs p
    JOIN pg_attribute a ON a.attrelid = p.confrelid AND a.attnum = p.there
    WHERE p.confrelid = 'public.patients'::regclass AND a.attname = 'id'
    UNION
    SELECT p.conrelid, p.here, true, p.carried FROM pairs p JOIN bearing b ON p.confrelid = b.conrelid AND p.there = b.here)
  SELECT b.conrelid::regclass, a.attname, bool_and(b.follows) OR bool_or(b.carried),
         (SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY k.attname) FROM pg_index i
          JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
          WHERE i.indrelid = b.conrelid AND i.indisprimary)
  FROM bearing b JOIN pg_attribute a ON a.attrelid = b.conrelid AND a.attnum = b.here
  GROUP BY b.conrelid, a.attname ORDER BY b.conrelid::regclass::text, a.attname
$$;
GRANT EXECUTE ON FUNCTION sec.patient_columns() TO shared_care_merger, shared_care_definer;

-- Run by the owner after every migration: what a new table needs so that a merge reaches it.
CREATE OR REPLACE FUNCTION sec.let_merge_reach_every_table() RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  found record;
  guard name;
BEGIN
  FOR found IN SELECT * FROM sec.patient_columns() LOOP
    guard := 'not_into_merged_' || found.bears;
    IF NOT has_table_privilege('shared_care_merger', found.place, 'SELECT')
       OR NOT has_column_privilege('shared_care_merger', found.place, found.bears, 'UPDATE') THEN
      EXECUTE format('GRANT SELECT, UPDATE (%I) ON %s TO shared_care_merger', found.bears, found.place);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = found.place AND polname = 'reached_by_merge') THEN
      EXECUTE format('CREATE POLICY reached_by_merge ON %s TO shared_care_merger USING (true) WITH CHECK (true)', found.place);
    END IF;
    -- What follows a row that stayed with a closed record may still say what became of it.
    IF NOT found.follows AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = found.place AND tgname = guard) THEN
      EXECUTE format('CREATE TRIGGER %1$I BEFORE INSERT OR UPDATE OF %2$I ON %3$s FOR EACH ROW
                        WHEN (NEW.%2$I IS NOT NULL AND current_user <> ''shared_care_merger'')
                        EXECUTE FUNCTION sec.refuse_merged_patient(%2$L)', guard, found.bears, found.place);
    END IF;
  END LOOP;
END
$$;

-- Nothing is written into a record that closed: it would be found by nobody. A writer waits while a merge runs
-- here for its end and is then refused, so no row slips in between.
CREATE OR REPLACE FUNCTION sec.refuse_merged_patient() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  child uuid;
  closed boolean;
BEGIN
  IF TG_ARGV[0] = 'patient_id' THEN child := NEW.patient_id;
  ELSE child := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
  END IF;
  SELECT merged_into_id IS NOT NULL OR struck_out_at IS NOT NULL INTO closed FROM patients WHERE id = child FOR KEY SHARE;
  IF closed THEN
    RAISE EXCEPTION 'this record was merged into another' USING ERRCODE = 'SCM01';
  END IF;
  RETURN NEW;
END
$$;
ALTER FUNCTION sec.refuse_merged_patient() OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.refuse_merged_patient() FROM PUBLIC;

-- Re-points every row of one record to another and answers with each as it was. A row that a rule of its table keeps
-- from moving stays, with the name of that rule.
CREATE OR REPLACE FUNCTION sec.move_patient_rows(loser uuid, survivor uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  found record;
  was jsonb;
  broken text;
  went boolean;
  entries jsonb[] := '{}';
  followers jsonb[] := '{}';
BEGIN
  FOR found IN SELECT * FROM sec.patient_columns() LOOP
    -- Under row-level policies a table without this one would look empty, and its rows would be forgotten.
    IF found.keys IS NULL OR NOT EXISTS (
      SELECT FROM pg_policy WHERE polrelid = found.place AND polname = 'reached_by_merge') THEN
      RAISE EXCEPTION 'a merge does not reach %', found.place USING ERRCODE = 'SCM09';
    END IF;
    CONTINUE WHEN NOT found.follows;
    FOR was IN EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %s WHERE %I = $1 ORDER BY %s FOR NO KEY UPDATE) AS t',
                              found.place, found.bears, found.keys) USING loser LOOP
      followers := followers || jsonb_build_object('table', found.place, 'column', found.bears, 'keys', found.keys, 'was', was);
    END LOOP;
  END LOOP;
  -- Each row is judged by itself, at once and not at the end.
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR found IN SELECT * FROM sec.patient_columns() AS p WHERE NOT p.follows LOOP
    FOR was IN EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %s WHERE %I = $1 ORDER BY %s FOR NO KEY UPDATE) AS t',
                              found.place, found.bears, found.keys) USING loser LOOP
      broken := NULL;
      BEGIN
        EXECUTE format('UPDATE %1$s SET %2$I = $2 WHERE (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1))',
                       found.place, found.bears, found.keys) USING was, survivor;
      EXCEPTION WHEN integrity_constraint_violation THEN
        GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
        broken := coalesce(nullif(broken, ''), 'a rule of the table');
      END;
      entries := entries || jsonb_build_object('table', found.place, 'column', found.bears, 'keys', found.keys,
                                               'follows', false, 'kept', broken, 'was', was);
    END LOOP;
  END LOOP;
  FOR i IN 1 .. cardinality(followers) LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %1$s WHERE %2$I = $2 AND (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1)))',
                   followers[i] ->> 'table', followers[i] ->> 'column', followers[i] ->> 'keys')
      INTO went USING followers[i] -> 'was' || jsonb_build_object(followers[i] ->> 'column', survivor), survivor;
    entries := entries || (followers[i] || jsonb_build_object('follows', true, 'kept', CASE WHEN NOT went THEN 'its parent stays' END));
  END LOOP;
  RETURN to_jsonb(entries);
END
$$;
ALTER FUNCTION sec.move_patient_rows(uuid, uuid) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.move_patient_rows(uuid, uuid) FROM PUBLIC;

-- What anybody may be told of it: how many of which table, and the ids of those that stay.
CREATE OR REPLACE FUNCTION sec.merge_counts(entries jsonb) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('table', name, 'moved', moved, 'kept', kept, 'keptIds', ids) ORDER BY name), '[]')
  FROM (
    SELECT e ->> 'table' AS name, count(*) FILTER (WHERE e ->> 'kept' IS NULL) AS moved,
           count(*) FILTER (WHERE e ->> 'kept' IS NOT NULL) AS kept,
           coalesce(jsonb_agg(e -> 'was' -> 'id') FILTER (WHERE e ->> 'kept' IS NOT NULL AND e -> 'was' ? 'id'), '[]') AS ids
    FROM jsonb_array_elements(entries) AS e GROUP BY e ->> 'table') AS per_table
$$;
ALTER FUNCTION sec.merge_counts(jsonb) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.merge_counts(jsonb) FROM PUBLIC;

-- Both, in one order for everybody. An entry being written for either holds them, and is waited for.
CREATE OR REPLACE FUNCTION sec.hold_two_records(loser uuid, survivor uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  open_ones int := 0;
  lost boolean;
  one record;
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'merging is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR one IN SELECT merged_into_id FROM patients WHERE id IN (loser, survivor) ORDER BY id FOR UPDATE LOOP
    IF one.merged_into_id IS NULL THEN open_ones := open_ones + 1; END IF;
  END LOOP;
  IF open_ones < 2 THEN
    RAISE EXCEPTION 'one of the two is closed' USING ERRCODE = 'SCM04';
  END IF;
  SELECT (l.restricted_at IS NOT NULL AND s.restricted_at IS NULL) OR (l.died_on IS NOT NULL AND s.died_on IS NULL)
         OR (l.moved_away_on IS NOT NULL AND s.moved_away_on IS NULL)
  INTO lost FROM patients l, patients s WHERE l.id = loser AND s.id = survivor;
  IF lost THEN
    RAISE EXCEPTION 'what keeps the family from being written to would be lost' USING ERRCODE = 'SCM05';
  END IF;
END
$$;
ALTER FUNCTION sec.hold_two_records(uuid, uuid) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.hold_two_records(uuid, uuid) FROM PUBLIC;

-- The merge itself, done and taken back: what it says cannot differ from what will happen.
CREATE OR REPLACE FUNCTION sec.preview_merge(loser uuid, survivor uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '700ms' AS $$
DECLARE
  counts jsonb;
BEGIN
  BEGIN
    PERFORM sec.hold_two_records(loser, survivor);
    counts := sec.merge_counts(sec.move_patient_rows(loser, survivor));
    RAISE EXCEPTION 'only a preview' USING ERRCODE = 'SCM00';
  EXCEPTION WHEN SQLSTATE 'SCM00' THEN
    RETURN counts;
  END;
END
$$;
ALTER FUNCTION sec.preview_merge(uuid, uuid) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.preview_merge(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.preview_merge(uuid, uuid) TO shared_care_app;

-- What waits for this waits shortly, and this gives way: nothing here is urgent, what it could hold up may be.
CREATE OR REPLACE FUNCTION sec.merge_patients(merge uuid, seen int) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '700ms' AS $$
DECLARE
  this patient_merges;
  rows_before jsonb;
BEGIN
  SELECT * INTO this FROM patient_merges WHERE id = merge FOR UPDATE;
  IF this.state IS DISTINCT FROM 'proposed' OR this.version <> seen THEN
    RAISE EXCEPTION 'not as it was seen' USING ERRCODE = 'SCM02';
  END IF;
  IF this.proposed_by = sec.uid() THEN
    RAISE EXCEPTION 'a second person confirms' USING ERRCODE = 'SCM03';
  END IF;
  PERFORM sec.hold_two_records(this.loser_id, this.survivor_id);
  rows_before := sec.move_patient_rows(this.loser_id, this.survivor_id);
  UPDATE patients SET merged_into_id = this.survivor_id WHERE id = this.loser_id;
  UPDATE patient_merges SET state = 'merged', confirmed_by = sec.uid(), confirmed_at = sec.now(), snapshot = rows_before,
                            outcome = sec.merge_counts(rows_before), version = version + 1
  WHERE id = merge;
END
$$;
ALTER FUNCTION sec.merge_patients(uuid, int) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.merge_patients(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.merge_patients(uuid, int) TO shared_care_app;

-- Puts every row back that moved. One that was changed since goes back with its change; one that is gone, belongs to
-- somebody else by now or would contradict another stays where it is. All of these are listed.
CREATE OR REPLACE FUNCTION sec.undo_merge(merge uuid, seen int, words text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public,
    pg_temp SET timezone = 'UTC' SET lock_timeout = '700ms' AS $$
DECLARE
  this patient_merges;
  entry jsonb;
  became jsonb;
  is_now jsonb;
  what text;
  listed jsonb[] := '{}';
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'parting is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO this FROM patient_merges WHERE id = merge FOR UPDATE;
  IF this.state IS DISTINCT FROM 'merged' OR this.version <> seen THEN
    RAISE EXCEPTION 'not as it was seen' USING ERRCODE = 'SCM02';
  END IF;
  IF sec.now() >= this.confirmed_at + interval '720 hours' THEN
    RAISE EXCEPTION 'too late to part them' USING ERRCODE = 'SCM07';
  END IF;
  PERFORM FROM patients WHERE id IN (this.loser_id, this.survivor_id) ORDER BY id FOR UPDATE;
  IF EXISTS (SELECT FROM patients WHERE id = this.survivor_id AND merged_into_id IS NOT NULL)
     OR NOT EXISTS (SELECT FROM patients WHERE id = this.loser_id AND merged_into_id = this.survivor_id) THEN
    RAISE EXCEPTION 'merged on since' USING ERRCODE = 'SCM06';
  END IF;
  BEGIN
    UPDATE patients SET merged_into_id = NULL WHERE id = this.loser_id;
  EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'its NHS number is in use' USING ERRCODE = 'SCM08';
  END;
  SET CONSTRAINTS ALL IMMEDIATE;
  FOR entry IN SELECT e FROM jsonb_array_elements(this.snapshot) WITH ORDINALITY AS s (e, place)
               WHERE e ->> 'kept' IS NULL ORDER BY place DESC LOOP
    became := entry -> 'was' || jsonb_build_object(entry ->> 'column', this.survivor_id);
    is_now := NULL;
    what := NULL;
    IF to_regclass(entry ->> 'table') IS NOT NULL THEN
      EXECUTE format('SELECT to_jsonb(t) FROM (SELECT * FROM %1$s WHERE (%2$s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$s, $1)) FOR NO KEY UPDATE) AS t',
                     entry ->> 'table', entry ->> 'keys') INTO is_now USING became;
    END IF;
    IF is_now IS NULL THEN what := 'gone';
    ELSIF is_now ->> (entry ->> 'column') IS DISTINCT FROM this.survivor_id::text THEN what := 'elsewhere';
    ELSE
      -- What follows another row goes back with it, later in this loop.
      IF NOT (entry ->> 'follows')::boolean THEN
        BEGIN
          EXECUTE format('UPDATE %1$s SET %2$I = $2 WHERE (%3$s) = (SELECT %3$s FROM jsonb_populate_record(NULL::%1$s, $1))',
                         entry ->> 'table', entry ->> 'column', entry ->> 'keys') USING is_now, this.loser_id;
        EXCEPTION WHEN integrity_constraint_violation THEN what := 'stays';
        END;
      END IF;
      IF what IS NULL AND is_now <> became THEN what := 'changed'; END IF;
    END IF;
    IF what IS NOT NULL THEN
      listed := listed || jsonb_build_object('table', entry ->> 'table', 'what', what,
        'reference', coalesce(is_now ->> 'reference', entry -> 'was' ->> 'reference'));
    END IF;
  END LOOP;
  UPDATE patient_merges SET state = 'undone', undone_by = sec.uid(), undone_at = sec.now(), undone_because = words,
                            undo_outcome = to_jsonb(listed), version = version + 1
  WHERE id = merge;
END
$$;
ALTER FUNCTION sec.undo_merge(uuid, int, text) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.undo_merge(uuid, int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.undo_merge(uuid, int, text) TO shared_care_app;

-- What there is of a child: for each table how many rows, and their versions added up. Which tables those are the
-- catalogue says, so that a new one cannot be forgotten. The row of the import itself does not count.
CREATE OR REPLACE FUNCTION sec.patient_footprint(child uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found record;
  here jsonb;
  whole jsonb;
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'this is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT jsonb_build_object('patients', p.version) INTO whole FROM patients p WHERE p.id = child;
  FOR found IN
    SELECT p.place, p.bears,
           EXISTS (SELECT FROM pg_attribute a
                   WHERE a.attrelid = p.place AND a.attname = 'version' AND NOT a.attisdropped) AS versioned
    FROM sec.patient_columns() AS p WHERE p.place <> 'public.patient_import_rows'::regclass LOOP
    EXECUTE format('SELECT jsonb_build_array(count(*), %s) FROM %s WHERE %I = $1 HAVING count(*) > 0',
                   CASE WHEN found.versioned THEN 'sum(version)' ELSE 'NULL' END, found.place, found.bears)
      INTO here USING child;
    IF here IS NOT NULL THEN
      whole := whole || jsonb_build_object(
        CASE found.bears WHEN 'patient_id' THEN found.place::text ELSE found.place || '.' || found.bears END, here);
    END IF;
  END LOOP;
  RETURN whole;
END
$$;
ALTER FUNCTION sec.patient_footprint(uuid) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.patient_footprint(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.patient_footprint(uuid) TO shared_care_app;

-- Strikes a record out while there is no more of it than there was. Answers with the tables in which something was
-- added or changed since; none when it is done. A link that was never meant ends where it began and never counted.
CREATE OR REPLACE FUNCTION sec.strike_out_patient(child uuid, was jsonb, words text) RETURNS text[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held boolean;
  now_is jsonb;
  differ text[];
BEGIN
  IF NOT sec.sees_all_patients() THEN
    RAISE EXCEPTION 'striking out is for the unit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT merged_into_id IS NULL AND struck_out_at IS NULL INTO held FROM patients WHERE id = child FOR UPDATE;
  IF held IS NOT TRUE THEN RETURN ARRAY['patients']; END IF;
  now_is := sec.patient_footprint(child);
  SELECT coalesce(array_agg(coalesce(a.key, b.key) ORDER BY coalesce(a.key, b.key)), '{}') INTO differ
  FROM jsonb_each(now_is) a FULL JOIN jsonb_each(was) b ON b.key = a.key WHERE a.value IS DISTINCT FROM b.value;
  IF differ <> '{}' THEN RETURN differ; END IF;
  UPDATE patients SET struck_out_at = sec.now(), struck_out_by = sec.uid(), struck_out_because = words WHERE id = child;
  UPDATE shared_care_links SET valid_to = valid_from, version = version + 1 WHERE patient_id = child;
  RETURN '{}';
END
$$;
ALTER FUNCTION sec.strike_out_patient(uuid, jsonb, text) OWNER TO shared_care_merger;
REVOKE ALL ON FUNCTION sec.strike_out_patient(uuid, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.strike_out_patient(uuid, jsonb, text) TO shared_care_app;
