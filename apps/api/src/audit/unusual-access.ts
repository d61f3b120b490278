import type { UnusualAccess, UnusualPage } from '@shared-care/contracts/audit/answers';
import { UNUSUAL_DAYS, type UnusualQuery } from '@shared-care/contracts/audit/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { rows, type Tx } from '../platform/tx';
import { recordAudit } from './audit';

/** Refused this often in one hour is looked at; a person who mistypes an address is not. */
const MANY_REFUSALS = 5;
/** Children opened by one user in one hour outside working hours. */
const MANY_CHILDREN = 10;

/** $1 the start, $2 the end. An hour cut by either is counted as far as it lies between them. */
const FOUND = `
  span AS (SELECT coalesce($1::timestamptz, sec.now() - interval '${UNUSUAL_DAYS} days') AS since, $2::timestamptz AS until),
  by_hour AS (
    SELECT h.* FROM span, sec.audit_by_hour(span.since, span.until) AS h),
  found AS (
    SELECT 'refusals' AS kind, h.actor_id, h.last_at AS at, h.refusals AS times, NULL::uuid AS patient_id, h.hour
    FROM by_hour h WHERE h.refusals >= ${MANY_REFUSALS}
    UNION ALL
    SELECT 'out_of_hours', h.actor_id, h.last_at, h.children, NULL, h.hour
    FROM by_hour h
    WHERE h.children >= ${MANY_CHILDREN}
      AND NOT sec.in_hours(h.last_at)
    UNION ALL
    SELECT 'same_name', o.actor_id, o.last_at, o.times, p.id, NULL
    FROM span, sec.audit_opened(span.since, span.until) AS o JOIN users u ON u.id = o.actor_id
    JOIN patients p ON p.id = o.patient_id
    WHERE p.family_name_folded = (regexp_match(fold_name(u.display_name), '([^ ]+)$'))[1]),
  placed AS (
    SELECT f.*, to_char(f.at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || '-' ||
                md5(concat_ws(' ', f.kind, f.actor_id, f.patient_id, extract(epoch FROM f.hour))) AS id
    FROM found f)`;

/** What somebody should ask about: not proof of anything. */
export async function unusualAccess(tx: Tx, user: CurrentUser, asked: UnusualQuery): Promise<UnusualPage> {
  const from = asked.before === undefined ? (asked.page - 1) * asked.rows : 0;
  const found = await unusualLines(tx, asked, from + asked.rows + 1);
  const lines = found.slice(from, from + asked.rows);
  const [counts] = await rows<{ total: number; all: number }>(
    tx,
    `WITH ${FOUND}
     SELECT count(*) FILTER (WHERE ($3::text IS NULL OR f.kind = $3) AND ($4::uuid IS NULL OR f.actor_id = $4))::int AS total,
            count(*)::int AS all FROM found f`,
    [asked.since ?? null, asked.until ?? null, asked.kind ?? null, asked.userId ?? null],
  );
  const people = await rows<UnusualPage['people'][number]>(
    tx,
    `WITH ${FOUND} SELECT DISTINCT u.id, u.display_name AS name FROM found f JOIN users u ON u.id = f.actor_id ORDER BY 2, 1`,
    [asked.since ?? null, asked.until ?? null],
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'audit_unusual',
    patientIds: childrenOn(lines),
    detail: `${lines.length} found`,
  });
  const next = found.length > from + lines.length ? (lines.at(-1)?.id ?? null) : null;
  return { lines, ...counts!, people, next };
}

export function unusualLines(tx: Tx, asked: UnusualQuery, most: number): Promise<UnusualAccess[]> {
  return rows<UnusualAccess>(
    tx,
    `WITH ${FOUND}
     SELECT f.id, f.kind, u.id AS "userId", u.display_name AS by, u.role, f.at, f.times,
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.family_name || ', ' || p.given_name)
            END AS patient
     FROM placed f JOIN users u ON u.id = f.actor_id LEFT JOIN patients p ON p.id = f.patient_id
     WHERE ($3::text IS NULL OR f.kind = $3) AND ($4::uuid IS NULL OR f.actor_id = $4)
       AND ($5::text IS NULL OR f.id COLLATE "C" < $5)
     ORDER BY f.id COLLATE "C" DESC LIMIT $6`,
    [asked.since ?? null, asked.until ?? null, asked.kind ?? null, asked.userId ?? null, asked.before ?? null, most],
  );
}

export function childrenOn(lines: readonly UnusualAccess[]): string[] {
  return [...new Set(lines.flatMap(({ patient }) => (patient ? [patient.id] : [])))];
}
