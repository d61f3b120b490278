import { ROLES, type Role } from '@shared-care/domain/roles';
import { shortDateTime } from '@shared-care/domain/london-time';
import { NotHanded, type MailServer, type OutgoingMail } from '../platform/mail';
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
 * Who cannot be mailed cannot be invited: the link is for the person alone, and no admin ever sees it.
 *
 * @throws Refused while no mail can be sent, InvalidInput for an address outside the domains of staff
 */
export async function refuseUnmailable(email: string, { mail, domains }: InvitationWay): Promise<void> {
  const sender = await mail?.sender();
  if (!mail || !sender)
    throw new Refused(
      'The link goes to the person by mail, and no mail can be sent yet. Set up the mail server and the sender first.',
    );
  if (!isOfDomain(email, staffDomains(domains, sender)))
    throw new InvalidInput([
      {
        field: 'email',
        message: `Mail to staff goes to ${staffDomains(domains, sender).join(', ')} only. MAIL_DOMAINS allows more.`,
      },
    ]);
}

/**
 * The mail with the link, for whom it is and nobody else. It is sent once the invitation is kept: a slow mail server holds
 * no transaction open.
 */
export async function invitationLetter(
  tx: Tx,
  invited: { id: string; email: string; role: Role; token: string; expiresAt: string },
  way: InvitationWay,
): Promise<OutgoingMail> {
  await refuseUnmailable(invited.email, way);
  const { home } = way;
  const unit = await unitName(tx);
  return {
    id: invited.id,
    to: invited.email,
    subject: `Your account for Shared Care, ${unit}`,
    text: [
      `You are invited to Shared Care of ${unit} as ${ROLES[invited.role].toLowerCase()}.`,
      '',
      `Make your account here: ${home}/invitation#${invited.token}`,
      '',
      `The link works once, until ${shortDateTime(new Date(invited.expiresAt))}. Keep it to yourself: it is yours alone.`,
      'Keep the telephone that you sign in with at hand: an authenticator app on it is set up the first time.',
      '',
      `— Shared Care, ${unit}. Do not reply to this address.`,
    ].join('\n'),
    date: await databaseNow(tx),
  };
}

/** What the mail server answered, when it took no invitation; null when it took it. */
export async function whyNotMailed(mail: MailServer, letter: OutgoingMail): Promise<Refused | null> {
  try {
    await mail.send(letter);
    return null;
  } catch (error) {
    if (!(error instanceof NotHanded)) throw error;
    return new Refused(
      `The mail server did not take the invitation (${error.reply}). The invitation is withdrawn. Check the address, then the mail sender under Set-up.`,
    );
  }
}
