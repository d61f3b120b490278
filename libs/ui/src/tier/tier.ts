import { Component, computed, input } from '@angular/core';
import { type Tier as TierName, TIERS } from '@shared-care/domain/alert-tier';

const SHAPES: Record<TierName, string> = {
  red: 'M20 11.500 28.500 27h-17z',
  amber: 'M20 10.500 29.500 20 20 29.500 10.500 20z',
  blue: 'M20 13a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
};
const RADIUS = 17.5;
const LENGTH = 2 * Math.PI * RADIUS;

/**
 * A tier as shape and word, with what its clock says. The ring shows how much of the time is left, and at nought the
 * disc is full; without a clock (somebody owns it) only the outline of the shape stays: red calls for somebody only
 * where nobody is.
 */
@Component({
  selector: 'sc-tier',
  host: { class: 'u-flex u-center u-min-0', '[class]': 'look()' },
  template: `
    <svg class="u-block u-fixed" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      @if (left() !== null) {
        <circle class="track" cx="20" cy="20" [attr.r]="radius" />
        <circle
          class="left"
          cx="20"
          cy="20"
          [attr.r]="radius"
          transform="rotate(-90 20 20)"
          [attr.stroke-dasharray]="length"
          [attr.stroke-dashoffset]="gone()"
        />
      }
      <path class="shape" [attr.d]="shape()" />
    </svg>
    <span class="words u-min-0">
      <b class="u-rowtext u-block u-strong">{{ word() }}</b>
      <span class="clock u-block u-quiet u-tabular">{{ clock() }}</span>
    </span>
  `,
  styleUrl: './tier.scss',
})
export class TierMark {
  readonly tier = input.required<TierName>();
  /** Of the time to find an owner, the part that is left: 1 at first, 0 once it has passed; null where none runs. */
  readonly left = input<number | null>(null);
  /** What the clock says in words: they carry it, the ring only shows it. */
  readonly clock = input('');

  protected readonly radius = RADIUS;
  protected readonly length = LENGTH.toFixed(1);
  protected readonly gone = computed(() => (LENGTH * (1 - (this.left() ?? 0))).toFixed(1));
  protected readonly shape = computed(() => SHAPES[this.tier()]);
  protected readonly word = computed(() => TIERS[this.tier()]);
  protected readonly look = computed(() => {
    const left = this.left();
    return `${this.tier()} ${left === null ? 'calm' : left <= 0 ? 'over' : 'runs'}`;
  });
}
