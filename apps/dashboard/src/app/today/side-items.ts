import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertQueue } from '@shared-care/contracts/alerts/answers';
import { CareGapsLine } from '../link-consultants/care-gaps-line';

interface SideItem {
  words: string;
  path: string;
  params?: Record<string, string>;
  /** Somebody should act on it now. */
  due?: boolean;
}

/** What else needs somebody of the unit, in one line of links; silent when nothing does. */
@Component({
  selector: 'sc-side-items',
  imports: [CareGapsLine, RouterLink],
  template: `
    @if (items().length > 0) {
      <nav aria-label="Also to do">
        <span class="meta">Also:</span>
        <ul>
          @for (item of items(); track item.words) {
            <li [class.due]="item.due">
              <a [routerLink]="item.path" [queryParams]="item.params ?? {}">{{ item.words }}</a>
            </li>
          }
        </ul>
      </nav>
    }
    @defer {
      <sc-care-gaps-line />
    }
  `,
  styles: `
    nav,
    ul {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 12px;
    }
    nav {
      margin-block-end: 8px;
    }
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    a {
      display: inline-block;
      min-block-size: 24px;
    }
    .due {
      padding-inline: 8px;
      border-radius: 4px;
      background: var(--sc-amber-bg);

      a {
        color: var(--sc-amber-text);
        font-weight: 600;
      }
    }
  `,
})
export class SideItems {
  readonly counts = input.required<AlertQueue['counts']>();
  readonly handover = input.required<AlertQueue['handover']>();

  protected readonly items = computed(() => {
    const { offeredToMe, unmatched, emergencyAccessToReview, unfinishedLogs } = this.counts();
    const { from, due, asksForCalls } = this.handover();
    const items: (SideItem | false)[] = [
      offeredToMe > 0 && { words: `Handed over to you ${offeredToMe}`, path: '/handover', due: true },
      unmatched > 0 && { words: `Unmatched ${unmatched}`, path: '/', params: { only: 'unmatched' } },
      due ? { words: `Handover due ${from}`, path: '/handover', due: true } : { words: 'Handover', path: '/handover' },
      asksForCalls && { words: 'Calls overnight?', path: '/handover', due: true },
      emergencyAccessToReview > 0 && {
        words: `Emergency access to review ${emergencyAccessToReview}`,
        path: '/emergency-access/reviews',
      },
      unfinishedLogs > 0 && { words: `Unfinished log ${unfinishedLogs}`, path: '/attendances/new' },
    ];
    return items.filter((item) => item !== false);
  });
}
