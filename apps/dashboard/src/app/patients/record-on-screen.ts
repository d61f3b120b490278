import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { londonDate } from '@shared-care/domain/london-time';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PatientStore } from './patient-store';

/** The record that is open: fetched once by `PatientRecord`, which provides this to the tabs inside it. */
@Injectable()
export class RecordOnScreen {
  private readonly store = inject(PatientStore);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);

  /** An internal id, never an NHS number; null until the route has said which. */
  readonly id = signal<string | null>(null);
  private readonly fetched = computed(() => {
    const id = this.id();
    return id === null ? null : new Fetched(() => this.store.get(id));
  });
  readonly page = computed(() => this.fetched()?.value() ?? null);
  readonly problem = computed(() => this.fetched()?.problem() ?? null);
  readonly today = computed(() => londonDate(this.clock.now()));

  constructor() {
    effect(() => {
      this.live.changedFor('patients', this.id());
      this.live.changedFor('alerts', this.id());
      const fetched = this.fetched();
      untracked(() => void fetched?.refresh());
    });
    effect(() => {
      const page = this.page();
      const user = this.session.user();
      if (page !== null && user !== null) untracked(() => this.store.opened(page, user.id));
    });
  }

  reload(): void {
    void this.fetched()?.refresh();
  }
}
