import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { readBack } from '../forms/dates';

/** A time and its date, both typed, days first; the date is read back so that a slip shows before it is saved. */
@Component({
  selector: 'sc-time-and-date',
  imports: [FormField],
  template: `
    <div class="u-cols-s u-gap-0-4">
      <div class="field u-mb-1">
        <label [for]="boxId() + '-time'"
          >{{ label() }}
          @if (hint()) {
            <span class="optional">{{ hint() }}</span>
          }
        </label>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder="14:05"
          [id]="boxId() + '-time'"
          [formField]="time()"
          [attr.aria-invalid]="error() ? 'true' : null"
          [attr.aria-describedby]="boxId() + '-error'"
        />
      </div>
      <div class="field u-mb-1">
        <label [for]="boxId() + '-on'">Date</label>
        <input
          type="text"
          autocomplete="off"
          [id]="boxId() + '-on'"
          [formField]="date()"
          [attr.aria-describedby]="boxId() + '-on-read'"
        />
        <span class="meta" [id]="boxId() + '-on-read'">{{ read() }}</span>
      </div>
    </div>
    <p class="error u-fault u-m-0" [id]="boxId() + '-error'">{{ error() }}</p>
  `,
  styles: `
    .error:empty {
      display: none;
    }
  `,
})
export class TimeAndDate {
  /** Begins the ids of both boxes. */
  readonly boxId = input.required<string>();
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly time = input.required<FieldTree<string>>();
  readonly date = input.required<FieldTree<string>>();
  readonly error = input<string | null>(null);
  /** `yyyy-mm-dd` */
  readonly today = input.required<string>();

  protected readonly read = computed(() => readBack(this.date()().value(), this.today()));
}
