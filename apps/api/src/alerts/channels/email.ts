import type { Config } from '../../platform/config';
import { isMailAddress, MailServer, NotHanded } from '../../platform/mail';
import type { Channel, Handed, Message } from './channel';
import { letter } from './letter';

/** Email to staff: to the domains that the configuration allows and to no other. */
export class Email implements Channel {
  readonly name = 'email';
  readonly atOnce = 8;
  private readonly server: MailServer;

  constructor(
    private readonly config: Pick<Config, 'demo' | 'unitName' | 'mail' | 'outbox'>,
    smtpUrl: string,
    private readonly home: string,
  ) {
    this.server = new MailServer(config, smtpUrl);
  }

  async send(message: Message): Promise<Handed> {
    if (message.recipientDisabled) throw new NotHanded('account_disabled', 'never');
    const { mail, unitName } = this.config;
    const address =
      message.kind === 'heartbeat' ? mail.heartbeatMailbox : message.recipientId ? message.email : mail.fallbackMailbox;
    const to = mailable(address, mail.domains);
    await this.server.send({
      id: message.id,
      fromName: 'Shared Care',
      to,
      ...letter(message, unitName, this.home),
      date: message.createdAt,
      urgent: message.tier === 'red',
    });
    return { reply: '250', address: to };
  }

  close(): void {
    this.server.close();
  }
}

function mailable(address: string | null, domains: string[]): string {
  if (!address || !isMailAddress(address)) throw new NotHanded('address_not_valid', 'never');
  const domain = address.split('@')[1]!.toLowerCase();
  if (!domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`)))
    throw new NotHanded('domain_not_allowed', 'never');
  return address;
}
