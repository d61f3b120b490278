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
        <a [routerLink]="link.path" [queryParams]="link.params ?? {}">{{ link.words }}</a>
      }
    </nav>
    <p class="keys u-m-0" aria-hidden="true">
      <kbd>J</kbd><kbd>K</kbd> move <kbd>A</kbd> acknowledge <kbd>U</kbd> undo <kbd>?</kbd> all keys
    </p>
    @defer (on timer(2s)) {
      <sc-care-gaps-line class="u-whole" />
    }
  `,
  styles: `
    a {
      display: inline-flex;
      align-items: center;
      min-block-size: 2rem;
    }
    kbd {
      margin-inline: 0.375rem 0.125rem;
      padding: 0.0625rem 0.3125rem;
      border: 1px solid var(--sc-border);
      border-radius: var(--sc-corner-key);
      font: inherit;
      font-size: 0.75rem;
      line-height: 1rem;
      font-weight: 600;
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
