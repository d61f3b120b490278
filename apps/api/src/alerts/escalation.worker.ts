import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config';
import { Live } from '../platform/live';
import { log } from '../platform/logging';
import { codeOf } from '../platform/loop';
import { Worker } from '../platform/worker';
import { escalated } from '../platform/metrics';
import type { Tx } from '../platform/tx';
import {
  AT_ONCE,
  dueToEscalate,
  escalateSilent,
  findOverdue,
  raiseUntreated,
  returnForgotten,
  tellOfUnmatched,
  wakeAsleep,
} from './escalate';
import { notice } from './ops-watch.worker';
import { raiseOps } from './raise-alert';
import { cycled } from './worker-cycles';

const EVERY_MS = 1000;
/** One that failed is left alone this long, so that it neither fills the log nor holds up the others. */
const POISONED_MS = 60_000;

/** What time alone does to alerts, once a second by the database's clock. Any number of processes share it. */
@Injectable()
export class EscalationWorker extends Worker {
  private readonly poisoned = new Map<string, number>();

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly live: Live,
  ) {
    super(config, 'escalation', EVERY_MS);
  }

  override async cycle(): Promise<boolean> {
    await cycled(this.worker, 'escalation');
    let changed = 0;
    // After an outage many are due at once: all of them before anything that can wait.
    for (let raised = AT_ONCE; raised >= AT_ONCE; changed += raised) raised = await this.escalate();
    for (const step of [returnForgotten, wakeAsleep])
      changed += (await this.alone(step.name, (tx) => step(tx)))?.length ?? 0;
    const { untreated, unmatched } = await findOverdue(this.worker.manager);
    for (const id of untreated) changed += Number((await this.alone(id, (tx) => raiseUntreated(tx, id))) ?? false);
    for (const id of unmatched) changed += Number((await this.alone(id, (tx) => tellOfUnmatched(tx, id))) ?? false);
    if (changed > 0) this.live.tell('alerts');
    return false;
  }

  /** All that are due in one statement; when that fails each by itself, so that one bad row never holds up the rest. */
  private async escalate(): Promise<number> {
    if ((await dueToEscalate(this.worker.manager)).length === 0) return 0;
    const raise = (only: string[] | null) => this.worker.transaction((tx) => escalateSilent(tx, only));
    let raised: Awaited<ReturnType<typeof raise>>;
    try {
      raised = await raise(null);
    } catch (error) {
      log.warn({ kind: 'escalation_batch_failed', code: codeOf(error) });
      raised = [];
      for (const id of await dueToEscalate(this.worker.manager))
        raised.push(...((await this.alone(id, (tx) => escalateSilent(tx, [id]))) ?? []));
    }
    for (const { tier } of raised) escalated(tier);
    return raised.length;
  }

  /** A step of its own transaction. One that fails is named to the unit and tried again in a minute. */
  private async alone<T>(what: string, step: (tx: Tx) => Promise<T>): Promise<T | null> {
    if ((this.poisoned.get(what) ?? 0) > performance.now()) return null;
    try {
      const done = await this.worker.transaction(step);
      this.poisoned.delete(what);
      return done;
    } catch (error) {
      this.poisoned.set(what, performance.now() + POISONED_MS);
      log.error({ kind: 'escalation_step_failed', code: codeOf(error) });
      await this.worker.transaction(tellPoisoned).catch(() => false);
      return null;
    }
  }
}

/** Said with when it was seen: the watch over the product ends what is seen no more. */
async function tellPoisoned(tx: Tx): Promise<boolean> {
  await notice(tx, 'poisoned_row');
  return raiseOps(tx, 'poisoned_row');
}
