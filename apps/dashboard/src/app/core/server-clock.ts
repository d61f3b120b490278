import { Service, signal } from '@angular/core';

/**
 * The time as the server's database has it. Ward computers are minutes wrong, and "Overdue 12 min" must read the same
 * on every screen, so nothing in the dashboard asks the device for the time.
 */
@Service()
export class ServerClock {
  private offset = 0;
  private readonly current = signal(new Date());

  /** Ticks every 15 seconds; words such as "in 6 min" hang on it. */
  readonly now = this.current.asReadonly();

  constructor() {
    setInterval(() => this.current.set(this.read()), 15_000);
  }

  /** The time at this moment, for something that has just happened. */
  read(): Date {
    return new Date(Date.now() + this.offset);
  }

  /** `now` as an answer of the server carried it. */
  set(now: string): void {
    const offset = Date.parse(now) - Date.now();
    // Answers travel for some milliseconds; a shift of less than a second is not worth waking every clock on screen.
    if (Number.isNaN(offset) || Math.abs(offset - this.offset) < 1000) return;
    this.offset = offset;
    this.current.set(this.read());
  }

  /** Sets the clock by the answer on its way, and hands it on. */
  async heard<T extends { now: string }>(answer: Promise<T>): Promise<T> {
    const { now } = await answer;
    this.set(now);
    return answer;
  }
}
