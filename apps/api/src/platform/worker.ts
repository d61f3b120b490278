import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Config } from './config';
import { Loop } from './loop';

const DRAIN_MS = 10_000;

/** Work that is done again and again beside the requests. A process that only serves requests starts none. */
export abstract class Worker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  protected constructor(
    protected readonly config: Config,
    name: string,
    everyMs: number,
  ) {
    this.loop = new Loop(name, everyMs, () => this.cycle());
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'api') this.loop.start();
  }

  /** Lets the run at hand end, for a while. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.race([this.loop.stop(), new Promise((done) => setTimeout(done, DRAIN_MS).unref())]);
  }

  /** True when more is waiting: then the next run follows at once. */
  protected abstract cycle(): Promise<boolean>;

  /** Something is to be done now: the next run does not wait its turn. */
  protected wake(): void {
    this.loop.wake();
  }
}
