import type { MigrationInterface, QueryRunner } from 'typeorm';

const READER = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp';

/** The part of `sec.audit_of_patient` that both forms share. */
const OF_PATIENT = `
          AND (e.patient_id = patient OR e.action = 'search' AND e.patient_ids @> ARRAY[patient])
          AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)`;

async function own(runner: QueryRunner, signature: string): Promise<void> {
  await runner.query(`
    ALTER FUNCTION sec.${signature} OWNER TO shared_care_audit;
    REVOKE ALL ON FUNCTION sec.${signature} FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION sec.${signature} TO shared_care_app;
  `);
}

/** An open screen that fetches again by itself is no look of a person. */
export class ToldRefreshesFromLooks1764000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether this session was shown the same before, so that a first look can never pass as a refresh. The order makes
      -- the search end at the newest row that fits.
      CREATE FUNCTION sec.was_shown(of_entity text, of_entity_id uuid, patient uuid) RETURNS boolean ${READER} AS $$
        SELECT EXISTS (
          SELECT 1 FROM audit_entries e
          WHERE e.actor_id = sec.uid() AND e.at > sec.now() - interval '12 hours'
            AND e.session_hash = nullif(current_setting('app.session_hash', true), '')
            AND e.action IN ('read', 'refresh') AND e.outcome = 'done' AND e.entity = of_entity
            AND e.entity_id IS NOT DISTINCT FROM of_entity_id AND e.patient_id IS NOT DISTINCT FROM patient
          ORDER BY e.at DESC LIMIT 1)
      $$;

      DROP FUNCTION sec.audit_of_patient(uuid, timestamptz, timestamptz, bigint, int);
      -- Who looked at this child, newest first. Searches that found the child count; the queue everybody has open does not.
      CREATE FUNCTION sec.audit_of_patient(patient uuid, since timestamptz, until timestamptz, before bigint, refreshes boolean,
                                           most int)
        RETURNS SETOF audit_entries ${READER} AS $$
        SELECT e.* FROM audit_entries e
        WHERE sec.sees_all_patients() AND (refreshes OR e.action <> 'refresh') ${OF_PATIENT}
        ORDER BY e.id DESC LIMIT most
      $$;
    `);
    await own(runner, 'was_shown(text, uuid, uuid)');
    await own(runner, 'audit_of_patient(uuid, timestamptz, timestamptz, bigint, boolean, int)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sec.was_shown(text, uuid, uuid);
      DROP FUNCTION sec.audit_of_patient(uuid, timestamptz, timestamptz, bigint, boolean, int);
      CREATE FUNCTION sec.audit_of_patient(patient uuid, since timestamptz, until timestamptz, before bigint, most int)
        RETURNS SETOF audit_entries ${READER} AS $$
        SELECT e.* FROM audit_entries e
        WHERE sec.sees_all_patients() ${OF_PATIENT}
        ORDER BY e.id DESC LIMIT most
      $$;
    `);
    await own(runner, 'audit_of_patient(uuid, timestamptz, timestamptz, bigint, int)');
  }
}
