import type { AuditLine, UnusualAccess } from '@shared-care/contracts/audit/answers';
import {
  UNUSUAL_KINDS,
  type AuditQuery,
  type UnusualQuery,
  type UserAuditQuery,
} from '@shared-care/contracts/audit/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { csvOf as fileOf } from '../platform/csv';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { recordAudit } from './audit';
import { linesOfPatient, linesOfUser, nameOf } from './read-audit';
import { childrenOn, unusualLines } from './unusual-access';

const MOST_LINES = 10_000;

/** Who looked at one child, for a spreadsheet. The file names neither child nor number; taking it away is recorded. */
export async function exportAuditOfPatient(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: AuditQuery,
): Promise<string> {
  await nameOf(tx, 'patients', patientId);
  const lines = whole(await linesOfPatient(tx, patientId, asked, true, MOST_LINES + 1));
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'audit',
    entityId: patientId,
    patientId,
    detail: `${lines.length} lines`,
  });
  return csvOf(lines);
}

/** What one user did, for a spreadsheet: whether a line is about a child, never which. */
export async function exportAuditOfUser(
  tx: Tx,
  user: CurrentUser,
  userId: string,
  asked: UserAuditQuery,
): Promise<string> {
  await nameOf(tx, 'users', userId);
  const lines = whole(await linesOfUser(tx, userId, asked, MOST_LINES + 1));
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'audit_of_user',
    entityId: userId,
    detail: `${lines.length} lines`,
  });
  return tableOf(
    lines.map((line) => ({ ...line, aboutChild: line.aboutChild ? 'yes' : 'no' })),
    { ...WHO_AND_WHAT, aboutChild: 'About a child', ...FROM_WHERE },
  );
}

/** Unusual access, for a spreadsheet. A child is told by the reference of the record, which opens to the unit alone. */
export async function exportUnusualAccess(tx: Tx, user: CurrentUser, asked: UnusualQuery): Promise<string> {
  const lines = whole(await unusualLines(tx, asked, MOST_LINES + 1));
  await recordAudit(tx, user, {
    action: 'export',
    entity: 'audit_unusual',
    patientIds: childrenOn(lines),
    detail: `${lines.length} lines`,
  });
  return unusualCsvOf(lines);
}

/** A list that was cut would read as if there were no more. */
function whole<T>(lines: T[]): T[] {
  if (lines.length > MOST_LINES)
    throw new Refused('There are too many lines for one file. Choose a shorter time and export again.');
  return lines;
}

const WHO_AND_WHAT = {
  at: 'At (UTC)',
  by: 'By',
  role: 'Role then',
  action: 'Action',
  entity: 'What',
  outcome: 'Outcome',
};
const FROM_WHERE = { address: 'Address', requestId: 'Request' };

export function csvOf(lines: readonly AuditLine[]): string {
  return tableOf(lines, { ...WHO_AND_WHAT, detail: 'Detail', ...FROM_WHERE });
}

export function unusualCsvOf(lines: readonly UnusualAccess[]): string {
  return tableOf(
    lines.map((line) => ({ ...line, kind: UNUSUAL_KINDS[line.kind], record: line.patient?.id ?? null })),
    { at: 'Last at (UTC)', by: 'By', role: 'Role now', kind: 'What', times: 'Times', record: 'Record' },
  );
}

function tableOf<Line extends { at: string }>(lines: readonly Line[], headers: Record<string, string>): string {
  const cell = (key: string) => (line: Line) =>
    key === 'at' ? new Date(line.at).toISOString() : ((line as Record<string, unknown>)[key] as string | number | null);
  return fileOf(lines, Object.fromEntries(Object.entries(headers).map(([key, header]) => [header, cell(key)])));
}
