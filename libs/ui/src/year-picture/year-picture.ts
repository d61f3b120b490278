import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { londonDate, longDate } from '@shared-care/domain/london-time';
import { OnDate } from '../on-date/on-date';
import {
  LANE,
  LEFT,
  monthTicks,
  placeInYear,
  RIGHT,
  TOP,
  yearRows,
  type YearBand,
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
  host: { class: 'u-block' },
  imports: [OnDate],
  templateUrl: './year-picture.html',
  styleUrl: './year-picture.scss',
})
export class YearPicture {
  readonly lanes = input.required<readonly YearLane[]>();
  readonly span = input.required<YearSpan>();
  /** The result in one sentence: what somebody hears who does not see it. */
  readonly sentence = input.required<string>();
  /** The address of a mark that was pressed. */
  readonly follow = output<string>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  /** The mark that Tab stops at; the others are a step of the arrow keys away. */
  private readonly lastAt = signal<string | null>(null);
  private readonly stops = computed(() =>
    this.drawn()
      .flatMap(({ marks, bands }) => [...marks, ...bands])
      .filter(({ href }) => href !== null)
      .sort((one, other) => one.x - other.x)
      .map(({ id }) => id),
  );
  protected readonly stop = computed(() => {
    const at = this.lastAt();
    return at !== null && this.stops().includes(at) ? at : (this.stops().at(-1) ?? null);
  });

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
        bands: lane.bands.map((band, place) => {
          const x = placeInYear(band.from, this.span());
          // A day would be too thin to see.
          const width = Math.max(6, (band.to === null ? RIGHT : placeInYear(band.to, this.span())) - x);
          return { ...band, x: Math.min(x, RIGHT - width), width, y: y + bandDrop(band.kind, place) };
        }),
      };
    }),
  );

  protected step(event: KeyboardEvent): void {
    const stops = this.stops();
    const at = stops.indexOf(this.stop() ?? '');
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 }[event.key];
    if (next === undefined || stops[next] === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.lastAt.set(stops[next]);
    this.host.nativeElement.querySelector<SVGAElement>(`[data-stop="${CSS.escape(stops[next])}"]`)?.focus();
  }

  protected at(id: string): void {
    this.lastAt.set(id);
  }

  protected open(event: MouseEvent, href: string | null): void {
    // With a key held it is for the browser: a new tab, a new window.
    if (href === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.follow.emit(href);
  }

  /** What a mark says to who does not see where it stands. */
  protected said(one: { words: string; at?: string; from?: string; to?: string | null }, label: string): string {
    const day = (at: string): string => longDate(at.length === 10 ? at : londonDate(new Date(at)));
    if (one.at !== undefined) return `${one.words}, ${day(one.at)}, ${label}`;
    return `${one.words}, from ${day(one.from!)}${one.to ? ` to ${day(one.to)}` : ''}, ${label}`;
  }

  private mark(mark: YearMark, y: number): YearMark & { x: number; y: number; textX: number; before: boolean } {
    const x = placeInYear(mark.at, this.span());
    const before = x > RIGHT - NEAR_THE_EDGE;
    return { ...mark, x, y, before, textX: before ? x - 10 : x + 10 };
  }
}

/** How far below the top of its lane: treatments that are given at the same time stand below each other. */
function bandDrop(kind: YearBand['kind'], place: number): number {
  if (kind === 'treatment') return 6 + (place % 3) * 13;
  return kind === 'request' ? 30 : 26;
}
