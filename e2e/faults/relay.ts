import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Random } from './random.ts';

/** A mail server that is away and forgetful as often as told, and remembers what it took. */
export interface Relay {
  url: string;
  /** How often each message id was accepted. */
  accepted: Map<string, number>;
  /** Shares from 0 to 1: connections refused, and messages taken whose answer is lost. */
  behave(down: number, losesReply: number): void;
  /** Puts off every message to this address, as a full mailbox does. */
  defer(address: string): void;
  stop(): Promise<void>;
}

export async function startRelay(random: Random): Promise<Relay> {
  const accepted = new Map<string, number>();
  let [down, losesReply] = [0, 0];
  let deferred = '';
  const sockets = new Map<string, Socket>();
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) =>
      done(address === deferred ? Object.assign(new Error('later'), { responseCode: 450 }) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => undefined);
      stream.on('end', () => {
        const id = /^Message-ID:\s*(<[^>]+>)/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? '';
        accepted.set(id, (accepted.get(id) ?? 0) + 1);
        if (random.chance(losesReply)) sockets.get(`${session.remoteAddress}:${session.remotePort}`)?.destroy();
        else done();
      });
    },
  });
  smtp.on('error', () => undefined);
  const front = createServer((socket) => {
    socket.on('error', () => undefined);
    if (random.chance(down)) return socket.destroy();
    const name = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(name, socket);
    socket.on('close', () => sockets.delete(name));
    smtp.connect(socket);
  });
  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(front.address() as AddressInfo).port}`,
    accepted,
    behave: (downShare, lostShare) => ([down, losesReply] = [downShare, lostShare]),
    defer: (address) => (deferred = address),
    stop: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((closed) => front.close(closed));
    },
  };
}
