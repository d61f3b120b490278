import { Component, computed, inject, Injector, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CallToMake } from '@shared-care/contracts/alerts/answers';
import { DELIVERY_CHANNELS } from '@shared-care/domain/delivery';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { DeliveryStore } from '../alerts/delivery-store';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { UnitNumber } from '../core/unit-number';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';

/** Above the list: whoever must be rung now, what did not arrive, and that email is not going out. Silent when all is well. */
@Component({
  selector: 'sc-delivery-trouble',
  imports: [AtTime, ProblemNote, RouterLink, TierChip, UnitNumber, RingNow],
  templateUrl: './delivery-trouble.html',
  styleUrl: './delivery-trouble.scss',
})
export class DeliveryTroubleNote {
  protected readonly store = inject(DeliveryStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  protected readonly attempt = new Attempt();
  /** The call whose "who did you ring" is open. */
  protected readonly asking = signal<string | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly trouble = this.store.trouble;
  protected readonly channels = DELIVERY_CHANNELS;

  /** The list of what is wrong is kept in small letters, to stand within a sentence too. */
  protected sentence(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  protected ask(call: CallToMake): void {
    this.attempt.forget();
    this.asking.set(call.id);
    setTimeout(() => document.getElementById('call-rang')?.focus());
  }

  protected async made(call: CallToMake, event: Event): Promise<void> {
    event.preventDefault();
    const { value } = document.getElementById('call-rang') as HTMLInputElement;
    const done = await this.attempt.run(() => this.store.callMade(call.id, value).then(() => true));
    if (done) this.asking.set(null);
    focusWhenLost(this.injector, () => document.querySelector<HTMLElement>('sc-today h1'));
  }
}
