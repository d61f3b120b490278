import { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import type { Config } from './config';
import { isLoopback } from './environment';
import type { AskSender } from './unit-on-paper';

const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

export interface OutgoingMail {
  /** The same for every try, so that a double can be recognised: it becomes the Message-ID. */
  id: string;
  /** What the reader's program shows as the sender; the unit's own sender name when left out. */
  fromName?: string;
  to: string;
  subject: string;
  text: string;
  date: Date;
  urgent?: boolean;
}

export class NotHanded extends Error {
  constructor(
    readonly reply: string,
    /** `never`: no later try can succeed. `unknown`: it may have been taken, and the answer was lost. */
    readonly retry: 'later' | 'unknown' | 'never',
    /** Refused because of whom it was for: nobody reads at this address. */
    readonly noSuchAddress = false,
  ) {
    super(reply);
  }
}

/** Injection token of the way in which mail to families leaves; null where none does. */
export const FAMILY_MAIL = Symbol('mail to families');

export function isMailAddress(address: string): boolean {
  return address.length <= 254 && ADDRESS.test(address);
}

/**
 * The way out by SMTP. One connection a message: the volume is low, and a connection kept open is one more thing that
 * can be half dead. The sender decides who may be written to.
 */
export class MailServer {
  private readonly transport: Transporter;
  /** Well below the lease, however slowly a server answers byte by byte. */
  private readonly limitMs: number;

  constructor(
    config: Pick<Config, 'demo' | 'outbox'>,
    smtpUrl: string,
    readonly sender: AskSender,
  ) {
    this.limitMs = Math.round((config.outbox.leaseSeconds * 1000 * 2) / 3);
    const server = new URL(smtpUrl);
    const secure = server.protocol === 'smtps:';
    this.transport = createTransport({
      host: server.hostname,
      port: Number(server.port || (secure ? 465 : 587)),
      secure,
      // Only what is made up may cross a network in the clear; a server on this machine is behind none.
      requireTLS: !config.demo && !secure && !isLoopback(smtpUrl),
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

  /** @throws NotHanded saying whether another try can help */
  async send(mail: OutgoingMail): Promise<void> {
    const from = await this.sender();
    // Set on screen: until then everything waits.
    if (from === null) throw new NotHanded('no_sender', 'later');
    let begun = false;
    // Read only when the server asks for the message: from then on a broken connection may mean that it was taken.
    const body = Readable.from(
      (function* () {
        begun = true;
        yield Buffer.from(mail.text);
      })(),
    );
    try {
      await this.transport.sendMail({
        messageId: `<${mail.id}@${from.address.split('@')[1]!}>`,
        from: { name: mail.fromName ?? from.name, address: from.address },
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: body,
        textEncoding: 'base64',
        date: mail.date,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        priority: mail.urgent ? 'high' : 'normal',
        ...{ signal: AbortSignal.timeout(this.limitMs) },
      });
    } catch (error) {
      throw notHanded(error as SmtpError, begun);
    }
  }

  close(): void {
    this.transport.close();
  }
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
  response?: string;
}

/**
 * A 5xx about this recipient or this message stays so; one about signing in or the sender is the server's or ours and
 * may be mended. When the connection dies after the message went over, nobody knows whether it was taken.
 */
function notHanded({ code, responseCode, command, response }: SmtpError, begun: boolean): NotHanded {
  const reply =
    String(responseCode ?? code ?? 'failed')
      .toLowerCase()
      .replaceAll(/[^a-z0-9_.]/g, '')
      .slice(0, 60) || 'failed';
  const aboutThis = command === 'RCPT TO' || command === 'DATA';
  if (responseCode && responseCode >= 500 && aboutThis) {
    // 5.7 says that the server will not take mail from us: that tells nothing about the address.
    const ofPolicy = /^5\d\d[ -]5\.7\./.test(response ?? '');
    return new NotHanded(reply, 'never', command === 'RCPT TO' && !ofPolicy);
  }
  if (!responseCode && begun) return new NotHanded(reply, 'unknown');
  return new NotHanded(reply, 'later');
}
