import { effect, inject, Service, untracked } from '@angular/core';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** The header asks again this often, beside live hints and the hour at which people change. */
const ASK_AGAIN_MS = 300_000;

@Service()
export class RotaStore {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private askedAt = 0;

  /** Who is told of an alert at this moment; kept true while somebody who may see it is signed in. */
  readonly onNow = new Fetched(() => this.api.call('GET rota/on-now'));

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      this.live.changed('rota');
      if (session.may('rota', 'read')) untracked(() => this.ask());
      else untracked(() => this.onNow.clear());
    });
    effect(() => {
      const now = this.clock.now().getTime();
      const until = untracked(() => this.onNow.value()?.until);
      const turned = until != null && now >= Date.parse(until) && this.askedAt < Date.parse(until);
      if (this.askedAt > 0 && (turned || now - this.askedAt > ASK_AGAIN_MS)) untracked(() => this.ask());
    });
  }

  private ask(): void {
    this.askedAt = this.clock.read().getTime();
    void this.onNow.refresh();
  }
}
