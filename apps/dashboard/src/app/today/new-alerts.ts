import { effect, inject, Service, signal, untracked } from '@angular/core';
import { AlertStore } from '../alerts/alert-store';

/**
 * Which alerts came while this browser watched and nobody has looked at them here: pointed at, reached with the keys, or
 * taken. Their rows stay marked until then, also when somebody goes to another page and comes back.
 */
@Service()
export class NewAlerts {
  private readonly known = new Set<string>();
  private began = false;
  private readonly unseen = signal<ReadonlySet<string>>(new Set());
  readonly ids = this.unseen.asReadonly();

  constructor() {
    const store = inject(AlertStore);
    effect(() => {
      const alerts = store.running()?.alerts;
      untracked(() => {
        if (alerts === undefined) return this.forget();
        const fresh = alerts.filter(({ id }) => !this.known.has(id));
        fresh.forEach(({ id }) => this.known.add(id));
        // What was there when the page was opened is not news.
        if (this.began && fresh.length > 0)
          this.unseen.update((ids) => new Set([...ids, ...fresh.map(({ id }) => id)]));
        this.began = true;
      });
    });
  }

  saw(id: string): void {
    if (!this.unseen().has(id)) return;
    this.unseen.update((ids) => new Set([...ids].filter((each) => each !== id)));
  }

  private forget(): void {
    this.known.clear();
    this.began = false;
    this.unseen.set(new Set());
  }
}
