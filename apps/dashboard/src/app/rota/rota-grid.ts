import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import type { RotaGapLine, RotaShift, RotaWeek } from '@shared-care/contracts/rota/answers';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { dayWords, dutyWords, WEEKDAYS } from './rota-words';
import { lanesOf, placeInWeek, type Segment } from './week-lanes';

/** A week at a glance: a lane for each duty, a bar for each person, and a line where it is now. */
@Component({
  selector: 'sc-rota-grid',
  templateUrl: './rota-grid.html',
  styleUrl: './rota-grid.scss',
  host: { class: 'u-block u-clip u-boxed u-round-card', '(keydown)': 'move($event)' },
})
export class RotaGrid {
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);

  readonly week = input.required<RotaWeek>();
  readonly now = input.required<Date>();
  readonly mayWrite = input(false);
  readonly swap = output<RotaShift>();
  readonly fill = output<RotaGapLine>();

  protected readonly lanes = computed(() => lanesOf(this.week()));
  protected readonly nowLeft = computed(() => {
    const place = placeInWeek(this.now(), this.week().monday);
    return place <= 0 || place >= 100 ? null : place;
  });
  protected readonly clock = computed(() => londonTime(this.now()));
  protected readonly today = computed(() => londonDate(this.now()));
  protected readonly days = computed(() =>
    this.week().days.map(({ date, bankHoliday }, place) => ({
      date,
      bankHoliday,
      words: `${WEEKDAYS[(place + 1) % 7]} ${Number(date.slice(8))}`,
      weekend: place > 4 || bankHoliday !== null,
    })),
  );
  /** The one stop of the Tab key: where the arrows were last, else what runs now. */
  private readonly moved = signal<string | null>(null);
  protected readonly stop = computed(() => {
    const all = this.lanes().flatMap(({ segments }) => segments);
    const now = this.now().toISOString();
    const kept = all.find(({ key }) => key === this.moved());
    return (kept ?? all.find(({ from, until }) => from <= now && now < until) ?? all[0])?.key ?? null;
  });
  protected readonly dutyWords = dutyWords;

  protected acts({ until }: Segment): boolean {
    return this.mayWrite() && Date.parse(until) > this.now().getTime();
  }

  protected act({ shift, gap }: Segment): void {
    if (gap) this.fill.emit(gap);
    else if (shift) this.swap.emit(shift);
  }

  protected words({ from, until }: { from: string; until: string }): string {
    const at = (instant: string): string =>
      `${dayWords(londonDate(new Date(instant)))} ${londonTime(new Date(instant))}`;
    return `${at(from)} to ${at(until)}`;
  }

  /** Left and right along a duty, up and down between duties at the same hour. */
  protected move(event: KeyboardEvent): void {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const key = (event.target as HTMLElement).dataset['key'];
    if (step === undefined || key === undefined) return;
    event.preventDefault();
    const lanes = this.lanes().filter(({ segments }) => segments.length > 0);
    const row = lanes.findIndex(({ segments }) => segments.some((one) => one.key === key));
    const column = lanes[row]?.segments.findIndex((one) => one.key === key) ?? -1;
    const from = lanes[row]?.segments[column];
    if (!from) return;
    const to =
      step[0] === 0
        ? lanes[row]!.segments[column + step[1]!]
        : lanes[row + step[0]!]?.segments.toSorted(
            (one, other) => Math.abs(one.left - from.left) - Math.abs(other.left - from.left),
          )[0];
    if (!to) return;
    this.moved.set(to.key);
    this.element.nativeElement.querySelector<HTMLElement>(`[data-key="${CSS.escape(to.key)}"]`)?.focus();
  }
}
