import { Component, computed, input } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { readBack } from '../forms/dates';

/** A time and its date, both typed, days first; the date is read back so that a slip shows before it is saved. */
@Component({
  selector: 'sc-time-and-date',
  imports: [FormField],
  template: `
    <div class="pair">
      <div class="field">
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
      <div class="field">
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
    <p class="error" [id]="boxId() + '-error'">{{ error() }}</p>
  `,
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(160px, 1fr));
      column-gap: 16px;
    }
    .field {
      margin-block-end: 4px;
    }
    .error {
      margin: 0;
      color: var(--sc-danger);
      font-weight: 600;
    }
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
