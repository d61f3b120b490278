import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AuditEntry } from '@shared-care/database/entities/audit-entry';
import { NotFound } from '../platform/problems';
import { changedBefore, currentOrigin, noteChanged } from '../platform/request-context';
import { rows, type Tx } from '../platform/tx';

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
 * Writes the audit row in the transaction of the action itself: no row, no action. `detail` names fields or counts,
 * never clinical text. Request, session and address come from the transaction. Nobody signed in: `user` is null. A read
 * by an open screen, of what the same session was shown before, is a `refresh`: no person looked. So is what a verb
 * answers with, which leaves a row of its own.
 *
 * @throws NotFound when the action is about a child whom this link consultant may not see
 */
export async function recordAudit(
  tx: Tx,
  user: Pick<CurrentUser, 'id' | 'role'> | null,
  entry: Audited,
): Promise<void> {
  await refuseUnseen(tx, user, entry);
  const children = [...(entry.patientId ? [entry.patientId] : []), ...(entry.patientIds ?? [])];
  // Plain SQL: an insert through the entity asks for the new id back, and nobody who writes this log may read it.
  await tx.query(
    `INSERT INTO audit_entries (actor_id, actor_role, action, entity, entity_id, entity_version, patient_id, patient_ids,
                                outcome, detail, reason, break_glass_id)
     VALUES ($1, $2, CASE WHEN $13 AND sec.was_shown($4, $5, $7) THEN 'refresh' ELSE $3 END, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      user?.id ?? null,
      user?.role ?? null,
      entry.action,
      entry.entity,
      entry.entityId ?? null,
      entry.entityVersion ?? null,
      entry.patientId ?? null,
      entry.patientIds ?? null,
      entry.outcome ?? 'done',
      entry.detail ?? null,
      entry.reason ?? null,
      entry.breakGlassId ?? null,
      entry.action === 'read' && (currentOrigin().refresh || changedBefore(children)),
    ],
  );
  if (CHANGES.has(entry.action) && (entry.outcome ?? 'done') === 'done') noteChanged(children);
}

/**
 * A layer of its own beside guard and row-level policies: whatever a query forgot, the row that says who saw which child
 * cannot be written for a child who is not theirs, and without it nothing is done or shown.
 */
async function refuseUnseen(tx: Tx, user: Pick<CurrentUser, 'role'> | null, entry: Audited): Promise<void> {
  if (user?.role !== 'link_consultant' || (entry.outcome ?? 'done') !== 'done') return;
  const children = [...(entry.patientId ? [entry.patientId] : []), ...(entry.patientIds ?? [])];
  if (children.length === 0) return;
  const [{ seen }] = (await rows<{ seen: boolean }>(
    tx,
    'SELECT bool_and(sec.can_see(id) OR sec.has_emergency_access(id)) AS seen FROM unnest($1::uuid[]) AS id',
    [children],
  )) as [{ seen: boolean }];
  if (!seen) throw new NotFound();
}
