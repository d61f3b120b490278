import { effect, inject, Service, untracked } from '@angular/core';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';

/** The consultant's own children, kept in memory while they move between the screens; never on the device. */
@Service()
export class MyPatientsStore {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly session = inject(SessionStore);

  readonly list = new Fetched(() => this.api.call('GET my-patients'));

  constructor() {
    effect(() => {
      this.live.changed('patients');
      this.live.changed('alerts');
      const user = this.session.user();
      untracked(() => {
        if (user?.role === 'link_consultant') void this.list.refresh();
        // The next person at this phone must not see whose children these were.
        else this.list.clear();
      });
    });
  }
}
