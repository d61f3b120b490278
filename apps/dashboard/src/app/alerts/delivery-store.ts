import { computed, effect, inject, Service, untracked } from '@angular/core';
import type { Undelivered } from '@shared-care/contracts/alerts/answers';
import { londonTime } from '@shared-care/domain/london-time';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

const TOGETHER_MS = 200;

/** What stands between an alert and a person: messages that failed, calls to be made, email that does not go out. */
@Service()
export class DeliveryStore {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);

  private readonly fetched = new Fetched(() => this.api.call('GET deliveries/trouble'));
  readonly trouble = this.fetched.value;
  readonly problem = this.fetched.problem;
  /** For the row of each alert: the last message about it that did not arrive. */
  readonly undelivered = computed(() => {
    const last = new Map<string, Undelivered>();
    for (const message of this.trouble()?.undelivered ?? [])
      if (!last.has(message.alertId)) last.set(message.alertId, message);
    return last;
  });

  private readonly shown = new Set<string>();
  private readonly toTell = new Set<string>();

  constructor() {
    effect(() => {
      this.live.changed('alerts');
      // Email stops without any alert changing.
      londonTime(this.clock.now());
      if (this.session.may('delivery', 'trouble')) untracked(() => void this.fetched.refresh());
      else untracked(() => this.forget());
    });
  }

  retry(): void {
    void this.fetched.retry();
  }

  /** Somebody rang: whom, and by that who and when. */
  async callMade(deliveryId: string, rang: string): Promise<void> {
    await this.api.call('POST deliveries/:id/call', { params: { id: deliveryId }, body: { rang } });
    await this.fetched.retry();
  }

  async takeBackCall(deliveryId: string): Promise<void> {
    const at = this.trouble()?.callsMade.find(({ id }) => id === deliveryId)?.at ?? '';
    await this.api.call('POST deliveries/:id/take-back-call', { params: { id: deliveryId }, body: { at } });
    await this.fetched.retry();
  }

  /**
   * The receipt for an alert that a person could read on this screen as it now is; told again, it is shown again. Rows
   * that come into sight together go in one receipt, and one that is lost goes with the next look.
   */
  sawAlert(alert: { id: string; version: number }): void {
    const seen = `${alert.id} ${alert.version}`;
    if (this.shown.has(seen) || !this.session.may('delivery', 'confirm')) return;
    this.shown.add(seen);
    if (this.toTell.size === 0) setTimeout(() => void this.sendReceipt(), TOGETHER_MS);
    this.toTell.add(seen);
  }

  private async sendReceipt(): Promise<void> {
    const told = [...this.toTell];
    this.toTell.clear();
    const alertIds = [...new Set(told.map((seen) => seen.split(' ')[0]!))];
    try {
      if (alertIds.length > 0) await this.api.call('POST deliveries/shown', { body: { alertIds } });
    } catch {
      told.forEach((seen) => this.shown.delete(seen));
    }
  }

  private forget(): void {
    this.fetched.clear();
    this.shown.clear();
    this.toTell.clear();
  }
}
