import { ROLES, type Role } from '@shared-care/domain/roles';
import { shortDateTime } from '@shared-care/domain/london-time';
import { NotHanded, type MailServer } from '../platform/mail';
import { InvalidInput, Refused } from '../platform/problems';
import { databaseNow, type Tx } from '../platform/tx';
import { isOfDomain, staffDomains, unitName } from '../platform/unit-on-paper';

export interface InvitationWay {
  /** Null: this process hands no mail to anybody. */
  mail: MailServer | null;
  domains: readonly string[] | null;
  /** Where browsers reach this installation; never what a request says of it. */
  home: string;
}

/**
 * Sends the link to whom it is for, and to nobody else: then not even the admin who invites sees it. Answers false where
 * no mail can be sent yet; the admin hands the link over as before.
 *
 * @throws Refused when the mail server did not take it; the invitation is not made then
 */
export async function mailInvitation(
  tx: Tx,
  invited: { id: string; email: string; role: Role; token: string; expiresAt: string },
  { mail, domains, home }: InvitationWay,
): Promise<boolean> {
  const sender = await mail?.sender();
  if (!mail || !sender) return false;
  if (!isOfDomain(invited.email, staffDomains(domains, sender)))
    throw new InvalidInput([
      {
        field: 'email',
        message: `Mail to staff goes to ${staffDomains(domains, sender).join(', ')} only. MAIL_DOMAINS allows more.`,
      },
    ]);
  const unit = await unitName(tx);
  try {
    await mail.send({
      id: invited.id,
      to: invited.email,
      subject: `Your account for Shared Care, ${unit}`,
      text: [
        `You are invited to Shared Care of ${unit} as ${ROLES[invited.role].toLowerCase()}.`,
        '',
        `Make your account here: ${home}/invitation#${invited.token}`,
        '',
        `The link works once, until ${shortDateTime(new Date(invited.expiresAt))}. Show it to nobody: it is yours alone.`,
        'Keep the telephone that you sign in with at hand: an authenticator app on it is set up the first time.',
        '',
        `— Shared Care, ${unit}. Do not reply to this address.`,
      ].join('\n'),
      date: await databaseNow(tx),
    });
    return true;
  } catch (error) {
    if (!(error instanceof NotHanded)) throw error;
    throw new Refused(
      `The mail server did not take the invitation (${error.reply}). Nobody was invited. Check the address, then the mail sender under Set-up.`,
    );
  }
}
