import { Component, computed, input } from '@angular/core';
import { HEIGHT, sparkPoints, WIDTH, type SparkValue } from './spark-points';

/** The way a value went. Its newest value and day stand beside it in words, so it is a picture only. */
@Component({
  selector: 'sc-spark-line',
  host: { class: 'u-block u-blue', 'aria-hidden': 'true' },
  template: `
    <svg class="u-block u-full" [attr.viewBox]="box">
      @if (points().length > 1) {
        <polyline [attr.points]="line()" />
      }
      @if (points().at(-1); as last) {
        <circle [attr.cx]="last.x" [attr.cy]="last.y" r="3.5" />
      }
    </svg>
  `,
  styles: `
    :host {
      inline-size: 9rem;
    }
    polyline {
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linejoin: round;
    }
    circle {
      fill: currentColor;
    }
  `,
})
export class SparkLine {
  /** Oldest first. */
  readonly values = input.required<readonly SparkValue[]>();
  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  protected readonly points = computed(() => sparkPoints(this.values()));
  protected readonly line = computed(() =>
    this.points()
      .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
      .join(' '),
  );
}
