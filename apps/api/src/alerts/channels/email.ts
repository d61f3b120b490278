import { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from '../../platform/config';
import { NotHanded, type Channel, type Handed, type Message } from './channel';
import { letter } from './letter';

const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** One connection a message: the volume is low, and a connection kept open is one more thing that can be half dead. */
export class Email implements Channel {
  readonly name = 'email';
  readonly atOnce = 8;
  private readonly transport: Transporter;
  /** Well below the lease, however slowly a server answers byte by byte. */
  private readonly limitMs: number;

  constructor(
    private readonly config: Pick<Config, 'demo' | 'unitName' | 'mail' | 'outbox'>,
    smtpUrl: string,
    private readonly home: string,
  ) {
    this.limitMs = Math.round((config.outbox.leaseSeconds * 1000 * 2) / 3);
    const server = new URL(smtpUrl);
    const secure = server.protocol === 'smtps:';
    this.transport = createTransport({
      host: server.hostname,
      port: Number(server.port || (secure ? 465 : 587)),
      secure,
      // Only made-up alerts may cross a network in the clear.
      requireTLS: !config.demo && !secure,
      ...(server.username
        ? { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }
        : {}),
      tls: { minVersion: 'TLSv1.2' },
      connectionTimeout: 5000,
      greetingTimeout: 5000,
      socketTimeout: 20_000,
      dnsTimeout: 5000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message): Promise<Handed> {
    if (message.recipientDisabled) throw new NotHanded('account_disabled', 'never');
    const { mail, unitName } = this.config;
    const address =
      message.kind === 'heartbeat' ? mail.heartbeatMailbox : message.recipientId ? message.email : mail.fallbackMailbox;
    const to = mailable(address, mail.domains);
    const { subject, text } = letter(message, unitName, this.home);
    let begun = false;
    // Read only when the server asks for the message: from then on a broken connection may mean that it was taken.
    const body = Readable.from(
      (function* () {
        begun = true;
        yield Buffer.from(text);
      })(),
    );
    try {
      await this.transport.sendMail({
        messageId: messageId(message.id, mail.from),
        from: { name: 'Shared Care', address: mail.from },
        to: { name: '', address: to },
        subject,
        text: body,
        textEncoding: 'base64',
        date: message.createdAt,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        priority: message.tier === 'red' ? 'high' : 'normal',
        ...{ signal: AbortSignal.timeout(this.limitMs) },
      });
    } catch (error) {
      throw notHanded(error as SmtpError, begun);
    }
    return { reply: '250', address: to };
  }

  close(): void {
    this.transport.close();
  }
}

/** The same for every try of one message, so that a double can be recognised. */
export function messageId(deliveryId: string, from: string): string {
  return `<${deliveryId}@${from.split('@')[1]!}>`;
}

function mailable(address: string | null, domains: string[]): string {
  if (!address || address.length > 254 || !ADDRESS.test(address)) throw new NotHanded('address_not_valid', 'never');
  const domain = address.split('@')[1]!.toLowerCase();
  if (!domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`)))
    throw new NotHanded('domain_not_allowed', 'never');
  return address;
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
}

/**
 * A 5xx about this recipient or this message stays so; one about signing in or the sender is the server's or ours and
 * may be mended. When the connection dies after the message went over, nobody knows whether it was taken.
 */
function notHanded({ code, responseCode, command }: SmtpError, begun: boolean): NotHanded {
  const reply =
    String(responseCode ?? code ?? 'failed')
      .toLowerCase()
      .replaceAll(/[^a-z0-9_.]/g, '')
      .slice(0, 60) || 'failed';
  const aboutThis = command === 'RCPT TO' || command === 'DATA';
  if (responseCode && responseCode >= 500 && aboutThis) return new NotHanded(reply, 'never');
  if (!responseCode && begun) return new NotHanded(reply, 'unknown');
  return new NotHanded(reply, 'later');
}
