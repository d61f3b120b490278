import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AskedAccess } from '@shared-care/contracts/users/answers';
import type { AttachIdentity } from '@shared-care/contracts/users/shapes';
import { recordAudit } from '../audit/audit';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { askAccess } from './access-requests';
import { refuseStale, userRow } from './user-row';

/**
 * Asks that the sign-in service's word for this id opens this account. It does once another admin has compared the id and
 * confirmed. An identity belongs to one account only.
 */
export async function askIdentity(
  tx: Tx,
  user: CurrentUser,
  userId: string,
  { issuer, subject, version }: AttachIdentity & { issuer: string | null },
): Promise<AskedAccess> {
  const row = await userRow(tx, userId);
  if (issuer === null) throw new Refused('No sign-in service is set up here.');
  if (userId === user.id) throw new Refused('You cannot attach an identity to your own account. Ask another admin.');
  refuseStale(row, version);
  const taken = await rows(tx, 'SELECT 1 FROM user_identities WHERE issuer = $1 AND subject = $2', [issuer, subject]);
  if (taken.length > 0) throw new Refused('This identity belongs to an account already.');
  return askAccess(tx, user, { kind: 'identity', userId, issuer, subject }, 'identity');
}

/** The service opens the account no more, and every session of it ends. */
export async function detachIdentity(tx: Tx, user: CurrentUser, id: string): Promise<void> {
  const [gone] = await rows<{ person: string | null }>(tx, 'SELECT sec.detach_identity($1) AS person', [id]);
  if (!gone?.person) throw new NotFound();
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'user',
    entityId: gone.person,
    detail: 'detach identity, all sessions ended',
  });
}
