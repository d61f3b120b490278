import type { Config } from '../../platform/config';
import { isMailAddress, MailServer, NotHanded } from '../../platform/mail';
import { isOfDomain, staffDomains, type AskSender } from '../../platform/unit-on-paper';
import type { Channel, Handed, Message } from './channel';
import { letter } from './letter';

/** Email to staff: to the domains that the configuration allows and to no other. */
export class Email implements Channel {
  readonly name = 'email';
  readonly atOnce = 8;
  private readonly server: MailServer;

  constructor(
    private readonly config: Pick<Config, 'demo' | 'mail' | 'outbox'>,
    smtpUrl: string,
    private readonly home: string,
    private readonly unit: { sender: AskSender; name: () => Promise<string> },
  ) {
    this.server = new MailServer(config, smtpUrl, unit.sender);
  }

  async send(message: Message): Promise<Handed> {
    if (message.recipientDisabled) throw new NotHanded('account_disabled', 'never');
    const { mail } = this.config;
    const sender = await this.unit.sender();
    if (sender === null) throw new NotHanded('no_sender', 'later');
    const address =
      message.kind === 'heartbeat'
        ? (mail.heartbeatMailbox ?? sender.address)
        : message.recipientId
          ? message.email
          : mail.fallbackMailbox;
    const to = mailable(address, staffDomains(mail.domains, sender));
    await this.server.send({
      id: message.id,
      to,
      ...letter(message, await this.unit.name(), this.home),
      date: message.createdAt,
      urgent: message.tier === 'red',
    });
    return { reply: '250', address: to };
  }

  close(): void {
    this.server.close();
  }
}

function mailable(address: string | null, domains: readonly string[]): string {
  if (!address || !isMailAddress(address)) throw new NotHanded('address_not_valid', 'never');
  if (!isOfDomain(address, domains)) throw new NotHanded('domain_not_allowed', 'never');
  return address;
}
