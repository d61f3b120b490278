import { Component, booleanAttribute, computed, input, model, output, viewChild } from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelect, MatSelectModule } from '@angular/material/select';
import { errorWords } from '../field/error-words';
import { Field } from '../field/field';

/** A choice: its value and its words, as a pair or as something that has an id and a name. */
export type SelectOption = readonly [value: string, word: string] | { readonly id: string; readonly name: string };

let instances = 0;

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
        <mat-select
          [id]="boxId()"
          [value]="value()"
          [disabled]="disabled()"
          (valueChange)="value.set($event)"
          (blur)="leave()"
          (keydown.escape)="closeList($event)"
        >
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
  /** For what moves the focus here. */
  readonly boxId = input(`sc-select-${++instances}`);
  /** What the server says of it; it comes before what the form finds. */
  readonly error = input<string | null>(null);
  readonly value = model('');
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly touched = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touch = output();

  private readonly list = viewChild.required(MatSelect);
  protected readonly pairs = computed(() =>
    this.options().map((option) => ('id' in option ? ([option.id, option.name] as const) : option)),
  );
  protected readonly wrong = computed(
    () => this.error() ?? (this.touched() ? (errorWords(this.errors())[0] ?? null) : null),
  );

  focus(options?: FocusOptions): void {
    this.list().focus(options);
  }

  /** A press on a line of the list takes the focus for an instant; nothing is left by that. */
  protected leave(): void {
    if (!this.list().panelOpen) this.touch.emit();
  }

  /** Escape closes the list that is open, and not the form or the sheet around it. */
  protected closeList(event: Event): void {
    if (!this.list().panelOpen) return;
    event.preventDefault();
    event.stopPropagation();
    this.list().close();
  }
}
