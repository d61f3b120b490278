import type { MigrationInterface, QueryRunner } from 'typeorm';

const EVENT_KINDS = ['liaison_struck_out', 'facts_corrected', 'match_undone'];

export class StruckOutLiaisonEntries1764000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An entry that was wrong stays, struck through, with who and why; nothing counts it any more.
      ALTER TABLE liaison_entries
        ADD COLUMN struck_at timestamptz,
        ADD COLUMN struck_by uuid REFERENCES users (id),
        ADD COLUMN struck_because text,
        ADD CONSTRAINT liaison_entries_struck_whole CHECK (
          num_nulls(struck_at, struck_by, struck_because) IN (0, 3) AND struck_because IS DISTINCT FROM ''),
        -- A conversation without a word never took place. Entries of before stand as they were written.
        ADD CONSTRAINT liaison_entries_with_words CHECK (
          result = 'no_answer' OR concat(advice_asked, advice_given, agreed_next_step) <> '') NOT VALID;
      GRANT UPDATE (struck_at, struck_by, struck_because) ON liaison_entries TO shared_care_app;
      GRANT SELECT (struck_at) ON liaison_entries TO shared_care_worker;
      CREATE POLICY liaison_entries_struck_by_phu ON liaison_entries AS RESTRICTIVE FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) AND struck_at IS NULL) WITH CHECK (struck_by = sec.uid());

      -- What a call said of a number goes with the entry that told of it.
      ALTER TABLE contact_checks ADD COLUMN liaison_entry_id uuid REFERENCES liaison_entries (id);
      CREATE INDEX contact_checks_of_call ON contact_checks (liaison_entry_id) WHERE liaison_entry_id IS NOT NULL;
      GRANT INSERT (liaison_entry_id) ON contact_checks TO shared_care_app;
      GRANT UPDATE (undone_at, undone_by) ON contact_checks TO shared_care_definer;
      GRANT SELECT (id, struck_at, struck_by) ON liaison_entries TO shared_care_definer;
      CREATE POLICY liaison_entries_read_by_functions ON liaison_entries FOR SELECT TO shared_care_definer USING (true);
      CREATE FUNCTION sec.undo_checks_of_struck_call() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE contact_checks SET undone_at = NEW.struck_at, undone_by = NEW.struck_by
        WHERE liaison_entry_id = NEW.id AND undone_at IS NULL;
        RETURN NULL;
      END $$;
      ALTER FUNCTION sec.undo_checks_of_struck_call() OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.undo_checks_of_struck_call() FROM PUBLIC;
      CREATE TRIGGER liaison_entries_struck AFTER UPDATE OF struck_at ON liaison_entries
        FOR EACH ROW WHEN (NEW.struck_at IS NOT NULL) EXECUTE FUNCTION sec.undo_checks_of_struck_call();
    `);
    await setKinds(runner, [...new Set([...(await allowedKinds(runner)), ...EVENT_KINDS])]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await setKinds(
      runner,
      (await allowedKinds(runner)).filter((kind) => !EVENT_KINDS.includes(kind)),
    );
    await runner.query(`
      DROP TRIGGER liaison_entries_struck ON liaison_entries;
      DROP FUNCTION sec.undo_checks_of_struck_call();
      DROP POLICY liaison_entries_read_by_functions ON liaison_entries;
      REVOKE ALL ON liaison_entries FROM shared_care_definer;
      REVOKE UPDATE (undone_at, undone_by) ON contact_checks FROM shared_care_definer;
      ALTER TABLE contact_checks DROP COLUMN liaison_entry_id;
      DROP POLICY liaison_entries_struck_by_phu ON liaison_entries;
      ALTER TABLE liaison_entries DROP CONSTRAINT liaison_entries_with_words,
        DROP COLUMN struck_at, DROP COLUMN struck_by, DROP COLUMN struck_because;
    `);
  }
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
