import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { log } from './logging';

/** Numbers about this process and the outbox. No label ever carries a child, a person or an address. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

const handled = new Counter({
  name: 'shared_care_deliveries_total',
  help: 'Messages handed on or not, by channel and outcome (sent, later, unknown, never).',
  labelNames: ['channel', 'outcome'],
  registers: [metrics],
});
const handOff = new Histogram({
  name: 'shared_care_hand_off_seconds',
  help: 'From the commit of a message to the try that handed it on.',
  labelNames: ['channel'],
  buckets: [0.25, 0.5, 1, 2, 5, 15, 60, 300, 3600],
  registers: [metrics],
});
const escalations = new Counter({
  name: 'shared_care_escalations_total',
  help: 'Alerts told to more people because they were not acknowledged, by tier.',
  labelNames: ['tier'],
  registers: [metrics],
});

const passwordsHashed = new Counter({
  name: 'shared_care_password_work_total',
  help: 'Passwords hashed or checked, which is slow on purpose.',
  registers: [metrics],
});
const passwordsInWork = new Gauge({
  name: 'shared_care_password_work_running',
  help: 'Passwords being hashed or checked now.',
  registers: [metrics],
});

/** Counts one piece of slow work with a password; the answer is called when it is done. */
export function passwordWork(): () => void {
  passwordsHashed.inc();
  passwordsInWork.inc();
  return () => passwordsInWork.dec();
}

export function deliveryHandled(channel: string, outcome: string, waitedSeconds: number): void {
  handled.inc({ channel, outcome });
  if (outcome === 'sent') handOff.observe({ channel }, waitedSeconds);
}

export function escalated(tier: string): void {
  escalations.inc({ tier });
}

const OUTBOX = 'shared_care_outbox';

/** What the database says at the moment of asking, as gauges of the same names. */
export function databaseGauges(read: () => Promise<Record<string, number | null>>): void {
  // Several programs may run in one process, as in the specs: the last one answers.
  metrics.removeSingleMetric(OUTBOX);
  new Gauge({
    name: OUTBOX,
    help: 'State of the outbox and the queue, by what is counted; ages in seconds.',
    labelNames: ['what'],
    registers: [metrics],
    async collect() {
      this.reset();
      for (const [what, value] of Object.entries(await read())) if (value !== null) this.set({ what }, value);
    },
  });
}

/** On a port of its own and this machine only: behind a proxy on the same machine every request would look local. */
export function serveMetrics(port: number): Server {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics' || request.method !== 'GET') {
      response.writeHead(404).end();
      return;
    }
    metrics.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  server.on('error', (error: NodeJS.ErrnoException) => log.error({ kind: 'metrics_not_served', code: error.code }));
  return server.listen(port, '127.0.0.1');
}
