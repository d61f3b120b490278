import { Component, input, output } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { Icon } from '../icon/icon';

/** What failed, in place: it stays until it is mended. */
@Component({
  selector: 'sc-problem-note',
  imports: [Icon],
  template: `
    <div class="note u-flex u-gap-3 u-py-3 u-px-4 u-round u-on-card" role="alert">
      <sc-icon class="u-danger" name="warning" />
      <div>
        <p class="title u-mb-1 u-strong">{{ lead() ?? problem().title }}</p>
        <p class="u-mb-1">{{ problem().detail }}</p>
        @for (error of problem().errors ?? []; track $index) {
          <p class="u-mb-1">{{ error.message }}</p>
        }
        @if (problem().reference) {
          <p class="meta u-mb-1">Ref {{ problem().reference }}</p>
        }
        <ng-content />
        @if (canRetry()) {
          <button class="u-press u-quietly" type="button" (click)="retry.emit()">Try again</button>
        }
      </div>
    </div>
  `,
  styles: `
    .note {
      border: 1px solid var(--sc-danger);
      border-inline-start-width: 4px;
    }
  `,
})
export class ProblemNote {
  readonly problem = input.required<Problem>();
  /** What failed and what is still true, when the page knows it better than the server. */
  readonly lead = input<string>();
  readonly canRetry = input(false);
  readonly retry = output();
}
