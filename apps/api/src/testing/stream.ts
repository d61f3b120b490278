import { request, type IncomingMessage } from 'node:http';
import type { LiveEvent } from '@shared-care/contracts/live';
import type { Client } from './client';

/** An open live stream as a browser holds it. */
export interface Stream {
  status: number;
  headers: IncomingMessage['headers'];
  /** Everything that came so far. */
  events: LiveEvent[];
  /** The next event for which `wanted` holds, from now on or from the place given. */
  next(wanted: (event: LiveEvent) => boolean, from?: number): Promise<LiveEvent>;
  /** Settles when the server ends the stream. */
  ended: Promise<void>;
  hangUp(): void;
}

export function openStream(client: Client, method = 'GET'): Promise<Stream> {
  return new Promise((done, fail) => {
    const asked = request(`${client.url}/api/live`, {
      method,
      agent: false,
      headers: { Cookie: client.sessionCookie ?? '' },
    });
    asked.on('error', fail);
    asked.on('response', (response) => done(follow(response)));
    asked.end();
  });
}

function follow(response: IncomingMessage): Stream {
  const events: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data) events.push(JSON.parse(data) as LiveEvent);
    }
    waiting.forEach((look) => look());
  });
  const ended = new Promise<void>((done) => {
    response.on('close', done);
    response.on('error', () => done());
  });
  return {
    status: response.statusCode!,
    headers: response.headers,
    events,
    ended,
    next: (wanted, from = events.length) =>
      new Promise((done, fail) => {
        const look = (): void => {
          const found = events.slice(from).find(wanted);
          if (!found) return;
          waiting.delete(look);
          done(found);
        };
        waiting.add(look);
        void ended.then(() => fail(new Error('The stream ended before it came')));
        look();
      }),
    hangUp: () => response.destroy(),
  };
}
