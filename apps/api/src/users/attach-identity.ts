import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AttachIdentity } from '@shared-care/contracts/users/shapes';
import { recordAudit } from '../audit/audit';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
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
  const [attached] = await rows<{ issuer: string }>(
    tx,
    `INSERT INTO user_identities (user_id, issuer, subject) VALUES ($1, $2, $3)
     ON CONFLICT (issuer, subject) DO NOTHING RETURNING issuer`,
    [userId, issuer, subject],
  );
  if (!attached) throw new Refused('This identity belongs to an account already.');
  await recordAudit(tx, user, { action: 'update', entity: 'user', entityId: userId, detail: 'attach identity' });
}
