import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { log } from '../platform/logging';
import { Loop } from '../platform/loop';

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
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop = new Loop('audit_seal', EVERY_MS, async () => {
    while (((await sealAudit(this.worker)) ?? 0) >= BATCH);
    return false;
  });
  private headTimer: NodeJS.Timeout | null = null;

  constructor(@InjectDataSource('worker') private readonly worker: DataSource) {}

  onApplicationBootstrap(): void {
    this.loop.start();
    this.headTimer = setInterval(() => void this.printHead(), HEAD_EVERY_MS);
    void this.printHead();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.headTimer) clearInterval(this.headTimer);
    await this.loop.stop();
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
