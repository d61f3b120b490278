import { DiscoveryService } from '@nestjs/core';
import { startWire, type Wire } from '@shared-care/database/testing/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from './platform/worker';
import { startTestApp, type TestApp } from './testing/test-app';

/** Statements a second of each loop with nothing to do. 2 in all are wanted; each number may only fall. */
const MOST: Readonly<Record<string, number>> = {
  DeliveryWorker: 4,
  EscalationWorker: 9,
};

/** A worker as its loop sees it. */
interface Turning {
  cycle(): Promise<boolean>;
  loop: { everyMs: number };
}

describe('a loop with nothing to do asks little', () => {
  let app: TestApp;
  let wire: Wire;
  beforeAll(async () => {
    app = await startTestApp({}, async (url) => {
      wire = await startWire(url);
      return wire.url;
    });
  });
  afterAll(async () => {
    await app.stop();
    wire.stop();
  });

  it.each(Object.entries(MOST))('%s: at most %i statements a second', async (name, most) => {
    const providers = app.running.nest.get(DiscoveryService).getProviders();
    const worker = providers
      .map(({ instance }) => instance as unknown)
      .find((one) => one instanceof Worker && one.constructor.name === name);
    const { loop } = worker as unknown as Turning;
    const turn = () => (worker as unknown as Turning).cycle();
    // The first turn does what has been waiting.
    for (let more = true; more;) more = await turn();
    wire.take();
    await turn();
    // A hint about the turn before may still be under way.
    const sent = wire.take().flatMap(({ sql }) => (sql.includes('pg_notify') ? [] : [sql]));
    expect((sent.length * 1000) / loop.everyMs, sent.join('\n\n')).toBeLessThanOrEqual(most);
  });
});
