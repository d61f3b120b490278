import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { londonDate } from '@shared-care/domain/london-time';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PatientStore } from './patient-store';

/**
 * The record that is open: fetched once by `PatientRecord`, which provides this to the tabs inside it. All that its head
 * and its Summary show comes in one answer, so that opening a record is one look in the audit log.
 */
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
    (id) => this.api.call('GET patients/:id/record', { params: { id } }),
    (live, id) => {
      live.changedFor('patients', id);
      live.changedFor('alerts', id);
      live.changedFor('requests', id);
    },
  );
  readonly page = computed(() => this.fetched.value()?.page ?? null);
  readonly problem = this.fetched.problem;
  readonly picture = computed(() => this.fetched.value()?.picture ?? null);
  readonly card = computed(() => this.fetched.value()?.card ?? null);
  readonly notices = computed(() => this.fetched.value()?.notices ?? null);
  readonly letters = computed(() => this.fetched.value()?.letters ?? null);
  readonly openRequests = computed(() => (this.picture()?.requests ?? []).filter(({ doneAt }) => doneAt === null));
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
