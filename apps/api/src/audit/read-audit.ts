import type { AuditLine, AuditPage } from '@shared-care/contracts/audit/answers';
import type { AuditQuery, UserAuditQuery } from '@shared-care/contracts/audit/shapes';
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
  const lines = await linesOfPatient(tx, patientId, asked, false, mostOf(asked));
  const count = (of: Partial<AuditQuery>): Promise<number> =>
    countOf(tx, 'sec.audit_of_patient($1, $2, $3, NULL, false, NULL)', [patientId, ...span(of)]);
  // Before this look is a line itself.
  const counts = { total: await count(asked), all: await count({}) };
  await recordAudit(tx, user, { action: 'read', entity: 'audit', entityId: patientId, patientId });
  return { about, ...pageOf(lines, asked), ...counts };
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
  const lines = await linesOfUser(tx, userId, asked, mostOf(asked));
  const count = (of: Partial<UserAuditQuery>): Promise<number> =>
    countOf(tx, 'sec.audit_of_user($1, $2, $3, $4, NULL, NULL)', [userId, of.kind ?? null, ...span(of)]);
  // Before this look is a line itself.
  const counts = { total: await count(asked), all: await count({}) };
  await recordAudit(tx, user, { action: 'read', entity: 'audit_of_user', entityId: userId });
  return { about, ...pageOf(lines, asked), ...counts };
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

function bounds(asked: AuditQuery): (string | null)[] {
  return [...span(asked), asked.before ?? null];
}

function span({ since, until }: Partial<AuditQuery>): (string | null)[] {
  return [since ?? null, until ?? null];
}

/** Up to the end of the page that is asked for, and one line more to know whether there are others. */
function mostOf({ before, page, rows: size }: AuditQuery): number {
  return (before === undefined ? page : 1) * size + 1;
}

function pageOf(lines: AuditLine[], { before, page, rows: size }: AuditQuery): Pick<AuditPage, 'lines' | 'next'> {
  const from = before === undefined ? (page - 1) * size : 0;
  const shown = lines.slice(from, from + size);
  return { lines: shown, next: lines.length > from + size ? (shown.at(-1)?.id ?? null) : null };
}

/** All that a function of the log answers when it is asked without an end. */
async function countOf(tx: Tx, from: string, parameters: unknown[]): Promise<number> {
  const [found] = await rows<{ count: number }>(tx, `SELECT count(*)::int AS count FROM ${from}`, parameters);
  return found!.count;
}
