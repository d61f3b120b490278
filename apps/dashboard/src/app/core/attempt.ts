import { signal } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { toProblem } from './problem';

/** One thing a person asked the server to do: running, done, or failed with a reason that stays on screen. */
export class Attempt {
  private readonly running = signal(false);
  private readonly failure = signal<Problem | null>(null);
  readonly busy = this.running.asReadonly();
  readonly problem = this.failure.asReadonly();

  /** What was refused no longer stands. */
  forget(): void {
    this.failure.set(null);
  }

  /** The answer, or null when it failed. */
  async run<T>(action: () => Promise<T>): Promise<T | null> {
    this.running.set(true);
    this.failure.set(null);
    try {
      return await action();
    } catch (error) {
      this.failure.set(toProblem(error));
      return null;
    } finally {
      this.running.set(false);
    }
  }
}
