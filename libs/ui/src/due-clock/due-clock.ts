import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon';

/** How long is left, or by how much the time has passed. Ticks without being announced. */
@Component({
  selector: 'sc-due-clock',
  imports: [Icon],
  host: { '[class.overdue]': 'overdue()' },
  template: `<sc-icon [name]="overdue() ? 'warning' : 'clock'" /><span>{{ words() }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      font-variant-numeric: tabular-nums;
      white-space: nowrap;
    }
    sc-icon {
      inline-size: 20px;
      block-size: 20px;
    }
    :host(.overdue) {
      color: var(--sc-danger);
      font-weight: 600;
    }
  `,
})
export class DueClock {
  readonly words = input.required<string>();
  readonly overdue = input.required<boolean>();
}
