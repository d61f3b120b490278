import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { FoundDate } from '@shared-care/domain/read-request';
import { longDate } from '@shared-care/domain/london-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { WEEKDAYS } from '../rota/rota-words';

export type BleedAnswer = 'attendance' | 'none';

/** What was read in the pasted text: shown with the words it stands in, taken or put right by a person. */
@Component({
  selector: 'sc-text-reading',
  imports: [MatButton, Icon],
  template: `
    @if (bleeds().length > 0) {
      <div class="bleed u-mb-4 u-py-3 u-px-4 u-round-card" role="alert" id="request-bleed" tabindex="-1">
        <p class="u-mb-2 u-break">
          <sc-icon name="warning" />&ngsp;<strong>Words of a bleed:</strong>
          @for (words of bleeds(); track words) {
            &ngsp;<q class="u-strong">{{ words }}</q>
          }
        </p>
        @switch (answer()) {
          @case ('attendance') {
            <p class="u-mb-2 u-break">
              <sc-icon name="tick" /> Logged as an attendance. The request is filed beside it.
            </p>
          }
          @case ('none') {
            <p class="u-mb-2 u-break">
              <sc-icon name="tick" /> Not an attendance, you say. This is written into the request.
            </p>
          }
          @default {
            <p class="u-mb-2 u-break">Is this an attendance, or does the child need to be seen?</p>
            @if (missing()) {
              <p class="error u-mb-2 u-break">Answer this first.</p>
            }
            <div class="row">
              <button type="button" matButton="filled" (click)="answered.emit('attendance')">Log an attendance</button>
              <button type="button" matButton="outlined" (click)="answered.emit('none')">Not an attendance</button>
            </div>
          }
        }
        @if (answer() !== null) {
          <button type="button" matButton="text" (click)="answered.emit(null)">Change the answer</button>
        }
      </div>
    }
    @if (shown().length > 0) {
      <p class="days u-flex u-wrap u-center u-mb-4">
        <span>Days in the text:</span>
        @for (one of shown(); track one.date) {
          <button
            type="button"
            matButton="outlined"
            [attr.aria-pressed]="one.date === taken()"
            (click)="took.emit(one.date)"
          >
            {{ one.written }}
          </button>
          <span class="meta"
            >from “{{ one.words }}”{{ one.otherWeekday ? '. The text names another day of the week: ask' : '' }}</span
          >
        }
      </p>
    }
  `,
  styles: `
    .bleed {
      border: 2px solid var(--sc-red);
      background: var(--sc-red-wash);
    }
    .error {
      color: var(--sc-danger);
      font-weight: 600;
    }
    .days {
      gap: 0.375rem 0.5rem;
    }
    [aria-pressed='true'] {
      background: var(--sc-soft);
      color: var(--sc-on-soft);
    }
  `,
})
export class TextReading {
  readonly dates = input.required<readonly FoundDate[]>();
  readonly bleeds = input.required<readonly string[]>();
  readonly answer = input.required<BleedAnswer | null>();
  readonly missing = input(false);
  /** The day that counts now, `yyyy-mm-dd`. */
  readonly taken = input<string | null>(null);
  readonly took = output<string>();
  readonly answered = output<BleedAnswer | null>();

  protected readonly shown = computed(() =>
    this.dates().map((one) => ({
      ...one,
      written: `Needed by ${WEEKDAYS[new Date(`${one.date}T12:00:00Z`).getUTCDay()]} ${longDate(one.date)}`,
    })),
  );
}
