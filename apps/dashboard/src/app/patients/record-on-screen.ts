import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { londonDate } from '@shared-care/domain/london-time';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PatientStore } from './patient-store';

/** The record that is open: fetched once by `PatientRecord`, which provides this to the tabs inside it. */
@Injectable()
export class RecordOnScreen {
  private readonly api = inject(Api);
  private readonly store = inject(PatientStore);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);

  /** An internal id, never an NHS number; null until the route has said which. */
  readonly id = signal<string | null>(null);
  private readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET patients/:id', { params: { id } }),
    (live, id) => {
      live.changedFor('patients', id);
      live.changedFor('alerts', id);
    },
  );
  readonly page = this.fetched.value;
  readonly problem = this.fetched.problem;
  readonly today = computed(() => londonDate(this.clock.now()));

  constructor() {
    effect(() => {
      const page = this.page();
      const user = this.session.user();
      if (page !== null && user !== null) untracked(() => this.store.opened(page, user.id));
    });
  }

  reload(): void {
    void this.fetched.refresh();
  }
}
