import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which day each published fact is, so that an older file cannot undo a newer one without a word. */
export class DatedPublishedFacts1764000000136 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Field → day of the newest file that spoke of it.
      ALTER TABLE trusts ADD COLUMN fact_dates jsonb NOT NULL DEFAULT '{}';
      ALTER TABLE hospitals ADD COLUMN fact_dates jsonb NOT NULL DEFAULT '{}';

      ALTER TABLE import_runs
        ADD COLUMN state text NOT NULL DEFAULT 'finished' CHECK (state IN ('running', 'finished', 'failed')),
        -- 0 to 1
        ADD COLUMN share real NOT NULL DEFAULT 1,
        -- Nobody: the command line.
        ADD COLUMN started_by uuid REFERENCES users (id),
        ADD COLUMN started_at timestamptz NOT NULL DEFAULT sec.now(),
        ADD COLUMN seen_at timestamptz NOT NULL DEFAULT sec.now(),
        ADD COLUMN as_of date,
        ADD COLUMN as_of_by text NOT NULL DEFAULT 'nothing' CHECK (as_of_by IN ('said', 'file_name', 'newest_date', 'nothing')),
        -- Somebody confirmed that the older file is right.
        ADD COLUMN undo_newer boolean NOT NULL DEFAULT false,
        ADD COLUMN trouble text;
      GRANT UPDATE (state, share, seen_at, finished_at, counts, lines, as_of, as_of_by, trouble) ON import_runs TO shared_care_feeds;

      -- Every line of a report that is not "unchanged".
      CREATE TABLE import_run_lines (
        run_id uuid NOT NULL REFERENCES import_runs (id),
        place int NOT NULL,
        line int NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('added', 'changed', 'closed', 'older', 'rejected')),
        ods_code text,
        what text NOT NULL,
        PRIMARY KEY (run_id, place)
      );
      ALTER TABLE import_run_lines ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY import_run_lines_read ON import_run_lines FOR SELECT TO shared_care_app USING (sec.user_role() = 'admin');
      CREATE POLICY import_run_lines_brought_in ON import_run_lines TO shared_care_feeds USING (true) WITH CHECK (true);
      GRANT SELECT ON import_run_lines TO shared_care_app;
      GRANT SELECT, INSERT ON import_run_lines TO shared_care_feeds;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE import_run_lines;
      REVOKE UPDATE (state, share, seen_at, finished_at, counts, lines, as_of, as_of_by, trouble) ON import_runs FROM shared_care_feeds;
      ALTER TABLE import_runs DROP COLUMN state, DROP COLUMN share, DROP COLUMN started_by, DROP COLUMN started_at,
        DROP COLUMN seen_at, DROP COLUMN as_of, DROP COLUMN as_of_by, DROP COLUMN undo_newer, DROP COLUMN trouble;
      ALTER TABLE hospitals DROP COLUMN fact_dates;
      ALTER TABLE trusts DROP COLUMN fact_dates;
    `);
  }
}
