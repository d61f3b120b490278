import { log } from './logging';

/**
 * Something done again and again for nobody in particular. Runs never overlap; a failing one is said once, not every
 * second of an outage, and the next one comes all the same.
 */
export class Loop {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopping = false;
  private failing = false;
  /** Asked for while a run was under way. */
  private woken = false;

  /** @param cycle answers true when more is waiting: then the next run follows at once */
  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly cycle: () => Promise<boolean>,
  ) {}

  start(): void {
    this.stopping = false;
    this.schedule(0);
  }

  /** Something is to be done now: the next run does not wait its turn. */
  wake(): void {
    this.woken = true;
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.schedule(0);
  }

  /** Resolves when the run at hand has ended; none follows. */
  async stop(): Promise<void> {
    this.stopping = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private schedule(inMs: number): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.woken = false;
      this.running = this.run().then((more) => this.schedule(more || this.woken ? 0 : this.everyMs));
    }, inMs);
  }

  private async run(): Promise<boolean> {
    try {
      const more = await this.cycle();
      this.failing = false;
      return more;
    } catch (error) {
      if (!this.failing) log.warn({ kind: 'loop_failed', loop: this.name, code: codeOf(error) });
      this.failing = true;
      return false;
    }
  }
}

export function codeOf(error: unknown): string | undefined {
  const { driverError, code } = error as { driverError?: { code?: string }; code?: string };
  return driverError?.code ?? code;
}
