import { inject, Service, signal } from '@angular/core';
import { Api } from '../core/api';

/** How much waits in the list of suggestions, for the mark in the navigation. */
@Service()
export class CorrectionStore {
  private readonly api = inject(Api);

  private readonly waiting = signal(0);
  /** How many suggestions wait for somebody of the unit. */
  readonly open = this.waiting.asReadonly();

  /** A count that cannot be had leaves the last one; the page itself says what is wrong. */
  async count(): Promise<void> {
    try {
      const { open } = await this.api.call('GET record-corrections/count');
      this.waiting.set(open);
    } catch {
      return;
    }
  }
}
