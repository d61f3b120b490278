import { Component, computed, input, output } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';

export interface FilterChoice {
  value: string;
  word: string;
  /** How many rows it leaves. */
  count?: number;
}

const figures = new Intl.NumberFormat('en-GB');

/** One filter of a list as chips of which one is chosen; the first one takes the filter away. */
@Component({
  selector: 'sc-filter-chips',
  host: { class: 'u-block u-mb-3' },
  imports: [MatChipsModule],
  template: `
    <mat-chip-listbox [attr.aria-label]="label()" [required]="true">
      @for (choice of choices(); track choice.value) {
        <mat-chip-option
          [selected]="choice.value === value()"
          (selectionChange)="$event.isUserInput && $event.selected && valueChange.emit(choice.value)"
          >{{ choice.word }}
          @if (choice.count !== undefined) {
            <span class="count u-quiet u-tabular u-ms-1">{{ figures.format(choice.count) }}</span>
          }
        </mat-chip-option>
      }
    </mat-chip-listbox>
  `,
  styles: `
    /* On a phone the chips scroll inside their line. */
    @media (max-width: 43.75rem) {
      :host {
        overflow-x: auto;
      }
      :host ::ng-deep .mdc-evolution-chip-set__chips {
        flex-wrap: nowrap;
      }
    }
  `,
})
export class FilterChips {
  readonly label = input.required<string>();
  readonly options = input.required<readonly FilterChoice[]>();
  /** '' while it is not set. */
  readonly value = input('');
  /** The chip that takes the filter away. */
  readonly all = input<FilterChoice>({ value: '', word: 'All' });
  readonly valueChange = output<string>();
  protected readonly figures = figures;
  protected readonly choices = computed(() => [this.all(), ...this.options()]);
}
