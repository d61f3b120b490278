import { Component, computed, inject } from '@angular/core';
import { Icon } from '@shared-care/ui/icon/icon';
import { UnitNumbers } from '../core/unit-numbers';
import { MyPatientsStore } from './my-patients-store';

/** Always under the thumb: the unit's number for this hour, and whose it is. */
@Component({
  selector: 'sc-ring-unit',
  imports: [Icon],
  template: `
    @if (numbers.line(); as line) {
      <a class="ring" [href]="dial(line.phone)">
        <sc-icon name="phone" />
        <span>
          <strong>Ring unit now</strong>
          <span class="who">{{ who() }}</span>
        </span>
        <span class="number">{{ line.phone }}</span>
      </a>
    } @else {
      <p class="ring"><sc-icon name="phone" /> No number of the unit is known for this hour. Ring the switchboard.</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      position: sticky;
      inset-block-end: 0;
      z-index: 10;
      display: flex;
      gap: 8px;
      margin-block-start: 16px;
      padding-block: 8px;
      background: var(--sc-bg);
    }
    .ring {
      flex: 1;
      display: flex;
      align-items: center;
      gap: 10px;
      min-block-size: 56px;
      padding: 6px 12px;
      border-radius: 4px;
      background: var(--sc-action);
      color: var(--sc-on-action);
      text-decoration: none;
      line-height: 20px;
    }
    .who {
      display: block;
      font-size: 14px;
    }
    .number {
      margin-inline-start: auto;
      font-size: 18px;
      font-weight: 600;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 640px) {
      :host {
        // Above the navigation at the bottom of a phone.
        inset-block-end: calc(61px + env(safe-area-inset-bottom));
        flex-wrap: wrap;
      }
      .ring {
        flex: 1 1 100%;
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
