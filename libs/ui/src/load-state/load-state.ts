import { Component, computed, input } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { ProblemNote } from '../problem-note/problem-note';

/** What is fetched from the server: as much of it as its state needs. */
export interface Loadable {
  value(): unknown;
  problem(): Problem | null;
  retry(): unknown;
}

/**
 * How the fetching of a part stands: nothing while all is well, grey rows until the first answer, and why it failed, with
 * a button to try again. It stands before what it fetches, which the page shows whenever there is a value:
 *
 *     <sc-load-state [of]="list" lead="The list could not be loaded" />
 *     @if (list.value(); as all) { … }
 *
 * What is inside it shows with the failure, for example the number to ring.
 */
@Component({
  selector: 'sc-load-state',
  imports: [ProblemNote],
  template: `
    @if (of().problem(); as problem) {
      <sc-problem-note
        class="u-block u-mb-4"
        [problem]="problem"
        [lead]="known() ? stale() : lead()"
        [canRetry]="problem.code !== 'not_found'"
        (retry)="of().retry()"
      >
        <ng-content />
      </sc-problem-note>
    } @else if (!known()) {
      <div class="waiting card u-p-0 u-clip" aria-busy="true">
        <p class="visually-hidden" role="status">{{ saying() }}</p>
        @for (row of places(); track row) {
          <div class="row u-grid u-center u-px-4" aria-hidden="true">
            <span class="bar wide u-round-key u-quiet-ground"></span>
            <span class="bar u-round-key u-quiet-ground"></span>
            <span class="bar last u-round-key u-quiet-ground"></span>
          </div>
        }
        <p class="slow u-m-0 u-py-3 u-px-4 u-ruled u-quiet">
          This takes longer than it should.
          <button class="u-press u-quietly" type="button" (click)="of().retry()">Try again</button>
        </p>
      </div>
    }
  `,
  styles: `
    /* Nothing to say takes no place in a stack. */
    :host(:empty) {
      display: none;
    }
    .waiting {
      animation: show 0s 150ms both;
    }
    .row {
      grid-template-columns: 5fr 4fr 2fr;
      gap: 2rem;
      block-size: 3.125rem;

      & + .row {
        border-block-start: 1px solid var(--sc-border);
      }
    }
    .bar {
      block-size: 0.75rem;
      inline-size: 70%;
    }
    .wide {
      inline-size: 90%;
    }
    .last {
      inline-size: 100%;
    }
    .slow {
      animation: show 0s 8s both;
    }
    @keyframes show {
      from {
        visibility: hidden;
      }
      to {
        visibility: visible;
      }
    }
    @media (max-width: 43.75rem) {
      .row {
        grid-template-columns: 5fr 2fr;
        gap: 1rem;
      }
      .bar:nth-child(2) {
        display: none;
      }
    }
  `,
})
export class LoadState {
  readonly of = input.required<Loadable>();
  /** What could not be loaded; without it the server's own words. */
  readonly lead = input<string>();
  /** What to say when what is shown is from before. */
  readonly stale = input('This could not be brought up to date. It shows what was known before.');
  /** What a screen reader hears while it loads. */
  readonly saying = input('Loading');
  /** How many grey rows. */
  readonly rows = input(3);
  protected readonly known = computed(() => this.of().value() !== null);
  protected readonly places = computed(() => Array.from({ length: this.rows() }, (_, place) => place));
}
