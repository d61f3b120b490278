import { Component, computed, inject } from '@angular/core';
import { Icon } from '@shared-care/ui/icon/icon';
import { SessionStore } from '../shell/session-store';
import { MyPatientsStore } from './my-patients-store';

/** Always under the thumb: the unit's number for this hour, and whose it is. */
@Component({
  selector: 'sc-ring-unit',
  imports: [Icon],
  template: `
    <a class="ring" [href]="'tel:' + dial()">
      <sc-icon name="phone" />
      <span>
        <strong>Ring unit now</strong>
        <span class="who">{{ who() }}</span>
      </span>
      <span class="number">{{ line().phone }}</span>
    </a>
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
  private readonly session = inject(SessionStore);
  /** Before the list has come, the number that came with signing in. */
  protected readonly line = computed(
    () => this.store.list.value()?.ringUnit[0] ?? { label: 'The unit', phone: this.session.unitPhone(), bleep: null },
  );
  protected readonly who = computed(() => {
    const list = this.store.list.value();
    const { label, bleep } = this.line();
    const hours = list === null ? '' : list.night ? 'Night: ' : 'Day: ';
    // The name alone: what else is known of the line stands under "Ring now" and "Contacts".
    return `${hours}${label.split(/[:,]/)[0] ?? label}${bleep ? `, bleep ${bleep}` : ''}`;
  });
  protected readonly dial = computed(() => this.line().phone.replace(/[^\d+]/g, ''));
}
