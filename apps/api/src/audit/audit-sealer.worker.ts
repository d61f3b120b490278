import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../platform/config';
import { log } from '../platform/logging';
import { Worker } from '../platform/worker';

const EVERY_MS = 4000;
const HEAD_EVERY_MS = 3_600_000;
const BATCH = 5000;

/** The last link of the chain: kept outside the machine, it shows when the end has been cut off. */
export interface AuditHead {
  seq: string;
  hash: string;
}

/**
 * Adds committed audit rows to the hash chain. Any number of processes may run it: the database lets one at a time. It
 * stands apart from the actions, because a chain written inside each of them would make them wait for one another.
 */
@Injectable()
export class AuditSealer extends Worker {
  private headTimer: NodeJS.Timeout | null = null;

  constructor(
    @InjectDataSource('worker') private readonly worker: DataSource,
    @Inject(CONFIG) config: Config,
  ) {
    super(config, 'audit_seal', EVERY_MS);
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    this.headTimer = setInterval(() => void this.printHead(), HEAD_EVERY_MS);
    void this.printHead();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    if (this.headTimer) clearInterval(this.headTimer);
    await super.beforeApplicationShutdown();
  }

  protected override async cycle(): Promise<boolean> {
    while (((await sealAudit(this.worker)) ?? 0) >= BATCH);
    return false;
  }

  private async printHead(): Promise<void> {
    const head = await auditHead(this.worker).catch(() => null);
    if (head) log.info({ kind: 'audit_head', head: `${head.seq}:${head.hash}` });
  }
}

/** How many rows were sealed, null when another process is at it. */
export async function sealAudit(worker: DataSource): Promise<number | null> {
  const [row] = await worker.query<{ sealed: number | null }[]>('SELECT sec.seal_audit($1) AS sealed', [BATCH]);
  return row?.sealed ?? null;
}

export async function auditHead(worker: DataSource): Promise<AuditHead | null> {
  const [head] = await worker.query<AuditHead[]>('SELECT seq::text, hash FROM sec.audit_head()');
  return head ?? null;
}
