import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two records of one child that two people made one (domain W12): who proposed it, who confirmed it, every row as it was
 * before. A record that closed is there for nobody, and nothing is written into it.
 */
export class ClosedMergedRecords1764000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Roles belong to the whole cluster, so another database may have made this one already, even this very moment.
      DO $$
      BEGIN
        BEGIN
          CREATE ROLE shared_care_merger NOLOGIN NOBYPASSRLS;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        GRANT shared_care_merger TO CURRENT_USER;
      END $$;
      GRANT USAGE ON SCHEMA sec, public TO shared_care_merger;
      GRANT CREATE ON SCHEMA sec TO shared_care_merger;
      GRANT SELECT ON sec.clock TO shared_care_merger;

      CREATE TABLE patient_merges (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        loser_id uuid NOT NULL REFERENCES patients (id),
        survivor_id uuid NOT NULL REFERENCES patients (id),
        state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'merged', 'undone', 'declined')),
        because text NOT NULL CHECK (char_length(because) >= 10),
        proposed_by uuid NOT NULL REFERENCES users (id),
        proposed_at timestamptz NOT NULL DEFAULT sec.now(),
        confirmed_by uuid REFERENCES users (id),
        confirmed_at timestamptz,
        -- Each row that was re-pointed or had to stay, as it was. It may hold what is kept back from every screen, so
        -- only the functions that merge and part read it.
        snapshot jsonb,
        -- How many rows of which table moved and stayed; after undoing, what could not go back as it was.
        outcome jsonb,
        undo_outcome jsonb,
        declined_by uuid REFERENCES users (id),
        declined_at timestamptz,
        declined_because text,
        undone_by uuid REFERENCES users (id),
        undone_at timestamptz,
        undone_because text,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT patient_merges_two_records CHECK (loser_id <> survivor_id),
        -- H5: nobody closes a record alone.
        CONSTRAINT patient_merges_by_two CHECK (confirmed_by <> proposed_by),
        CONSTRAINT patient_merges_merged_whole CHECK (
          (state IN ('merged', 'undone')) = (num_nonnulls(confirmed_by, confirmed_at, snapshot, outcome) = 4)
          AND num_nonnulls(confirmed_by, confirmed_at, snapshot, outcome) IN (0, 4)),
        CONSTRAINT patient_merges_declined_whole CHECK (
          (state = 'declined') = (num_nonnulls(declined_by, declined_at, declined_because) = 3)
          AND num_nonnulls(declined_by, declined_at, declined_because) IN (0, 3)),
        CONSTRAINT patient_merges_undone_whole CHECK (
          (state = 'undone') = (num_nonnulls(undone_by, undone_at, undone_because, undo_outcome) = 4)
          AND num_nonnulls(undone_by, undone_at, undone_because, undo_outcome) IN (0, 4))
      );
      CREATE UNIQUE INDEX patient_merges_one_proposal ON patient_merges
        (least(loser_id, survivor_id), greatest(loser_id, survivor_id)) WHERE state = 'proposed';
      CREATE UNIQUE INDEX patient_merges_closed_once ON patient_merges (loser_id) WHERE state = 'merged';
      CREATE INDEX patient_merges_survivor ON patient_merges (survivor_id);

      GRANT SELECT (id, loser_id, survivor_id, state, because, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome,
                    undo_outcome, declined_by, declined_at, declined_because, undone_by, undone_at, undone_because, version),
            INSERT (loser_id, survivor_id, because, proposed_by),
            UPDATE (state, declined_by, declined_at, declined_because, version)
        ON patient_merges TO shared_care_app;
      GRANT SELECT, UPDATE (state, confirmed_by, confirmed_at, snapshot, outcome, undo_outcome, undone_by, undone_at,
                            undone_because, version) ON patient_merges TO shared_care_merger;
      ALTER TABLE patient_merges ENABLE ROW LEVEL SECURITY;
      ALTER TABLE patient_merges FORCE ROW LEVEL SECURITY;
      CREATE POLICY patient_merges_seen_by_phu ON patient_merges FOR SELECT TO shared_care_app
        USING ((SELECT sec.sees_all_patients()));
      CREATE POLICY patient_merges_proposed ON patient_merges FOR INSERT TO shared_care_app
        WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'proposed' AND proposed_by = sec.uid());
      CREATE POLICY patient_merges_declined ON patient_merges FOR UPDATE TO shared_care_app
        USING ((SELECT sec.sees_all_patients()) AND state = 'proposed')
        WITH CHECK ((SELECT sec.sees_all_patients()) AND state = 'declined' AND declined_by = sec.uid());
      CREATE POLICY patient_merges_worked ON patient_merges TO shared_care_merger USING (true) WITH CHECK (true);

      CREATE INDEX patients_merged ON patients (merged_into_id) WHERE merged_into_id IS NOT NULL;
    `);
    await runner.query(seenByUser(' AND merged_into_id IS NULL'));
    await runner.query(
      scope(`AND NOT EXISTS (SELECT 1 FROM patients p WHERE p.id = patient AND p.merged_into_id IS NOT NULL)`, LIVING),
    );
    await runner.query(movedAttendances('AND c.from_patient_id <> c.to_patient_id'));
    await runner.query(letterAnswer(CLOSED));
    await runner.query(`
      -- What was proposed, closed or parted is told to the unit alone.
      CREATE FUNCTION sec.merged_patients(children uuid[]) RETURNS SETOF patients
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT p.* FROM patients p WHERE p.id = ANY (children) AND p.merged_into_id IS NOT NULL AND sec.sees_all_patients()
      $$;
      ALTER FUNCTION sec.merged_patients(uuid[]) OWNER TO shared_care_definer;
      REVOKE ALL ON FUNCTION sec.merged_patients(uuid[]) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.merged_patients(uuid[]) TO shared_care_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sec.merged_patients(uuid[])');
    await runner.query(letterAnswer(''));
    await runner.query(movedAttendances(''));
    await runner.query(scope('', ''));
    await runner.query(seenByUser(''));
    await runner.query(`
      DROP INDEX patients_merged;
      DROP TABLE patient_merges;
      REVOKE ALL ON sec.clock FROM shared_care_merger;
      REVOKE ALL ON SCHEMA sec, public FROM shared_care_merger;
    `);
  }
}

function seenByUser(also: string): string {
  return `ALTER POLICY patients_seen_by_user ON patients USING (
    ((SELECT sec.sees_all_patients()) OR sec.can_see(id))${also})`;
}

const LIVING = 'JOIN patients p ON p.id = l.patient_id AND p.merged_into_id IS NULL';

/** Of the user aliased `u`: staff of the hospital without a post of their own, or in post there now. */
const WORKS_THERE = `(
  NOT EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id)
  OR EXISTS (SELECT 1 FROM link_consultants c WHERE c.user_id = u.id AND c.hospital_id = u.hospital_id
               AND sec.in_post(c.from_on, c.to_on, sec.now())))`;

/** The consultants whom the user aliased `u` answers for now: themselves, and those they cover for. */
const ANSWERS_FOR = `
  SELECT c.id FROM link_consultants c WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now())
  UNION ALL
  SELECT v.absent_id FROM link_consultants c JOIN consultant_covers v ON v.covering_id = c.id
  JOIN link_consultants a ON a.id = v.absent_id
  WHERE c.user_id = u.id AND sec.in_post(c.from_on, c.to_on, sec.now()) AND sec.in_post(a.from_on, a.to_on, sec.now())
    AND sec.now() >= v.covers_from AND sec.now() < v.covers_to`;

/** A link that had to stay with a closed record opens nothing. */
function scope(seeing: string, finding: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT EXISTS (
        SELECT 1
        FROM users u
        JOIN shared_care_links l ON l.patient_id = patient
        WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
          AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
          AND ((l.hospital_id = u.hospital_id AND ${WORKS_THERE})
            OR l.link_consultant_id IN (${ANSWERS_FOR}))) ${seeing}
    $$;

    CREATE OR REPLACE FUNCTION sec.patients_of_user() RETURNS SETOF uuid
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      WITH u AS MATERIALIZED (
        SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
        WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
      SELECT l.patient_id FROM u JOIN shared_care_links l ON l.hospital_id = u.hospital_id ${finding}
      WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to) AND ${WORKS_THERE}
      UNION ALL
      SELECT l.patient_id FROM u CROSS JOIN LATERAL (${ANSWERS_FOR}) AS named (id)
      JOIN shared_care_links l ON l.link_consultant_id = named.id ${finding}
      WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to)
    $$;`;
}

/** Moved between two records that have since become one: it was the same child. */
function movedAttendances(also: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.moved_attendances(patient uuid)
      RETURNS TABLE (alert_id uuid, reference text, away boolean, moved_by text, moved_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT c.alert_id, a.reference, c.from_patient_id = patient, u.display_name, c.answered_at
      FROM alert_corrections c JOIN alerts al ON al.id = c.alert_id JOIN attendances a ON a.id = al.attendance_id
      JOIN users u ON u.id = c.asked_by
      WHERE c.kind = 'wrong_patient' AND c.answer = 'done' AND patient IN (c.from_patient_id, c.to_patient_id) ${also}
        AND (sec.sees_all_patients() OR sec.can_see(patient))
    $$;`;
}

/** H9: what had to stay with a closed record no longer counts, on paper neither. */
const CLOSED = `WHEN EXISTS (SELECT 1 FROM patients p WHERE p.merged_into_id IS NOT NULL
                               AND p.id IN (l.patient_id, e.patient_id, o.patient_id)) THEN 'superseded'`;

function letterAnswer(closed: string): string {
  return `
    CREATE OR REPLACE FUNCTION sec.letter_answer(code_asked text)
      RETURNS TABLE (answer text, version_number int, issued_on date, review_by date)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT CASE
          WHEN l.state = 'withdrawn' OR e.state = 'withdrawn' OR o.state IN ('withdrawn', 'suspended', 'expired') THEN 'withdrawn'
          WHEN l.state = 'superseded' OR e.state = 'superseded' OR o.state = 'superseded' THEN 'superseded'
          ${closed}
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
          ${closed.replace('(l.patient_id, e.patient_id, o.patient_id)', '(e.patient_id)')}
          WHEN e.review_by < (sec.now() AT TIME ZONE 'Europe/London')::date THEN 'past_review'
          ELSE 'current' END,
        e.version_number, (e.approved_at AT TIME ZONE 'Europe/London')::date, e.review_by
      FROM emergency_plans e WHERE e.code = code_asked
    $$;`;
}
