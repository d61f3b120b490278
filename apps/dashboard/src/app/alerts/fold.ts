import { Component, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** A card that opens and closes: its heading and what it comes to stay in sight. */
@Component({
  selector: 'sc-fold',
  host: { class: 'u-block' },
  imports: [MatButton],
  template: `
    <section class="card u-py-2" [attr.aria-labelledby]="titleId()">
      <div class="head row u-gap-0-2">
        <h2 [id]="titleId()" tabindex="-1">{{ title() }}</h2>
        <span class="meta">{{ meta() }}</span>
        <button
          class="u-push"
          type="button"
          matButton="text"
          [attr.aria-expanded]="open()"
          [attr.aria-controls]="titleId() + '-body'"
          (click)="open.set(!open())"
        >
          {{ open() ? 'Hide' : 'Show' }}<span class="visually-hidden"> {{ title().toLowerCase() }}</span>
        </button>
      </div>
      <div [id]="titleId() + '-body'" [hidden]="!open()"><ng-content /></div>
    </section>
  `,
  styles: `
    @media (max-width: 640px) {
      .card {
        padding: 0.25rem 0.75rem;
      }
      .head {
        flex-wrap: nowrap;
      }
      .meta {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      button {
        flex: none;
      }
    }
  `,
})
export class Fold {
  readonly title = input.required<string>();
  readonly titleId = input.required<string>();
  readonly meta = input('');
  /** Closed at first. */
  readonly folded = input(false);
  readonly open = linkedSignal(() => !this.folded());
}
