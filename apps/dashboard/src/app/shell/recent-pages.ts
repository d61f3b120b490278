import { effect, inject, Service, signal } from '@angular/core';
import { SessionStore } from '../core/session-store';
import { Place } from './place';

const REMEMBERED = 5;

/** Work areas the person was in last; never a record, and only until the page is loaded anew. */
@Service()
export class RecentPages {
  private readonly visited = signal<readonly string[]>([]);
  readonly paths = this.visited.asReadonly();

  constructor() {
    const place = inject(Place);
    const session = inject(SessionStore);
    effect(() => {
      const entry = place.entry();
      if (session.user() === null) this.visited.set([]);
      else if (entry !== null)
        this.visited.update((last) => [entry.path, ...last.filter((path) => path !== entry.path)].slice(0, REMEMBERED));
    });
  }
}
