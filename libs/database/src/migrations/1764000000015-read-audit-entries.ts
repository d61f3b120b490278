import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody served reads the log itself: each way to read it is a function that asks who is reading. */
export class ReadAuditEntries1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who looked at this child, newest first. Searches that found the child count; the queue everybody has open does not.
      CREATE FUNCTION sec.audit_of_patient(patient uuid, since timestamptz, until timestamptz, before bigint, most int)
        RETURNS SETOF audit_entries LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.* FROM audit_entries e
        WHERE sec.sees_all_patients()
          AND (e.patient_id = patient OR e.action = 'search' AND e.patient_ids @> ARRAY[patient])
          AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
        ORDER BY e.id DESC LIMIT most
      $$;

      -- What a user did that concerns the safety of the system, and what was done to their account. For admins, who have no
      -- clinical right: no child can be told from it.
      CREATE FUNCTION sec.audit_of_user(who uuid, since timestamptz, until timestamptz, before bigint, most int)
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
        ORDER BY e.id DESC LIMIT most
      $$;

      -- For the list of unusual access: counts per user and hour, and which children each user opened.
      CREATE FUNCTION sec.audit_by_hour(since timestamptz)
        RETURNS TABLE (actor_id uuid, hour timestamptz, last_at timestamptz, children int, refusals int)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.actor_id, date_trunc('hour', e.at), max(e.at),
               (count(DISTINCT e.patient_id) FILTER (WHERE e.action = 'read'))::int,
               (count(*) FILTER (WHERE e.action = 'refuse'))::int
        FROM audit_entries e WHERE sec.sees_all_patients() AND e.at >= since AND e.actor_id IS NOT NULL GROUP BY 1, 2
      $$;
      CREATE FUNCTION sec.audit_opened(since timestamptz)
        RETURNS TABLE (actor_id uuid, patient_id uuid, last_at timestamptz, times int)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT e.actor_id, e.patient_id, max(e.at), count(*)::int
        FROM audit_entries e
        WHERE sec.sees_all_patients() AND e.at >= since AND e.action = 'read' AND e.patient_id IS NOT NULL GROUP BY 1, 2
      $$;
    `);
    for (const signature of SIGNATURES) {
      await runner.query(`
        ALTER FUNCTION sec.${signature} OWNER TO shared_care_audit;
        REVOKE ALL ON FUNCTION sec.${signature} FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION sec.${signature} TO shared_care_app;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of SIGNATURES) await runner.query(`DROP FUNCTION sec.${signature}`);
  }
}

const SIGNATURES = [
  'audit_of_patient(uuid, timestamptz, timestamptz, bigint, int)',
  'audit_of_user(uuid, timestamptz, timestamptz, bigint, int)',
  'audit_by_hour(timestamptz)',
  'audit_opened(timestamptz)',
];
