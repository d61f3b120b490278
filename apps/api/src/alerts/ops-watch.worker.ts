import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { OpsCause } from '@shared-care/domain/ops-causes';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config';
import { Live } from '../platform/live';
import { Worker } from '../platform/worker';
import { rows, type Tx } from '../platform/tx';
import { checkReadiness } from '../readiness/check-readiness';
import { rotaProblems } from '../rota/rota-problems';
import { endOps, raiseHeartbeat, raiseOps } from './raise-alert';

const EVERY_MS = 5000;
const ROTA_EVERY_MS = 60_000;
const READINESS_EVERY_MS = 600_000;
const MOST_SKEW_MS = 2000;
/** What a process notices by itself is over when none has noticed it for this long. */
const OVER_AFTER_SECONDS = 120;
const ONE_AT_A_TIME = 7_402_118;

interface Outbox {
  emailTroubleSince: Date | null;
  failed: number;
  lastHeartbeatMinutes: number | null;
  firstHeartbeatMinutes: number | null;
}

/** Looks after the product itself: sends the test message of every five minutes, and tells people what is wrong. */
@Injectable()
export class OpsWatch extends Worker {
  private rotaSeen = -Infinity;
  private readinessSeen = -Infinity;

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
    private readonly live: Live,
  ) {
    super(config, 'ops_watch', EVERY_MS);
  }

  protected override async cycle(): Promise<boolean> {
    const skewed = Math.abs(await clockSkewMs(this.worker)) > MOST_SKEW_MS;
    const changed = await this.worker.transaction(async (tx) => {
      if (skewed) await notice(tx, 'clock_skew');
      // One process does the rest; the others come back in five seconds.
      const [{ mine }] = (await rows<{ mine: boolean }>(tx, 'SELECT pg_try_advisory_xact_lock($1) AS mine', [
        ONE_AT_A_TIME,
      ])) as [{ mine: boolean }];
      return mine && (await this.lookAfter(tx));
    });
    const rota = await this.watchRota();
    const ready = await this.watchReadiness();
    if (changed || rota || ready) this.live.tell('alerts');
    return false;
  }

  /** The rota changes by the hour, not by the second. By itself, so that a fault in it hides nothing else. */
  private async watchRota(): Promise<boolean> {
    if (performance.now() - this.rotaSeen < ROTA_EVERY_MS) return false;
    this.rotaSeen = performance.now();
    return this.worker.transaction(async (tx) => {
      const problems = await rotaProblems(tx);
      const kinds = { rota_gap: 'gap', calendar_end: 'calendar_end' } as const;
      let changed = false;
      for (const cause of ['rota_gap', 'calendar_end'] as const) {
        const words = problems.filter(({ kind }) => kind === kinds[cause]).map((problem) => problem.words);
        changed =
          (words.length > 0 ? await raiseOps(tx, cause, words.join(' ').slice(0, 1000)) : await endOps(tx, cause)) ||
          changed;
      }
      return changed;
    });
  }

  /** What was once complete and is so no longer is told; a unit that is still being set up has its page for it. */
  private async watchReadiness(): Promise<boolean> {
    if (performance.now() - this.readinessSeen < READINESS_EVERY_MS) return false;
    this.readinessSeen = performance.now();
    return this.worker.transaction(async (tx) => {
      const fallen = await checkReadiness(tx);
      return fallen ? raiseOps(tx, 'not_ready', fallen.slice(0, 1000)) : endOps(tx, 'not_ready');
    });
  }

  private async lookAfter(tx: Tx): Promise<boolean> {
    const { heartbeatMinutes } = this.config.outbox;
    await beat(tx, heartbeatMinutes);
    const [outbox] = (await rows<Outbox>(
      tx,
      `SELECT email_trouble_since AS "emailTroubleSince", failed,
              extract(epoch FROM sec.now() - last_heartbeat_at)::float8 / 60 AS "lastHeartbeatMinutes",
              (SELECT extract(epoch FROM sec.now() - min(opened_at))::float8 / 60 FROM alerts WHERE kind = 'heartbeat') AS "firstHeartbeatMinutes"
       FROM sec.outbox_health()`,
    )) as [Outbox];
    const silent = (outbox.lastHeartbeatMinutes ?? outbox.firstHeartbeatMinutes ?? 0) > 2 * heartbeatMinutes;
    const found: [OpsCause, boolean][] = [
      ['email_trouble', outbox.emailTroubleSince !== null],
      ['delivery_failed', outbox.failed > 0],
      ['heartbeat_missed', silent],
      ['clock_skew', await stillNoticed(tx, 'clock_skew')],
      ['poisoned_row', await stillNoticed(tx, 'poisoned_row')],
    ];
    let changed = false;
    for (const [cause, isSo] of found) changed = (await (isSo ? raiseOps : endOps)(tx, cause)) || changed;
    return changed;
  }
}

/** One test message each five minutes, whatever the number of processes; those of two days ago are of no use. */
async function beat(tx: Tx, everyMinutes: number): Promise<void> {
  const [{ due }] = (await rows<{ due: boolean }>(
    tx,
    `SELECT NOT EXISTS (SELECT 1 FROM alerts WHERE kind = 'heartbeat'
       AND opened_at > sec.now() - make_interval(secs => $1) AND opened_at <= sec.now()) AS due`,
    [everyMinutes * 60],
  )) as [{ due: boolean }];
  if (!due) return;
  await raiseHeartbeat(tx);
  await tx.query('SELECT sec.prune_heartbeats()');
}

/** Leaves word that this process sees it now. */
export async function notice(tx: Tx, cause: OpsCause): Promise<void> {
  await tx.query(
    `INSERT INTO worker_cycles (name, at) VALUES ($1, sec.now()) ON CONFLICT (name) DO UPDATE SET at = excluded.at`,
    [cause],
  );
}

async function stillNoticed(tx: Tx, cause: OpsCause): Promise<boolean> {
  const seen = await rows(
    tx,
    `SELECT 1 FROM worker_cycles WHERE name = $1 AND at > sec.now() - make_interval(secs => ${OVER_AFTER_SECONDS})`,
    [cause],
  );
  return seen.length > 0;
}

/** How far this machine's clock is ahead of the database's, the way there and back taken off. Milliseconds. */
export async function clockSkewMs(worker: DataSource): Promise<number> {
  const sent = Date.now();
  const began = performance.now();
  const [{ at }] = await worker.query<[{ at: Date }]>('SELECT clock_timestamp() AS at');
  const way = performance.now() - began;
  const skew = sent + way / 2 - at.getTime();
  return Math.sign(skew) * Math.max(0, Math.abs(skew) - way / 2);
}
