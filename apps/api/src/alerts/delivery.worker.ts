import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config';
import { Live } from '../platform/live';
import { codeOf } from '../platform/loop';
import { Worker } from '../platform/worker';
import { log } from '../platform/logging';
import { NotHanded } from '../platform/mail';
import { retryWait } from '../platform/mail.worker';
import { deliveryHandled } from '../platform/metrics';
import { CHANNELS, type Channel, type Handed, type Message } from './channels/channel';
import { cycled } from './worker-cycles';

const EVERY_MS = 500;

/**
 * Empties the outbox. It leases a few messages at a time and commits before it sends, so that no lock is held while a
 * server thinks, and a process that dies leaves leases that run out. First tries and retries have places of their own:
 * a thousand messages that a dead server refuses do not stand in the way of a new one.
 */
@Injectable()
export class DeliveryWorker extends Worker {
  private readonly underWay = new Map<string, { message: Message; done: Promise<void> }>();
  private stopping = false;
  /** Every place of a lane was taken when it was last looked at: more may wait for the next one that comes free. */
  private full = false;

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    @Inject(CHANNELS) private readonly channels: Channel[],
    private readonly live: Live,
  ) {
    super(config, 'delivery', EVERY_MS);
  }

  /** Lets what is under way end; what does not end in time is given back, to be sent by another process at once. */
  override async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await super.beforeApplicationShutdown();
    const drained = Promise.allSettled([...this.underWay.values()].map(({ done }) => done));
    await Promise.race([drained, new Promise((done) => setTimeout(done, 10_000).unref())]);
    await this.giveBack().catch((error: unknown) => log.warn({ kind: 'leases_kept', code: codeOf(error) }));
    this.channels.forEach((channel) => channel.close());
  }

  protected override async cycle(): Promise<boolean> {
    await cycled(this.worker, 'delivery');
    let more = false;
    this.full = false;
    if (!(await anyDue(this.worker))) return false;
    for (const firstTry of [true, false]) {
      for (const channel of this.channels) {
        const places = channel.atOnce - this.count(channel.name, firstTry);
        if (places <= 0) {
          this.full = true;
          continue;
        }
        const claimed = await claim(this.worker, channel.name, firstTry, places, this.config.outbox.leaseSeconds);
        for (const message of claimed) this.underWay.set(message.id, { message, done: this.handle(channel, message) });
        if (claimed.length === places) more = true;
      }
    }
    return more && !this.stopping;
  }

  private count(name: string, firstTry: boolean): number {
    return [...this.underWay.values()].filter(
      ({ message }) => message.channel === name && (message.attempts === 1) === firstTry,
    ).length;
  }

  private async handle(channel: Channel, message: Message): Promise<void> {
    try {
      const outcome = await channel.send(message).then(
        (handed) => handed,
        (error: unknown) => (error instanceof NotHanded ? error : new NotHanded('failed', 'later')),
      );
      deliveryHandled(channel.name, outcome instanceof NotHanded ? outcome.retry : 'sent', message.waitedSeconds);
      if (outcome instanceof NotHanded) await this.notHanded(message, outcome);
      else await this.handed(message, outcome);
    } catch (error) {
      // The database is away: the lease runs out and the message is sent again, under the same message id.
      log.warn({ kind: 'delivery_mark_failed', code: codeOf(error) });
    } finally {
      this.underWay.delete(message.id);
      if (this.full) this.wake();
    }
  }

  /** A test message has come through when the mail server has it; every other when a person says so. */
  private async handed(message: Message, { reply, address }: Handed): Promise<void> {
    const beat = message.kind === 'heartbeat';
    // A test message that has come through is no longer open in the same instant.
    await this.worker.transaction(async (tx) => {
      await tx.query(
        `UPDATE alert_deliveries SET state = $3, sent_at = sec.now(), confirmed_at = CASE WHEN $3 = 'confirmed' THEN sec.now() END,
                address = $4, reply = $5, lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND lease_token = $2`,
        [message.id, message.leaseToken, beat ? 'confirmed' : 'sent', address ?? null, reply],
      );
      if (beat) await tx.query(`UPDATE alerts SET state = 'withdrawn' WHERE id = $1`, [message.alertId]);
    });
    if (!beat) this.live.tell('alerts', []);
  }

  private async notHanded(message: Message, why: NotHanded): Promise<void> {
    if (why.retry === 'never') return this.gaveUp(message, why.reply);
    await this.worker.query(
      `UPDATE alert_deliveries SET state = 'due', due_at = sec.now() + make_interval(secs => $3), reply = $4,
              lease_token = NULL, lease_until = NULL
       WHERE id = $1 AND lease_token = $2`,
      [message.id, message.leaseToken, retryWait(this.config, why, message), why.reply],
    );
  }

  /** No later try can succeed. When that was the last way on which the alert could still reach somebody, it escalates now. */
  private async gaveUp(message: Message, reply: string): Promise<void> {
    await this.worker.transaction(async (tx) => {
      const [, marked] = await tx.query<[unknown[], number]>(
        `UPDATE alert_deliveries SET state = 'failed', reply = $3, lease_token = NULL, lease_until = NULL
         WHERE id = $1 AND lease_token = $2`,
        [message.id, message.leaseToken, reply],
      );
      if (marked === 0) return;
      await tx.query(
        `INSERT INTO alert_events (alert_id, at, kind, detail)
         SELECT $1, sec.now(), 'delivery_failed', 'Email to ' || coalesce((SELECT display_name FROM users WHERE id = $2), 'the fallback mailbox')`,
        [message.alertId, message.recipientId],
      );
      // One after the other: of the last two that fail at once each would still see the other on its way.
      await tx.query('SELECT 1 FROM alerts WHERE id = $1 FOR UPDATE', [message.alertId]);
      await tx.query(
        `UPDATE alerts a SET version = version + 1, next_escalation_at = CASE
           WHEN a.state = 'open' AND a.kind IN ('attendance', 'break_glass') AND NOT EXISTS (
             SELECT 1 FROM alert_deliveries d WHERE d.alert_id = a.id AND d.round = a.round
               AND (d.state IN ('due', 'leased', 'confirmed') OR (d.channel = 'email' AND d.state = 'sent')))
           THEN least(next_escalation_at, sec.now()) ELSE next_escalation_at END
         WHERE id = $1`,
        [message.alertId],
      );
    });
    this.live.tell('alerts');
  }

  private async giveBack(): Promise<void> {
    const kept = [...this.underWay.values()].map(({ message }) => message.leaseToken);
    if (kept.length === 0) return;
    // Whether these were taken is unknown, as after a lost answer.
    await this.worker.query(
      `UPDATE alert_deliveries SET state = 'due', due_at = sec.now() + make_interval(secs => $2), lease_token = NULL, lease_until = NULL
       WHERE lease_token = ANY ($1)`,
      [kept, this.config.outbox.unknownSeconds],
    );
  }
}

const DUE_NOW = `((state = 'due' AND due_at <= sec.now()) OR (state = 'leased' AND lease_until < sec.now()))
           AND state IN ('due', 'leased')`;

/** Whether any message waits to be sent now, so that an idle loop asks nothing else. Each lane has an index of its own. */
async function anyDue(worker: DataSource): Promise<boolean> {
  const waiting = (tries: string): string => `EXISTS (SELECT 1 FROM alert_deliveries WHERE ${DUE_NOW} AND ${tries})`;
  const [found] = await worker.query<{ due: boolean }[]>(
    `SELECT ${waiting('attempts = 0')} OR ${waiting('attempts > 0')} AS due`,
  );
  return found!.due;
}

/**
 * Leases what is due, the highest level first. `FOR UPDATE SKIP LOCKED` shares the work among any number of processes,
 * and a lease that ran out is claimed like a message that nobody has touched.
 */
export function claim(
  worker: DataSource,
  channel: string,
  firstTry: boolean,
  most: number,
  leaseSeconds: number,
): Promise<Message[]> {
  return worker
    .query<[Message[], number]>(
      `WITH claimed AS MATERIALIZED (
         SELECT id FROM alert_deliveries
         WHERE ${DUE_NOW} AND attempts ${firstTry ? '= 0' : '> 0'} AND channel = $1
         ORDER BY level DESC, due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       UPDATE alert_deliveries d SET state = 'leased', attempts = attempts + 1, lease_token = gen_random_uuid(),
              lease_until = sec.now() + make_interval(secs => $3)
       FROM claimed c, alerts a
       WHERE d.id = c.id AND a.id = d.alert_id
       RETURNING d.id, d.lease_token AS "leaseToken", d.attempts, d.channel, d.alert_id AS "alertId", d.level, d.round,
         d.created_at AS "createdAt", a.kind, a.tier, CASE a.kind WHEN 'ops' THEN a.trigger END AS cause, a.state AS "alertState",
         a.opened_at AS "openedAt", d.recipient_id AS "recipientId",
         (SELECT email FROM users WHERE id = d.recipient_id) AS email,
         coalesce((SELECT disabled_at IS NOT NULL FROM users WHERE id = d.recipient_id), false) AS "recipientDisabled",
         extract(epoch FROM sec.now() - d.created_at)::float8 AS "waitedSeconds",
         (SELECT m.reference FROM sec.alert_in_mail(d.alert_id) m) AS reference, (SELECT m.hospital FROM sec.alert_in_mail(d.alert_id) m) AS hospital`,
      [channel, most, leaseSeconds],
    )
    .then(([claimed]) => claimed);
}
