import { computed, effect, inject, Service, untracked } from '@angular/core';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';

/** What is missing before alerts can be relied on, kept for the page, the strip and the admins' start page. */
@Service()
export class SetUpStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);

  readonly readiness = new Fetched(() => this.api.call('GET readiness'));
  /** Steps with something missing; empty while nothing is known. */
  readonly open = computed(() => (this.readiness.value()?.steps ?? []).filter(({ missing }) => missing.length > 0));

  constructor() {
    const live = inject(Live);
    effect(() => {
      live.changed('hospitals');
      live.changed('rota');
      const may = this.session.may('readiness', 'read');
      untracked(() => (may ? void this.readiness.refresh() : this.readiness.clear()));
    });
  }
}
