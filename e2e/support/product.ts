import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const WORKSPACE = resolve(import.meta.dirname, '../..');
const START_LIMIT_MS = 90_000;

export interface Product {
  url: string;
  port: number;
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Sends a signal and waits for the end; answers with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the built product as a newcomer's `npm start` does, without the build, and waits until it says it is ready. */
export async function startProduct(environment: Record<string, string>): Promise<Product> {
  const port = Number(environment['PORT'] ?? (await freePort()));
  const product = launch({ ...environment, PORT: String(port) });
  await untilPrinted(product, /Shared Care is ready/);
  return { ...product, url: `http://localhost:${port}`, port };
}

/** Runs it when it is expected to refuse: answers with what it said and its exit code. */
export async function refusedStart(
  environment: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const product = launch(environment);
  const code = await ended(product.process);
  return { code, said: product.output() };
}

function launch(environment: Record<string, string>): Omit<Product, 'url' | 'port'> {
  const child = spawn('node', [resolve(WORKSPACE, 'dist/apps/api/main.js')], {
    cwd: WORKSPACE,
    env: {
      PATH: `${resolve(WORKSPACE, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
      LOG_LEVEL: 'error',
      ...environment,
    },
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  return {
    process: child,
    output: () => printed,
    stop: (signal = 'SIGINT') => {
      const end = ended(child);
      child.kill(signal);
      return end;
    },
  };
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.once('exit', (code) => done(code)));
}

function untilPrinted(product: Omit<Product, 'url' | 'port'>, words: RegExp): Promise<void> {
  return new Promise((done, fail) => {
    const limit = setTimeout(
      () => fail(new Error(`Not ready after ${START_LIMIT_MS / 1000} s:\n${product.output()}`)),
      START_LIMIT_MS,
    );
    const look = (): void => {
      if (!words.test(product.output())) return;
      clearTimeout(limit);
      done();
    };
    product.process.stdout?.on('data', look);
    product.process.once('exit', (code) => {
      clearTimeout(limit);
      fail(new Error(`Ended with ${code}:\n${product.output()}`));
    });
  });
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
