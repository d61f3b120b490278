import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { rows, type Tx } from '../platform/tx';
import { refuseStale, userRow } from './user-row';

/** Somebody whom wrong passwords hold up may try again at once. What has to be known to sign in stays the same. */
export async function unlockUser(
  tx: Tx,
  user: CurrentUser,
  userId: string,
  seenVersion: number,
  keyOf: (email: string) => Buffer,
): Promise<void> {
  const row = await userRow(tx, userId);
  refuseStale(row, seenVersion);
  const [{ cleared }] = (await rows<{ cleared: number }>(tx, 'SELECT sec.unlock_account($1) AS cleared', [
    keyOf(row.email),
  ])) as [{ cleared: number }];
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'user',
    entityId: userId,
    detail: `unlock, cleared ${cleared} tries`,
  });
}
