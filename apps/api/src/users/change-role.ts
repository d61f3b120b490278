import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AskRoleChange } from '@shared-care/contracts/users/shapes';
import { RoleChangeRequest } from '@shared-care/database/entities/user';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { refuseStale, userRow } from './user-row';

/** The first half of a change of role: nothing changes until another admin approves. */
export async function askRoleChange(tx: Tx, user: CurrentUser, userId: string, wanted: AskRoleChange): Promise<void> {
  const row = await userRow(tx, userId);
  if (userId === user.id) throw new Refused('You cannot change your own role. Ask another admin.');
  refuseStale(row, wanted.version);
  if (row.role === wanted.role && row.hospitalId === wanted.hospitalId)
    throw new Refused('This is their role already, so there is nothing to change.');
  await refuseUnknownHospital(tx, wanted.hospitalId);
  const change = { userId, fromRole: row.role, toRole: wanted.role, toHospitalId: wanted.hospitalId };
  const asked = await insertOnce(tx, RoleChangeRequest, change, ['userId'], `state = 'waiting'`);
  if (asked === null)
    throw new Conflict('A change of this role waits for a second admin already.', { version: row.version });
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'role_change',
    entityId: asked,
    detail: `from ${row.role} to ${wanted.role}`,
  });
}

/**
 * The second half. The database refuses the person who asked and the one it is about; here it is said in words. A new
 * role acts on the person's next request.
 *
 * @throws Conflict when it was decided or changed meanwhile
 */
export async function decideRoleChange(
  tx: Tx,
  user: CurrentUser,
  requestId: string,
  decision: { version: number; approve: boolean },
): Promise<void> {
  const [request] = await rows<{ userId: string; requestedBy: string; version: number; state: string; to: string }>(
    tx,
    `SELECT user_id AS "userId", requested_by AS "requestedBy", version, state, to_role AS "to"
     FROM role_change_requests WHERE id = $1`,
    [requestId],
  );
  if (!request) throw new NotFound();
  if (request.userId === user.id) throw new Refused('This is about your own role. Another admin decides it.');
  if (request.requestedBy === user.id) throw new Refused('You asked for this change. Another admin decides it.');
  const [answer] = await rows<{ decided: boolean }>(tx, 'SELECT sec.decide_role_change($1, $2, $3) AS decided', [
    requestId,
    decision.version,
    decision.approve,
  ]);
  if (!answer?.decided)
    throw new Conflict('Another admin decided this meanwhile.', { version: request.version, state: request.state });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'role_change',
    entityId: requestId,
    detail: `${decision.approve ? 'approve' : 'refuse'} ${request.to}`,
  });
}

/** A hospital that no list offers is a mistake in the request, said at its field. */
export async function refuseUnknownHospital(tx: Tx, hospitalId: string | null): Promise<void> {
  if (hospitalId === null) return;
  const found = await rows(tx, 'SELECT 1 FROM hospitals WHERE id = $1', [hospitalId]);
  if (found.length === 0)
    throw new InvalidInput([{ field: 'hospitalId', message: 'Choose a hospital from the list.' }]);
}
