import {
  AUDIT_PAGE_SIZE,
  UNUSUAL_DAYS,
  type AuditLine,
  type AuditPage,
  type AuditQuery,
  type UnusualAccess,
} from '@shared-care/contracts/audit';
import type { CurrentUser } from '@shared-care/contracts/session';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { recordAudit } from './audit';

/** Refused this often in one hour is looked at; a person who mistypes an address is not. */
const MANY_REFUSALS = 5;
/** Children opened by one user in one hour outside working hours. */
const MANY_CHILDREN = 10;
const MOST_UNUSUAL = 200;

const COMMON = `e.id::text, e.at, u.display_name AS by, e.actor_role AS role, e.action, e.entity, e.outcome, e.address,
  e.request_id AS "requestId"`;

/** Who looked at this child. Reading it is itself recorded, on the same list. */
export async function auditOfPatient(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: AuditQuery,
): Promise<AuditPage> {
  const about = await nameOf(tx, 'patients', patientId);
  const lines = await linesOfPatient(tx, patientId, asked, AUDIT_PAGE_SIZE + 1);
  await recordAudit(tx, user, { action: 'read', entity: 'audit', entityId: patientId, patientId });
  return pageOf(about, lines);
}

export function linesOfPatient(tx: Tx, patientId: string, asked: AuditQuery, most: number): Promise<AuditLine[]> {
  return rows<AuditLine>(
    tx,
    `SELECT ${COMMON}, true AS "aboutChild", e.detail
     FROM sec.audit_of_patient($1, $2, $3, $4, $5) AS e LEFT JOIN users u ON u.id = e.actor_id ORDER BY e.id DESC`,
    [patientId, ...bounds(asked), most],
  );
}

/** What a user did that concerns the safety of the system; no child can be told from it. */
export async function auditOfUser(tx: Tx, user: CurrentUser, userId: string, asked: AuditQuery): Promise<AuditPage> {
  const about = await nameOf(tx, 'users', userId);
  const lines = await rows<AuditLine>(
    tx,
    `SELECT ${COMMON}, e.about_child AS "aboutChild", NULL AS detail
     FROM sec.audit_of_user($1, $2, $3, $4, $5) AS e LEFT JOIN users u ON u.id = e.actor_id ORDER BY e.id DESC`,
    [userId, ...bounds(asked), AUDIT_PAGE_SIZE + 1],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'audit_of_user', entityId: userId });
  return pageOf(about, lines);
}

/** What somebody should ask about: not proof of anything. */
export async function unusualAccess(tx: Tx, user: CurrentUser): Promise<UnusualAccess[]> {
  const found = await rows<UnusualAccess>(
    tx,
    `WITH since AS (SELECT sec.now() - interval '${UNUSUAL_DAYS} days' AS at),
     by_hour AS (SELECT h.*, h.last_at AT TIME ZONE 'Europe/London' AS local FROM since, sec.audit_by_hour(since.at) AS h)
     SELECT 'refusals' AS kind, u.id AS "userId", u.display_name AS by, u.role, h.last_at AS at, h.refusals AS times,
            NULL::json AS patient
     FROM by_hour h JOIN users u ON u.id = h.actor_id WHERE h.refusals >= ${MANY_REFUSALS}
     UNION ALL
     SELECT 'out_of_hours', u.id, u.display_name, u.role, h.last_at, h.children, NULL
     FROM by_hour h JOIN users u ON u.id = h.actor_id
     WHERE h.children >= ${MANY_CHILDREN}
       AND (extract(isodow FROM h.local) > 5 OR h.local::time < '09:00' OR h.local::time >= '17:00'
            OR EXISTS (SELECT FROM bank_holidays b WHERE b.holiday_on = h.local::date))
     UNION ALL
     SELECT 'same_name', u.id, u.display_name, u.role, o.last_at, o.times,
            json_build_object('id', p.id, 'name', p.family_name || ', ' || p.given_name)
     FROM since, sec.audit_opened(since.at) AS o JOIN users u ON u.id = o.actor_id JOIN patients p ON p.id = o.patient_id
     WHERE p.family_name_folded = (regexp_match(fold_name(u.display_name), '([^ ]+)$'))[1]
     ORDER BY 5 DESC LIMIT ${MOST_UNUSUAL}`,
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'audit_unusual',
    patientIds: [...new Set(found.flatMap(({ patient }) => (patient ? [patient.id] : [])))],
    detail: `${found.length} found`,
  });
  return found;
}

const NAMES = {
  patients: `upper(family_name) || ', ' || given_name || ', born ' || to_char(birth_date, 'DD-Mon-YYYY')`,
  users: 'display_name',
};

/** Whom the page is about, so that a child is never mistaken for a sibling (H5). */
async function nameOf(tx: Tx, table: keyof typeof NAMES, id: string): Promise<string> {
  const [found] = await rows<{ name: string }>(tx, `SELECT ${NAMES[table]} AS name FROM ${table} WHERE id = $1`, [id]);
  if (!found) throw new NotFound();
  return found.name;
}

function bounds({ since, until, before }: AuditQuery): (string | null)[] {
  return [since ?? null, until ?? null, before ?? null];
}

function pageOf(about: string, lines: AuditLine[]): AuditPage {
  const shown = lines.slice(0, AUDIT_PAGE_SIZE);
  return { about, lines: shown, next: lines.length > shown.length ? (shown.at(-1)?.id ?? null) : null };
}
