import { Component, computed, input } from '@angular/core';
import { DAY_NAMES, gapWords, phoneGaps, type PhoneBand } from '@shared-care/domain/open-access-bands';

const MINUTES = 1440;

/** The week by the hour, Monday to Sunday: where a number answers, and in red and in words where none does. */
@Component({
  selector: 'sc-week-bar',
  host: { class: 'u-block' },
  template: `
    <div class="week meta u-grid u-center" aria-hidden="true">
      <div class="hours u-flex u-between u-tabular">
        <span>00</span><span>06</span><span>12</span><span>18</span><span>24</span>
      </div>
      @for (day of days(); track day.name) {
        <span class="name">{{ day.name }}</span>
        <div class="day u-relative u-round u-valid u-clip u-edged">
          @for (gap of day.gaps; track gap.left) {
            <span class="gap u-absolute" [style.left.%]="gap.left" [style.width.%]="gap.width"></span>
          }
        </div>
      }
    </div>
    @if (words().length === 0) {
      <p class="u-strong u-m-0 u-mt-2 u-p-0"><span aria-hidden="true">✓ </span>Every hour of the week has a number.</p>
    } @else {
      <ul class="missing u-fault u-m-0 u-mt-2 u-p-0">
        @for (gap of words(); track gap) {
          <li><span aria-hidden="true">✕ </span>No number for {{ gap }}</li>
        }
      </ul>
    }
  `,
  styles: `
    .week {
      grid-template-columns: max-content 1fr;
      gap: 3px 8px;
    }
    .hours {
      grid-column: 2;
    }
    .day {
      block-size: 16px;
    }
    .gap {
      inset-block: 0;
      background: repeating-linear-gradient(
        45deg,
        var(--sc-danger),
        var(--sc-danger) 3px,
        var(--sc-card) 3px,
        var(--sc-card) 6px
      );
    }
    p,
    ul {
      list-style: none;
    }
    @media (forced-colors: active) {
      .gap {
        background: CanvasText;
        forced-color-adjust: none;
      }
    }
  `,
})
export class WeekBar {
  readonly bands = input.required<readonly PhoneBand[]>();
  private readonly gaps = computed(() => phoneGaps(this.bands()));
  protected readonly words = computed(() => gapWords(this.gaps()));
  protected readonly days = computed(() =>
    DAY_NAMES.map((name, index) => ({
      name: name.slice(0, 2),
      gaps: this.gaps()
        .filter(({ day }) => day === index + 1)
        .map(({ from, to }) => ({ left: (from / MINUTES) * 100, width: ((to - from) / MINUTES) * 100 })),
    })),
  );
}
