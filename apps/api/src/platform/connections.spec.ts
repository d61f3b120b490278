import { Agent, request, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app';

/** What a reverse proxy waits, by default, before it closes a connection that it keeps: nginx 60 s, others 60 to 65. */
const PROXY_KEEPS_SECONDS = 65;

describe('a connection that is kept for the next request', () => {
  let app: TestApp;
  let stopped = false;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  beforeEach(async () => {
    stopped = false;
    app = await startTestApp();
  });
  afterEach(async () => {
    agent.destroy();
    if (!stopped) await app.stop();
  });

  const ask = async (path: string): Promise<IncomingMessage> =>
    new Promise((answered, failed) => {
      request(`${app.url}${path}`, { agent }, (answer) => {
        answer.resume().on('end', () => answered(answer));
      })
        .on('error', failed)
        .end();
    });

  it('outlives the proxy’s, so that no request meets a connection that closes', async () => {
    const { headers } = await ask('/health/live');
    const seconds = Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1]);
    expect(seconds).toBeGreaterThan(PROXY_KEEPS_SECONDS);
  });

  it('does not hold up a stop, not even one whose answer is still under way', { timeout: 30_000 }, async () => {
    let stop: Promise<void> | null = null;
    await new Promise<void>((answered, failed) => {
      const headers = { expect: '100-continue', 'content-type': 'application/json', 'content-length': 2 };
      const asked = request(`${app.url}/api/session`, { agent, method: 'POST', headers }, (answer) => {
        answer.resume().on('end', () => answered());
      });
      // The server has begun with the request and waits for its body.
      asked.on('continue', () => {
        stopped = true;
        stop = app.stop();
        asked.end('{}');
      });
      asked.on('error', failed).flushHeaders();
    });
    await stop;
    await expect(ask('/health/live')).rejects.toThrow('ECONNREFUSED');
  });
});
