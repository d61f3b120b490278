import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A cable to another server that can be pulled, put back, slowed, and left hanging without a word. */
export interface Proxy {
  /** The same address, through the cable. */
  url: string;
  /** Ends every connection and refuses new ones. */
  pull(): Promise<void>;
  putBack(): Promise<void>;
  /** Ends every connection; new ones are welcome. */
  cut(): void;
  /** What is connected now passes nothing more and is told nothing: half-open. New connections work. */
  hang(): void;
  /** Every chunk, both ways, waits this long; 0 passes at once. */
  delay(milliseconds: number): void;
  /** Where new connections lead, when the server has come back elsewhere. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

export async function startProxy(targetUrl: string): Promise<Proxy> {
  let target = new URL(targetUrl);
  let wait = 0;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname.replaceAll(/[[\]]/g, ''));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      from.on('end', () => to.end());
      from.on('data', (chunk: Buffer) => {
        const pass = (): void => {
          if (!to.destroyed && !to.write(chunk)) {
            from.pause();
            to.once('drain', () => from.resume());
          }
        };
        if (wait > 0) setTimeout(pass, wait);
        else pass();
      });
    }
  });
  const listen = (port: number): Promise<void> => new Promise((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = (): void => open.forEach((socket) => socket.destroy());
  const pull = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    cut();
    await closed;
  };
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    pull,
    putBack: () => listen(port),
    cut,
    hang: () => {
      for (const socket of open) {
        socket.removeAllListeners('data');
        socket.removeAllListeners('end');
        socket.removeAllListeners('close');
        socket.resume();
      }
    },
    delay: (milliseconds) => (wait = milliseconds),
    leadTo: (next) => (target = new URL(next)),
    close: pull,
  };
}
