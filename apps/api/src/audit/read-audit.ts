import type { AuditLine, AuditPage } from '@shared-care/contracts/audit/answers';
import { AUDIT_PAGE_SIZE, type AuditQuery, type UserAuditQuery } from '@shared-care/contracts/audit/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { recordAudit } from './audit';

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
  const lines = await linesOfPatient(tx, patientId, asked, false, AUDIT_PAGE_SIZE + 1);
  await recordAudit(tx, user, { action: 'read', entity: 'audit', entityId: patientId, patientId });
  return pageOf(about, lines);
}

/** @param refreshes with what an open screen fetched again by itself, which nobody looked up */
export function linesOfPatient(
  tx: Tx,
  patientId: string,
  asked: AuditQuery,
  refreshes: boolean,
  most: number,
): Promise<AuditLine[]> {
  return rows<AuditLine>(
    tx,
    `SELECT ${COMMON}, true AS "aboutChild", e.detail
     FROM sec.audit_of_patient($1, $2, $3, $4, $5, $6) AS e LEFT JOIN users u ON u.id = e.actor_id ORDER BY e.id DESC`,
    [patientId, ...bounds(asked), refreshes, most],
  );
}

/** What a user did that concerns the safety of the system; no child can be told from it. */
export async function auditOfUser(
  tx: Tx,
  user: CurrentUser,
  userId: string,
  asked: UserAuditQuery,
): Promise<AuditPage> {
  const about = await nameOf(tx, 'users', userId);
  const lines = await linesOfUser(tx, userId, asked, AUDIT_PAGE_SIZE + 1);
  await recordAudit(tx, user, { action: 'read', entity: 'audit_of_user', entityId: userId });
  return pageOf(about, lines);
}

export function linesOfUser(tx: Tx, userId: string, asked: UserAuditQuery, most: number): Promise<AuditLine[]> {
  return rows<AuditLine>(
    tx,
    `SELECT ${COMMON}, e.about_child AS "aboutChild", NULL AS detail
     FROM sec.audit_of_user($1, $2, $3, $4, $5, $6) AS e LEFT JOIN users u ON u.id = e.actor_id ORDER BY e.id DESC`,
    [userId, asked.kind ?? null, ...bounds(asked), most],
  );
}

const FROM = {
  // Who looked at a record stays readable when it was merged into another.
  patients: '(SELECT * FROM patients UNION ALL SELECT * FROM sec.merged_patients(ARRAY[$1::uuid])) AS p',
  users: 'users',
};

const NAMES = {
  patients: `upper(family_name) || ', ' || given_name || ', born ' || to_char(birth_date, 'DD-Mon-YYYY')`,
  users: 'display_name',
};

/** Whom the page is about, so that a child is never mistaken for a sibling (H5). */
export async function nameOf(tx: Tx, table: keyof typeof NAMES, id: string): Promise<string> {
  const [found] = await rows<{ name: string }>(tx, `SELECT ${NAMES[table]} AS name FROM ${FROM[table]} WHERE id = $1`, [
    id,
  ]);
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
