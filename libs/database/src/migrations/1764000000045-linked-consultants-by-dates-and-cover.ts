import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who stands for a link, at this instant: the consultant it names while they are in post, whoever covers for them while
 * the cover lasts, nobody otherwise. What a consultant may see and whom the product says to ring ask the same functions.
 */
export class LinkedConsultantsByDatesAndCover1764000000045 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE link_consultants ADD COLUMN version int NOT NULL DEFAULT 1;

      CREATE TABLE consultant_covers (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        absent_id uuid NOT NULL REFERENCES link_consultants (id),
        covering_id uuid NOT NULL REFERENCES link_consultants (id),
        covers_from timestamptz NOT NULL,
        covers_to timestamptz NOT NULL,
        recorded_by uuid NOT NULL REFERENCES users (id),
        recorded_at timestamptz NOT NULL DEFAULT sec.now(),
        version int NOT NULL DEFAULT 1,
        -- One that was taken back before it began covers no instant.
        CONSTRAINT consultant_covers_dates CHECK (covers_to >= covers_from),
        CONSTRAINT consultant_covers_by_another CHECK (covering_id <> absent_id),
        CONSTRAINT consultant_covers_one_at_a_time EXCLUDE USING gist
          (absent_id WITH =, tstzrange(covers_from, covers_to) WITH &&)
      );
      CREATE INDEX consultant_covers_absent ON consultant_covers (absent_id);
      CREATE INDEX consultant_covers_covering ON consultant_covers (covering_id);

      GRANT INSERT (id, user_id, hospital_id, name, phone, from_on), UPDATE (to_on, version) ON link_consultants TO shared_care_app;
      GRANT SELECT, INSERT, UPDATE (covers_to, version) ON consultant_covers TO shared_care_app;
      GRANT SELECT, INSERT ON consultant_covers TO shared_care_feeds;
      GRANT SELECT ON consultant_covers TO shared_care_definer;

      -- From the first London midnight of the first day up to the midnight that ends the last day.
      CREATE FUNCTION sec.in_post(from_on date, to_on date, at timestamptz) RETURNS boolean
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT at >= from_on::timestamp AT TIME ZONE 'Europe/London'
           AND (to_on IS NULL OR at < (to_on + 1)::timestamp AT TIME ZONE 'Europe/London')
      $$;

      -- Whoever answers for a link that names this consultant now. NULL when they have left: nobody is then stood in for.
      CREATE FUNCTION sec.acting_consultant(named uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT coalesce(
          (SELECT v.covering_id FROM consultant_covers v JOIN link_consultants c ON c.id = v.covering_id
           WHERE v.absent_id = a.id AND sec.now() >= v.covers_from AND sec.now() < v.covers_to
             AND sec.in_post(c.from_on, c.to_on, sec.now())),
          a.id)
        FROM link_consultants a WHERE a.id = named AND sec.in_post(a.from_on, a.to_on, sec.now())
      $$;

      -- A consultant's own children, while the link lasts: of the hospital they work at, until they have left its post;
      -- of links that name them while they are in post; of links that name somebody they cover for, while they cover.
      -- An account without any post at its hospital belongs to other staff there, and ends when it is disabled.
      CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
          SELECT 1
          FROM users u
          JOIN shared_care_links l ON l.patient_id = patient
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
            AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
            AND ((l.hospital_id = u.hospital_id AND ${WORKS_THERE})
              OR l.link_consultant_id IN (${ANSWERS_FOR})))
      $$;

      CREATE OR REPLACE FUNCTION sec.patients_of_user() RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH u AS MATERIALIZED (
          SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
        SELECT l.patient_id FROM u JOIN shared_care_links l ON l.hospital_id = u.hospital_id
        WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to) AND ${WORKS_THERE}
        UNION ALL
        SELECT l.patient_id FROM u CROSS JOIN LATERAL (${ANSWERS_FOR}) AS named (id)
        JOIN shared_care_links l ON l.link_consultant_id = named.id
        WHERE u.now >= l.valid_from AND (l.valid_to IS NULL OR u.now < l.valid_to)
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION sec.can_see(patient uuid) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT EXISTS (
          SELECT 1
          FROM users u
          JOIN shared_care_links l ON l.patient_id = patient
          LEFT JOIN link_consultants c ON c.id = l.link_consultant_id AND c.user_id = u.id
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant'
            AND (l.hospital_id = u.hospital_id OR c.id IS NOT NULL)
            AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to))
      $$;
      CREATE OR REPLACE FUNCTION sec.patients_of_user() RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        WITH me AS MATERIALIZED (
          SELECT u.id, u.hospital_id, sec.now() AS now FROM users u
          WHERE u.id = sec.uid() AND u.disabled_at IS NULL AND u.role = 'link_consultant')
        SELECT l.patient_id FROM me JOIN shared_care_links l ON l.hospital_id = me.hospital_id
        WHERE me.now >= l.valid_from AND (l.valid_to IS NULL OR me.now < l.valid_to)
        UNION ALL
        SELECT l.patient_id FROM me JOIN link_consultants c ON c.user_id = me.id
        JOIN shared_care_links l ON l.link_consultant_id = c.id
        WHERE me.now >= l.valid_from AND (l.valid_to IS NULL OR me.now < l.valid_to)
      $$;
      DROP FUNCTION sec.acting_consultant(uuid);
      DROP FUNCTION sec.in_post(date, date, timestamptz);
      DROP TABLE consultant_covers;
      REVOKE ALL ON link_consultants FROM shared_care_app;
      GRANT SELECT ON link_consultants TO shared_care_app;
      ALTER TABLE link_consultants DROP COLUMN version;
    `);
  }
}

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
