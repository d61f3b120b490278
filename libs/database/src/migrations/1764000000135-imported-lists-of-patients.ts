import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lists of children that a nurse or doctor of the unit brings in, row by row, and what became of each row. A child who
 * was brought in by mistake is struck out: the record stays, and nobody is shown it any more.
 */
export class ImportedListsOfPatients1764000000135 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['patient_imports', 'patient_import_rows', 'patient_import_mappings'])
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_phu ON ${table} TO shared_care_app
          USING ((SELECT sec.sees_all_patients())) WITH CHECK ((SELECT sec.sees_all_patients()));
      `);
    await runner.query(STRUCK_OUT);
    await runner.query(refuseWriting('OR struck_out_at IS NOT NULL'));
    await runner.query(FOOTPRINT);
    await runner.query(`
      ALTER FUNCTION sec.patient_footprint(uuid) OWNER TO shared_care_merger;
      ALTER FUNCTION sec.strike_out_patient(uuid, jsonb, text) OWNER TO shared_care_merger;
      REVOKE ALL ON FUNCTION sec.patient_footprint(uuid), sec.strike_out_patient(uuid, jsonb, text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.patient_footprint(uuid), sec.strike_out_patient(uuid, jsonb, text) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.strike_out_patient(uuid, jsonb, text);
      DROP FUNCTION sec.patient_footprint(uuid);
    `);
    await runner.query(refuseWriting(''));
    await runner.query(`
      REVOKE UPDATE (struck_out_at, struck_out_by, struck_out_because) ON patients FROM shared_care_merger;
      REVOKE UPDATE (valid_to, version) ON shared_care_links FROM shared_care_merger;
      DROP POLICY patients_not_struck_out ON patients;
      DROP POLICY patients_not_struck_out_for_functions ON patients;
      DROP INDEX patients_one_active_per_nhs_number;
      CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number)
        WHERE merged_into_id IS NULL AND nhs_number_status NOT IN ('invalid', 'superseded');
      ALTER TABLE patients DROP CONSTRAINT patients_struck_out_whole,
        DROP COLUMN struck_out_at, DROP COLUMN struck_out_by, DROP COLUMN struck_out_because;
      DROP TABLE patient_import_rows;
      DROP TABLE patient_import_mappings;
      DROP TABLE patient_imports;
    `);
  }
}

const TABLES = `
  CREATE TABLE patient_imports (
    id uuid PRIMARY KEY,
    file_name text NOT NULL CHECK (file_name <> ''),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    kind text NOT NULL CHECK (kind IN ('csv', 'xlsx')),
    headings text[] NOT NULL,
    headings_key text NOT NULL,
    -- For each heading the field it holds, or null.
    mapping jsonb NOT NULL,
    -- Values that hold for every row.
    constants jsonb NOT NULL DEFAULT '{}',
    notes text[] NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'columns'
      CHECK (state IN ('columns', 'checking', 'checked', 'bringing_in', 'finished', 'undoing', 'undone', 'discarded')),
    uploaded_by uuid NOT NULL REFERENCES users (id),
    uploaded_at timestamptz NOT NULL DEFAULT sec.now(),
    checked_at timestamptz,
    started_by uuid REFERENCES users (id),
    started_at timestamptz,
    finished_at timestamptz,
    undone_by uuid REFERENCES users (id),
    undone_at timestamptz,
    version int NOT NULL DEFAULT 1,
    CONSTRAINT patient_imports_started_whole CHECK ((started_by IS NULL) = (started_at IS NULL)),
    CONSTRAINT patient_imports_undone_whole CHECK ((undone_by IS NULL) = (undone_at IS NULL))
  );
  CREATE INDEX patient_imports_uploaded ON patient_imports (uploaded_at DESC);
  CREATE INDEX patient_imports_same_file ON patient_imports (sha256);

  CREATE TABLE patient_import_rows (
    import_id uuid NOT NULL REFERENCES patient_imports (id),
    -- As in the file.
    line int NOT NULL CHECK (line > 0),
    -- Emptied when the list is put away, and after some days by itself.
    cells text[],
    outcome text NOT NULL DEFAULT 'unread' CHECK (outcome IN ('unread', 'ready', 'look_alike', 'already_registered', 'duplicate',
      'problem', 'registered', 'struck_out', 'kept')),
    told text[] NOT NULL DEFAULT '{}',
    doubts text[] NOT NULL DEFAULT '{}',
    -- Records that were shown as similar.
    similar_ids uuid[] NOT NULL DEFAULT '{}',
    chosen boolean NOT NULL DEFAULT false,
    patient_id uuid REFERENCES patients (id),
    -- The record as it was opened, and what there was of it then: when that differs, somebody has worked with it.
    registered_as uuid,
    footprint jsonb,
    PRIMARY KEY (import_id, line),
    CONSTRAINT patient_import_rows_registered CHECK (
      (outcome IN ('registered', 'struck_out', 'kept')) = (registered_as IS NOT NULL AND footprint IS NOT NULL AND patient_id IS NOT NULL))
  );
  CREATE INDEX patient_import_rows_patient ON patient_import_rows (patient_id) WHERE patient_id IS NOT NULL;
  CREATE INDEX patient_import_rows_waiting ON patient_import_rows (import_id, outcome, line);

  -- What the columns of lists with the same headings meant the last time.
  CREATE TABLE patient_import_mappings (
    headings_key text PRIMARY KEY,
    mapping jsonb NOT NULL,
    constants jsonb NOT NULL,
    said_by uuid NOT NULL REFERENCES users (id),
    said_at timestamptz NOT NULL DEFAULT sec.now()
  );

  GRANT SELECT, INSERT, UPDATE (mapping, constants, state, checked_at, started_by, started_at, finished_at, undone_by, undone_at, version)
    ON patient_imports TO shared_care_app;
  GRANT SELECT, INSERT, UPDATE (cells, outcome, told, doubts, similar_ids, chosen, patient_id, registered_as, footprint)
    ON patient_import_rows TO shared_care_app;
  GRANT SELECT, INSERT, UPDATE (mapping, constants, said_by, said_at) ON patient_import_mappings TO shared_care_app;
`;

const STRUCK_OUT = `
  ALTER TABLE patients
    ADD COLUMN struck_out_at timestamptz,
    ADD COLUMN struck_out_by uuid REFERENCES users (id),
    ADD COLUMN struck_out_because text CHECK (struck_out_because <> ''),
    ADD CONSTRAINT patients_struck_out_whole CHECK (num_nonnulls(struck_out_at, struck_out_by, struck_out_because) IN (0, 3));
  -- Whatever a query forgot: who was never a child of the unit is found by nobody.
  CREATE POLICY patients_not_struck_out ON patients AS RESTRICTIVE FOR SELECT TO shared_care_app USING (struck_out_at IS NULL);
  CREATE POLICY patients_not_struck_out_for_functions ON patients AS RESTRICTIVE FOR SELECT TO shared_care_definer
    USING (struck_out_at IS NULL);
  -- The number is free for the child whose it is.
  DROP INDEX patients_one_active_per_nhs_number;
  CREATE UNIQUE INDEX patients_one_active_per_nhs_number ON patients (nhs_number)
    WHERE merged_into_id IS NULL AND struck_out_at IS NULL AND nhs_number_status NOT IN ('invalid', 'superseded');
  GRANT UPDATE (struck_out_at, struck_out_by, struck_out_because) ON patients TO shared_care_merger;
  GRANT UPDATE (valid_to, version) ON shared_care_links TO shared_care_merger;
`;

/** Whoever writes about a child while the record is struck out waits here for its end, and is then refused. */
function refuseWriting(also: string): string {
  return `
  CREATE OR REPLACE FUNCTION sec.refuse_merged_patient() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    child uuid;
    closed boolean;
  BEGIN
    IF TG_ARGV[0] = 'patient_id' THEN child := NEW.patient_id;
    ELSE child := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid;
    END IF;
    SELECT merged_into_id IS NOT NULL ${also} INTO closed FROM patients WHERE id = child FOR KEY SHARE;
    IF closed THEN
      RAISE EXCEPTION 'this record was merged into another' USING ERRCODE = 'SCM01';
    END IF;
    RETURN NEW;
  END $$;
  `;
}

const FOOTPRINT = `
  -- What there is of a child: for each table how many rows, and their versions added up. Which tables those are the
  -- catalogue says, so that a new one cannot be forgotten. The row of the import itself does not count.
  CREATE FUNCTION sec.patient_footprint(child uuid) RETURNS jsonb LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
      SELECT p.place, p.bears, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = p.place AND a.attname = 'version' AND NOT a.attisdropped) AS versioned
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
  END $$;

  -- Strikes a record out while there is no more of it than there was. Answers with the tables in which something was
  -- added or changed since; none when it is done. A link that was never meant ends where it began and never counted.
  CREATE FUNCTION sec.strike_out_patient(child uuid, was jsonb, words text) RETURNS text[] LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  END $$;
`;
