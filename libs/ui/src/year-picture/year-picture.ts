import { Component, computed, input } from '@angular/core';
import { OnDate } from '../on-date/on-date';
import {
  LANE,
  LEFT,
  monthTicks,
  placeInYear,
  RIGHT,
  TOP,
  yearRows,
  type YearLane,
  type YearMark,
  type YearSpan,
} from './year-lanes';

/** Half the width of the words beside a mark that needs them on its other side. */
const NEAR_THE_EDGE = 60;

/**
 * Twelve months of a child, one lane for each hospital. Tiers are told by shape, a band is time that lasted; the list
 * below says the same in words, for a screen reader and for people who read faster than they look.
 */
@Component({
  selector: 'sc-year-picture',
  imports: [OnDate],
  templateUrl: './year-picture.html',
  styleUrl: './year-picture.scss',
})
export class YearPicture {
  readonly lanes = input.required<readonly YearLane[]>();
  readonly span = input.required<YearSpan>();
  /** The result in one sentence: what somebody hears who does not see it. */
  readonly sentence = input.required<string>();

  protected readonly left = LEFT;
  protected readonly right = RIGHT;
  protected readonly top = TOP;
  protected readonly height = computed(() => TOP + this.lanes().length * LANE);
  protected readonly ticks = computed(() => monthTicks(this.span()));
  protected readonly rows = computed(() => yearRows(this.lanes()));
  protected readonly drawn = computed(() =>
    this.lanes().map((lane, index) => {
      const y = TOP + index * LANE;
      return {
        ...lane,
        y,
        marks: lane.marks.map((mark) => this.mark(mark, y + (lane.bands.length > 0 ? 13 : 23))),
        bands: lane.bands.map((band) => {
          const x = placeInYear(band.from, this.span());
          // A day would be too thin to see.
          const width = Math.max(6, (band.to === null ? RIGHT : placeInYear(band.to, this.span())) - x);
          return { ...band, x: Math.min(x, RIGHT - width), width };
        }),
      };
    }),
  );

  private mark(mark: YearMark, y: number): YearMark & { x: number; y: number; textX: number; before: boolean } {
    const x = placeInYear(mark.at, this.span());
    const before = x > RIGHT - NEAR_THE_EDGE;
    return { ...mark, x, y, before, textX: before ? x - 10 : x + 10 };
  }
}
