import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Problem } from '@shared-care/contracts/problem';
import { Icon } from '../icon/icon';

/** What failed, in place: it stays until it is mended. */
@Component({
  selector: 'sc-problem-note',
  imports: [MatButton, Icon],
  template: `
    <div class="note" role="alert">
      <sc-icon name="warning" />
      <div>
        <p class="title">{{ lead() ?? problem().title }}</p>
        <p>{{ problem().detail }}</p>
        @for (error of problem().errors ?? []; track $index) {
          <p>{{ error.message }}</p>
        }
        @if (problem().reference) {
          <p class="meta">Ref {{ problem().reference }}</p>
        }
        <ng-content />
        @if (canRetry()) {
          <button type="button" matButton="text" (click)="retry.emit()">Try again</button>
        }
      </div>
    </div>
  `,
  styles: `
    .note {
      display: flex;
      gap: 12px;
      padding: 12px 16px;
      border: 1px solid var(--sc-danger);
      border-inline-start-width: 4px;
      border-radius: 4px;
      background: var(--sc-card);
    }
    sc-icon {
      color: var(--sc-danger);
    }
    p {
      margin: 0 0 4px;
      overflow-wrap: anywhere;
    }
    .title {
      font-weight: 600;
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
