import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertQueue } from '@shared-care/contracts/alerts/answers';
import { CareGapsLine } from '../link-consultants/care-gaps-line';

interface FootLink {
  words: string;
  path: string;
  params?: Record<string, string>;
}

/** Below the queue: what has ended, what is not matched, and what waits elsewhere; beside it, which keys there are. */
@Component({
  selector: 'sc-foot-links',
  host: { class: 'u-bar meta u-mt-1 u-px-1' },
  imports: [CareGapsLine, RouterLink],
  template: `
    <nav class="row u-gap-0-4 u-stretch" aria-label="More lists">
      @for (link of links(); track link.words) {
        <a class="u-inline-flex u-center u-tall-s" [routerLink]="link.path" [queryParams]="link.params ?? {}">{{
          link.words
        }}</a>
      }
    </nav>
    <p class="keys u-m-0" aria-hidden="true">
      <kbd class="u-type u-boxed u-round-key u-strong">J</kbd
      ><kbd class="u-type u-boxed u-round-key u-strong">K</kbd> move
      <kbd class="u-type u-boxed u-round-key u-strong">A</kbd> acknowledge
      <kbd class="u-type u-boxed u-round-key u-strong">U</kbd> undo
      <kbd class="u-type u-boxed u-round-key u-strong">?</kbd> all keys
    </p>
    @defer (on timer(2s)) {
      <sc-care-gaps-line class="u-whole" />
    }
  `,
  styles: `
    kbd {
      margin-inline: 0.375rem 0.125rem;
      padding: 0.0625rem 0.3125rem;
      font-size: 0.75rem;
      line-height: 1rem;
    }
    @media (pointer: coarse), (max-width: 700px) {
      .keys {
        display: none;
      }
      a {
        min-block-size: 2.75rem;
      }
    }
  `,
})
export class FootLinks {
  readonly counts = input.required<AlertQueue['counts']>();

  protected readonly links = computed((): FootLink[] => {
    const { closed_today, withdrawn, unmatched, emergencyAccessToReview } = this.counts();
    const links: (FootLink | false)[] = [
      { words: `Closed today ${closed_today}`, path: '/', params: { view: 'closed_today' } },
      { words: `Withdrawn ${withdrawn}`, path: '/', params: { view: 'withdrawn' } },
      unmatched > 0 && { words: `Unmatched ${unmatched}`, path: '/', params: { only: 'unmatched' } },
      { words: 'Handover', path: '/handover' },
      emergencyAccessToReview > 0 && {
        words: `Emergency access to review ${emergencyAccessToReview}`,
        path: '/emergency-access/reviews',
      },
    ];
    return links.filter((link) => link !== false);
  });
}
