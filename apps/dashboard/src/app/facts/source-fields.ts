import { Component, input, model } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { CHOSEN_SOURCES } from '@shared-care/domain/fact-source';
import { Field } from '@shared-care/ui/field/field';

export type ChosenSource = keyof typeof CHOSEN_SOURCES;

/** Where a fact comes from: asked with every change, so that a later reader can weigh it. */
@Component({
  selector: 'sc-source-fields',
  imports: [Field, MatFormFieldModule, MatInputModule, MatSelectModule],
  template: `
    <sc-field label="Where this comes from" [error]="error()">
      <mat-form-field>
        <mat-select placeholder="Choose" [value]="kind()" (selectionChange)="kind.set($event.value)">
          @for (one of sources; track one[0]) {
            <mat-option [value]="one[0]">{{ one[1] }}</mat-option>
          }
        </mat-select>
      </mat-form-field>
    </sc-field>
    <sc-field label="In words" optional>
      <mat-form-field>
        <input matInput autocomplete="off" [value]="words()" (input)="words.set($any($event.target).value)" />
      </mat-form-field>
    </sc-field>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class SourceFields {
  readonly kind = model<ChosenSource | ''>('');
  readonly words = model('');
  readonly error = input<string | null>(null);
  protected readonly sources = Object.entries(CHOSEN_SOURCES);
}
