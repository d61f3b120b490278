import { Service, signal } from '@angular/core';

/** What a unit says of each treatment, and which child is on what. */
@Service()
export class TreatmentStore {
  /** Counts up with each change made here: what shows a child's treatments fetches again. */
  private readonly made = signal(0);
  readonly changed = this.made.asReadonly();

  /** Counts once the server has taken a change. */
  async after<T>(change: Promise<T>): Promise<T> {
    const answer = await change;
    this.made.update((count) => count + 1);
    return answer;
  }
}
