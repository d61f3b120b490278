import { Component, booleanAttribute, input } from '@angular/core';
import { Icon } from '../icon/icon';

/** Says that there is nothing, and since when that is known. */
@Component({
  selector: 'sc-empty-state',
  host: { class: 'card u-block' },
  imports: [Icon],
  template: `
    <p class="u-flex u-gap-2 u-m-0">
      @if (good()) {
        <sc-icon class="u-fixed u-ok" name="tick" />
      }
      <span>{{ words() }}</span>
    </p>
    <ng-content />
  `,
})
export class EmptyState {
  readonly words = input.required<string>();
  /** That there is nothing is as it should be. */
  readonly good = input(false, { transform: booleanAttribute });
}
