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
  imports: [CareGapsLine, RouterLink],
  template: `
    <nav aria-label="More lists">
      @for (link of links(); track link.words) {
        <a [routerLink]="link.path" [queryParams]="link.params ?? {}">{{ link.words }}</a>
      }
    </nav>
    <p class="keys" aria-hidden="true">
      <kbd>J</kbd><kbd>K</kbd> move <kbd>A</kbd> acknowledge <kbd>U</kbd> undo <kbd>?</kbd> all keys
    </p>
    @defer (on timer(2s)) {
      <sc-care-gaps-line />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.25rem 1rem;
      margin-block-start: 0.25rem;
      padding-inline: 0.25rem;
      font-size: 0.875rem;
      line-height: 1.25rem;
      color: var(--sc-text-2);
    }
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
    }
    a {
      display: inline-flex;
      align-items: center;
      min-block-size: 2rem;
    }
    sc-care-gaps-line {
      flex: 1 0 100%;
    }
    .keys {
      margin: 0;
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
