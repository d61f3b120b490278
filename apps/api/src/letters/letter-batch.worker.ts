import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { unitName } from '../platform/unit-on-paper';
import { log } from '../platform/logging';
import { issueNext } from './letter-batches';

const EVERY_MS = 1000;

/**
 * Works batches off, one letter in one transaction. Any number of processes may run it; what one holds the others pass
 * by, and what it held when it died is taken up by the next.
 */
@Injectable()
export class LetterBatchWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | null = null;
  private stopping = false;
  private failing = false;

  constructor(@InjectDataSource('app') private readonly app: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.work(), EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.working;
  }

  work(): Promise<void> {
    return (this.working ??= this.workOff().finally(() => (this.working = null)));
  }

  private async workOff(): Promise<void> {
    try {
      while (
        !this.stopping &&
        (await this.app.transaction(async (tx) => issueNext(tx, { unitName: await unitName(tx) })))
      );
      this.failing = false;
    } catch (error) {
      // What waits is tried again; said once, not every second of an outage.
      if (!this.failing) log.warn({ kind: 'letter_batch_failed', name: (error as Error).name });
      this.failing = true;
    }
  }
}
