import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AttachIdentity } from '@shared-care/contracts/users/shapes';
import { UserIdentity } from '@shared-care/database/entities/sign-in';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { refuseStale, userRow } from './user-row';

/** From now on the sign-in service's word for this id opens this account. An identity belongs to one account only. */
export async function attachIdentity(
  tx: Tx,
  user: CurrentUser,
  userId: string,
  { issuer, subject, version }: AttachIdentity & { issuer: string | null },
): Promise<void> {
  const row = await userRow(tx, userId);
  if (issuer === null) throw new Refused('No sign-in service is set up here.');
  if (userId === user.id) throw new Refused('You cannot attach an identity to your own account. Ask another admin.');
  refuseStale(row, version);
  const attached = await insertOnce(tx, UserIdentity, { userId, issuer, subject }, ['issuer', 'subject']);
  if (attached === null) throw new Refused('This identity belongs to an account already.');
  await recordAudit(tx, user, { action: 'update', entity: 'user', entityId: userId, detail: 'attach identity' });
}
