import { Component, computed, inject } from '@angular/core';
import { Icon } from '@shared-care/ui/icon/icon';
import { UnitNumbers } from '../core/unit-numbers';
import { MyPatientsStore } from './my-patients-store';

/** Always under the thumb: the unit's number for this hour, and whose it is. */
@Component({
  selector: 'sc-ring-unit',
  host: { class: 'u-sticky u-gap-2 u-mt-4 u-py-2 u-px-0' },
  imports: [Icon],
  template: `
    @if (numbers.line(); as line) {
      <a
        class="ring u-grow u-flex u-center u-gap-2 u-min-0 u-m-0 u-py-1 u-px-2 u-round u-plain"
        [href]="dial(line.phone)"
      >
        <sc-icon name="phone" />
        <span class="words u-bar u-grow u-gap-0-4 u-min-0 u-stretch">
          <strong class="u-full u-rowtext">Ring unit now</strong>
          <span class="who u-small">{{ who() }}</span>
          <span class="number u-small u-strong u-keep u-tabular">{{ line.phone }}</span>
        </span>
      </a>
    } @else {
      <p class="ring u-grow u-flex u-center u-gap-2 u-min-0 u-m-0 u-py-1 u-px-2 u-round u-plain">
        <sc-icon name="phone" /> No number of the unit is known for this hour. Ring the switchboard.
      </p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      inset-block-end: 0;
      z-index: 10;
      display: flex;
      background: var(--sc-bg);
    }
    :host(.bar) {
      gap: 0.375rem;
      margin: 0;
      padding: 0.5rem 0.75rem calc(0.5rem + env(safe-area-inset-bottom));
      border-block-start: 1px solid var(--sc-border);
      background: var(--sc-card);
    }
    .ring {
      min-block-size: 3.75rem;
      background: var(--sc-action);
      color: var(--sc-on-action);
      line-height: 1.25rem;
    }
    @media (min-width: 40.01rem) {
      .number {
        font-size: 1.125rem;
        line-height: 1.25rem;
      }
    }
    @media (max-width: 640px) {
      /* Above the navigation at the bottom of a phone. */
      :host(:not(.bar)) {
        inset-block-end: calc(61px + env(safe-area-inset-bottom));
      }
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class RingUnit {
  private readonly store = inject(MyPatientsStore);
  protected readonly numbers = inject(UnitNumbers);
  protected readonly who = computed(() => {
    const line = this.numbers.line();
    if (!line) return '';
    // The list knows who is on duty; before it has come, and of another number, the line alone is named.
    const named = this.store.list.value()?.ringUnit.find(({ phone }) => phone === line.phone);
    const { label, bleep } = named ?? line;
    // The name alone: what else is known of the line stands under "Ring now" and "Contacts".
    return `${this.numbers.inHours() ? 'In hours' : 'Out of hours'}: ${label.split(/[:,]/)[0] ?? label}${bleep ? `, bleep ${bleep}` : ''}`;
  });

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }
}
