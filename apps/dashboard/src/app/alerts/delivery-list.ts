import { Component, computed, inject, input } from '@angular/core';
import type { AlertDetail, Delivery } from '@shared-care/contracts/alerts/answers';
import { DELIVERY_CHANNELS, DELIVERY_STATES } from '@shared-care/domain/delivery';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ServerClock } from '../core/server-clock';
import { deliveryInWords } from './delivery-words';

/** What was sent about an alert: to whom, how, when, and what came back. */
@Component({
  selector: 'sc-delivery-list',
  imports: [AtTime],
  template: `
    @for (round of rounds(); track round.words) {
      <h3 class="u-mt-2 u-mb-0 u-quiet">{{ round.words }}</h3>
      <ul>
        @for (delivery of round.deliveries; track delivery.id) {
          <li class="u-grid u-gap-0-3 u-py-1" [class.failed]="delivery.state === 'failed'">
            <span class="who">{{ channels[delivery.channel] }}, {{ delivery.to }}</span>
            <span>
              @if (delivery.state === 'failed') {
                <span aria-hidden="true">✕ </span>
              }
              {{ words(delivery) }} <sc-at-time [at]="delivery.at" [today]="today()" />
            </span>
            <span class="meta u-span u-break"
              >{{ delivery.because }}{{ delivery.reply ? ' · answer ' + delivery.reply : '' }}</span
            >
          </li>
        }
      </ul>
    } @empty {
      <p>Nothing was sent yet.</p>
    }
  `,
  styles: `
    li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .failed > :not(.meta) {
      font-weight: 600;
      color: var(--sc-danger);
    }
    @media (max-width: 640px) {
      li {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class DeliveryList {
  private readonly clock = inject(ServerClock);
  readonly alert = input.required<AlertDetail>();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  /** Latest first, as they come. */
  protected readonly rounds = computed(() => {
    const rounds = new Map<number, Delivery[]>();
    for (const delivery of this.alert().deliveries)
      rounds.set(delivery.round, [...(rounds.get(delivery.round) ?? []), delivery]);
    return [...rounds].map(([round, deliveries]) => ({
      words: round === 0 ? 'When it was raised' : `Re-notified, level ${deliveries[0]!.level} (${round})`,
      deliveries,
    }));
  });
  protected readonly channels = DELIVERY_CHANNELS;
  protected readonly states = DELIVERY_STATES;
  protected readonly words = deliveryInWords;
}
