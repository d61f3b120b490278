import { signal } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { toProblem } from './problem';
import { asRefresh } from './refresh';

/**
 * A value from the server which stays on screen while it is fetched again.
 *
 * httpResource is not used here because it ignores a reload asked for while it is loading, and a live hint may fall
 * exactly then: the list would miss a change until the next one.
 */
export class Fetched<T> {
  private readonly kept = signal<T | null>(null);
  private readonly failure = signal<Problem | null>(null);
  private readonly running = signal(false);
  private again = false;
  /** Rises when an answer still on its way is no longer wanted. */
  private round = 0;

  readonly value = this.kept.asReadonly();
  /** Why the last attempt failed; the value kept from before is still there. */
  readonly problem = this.failure.asReadonly();
  readonly busy = this.running.asReadonly();

  constructor(private readonly load: () => Promise<T>) {}

  /** Fetches; asked again while busy, it fetches once more afterwards, so the last answer is never older than asked. */
  async refresh(): Promise<void> {
    if (this.running()) {
      this.again = true;
      return;
    }
    const round = ++this.round;
    this.running.set(true);
    do {
      this.again = false;
      try {
        // What is on screen already is not looked up by a person again.
        const value = await (this.kept() === null ? this.load() : asRefresh(this.load));
        if (round !== this.round) return;
        this.kept.set(value);
        this.failure.set(null);
      } catch (error) {
        if (round !== this.round) return;
        this.failure.set(toProblem(error));
      }
    } while (this.again);
    this.running.set(false);
  }

  /** Fetches at once, without waiting for an answer that may never come. */
  retry(): Promise<void> {
    this.round++;
    this.running.set(false);
    return this.refresh();
  }

  clear(): void {
    this.round++;
    this.running.set(false);
    this.kept.set(null);
    this.failure.set(null);
  }

  /** Takes an answer which came another way, such as that of a verb. */
  take(value: T): void {
    this.kept.set(value);
    this.failure.set(null);
    // An answer on its way may be older than this one.
    if (this.running()) this.again = true;
  }
}
