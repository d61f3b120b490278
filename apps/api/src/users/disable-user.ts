import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { User } from '@shared-care/database/entities/user';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { endSessionsOf } from './end-sessions';
import { refuseStale, userRow } from './user-row';

/**
 * Disables at once: the next request of every browser is refused, and open streams end at their next beat.
 *
 * @throws Conflict when the account changed since it was looked at
 */
export async function disableUser(tx: Tx, user: CurrentUser, userId: string, seenVersion: number): Promise<void> {
  const row = await userRow(tx, userId);
  if (userId === user.id) throw new Refused('You cannot disable your own account. Ask another admin.');
  refuseStale(row, seenVersion);
  if (row.disabledAt) return;
  await setDisabled(tx, userId, seenVersion, true);
  const ended = await endSessionsOf(tx, userId);
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'user',
    entityId: userId,
    detail: `disable, ended ${ended} sessions`,
  });
}

/** @throws Conflict when the account changed since it was looked at */
export async function enableUser(tx: Tx, user: CurrentUser, userId: string, seenVersion: number): Promise<void> {
  const row = await userRow(tx, userId);
  refuseStale(row, seenVersion);
  if (!row.disabledAt) return;
  await setDisabled(tx, userId, seenVersion, false);
  await recordAudit(tx, user, { action: 'update', entity: 'user', entityId: userId, detail: 'enable' });
}

async function setDisabled(tx: Tx, userId: string, seenVersion: number, disabled: boolean): Promise<void> {
  const { affected } = await tx
    .update(User, { id: userId, version: seenVersion }, { disabledAt: disabled ? NOW : null, version: NEXT_VERSION })
    .catch((error: unknown) => {
      if ((error as { driverError?: { constraint?: string } }).driverError?.constraint !== 'users_enabled_by_two')
        throw error;
      throw new Refused(
        'This account has been disabled for longer than a day. Re-invite the person: a second admin confirms it.',
      );
    });
  if (affected === 0) refuseStale(await userRow(tx, userId), seenVersion);
  try {
    await tx.query('SET CONSTRAINTS users_one_admin_remains IMMEDIATE');
  } catch (error) {
    if ((error as { driverError?: { constraint?: string } }).driverError?.constraint !== 'users_one_admin_remains')
      throw error;
    throw new Refused('This is the last admin. Make somebody else an admin first.');
  }
}
