import { createHash, randomBytes } from 'node:crypto';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { AcceptedInvitation, SentInvitation } from '@shared-care/contracts/users/answers';
import type { AcceptInvitation, InviteUser } from '@shared-care/contracts/users/shapes';
import { Invitation } from '@shared-care/database/entities/recovery';
import { IsNull } from 'typeorm';
import { recordAudit } from '../audit/audit';
import type { OutgoingMail } from '../platform/mail';
import { InvalidInput, Refused } from '../platform/problems';
import { actFor, rows, type Tx } from '../platform/tx';
import { NOW } from '../platform/write-row';
import { refuseUnknownHospital } from './change-role';
import { whyGuessable } from '../sign-in/guessable-password';
import { invitationLetter, type InvitationWay } from './mail-invitation';

const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Only its hash is kept: reading the table lets nobody in. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: tokenHash(token) };
}

/**
 * Makes a link that works once and for 72 hours, and the mail with it where mail can be sent. A second invitation to the
 * same address ends the first.
 */
export async function inviteUser(
  tx: Tx,
  user: CurrentUser,
  invited: InviteUser,
  way: InvitationWay,
): Promise<{ id: string; letter: OutgoingMail | null; sent: SentInvitation }> {
  const known = await rows(tx, 'SELECT 1 FROM users WHERE email = $1', [invited.email]);
  if (known.length > 0) throw new Refused('Somebody with this email address has an account already.');
  await refuseUnknownHospital(tx, invited.hospitalId);
  await tx.update(
    Invitation,
    { email: invited.email, acceptedAt: IsNull(), replacedAt: IsNull() },
    { replacedAt: NOW },
  );
  const { token, hash } = newToken();
  const [sent] = await rows<{ id: string; expiresAt: Date }>(
    tx,
    `INSERT INTO invitations (email, role, hospital_id, token_hash) VALUES ($1, $2, $3, $4)
     RETURNING id, expires_at AS "expiresAt"`,
    [invited.email, invited.role, invited.hospitalId, hash],
  );
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'invitation',
    entityId: sent!.id,
    detail: `as ${invited.role}`,
  });
  const expiresAt = sent!.expiresAt.toISOString();
  const letter = await invitationLetter(tx, { ...invited, id: sent!.id, token, expiresAt }, way);
  return {
    id: sent!.id,
    letter,
    sent: letter ? { token: '', sentTo: invited.email, expiresAt } : { token, sentTo: null, expiresAt },
  };
}

/** Of which no mail went out: the link works no more. */
export async function endInvitation(tx: Tx, user: CurrentUser, id: string): Promise<void> {
  await tx.update(Invitation, { id, acceptedAt: IsNull(), replacedAt: IsNull() }, { replacedAt: NOW });
  await recordAudit(tx, user, { action: 'update', entity: 'invitation', entityId: id, detail: 'not mailed' });
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
