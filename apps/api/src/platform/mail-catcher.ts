import type { AddressInfo } from 'node:net';
import type { CaughtMail } from '@shared-care/contracts/alerts/answers';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Config } from './config';

const MOST_KEPT = 200;

/** The demo's mail server: takes every message as a real one would, sends none on, and shows them on a page. */
export interface MailCatcher {
  url: string;
  /** Latest first. */
  caught(): CaughtMail[];
  stop(): Promise<void>;
}

/** Injection token of the catcher; null where mail really goes out. */
export const MAIL_CATCHER = Symbol('mail catcher');

/** Where mail goes: the server of the configuration, or the catcher of the demo, or nowhere. */
export function smtpUrlOf({ mail }: Config, catcher: MailCatcher | null): string | null {
  return mail.smtpUrl ?? catcher?.url ?? null;
}

export async function startMailCatcher(): Promise<MailCatcher> {
  const kept: CaughtMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: 256 * 1024,
    onData: (stream, session, done) => {
      void simpleParser(stream).then(
        (mail) => {
          kept.unshift({
            id: session.id,
            at: new Date().toISOString(),
            to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            messageId: mail.messageId ?? '',
          });
          kept.splice(MOST_KEPT);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    caught: () => [...kept],
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}
