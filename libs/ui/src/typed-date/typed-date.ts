import { Component, computed, input, linkedSignal, model } from '@angular/core';
import { shortDate, weekday } from '@shared-care/domain/london-time';
import { readTypedDate } from './read-typed-date';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A date typed day first and read back in words, so that a slip shows before it is saved. */
@Component({
  selector: 'sc-typed-date',
  template: `
    <div class="field">
      <label [for]="boxId()">{{ label() }}</label>
      <input
        type="text"
        autocomplete="off"
        placeholder="5/4/2027"
        [id]="boxId()"
        [value]="typed()"
        [attr.aria-invalid]="shown() ? 'true' : null"
        [attr.aria-describedby]="boxId() + '-read'"
        (input)="type($any($event.target).value)"
      />
      <span [id]="boxId() + '-read'" [class]="shown() ? 'error' : 'meta'">{{ shown() ?? words() }}</span>
    </div>
  `,
})
export class TypedDate {
  /** `yyyy-mm-dd`, or empty while there is none. */
  readonly value = model('');
  readonly label = input.required<string>();
  readonly boxId = input.required<string>();
  readonly hint = input('');
  /** What is wrong with it, as the form or the server says. */
  readonly error = input<string | null>(null);

  protected readonly typed = linkedSignal<string, string>({
    source: this.value,
    computation: (value, before) => {
      if (before && readTypedDate(before.value) === (value || null)) return before.value;
      return value === '' ? '' : shortDate(value);
    },
  });
  protected readonly words = computed(() => {
    const date = this.value();
    return date === '' ? this.hint() : `${DAYS[weekday(date)]}, ${shortDate(date)}`;
  });
  protected readonly shown = computed(() => {
    if (this.typed().trim().length > 5 && readTypedDate(this.typed()) === null)
      return 'Type a date that exists, for example 5/4/2027.';
    return this.error();
  });

  protected type(typed: string): void {
    this.typed.set(typed);
    this.value.set(readTypedDate(typed) ?? '');
  }
}
