import { Component, input } from '@angular/core';

/** Says that there is nothing, and since when that is known. */
@Component({
  selector: 'sc-empty-state',
  template: `<p>{{ words() }}</p>
    <ng-content />`,
  styles: `
    :host {
      display: block;
      padding: 24px 16px;
      border: 1px solid var(--sc-border);
      border-radius: 4px;
      background: var(--sc-card);
    }
    p {
      margin: 0;
    }
  `,
})
export class EmptyState {
  readonly words = input.required<string>();
}
