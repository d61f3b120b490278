import type { CurrentUser } from '@shared-care/contracts/session';
import type { AuditEntry } from '@shared-care/database/entities/audit-entry';
import type { Tx } from '../platform/tx';

export type Audited = Pick<AuditEntry, 'action' | 'entity'> &
  Partial<Pick<AuditEntry, 'entityId' | 'patientId' | 'detail' | 'outcome'>>;

/**
 * Writes the audit row in the transaction of the action itself: no row, no action. `detail` names fields or counts,
 * never clinical text.
 */
export async function recordAudit(tx: Tx, user: Pick<CurrentUser, 'id' | 'role'>, entry: Audited): Promise<void> {
  // Plain SQL: an insert through the entity asks for the new id back, and nobody who writes this log may read it.
  await tx.query(
    `INSERT INTO audit_entries (actor_id, actor_role, action, entity, entity_id, patient_id, outcome, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      user.id,
      user.role,
      entry.action,
      entry.entity,
      entry.entityId ?? null,
      entry.patientId ?? null,
      entry.outcome ?? 'done',
      entry.detail ?? null,
    ],
  );
}
