import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A filter belongs inside the function that cuts the page, or pages come out short and counts are of another time. */
export class FilteredAuditEntries1764000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const signature of BEFORE) await runner.query(`DROP FUNCTION sec.${signature}`);
    await runner.query(`
      ${ofUser('who uuid, kind text, since timestamptz, until timestamptz, before bigint, most int', OF_KIND)}
      ${byHour('since timestamptz, until timestamptz', BEFORE_THE_END)}
      ${opened('since timestamptz, until timestamptz', BEFORE_THE_END)}
    `);
    await own(runner, AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const signature of AFTER) await runner.query(`DROP FUNCTION sec.${signature}`);
    await runner.query(`
      ${ofUser('who uuid, since timestamptz, until timestamptz, before bigint, most int', '')}
      ${byHour('since timestamptz', '')}
      ${opened('since timestamptz', '')}
    `);
    await own(runner, BEFORE);
  }
}

const BEFORE = [
  'audit_of_user(uuid, timestamptz, timestamptz, bigint, int)',
  'audit_by_hour(timestamptz)',
  'audit_opened(timestamptz)',
];
const AFTER = [
  'audit_of_user(uuid, text, timestamptz, timestamptz, bigint, int)',
  'audit_by_hour(timestamptz, timestamptz)',
  'audit_opened(timestamptz, timestamptz)',
];
const BEFORE_THE_END = 'AND (until IS NULL OR e.at < until)';
const OF_KIND = `AND CASE kind
            WHEN 'session' THEN e.action IN ('sign_in', 'sign_out') AND e.outcome = 'done'
            WHEN 'refused' THEN e.outcome <> 'done'
            WHEN 'export' THEN e.action = 'export'
            WHEN 'account' THEN e.entity = 'user' AND e.action NOT IN ('sign_in', 'sign_out') AND e.outcome = 'done'
            ELSE kind IS NULL
          END`;
const READER = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp';

/** For admins, who have no clinical right: no child can be told from it. */
function ofUser(takes: string, and: string): string {
  return `
      CREATE FUNCTION sec.audit_of_user(${takes})
        RETURNS TABLE (id bigint, at timestamptz, actor_id uuid, actor_role text, action text, entity text, outcome text,
                       about_child boolean, address text, request_id text)
        ${READER} AS $$
        SELECT e.id, e.at, e.actor_id, e.actor_role, e.action, e.entity, e.outcome,
               e.patient_id IS NOT NULL OR coalesce(e.patient_ids <> '{}', false), e.address, e.request_id
        FROM audit_entries e
        WHERE sec.user_role() = 'admin'
          AND (e.actor_id = who AND (e.action IN ('sign_in', 'sign_out', 'refuse', 'export') OR e.patient_id IS NULL AND e.patient_ids IS NULL)
               OR e.entity = 'user' AND e.entity_id = who)
          AND (since IS NULL OR e.at >= since) AND (until IS NULL OR e.at < until) AND (before IS NULL OR e.id < before)
          ${and}
        ORDER BY e.id DESC LIMIT most
      $$;`;
}

function byHour(takes: string, and: string): string {
  return `
      CREATE FUNCTION sec.audit_by_hour(${takes})
        RETURNS TABLE (actor_id uuid, hour timestamptz, last_at timestamptz, children int, refusals int)
        ${READER} AS $$
        SELECT e.actor_id, date_trunc('hour', e.at), max(e.at),
               (count(DISTINCT e.patient_id) FILTER (WHERE e.action = 'read'))::int,
               (count(*) FILTER (WHERE e.action = 'refuse'))::int
        FROM audit_entries e
        WHERE sec.sees_all_patients() AND e.at >= since ${and} AND e.actor_id IS NOT NULL GROUP BY 1, 2
      $$;`;
}

function opened(takes: string, and: string): string {
  return `
      CREATE FUNCTION sec.audit_opened(${takes})
        RETURNS TABLE (actor_id uuid, patient_id uuid, last_at timestamptz, times int)
        ${READER} AS $$
        SELECT e.actor_id, e.patient_id, max(e.at), count(*)::int
        FROM audit_entries e
        WHERE sec.sees_all_patients() AND e.at >= since ${and} AND e.action = 'read' AND e.patient_id IS NOT NULL
        GROUP BY 1, 2
      $$;`;
}

async function own(runner: QueryRunner, signatures: readonly string[]): Promise<void> {
  for (const signature of signatures)
    await runner.query(`
      ALTER FUNCTION sec.${signature} OWNER TO shared_care_audit;
      REVOKE ALL ON FUNCTION sec.${signature} FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION sec.${signature} TO shared_care_app;
    `);
}
