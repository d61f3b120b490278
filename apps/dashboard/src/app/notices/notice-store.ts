import { Service, signal } from '@angular/core';

/** Facts about records that a person must see and settle. */
@Service()
export class NoticeStore {
  /** Counts up with each change made here: the banner and the tab of a record fetch again. */
  private readonly made = signal(0);
  readonly changed = this.made.asReadonly();

  /** Counts once the server has taken a change. */
  async after<T>(change: Promise<T>): Promise<T> {
    const answer = await change;
    this.made.update((count) => count + 1);
    return answer;
  }
}
