import { Component, computed, type ElementRef, input, linkedSignal, model, output, viewChild } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { addDays, shortDate } from '@shared-care/domain/london-time';
import { timeOfDay } from './typed-time';

const DAYS = 7;

/**
 * A time near now: a day to choose and a time to type.
 *
 * The browser's own box for this shows 11/12 as November or December by its own language, which no one on a ward
 * computer has chosen (H20), and turns 24-hour times into am and pm.
 */
@Component({
  selector: 'sc-day-and-time',
  host: { class: 'row u-stretch' },
  template: `
    <input
      #box
      class="time"
      type="text"
      inputmode="numeric"
      autocomplete="off"
      placeholder="HH:mm"
      [id]="boxId()"
      [value]="time()"
      [attr.aria-invalid]="bad() ? 'true' : null"
      [attr.aria-describedby]="bad() ? boxId() + '-error' : null"
      (input)="typeTime(box.value)"
      (blur)="leaveTime()"
    />
    <select #list class="day" aria-label="Day" [value]="day()" (change)="chooseDay(list.value)">
      @for (option of days(); track option.day) {
        <option [value]="option.day" [selected]="option.day === day()">{{ option.words }}</option>
      }
    </select>
  `,
  styles: `
    /* Stronger than what a form says of all its boxes, which would stretch these two. */
    :host .time,
    :host .day {
      inline-size: auto;
      min-block-size: 36px;
      padding: 5px 10px;
      border: 2px solid var(--sc-control);
      border-radius: 4px;
      background: var(--sc-card);
      color: var(--sc-text);
      font: inherit;
    }
    :host .time {
      inline-size: 6em;
      font-variant-numeric: tabular-nums;
    }
    :host .time[aria-invalid='true'] {
      border-color: var(--sc-danger);
    }
    .time::placeholder {
      color: var(--sc-text-2);
      opacity: 1;
    }
    @media (pointer: coarse) {
      :host .time,
      :host .day {
        min-block-size: 48px;
      }
    }
  `,
})
export class DayAndTime implements FormValueControl<string> {
  /** `yyyy-mm-ddTHH:mm` in London time; empty while no time is typed. */
  readonly value = model('');
  readonly touched = input(false);
  readonly invalid = input(false);
  readonly touch = output();
  /** Id of the box for the time, for its label. */
  readonly boxId = input.required<string>();
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();
  /** Which days are offered besides today. */
  readonly towards = input<'past' | 'future'>('past');

  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected readonly time = linkedSignal(() => this.value().split('T')[1] ?? '');
  protected readonly day = linkedSignal<{ value: string; today: string }, string>({
    source: () => ({ value: this.value(), today: this.today() }),
    // An empty value has no day of its own: the one chosen before stays.
    computation: ({ value, today }, before) => value.split('T')[0] || before?.value || today,
  });
  protected readonly bad = computed(() => this.touched() && this.invalid());
  protected readonly days = computed(() => {
    const step = this.towards() === 'past' ? -1 : 1;
    const near = Array.from({ length: DAYS }, (_, count) => addDays(this.today(), count * step));
    const all = near.includes(this.day()) ? near : [this.day(), ...near];
    return all.map((day) => ({ day, words: this.inWords(day) }));
  });

  focus(): void {
    this.box().nativeElement.focus();
  }

  protected typeTime(typed: string): void {
    this.value.set(typed.trim() === '' ? '' : `${this.day()}T${typed}`);
  }

  protected leaveTime(): void {
    const time = timeOfDay(this.time());
    if (time !== null) this.value.set(`${this.day()}T${time}`);
    this.touch.emit();
  }

  protected chooseDay(day: string): void {
    this.day.set(day);
    if (this.time() !== '') this.value.set(`${day}T${this.time()}`);
  }

  private inWords(day: string): string {
    switch (day) {
      case this.today():
        return 'Today';
      case addDays(this.today(), -1):
        return 'Yesterday';
      case addDays(this.today(), 1):
        return 'Tomorrow';
      default:
        return shortDate(day);
    }
  }
}
