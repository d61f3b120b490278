import { Component, booleanAttribute, computed, input, model, output } from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import { errorWords } from '../field/error-words';
import { Field } from '../field/field';

/** A choice: its value and its words, as a pair or as something that has an id and a name. */
export type SelectOption = readonly [value: string, word: string] | { readonly id: string; readonly name: string };

/**
 * One of a list, with its label above and its error below. '' is "none of them"; `none` says what that means, without it
 * there is no such line.
 *
 *     <sc-select label="Hospital" none="All hospitals" [options]="hospitals()" [formField]="form.hospitalId" />
 */
@Component({
  selector: 'sc-select',
  imports: [Field, MatFormFieldModule, MatSelectModule],
  template: `
    <sc-field [label]="label()" [hint]="hint()" [optional]="optional()" [error]="wrong()">
      <mat-form-field>
        <mat-select [value]="value()" [disabled]="disabled()" (valueChange)="value.set($event)" (blur)="touch.emit()">
          @if (none() !== null) {
            <mat-option value="">{{ none() }}</mat-option>
          }
          @for (option of pairs(); track option[0]) {
            <mat-option [value]="option[0]">{{ option[1] }}</mat-option>
          }
        </mat-select>
      </mat-form-field>
    </sc-field>
  `,
  styles: `
    :host {
      display: block;
      min-inline-size: 0;
    }
  `,
})
export class SelectBox implements FormValueControl<string> {
  readonly label = input.required<string>();
  readonly options = input.required<readonly SelectOption[]>();
  readonly none = input<string | null>(null);
  readonly hint = input('');
  readonly optional = input(false, { transform: booleanAttribute });
  /** What the server says of it; it comes before what the form finds. */
  readonly error = input<string | null>(null);
  readonly value = model('');
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly touched = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touch = output();

  protected readonly pairs = computed(() =>
    this.options().map((option) => ('id' in option ? ([option.id, option.name] as const) : option)),
  );
  protected readonly wrong = computed(
    () => this.error() ?? (this.touched() ? (errorWords(this.errors())[0] ?? null) : null),
  );
}
