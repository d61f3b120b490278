import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon';

/** How long is left, or by how much the time has passed. Ticks without being announced. */
@Component({
  selector: 'sc-due-clock',
  imports: [Icon],
  host: { class: 'u-inline-flex u-center u-gap-1 u-tabular u-keep', '[class.overdue]': 'overdue()' },
  template: `<sc-icon class="u-square-m" [name]="overdue() ? 'warning' : 'clock'" /><span>{{ words() }}</span>`,
  styles: `
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
