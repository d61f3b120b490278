import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { HomePicture } from '@shared-care/contracts/record-picture/answers';
import { HOME_THERAPY_STATES } from '@shared-care/domain/home-therapy';
import { shortDate } from '@shared-care/domain/london-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ShareBar } from '@shared-care/ui/share-bar/share-bar';
import { ConcernChips } from '../home-therapy/concern-chips';

const PERIODS = 6;

/** Stock at home and what the diary tells, as bars. */
@Component({
  selector: 'sc-home-bars',
  host: { class: 'u-block' },
  imports: [ConcernChips, OnDate, RouterLink, ShareBar],
  template: `
    @let one = home();
    <div class="row u-mb-2 u-gap-1-4">
      <h2 id="home-title"><a routerLink="home-therapy">Home therapy</a></h2>
      @if (one.state === 'active') {
        <sc-concern-chips [concerns]="one.concerns" />
      }
    </div>
    @if (one.state !== 'active' && one.state !== 'training') {
      <p class="u-mb-1">{{ states[one.state] }}</p>
    } @else {
      <p class="line u-bar u-mb-1 u-gap-0-2 u-stretch">
        @if (one.stockLeft !== null && one.stockDays !== null && one.stockCountedOn) {
          <span>Stock: {{ one.stockLeft }} of {{ one.stockDays }} days</span>
        } @else {
          <span>Stock not recorded</span>
        }
        <span class="meta">
          @if (one.nextDeliveryOn; as next) {
            next delivery <sc-on-date [date]="next" />
          } @else {
            no delivery expected
          }
        </span>
      </p>
      @if (one.stockLeft !== null && one.stockDays) {
        <sc-share-bar
          [part]="one.stockLeft"
          [whole]="one.stockDays"
          [words]="one.stockLeft + ' days of stock left of ' + one.stockDays + ' counted'"
        />
      }
      <p class="line u-bar u-mt-3 u-mb-1 u-gap-0-2 u-stretch">
        <span>Diary, 90 days</span><strong>{{ one.perCent === null ? 'Not recorded' : one.perCent + '%' }}</strong>
      </p>
      @if (one.periods.length > 0) {
        <ul class="u-stack u-gap-1 u-mb-1">
          @for (period of one.periods.slice(-most); track period.from + period.to) {
            <li class="u-grid u-center u-gap-2">
              <span class="meta">{{ day(period.from) }} to {{ day(period.to) }}</span>
              <sc-share-bar
                [part]="period.entered"
                [whole]="period.planned"
                [words]="period.entered + ' entries of ' + period.planned + ' planned'"
              />
              <span class="meta">{{ period.entered }} of {{ period.planned }}</span>
            </li>
          }
        </ul>
        @if (one.periods.length > most) {
          <p class="meta u-mb-1">The newest {{ most }} of {{ one.periods.length }} in twelve months.</p>
        }
      }
    }
  `,
  styles: `
    li {
      grid-template-columns: 12.5rem 1fr auto;
    }
    @media (max-width: 500px) {
      li {
        grid-template-columns: 1fr auto;
      }
      li > :first-child {
        grid-column: 1 / -1;
      }
    }
  `,
})
export class HomeBars {
  readonly home = input.required<HomePicture>();
  protected readonly states = HOME_THERAPY_STATES;
  protected readonly most = PERIODS;
  protected readonly day = shortDate;
}
