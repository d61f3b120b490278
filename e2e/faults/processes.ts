import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const BUILT = resolve(import.meta.dirname, '../..');

export type Role = 'api' | 'worker';

/** One process of the built product that is started again whenever it ends, as a supervisor would. */
export class Supervised {
  private child: ChildProcess | null = null;
  private stopping = false;
  /** It has said that it is ready, and nothing has ended it since. */
  ready = false;
  starts = 0;

  constructor(
    readonly role: Role,
    readonly port: number,
    private readonly environment: Record<string, string>,
    private readonly changed: () => void,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(): void {
    if (this.stopping) return;
    this.starts++;
    const child = spawn(process.execPath, [join(BUILT, 'apps/api/main.js')], {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        SHARED_CARE_ROLE: this.role,
        PORT: String(this.port),
        ...this.environment,
      },
      stdio: ['ignore', 'pipe', process.env['FAULTS_SHOW'] ? 'inherit' : 'ignore'],
      detached: true,
    });
    this.child = child;
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      if (this.ready) return;
      said += chunk.toString();
      if (!/Shared Care is ready/.test(said)) return;
      this.ready = true;
      this.changed();
    });
    child.once('exit', () => {
      this.ready = false;
      this.changed();
      if (!this.stopping) setTimeout(() => this.start(), 200);
    });
  }

  /** No time for anything: what a power cut or the memory killer does. */
  kill(): boolean {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return false;
    this.ready = false;
    this.changed();
    return this.child.kill('SIGKILL');
  }

  /** Asks it to end; answers with the seconds that took and its exit code. The supervisor starts it again. */
  async terminate(): Promise<{ seconds: number; code: number | null }> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return { seconds: 0, code: null };
    const began = performance.now();
    const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
    child.kill('SIGTERM');
    return { code: await ended, seconds: (performance.now() - began) / 1000 };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.terminate();
  }
}

export async function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
