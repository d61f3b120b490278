import { effect, inject, Service, untracked } from '@angular/core';
import type { NavigationCounts } from '@shared-care/contracts/navigation/answers';
import { AlertStore } from '../alerts/alert-store';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';
import type { NavigationEntry } from './navigation';
import { Place } from './place';

/** Hints come in bursts, and a number may be so much older than its list. */
const PAUSE_MS = 4_000;

export interface Waits {
  count: number;
  words: string;
  /** Somebody must take it at once. */
  hot: boolean;
}

/** What waits behind each entry: asked again on every hint and every change of page. */
@Service()
export class NavigationCountStore {
  private readonly api = inject(Api);
  private readonly alerts = inject(AlertStore);
  private readonly counts = new Fetched<NavigationCounts>(() =>
    this.api.call('GET navigation/counts', { unattended: true }),
  );
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt = -PAUSE_MS;

  constructor() {
    const live = inject(Live);
    const session = inject(SessionStore);
    const place = inject(Place);
    effect(() => {
      place.path();
      for (const topic of ['alerts', 'patients', 'hospitals', 'requests'] as const) live.changed(topic);
      const user = session.user();
      untracked(() => (user === null ? this.forget() : this.ask()));
    });
  }

  waits({ path, count }: NavigationEntry): Waits | null {
    if (path === '/') return this.said(this.alerts.counts()?.needsOwner, 'red and amber alerts without an owner', true);
    return count === undefined ? null : this.said(this.counts.value()?.counts[count[0]], count[1], false);
  }

  private said(count: number | undefined, words: string, hot: boolean): Waits | null {
    return count === undefined || count === 0 ? null : { count, words, hot };
  }

  private ask(): void {
    if (this.timer !== undefined) return;
    const wait = this.askedAt + PAUSE_MS - performance.now();
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.askedAt = performance.now();
        void this.counts.refresh();
      },
      Math.max(0, wait),
    );
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.counts.clear();
  }
}
