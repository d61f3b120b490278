import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AcceptedInvitation, AskedAccess } from '@shared-care/contracts/users/answers';
import type { AcceptInvitation, InviteUser } from '@shared-care/contracts/users/shapes';
import { Invitation } from '@shared-care/database/entities/recovery';
import { IsNull } from 'typeorm';
import { recordAudit } from '../audit/audit';
import { InvalidInput, NotFound, Refused } from '../platform/problems';
import { actFor, rows, type Tx } from '../platform/tx';
import { NOW } from '../platform/write-row';
import { tokenHash } from './token';
import { askAccess } from './access-requests';
import { refuseUnknownHospital } from './change-role';
import { whyGuessable } from '../sign-in/guessable-password';
import { refuseUnmailable, type InvitationWay } from './mail-invitation';

/** The first half of an invitation: no link is made until another admin confirms. */
export async function askInvitation(
  tx: Tx,
  user: CurrentUser,
  invited: InviteUser,
  way: InvitationWay,
): Promise<AskedAccess> {
  const known = await rows(tx, 'SELECT 1 FROM users WHERE email = $1', [invited.email]);
  if (known.length > 0) throw new Refused('Somebody with this email address has an account already.');
  await refuseUnknownHospital(tx, invited.hospitalId);
  await refuseUnmailable(invited.email, way);
  const { email, role, hospitalId } = invited;
  return askAccess(tx, user, { kind: 'invitation', email, role, hospitalId }, `invitation as ${role}`);
}

/** The link works no more: no mail went out, or an admin takes it back. @throws NotFound when it worked no more before */
export async function endInvitation(tx: Tx, user: CurrentUser, id: string, why: string): Promise<void> {
  const { affected } = await tx.update(
    Invitation,
    { id, acceptedAt: IsNull(), replacedAt: IsNull() },
    { replacedAt: NOW },
  );
  if (affected === 0) throw new NotFound();
  await recordAudit(tx, user, { action: 'update', entity: 'invitation', entityId: id, detail: why });
}

/** Unknown, used, replaced and expired links are answered alike. */
function dead(): Refused {
  return new Refused('This invitation has been used, or its 72 hours are over. Ask an admin for a new one.');
}

/** Before anything slow is done for a person whom nothing is known of. @throws Refused, InvalidInput when guessable */
export async function checkInvitation(tx: Tx, { token, displayName, password }: AcceptInvitation): Promise<void> {
  const [invited] = await rows<{ email: string | null }>(tx, 'SELECT sec.invited_email($1) AS email', [
    tokenHash(token),
  ]);
  if (!invited?.email) throw dead();
  const why = whyGuessable(password, { displayName, email: invited.email });
  if (why) throw new InvalidInput([{ field: 'password', message: why }]);
}

export async function acceptInvitation(
  tx: Tx,
  { token, displayName, passwordHash }: AcceptInvitation & { passwordHash: string },
): Promise<AcceptedInvitation> {
  const [accepted] = await rows<{ id: string | null }>(tx, 'SELECT sec.accept_invitation($1, $2, $3) AS id', [
    tokenHash(token),
    displayName,
    passwordHash,
  ]).catch((error: unknown) => {
    if ((error as { driverError?: { constraint?: string } }).driverError?.constraint === 'users_email') return [];
    throw error;
  });
  if (!accepted?.id) throw dead();
  const [user] = await rows<Pick<CurrentUser, 'id' | 'role' | 'email'>>(
    tx,
    'SELECT id, role, email FROM users WHERE id = $1',
    [accepted.id],
  );
  await actFor(tx, user!);
  await recordAudit(tx, user!, { action: 'create', entity: 'user', entityId: accepted.id, detail: 'by invitation' });
  return { email: user!.email };
}
