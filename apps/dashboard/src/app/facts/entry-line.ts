import { Component, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { Entry } from '@shared-care/contracts/patient-facts/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { sourceInWords } from './fact-words';

/** One entry of a history: what it said, who wrote it, when and from what; crossed out with the reason when it was wrong. */
@Component({
  selector: 'sc-entry-line',
  host: { class: 'u-block u-py-2 u-ruled' },
  imports: [AtTime, Field, MatButtonModule, MatFormFieldModule, MatInputModule],
  template: `
    <p class="u-m-0">
      @if (entry().struckOut) {
        <s>{{ words() }}</s> <span class="visually-hidden">, struck out</span>
      } @else {
        <span>{{ words() }}</span>
      }
      <ng-content />
    </p>
    <p class="meta u-m-0">
      {{ entry().by ?? 'Came with the data' }}, <sc-at-time [at]="entry().at" [today]="today()" />. {{ source() }}
    </p>
    @if (entry().struckOut; as wrong) {
      <p class="meta u-m-0">
        Struck out by {{ wrong.by }}, <sc-at-time [at]="wrong.at" [today]="today()" />: {{ wrong.because }}
      </p>
    } @else if (mayStrike()) {
      @if (asking()) {
        <form class="u-w-s u-pt-2" novalidate (submit)="strike($event)" (keydown.escape)="asking.set(false)">
          <sc-field label="What was wrong with it" [error]="error()">
            <mat-form-field>
              <input matInput autocomplete="off" [value]="because()" (input)="because.set($any($event.target).value)" />
            </mat-form-field>
          </sc-field>
          <div class="row">
            <button matButton="outlined">Strike out</button>
            <button matButton="text" type="button" (click)="asking.set(false)">Cancel</button>
          </div>
        </form>
      } @else {
        <button matButton="text" type="button" (click)="asking.set(true)">
          Wrong entry<span class="visually-hidden">: {{ words() }}</span>
        </button>
      }
    }
  `,
  styles: `
    button[type='button'] {
      margin-inline-start: -0.75rem;
    }
  `,
})
export class EntryLine {
  readonly entry = input.required<Entry>();
  readonly words = input.required<string>();
  readonly today = input.required<string>();
  readonly mayStrike = input(false);
  readonly struck = output<string>();
  protected readonly asking = signal(false);
  protected readonly because = signal('');
  protected readonly error = signal<string | null>(null);

  protected source(): string {
    return sourceInWords(this.entry().source);
  }

  protected strike(event: Event): void {
    event.preventDefault();
    const because = this.because().trim();
    if (because === '') return this.error.set('Enter what was wrong with it.');
    this.asking.set(false);
    this.struck.emit(because);
  }
}
