import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Server } from 'node:http';
import type { Heartbeat, Readiness } from '@shared-care/contracts/health';
import { WriteProbe } from '@shared-care/database/entities/worker';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from './config';
import { databaseGauges, serveMetrics } from './metrics';

const CYCLE_AGE_SECONDS = 10;
const OLDEST_DUE_SECONDS = 60;
const HEARTBEAT_SECONDS = 600;

interface OutboxHealth {
  now: Date;
  cycleAge: number | null;
  oldestDue: number;
  lastHeartbeatAt: Date | null;
}

/** Whether this process, the loops and the outbox work. It asks the database each time: nothing here is remembered. */
@Injectable()
export class Health implements OnApplicationBootstrap, OnApplicationShutdown {
  private metricsServer: Server | null = null;

  constructor(
    @InjectDataSource('app') private readonly app: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    databaseGauges(() => this.gauges());
    if (this.config.metricsPort) this.metricsServer = serveMetrics(this.config.metricsPort);
  }

  onApplicationShutdown(): void {
    this.metricsServer?.close();
  }

  async readiness(): Promise<Readiness> {
    const { role } = this.config;
    const writes = await this.app.manager.update(WriteProbe, { onlyRow: true }, { at: () => 'now()' }).then(
      () => true,
      () => false,
    );
    const outbox = writes ? await this.outbox() : null;
    const parts: Readiness['parts'] = {
      database: { works: writes, seconds: null },
      worker: {
        works: outbox !== null && outbox.cycleAge !== null && outbox.cycleAge < CYCLE_AGE_SECONDS,
        seconds: outbox?.cycleAge ?? null,
      },
      outbox: {
        works: outbox !== null && outbox.oldestDue < OLDEST_DUE_SECONDS,
        seconds: outbox?.oldestDue ?? null,
      },
    };
    // Taking every server of requests out of service because a loop stands still would make one fault into two.
    const answersFor = role === 'api' ? [parts.database] : Object.values(parts);
    return {
      status: answersFor.every(({ works }) => works) ? 'ready' : 'not_ready',
      role,
      parts,
      now: outbox?.now.toISOString() ?? null,
    };
  }

  async heartbeat(): Promise<Heartbeat> {
    const { now, lastHeartbeatAt } = await this.outbox();
    const beating = lastHeartbeatAt !== null && now.getTime() - lastHeartbeatAt.getTime() < HEARTBEAT_SECONDS * 1000;
    return { status: beating ? 'beating' : 'silent', lastRoundTripAt: lastHeartbeatAt?.toISOString() ?? null };
  }

  private async outbox(): Promise<OutboxHealth> {
    const [found] = await this.app.query<OutboxHealth[]>(
      `SELECT sec.now() AS now, cycle_age AS "cycleAge", oldest_due AS "oldestDue", last_heartbeat_at AS "lastHeartbeatAt"
       FROM sec.outbox_health()`,
    );
    return found!;
  }

  private async gauges(): Promise<Record<string, number | null>> {
    const [found] = await this.app
      .query<Record<string, number | null>[]>(
        `SELECT cycle_age AS worker_cycle_age, oldest_due AS oldest_due_age, waiting, retrying, failed, calls_to_make, open_alerts,
                overdue_alerts, extract(epoch FROM sec.now() - last_heartbeat_at)::float8 AS heartbeat_age,
                coalesce(extract(epoch FROM sec.now() - email_trouble_since), 0)::float8 AS email_trouble_age
         FROM sec.outbox_health()`,
      )
      .catch(() => []);
    return found ?? {};
  }
}
