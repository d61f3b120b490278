import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AuditEntry } from '@shared-care/database/entities/audit-entry';
import { NotFound } from '../platform/problems';
import { changedBefore, currentOrigin, noteChanged } from '../platform/request-context';
import { keepUntilEnd, rows, type Tx, type Write } from '../platform/tx';

export type Audited = Pick<AuditEntry, 'action' | 'entity'> &
  Partial<
    Pick<
      AuditEntry,
      'entityId' | 'entityVersion' | 'patientId' | 'patientIds' | 'outcome' | 'detail' | 'reason' | 'breakGlassId'
    >
  >;

/** What an open record may look different after. */
const CHANGES: ReadonlySet<AuditEntry['action']> = new Set(['create', 'update', 'delete'] as const);

/**
 * Writes the audit row in the transaction of the action itself: no row, no action. The rows of one request go together,
 * just before it is committed, so nothing is answered before they are safe. `detail` names fields or counts, never
 * clinical text. Request, session and address come from the transaction. Nobody signed in: `user` is null. A read by an
 * open screen, of what the same session was shown before, is a `refresh`: no person looked. So is what a verb answers
 * with, which leaves a row of its own.
 *
 * @throws NotFound, here or at the end of the transaction, when the action is about a child whom this link consultant
 * may not see
 */
export async function recordAudit(
  tx: Tx,
  user: Pick<CurrentUser, 'id' | 'role'> | null,
  entry: Audited,
): Promise<void> {
  const children = [...(entry.patientId ? [entry.patientId] : []), ...(entry.patientIds ?? [])];
  const done = (entry.outcome ?? 'done') === 'done';
  const row: Row = {
    ...entry,
    actorId: user?.id,
    actorRole: user?.role,
    again: entry.action === 'read' && (currentOrigin().refresh || changedBefore(children)),
    mustSee: user?.role === 'link_consultant' && done ? children : [],
  };
  if (CHANGES.has(entry.action) && done) noteChanged(children);
  if (keepUntilEnd(tx, AUDIT_ROWS, row)) return;
  const { sql, parameters } = AUDIT_ROWS.statement([row]);
  AUDIT_ROWS.check(await rows(tx, sql, parameters), [row]);
}

interface Row extends Audited {
  actorId: string | undefined;
  actorRole: CurrentUser['role'] | undefined;
  /** Shown to this session before, perhaps: then no person looked. */
  again: boolean;
  /**
   * A layer of its own beside guard and row-level policies: whatever a query forgot, the row that says who saw which
   * child cannot be written for a child who is not theirs, and without it nothing is done or shown.
   */
  mustSee: string[];
}

const AUDIT_ROWS: Write<Row> = {
  statement: (all) => ({ sql: insertOf(all), parameters: [JSON.stringify(all)] }),
  check: ([found], all) => {
    if ((found as { written: number }).written < all.length) throw new NotFound();
  },
  mayBeWrong: (all) => all.some(({ mustSee }) => mustSee.length > 0),
};

// Plain SQL: an insert through the entity asks for the new id back, and nobody who writes this log may read it.
function insertOf(all: Row[]): string {
  // The loops, which act for no person, may not ask what a person was shown or may see.
  const action = all.some(({ again }) => again)
    ? `CASE WHEN e.again AND sec.was_shown(e.entity, e."entityId", e."patientId") THEN 'refresh' ELSE e.action END`
    : 'e.action';
  const mayBeSeen = AUDIT_ROWS.mayBeWrong(all)
    ? `WHERE (SELECT coalesce(bool_and(sec.can_see(id) OR sec.has_emergency_access(id)), true) FROM unnest(e."mustSee") AS id)`
    : '';
  return `WITH written AS (
       INSERT INTO audit_entries (actor_id, actor_role, action, entity, entity_id, entity_version, patient_id, patient_ids,
                                  outcome, detail, reason, break_glass_id)
       SELECT e."actorId", e."actorRole", ${action},
              e.entity, e."entityId", e."entityVersion", e."patientId", e."patientIds", coalesce(e.outcome, 'done'), e.detail, e.reason, e."breakGlassId"
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("actorId" uuid, "actorRole" text, action text, entity text, "entityId" uuid,
         "entityVersion" int, "patientId" uuid, "patientIds" uuid[], outcome text, detail text, reason text, "breakGlassId" uuid,
         again boolean, "mustSee" uuid[])) WITH ORDINALITY AS e
       ${mayBeSeen}
       ORDER BY e.ordinality
       RETURNING 1)
     SELECT count(*)::int AS written FROM written`;
}
