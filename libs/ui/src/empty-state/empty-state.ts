import { Component, booleanAttribute, input } from '@angular/core';
import { Icon } from '../icon/icon';

/** Says that there is nothing, and since when that is known. */
@Component({
  selector: 'sc-empty-state',
  imports: [Icon],
  template: `
    <p>
      @if (good()) {
        <sc-icon name="tick" />
      }
      <span>{{ words() }}</span>
    </p>
    <ng-content />
  `,
  styles: `
    :host {
      display: block;
      padding: 1.25rem 1rem;
      border: 1px solid var(--sc-border);
      border-radius: var(--sc-corner-card);
      background: var(--sc-card);
    }
    p {
      display: flex;
      gap: 0.5rem;
      margin: 0;
    }
    sc-icon {
      flex: none;
      color: var(--sc-ok);
    }
  `,
})
export class EmptyState {
  readonly words = input.required<string>();
  /** That there is nothing is as it should be. */
  readonly good = input(false, { transform: booleanAttribute });
}
