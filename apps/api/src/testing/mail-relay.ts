import { createServer, type AddressInfo, type Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** A mail server of the specs, which can be told to fail in each way that mail servers fail. */
export interface MailRelay {
  url: string;
  received: ParsedMail[];
  /** How the next messages are met. */
  behave(how: Behaviour): void;
  /** How many messages it let hang. */
  hanging(): number;
  /** Ends every connection that is open, also one that hangs. */
  hangUp(): void;
  stop(): Promise<void>;
}

/**
 * `refuse`: 450 after the message; `lose_reply`: takes it and hangs up; `down`: hangs up at once; `reject`: 550 for the
 * recipient; `no_relay`: the same, because it takes no mail from us.
 */
export type Behaviour = 'take' | 'refuse' | 'lose_reply' | 'down' | 'reject' | 'no_relay' | 'hang';

export async function startMailRelay(): Promise<MailRelay> {
  const received: ParsedMail[] = [];
  let how: Behaviour = 'take';
  let hanging = 0;
  const answer = (code: number, words = 'as told'): Error => Object.assign(new Error(words), { responseCode: code });
  const sockets = new Set<Socket>();
  const relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      if (how === 'no_relay') return done(answer(550, '5.7.1 Relaying denied'));
      done(how === 'reject' ? answer(550) : null);
    },
    onData: (stream, _session: SMTPServerSession, done) => {
      const now = how;
      simpleParser(stream).then((mail) => {
        if (now === 'hang') return void hanging++;
        if (now === 'refuse') return done(answer(450));
        received.push(mail);
        if (now === 'lose_reply') sockets.forEach((socket) => socket.destroy());
        else done();
      }, done);
    },
  });
  relay.on('error', () => undefined);
  const front = createServer((socket) => {
    if (how === 'down') return socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    relay.connect(socket);
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  return {
    url: `smtp://127.0.0.1:${(front.address() as AddressInfo).port}`,
    received,
    behave: (next) => (how = next),
    hanging: () => hanging,
    hangUp: () => sockets.forEach((socket) => socket.destroy()),
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((done) => front.close(done));
    },
  };
}
