import { Component, computed, input, model } from '@angular/core';
import { MatInputModule } from '@angular/material/input';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { dateOfDay } from '@shared-care/ui/british-dates/day';
import { Field } from '@shared-care/ui/field/field';
import { dayWords } from './rota-words';

/** An instant of the rota: its day, said back with its weekday, and its time. Times are London's. */
@Component({
  selector: 'sc-rota-moment',
  host: { class: 'row u-gap-0-4 u-stretch' },
  imports: [DayBox, Field, MatInputModule],
  template: `
    <sc-field [label]="label() + ', date'" [hint]="weekday()">
      <sc-day-box [(value)]="day" />
    </sc-field>
    <sc-field class="time" [label]="label() + ', time'" [error]="error()">
      <mat-form-field>
        <input
          matInput
          type="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder="HH:mm"
          [value]="time()"
          (input)="time.set($any($event.target).value)"
        />
      </mat-form-field>
    </sc-field>
  `,
  styles: `
    sc-field {
      flex: 1 1 11rem;
    }
    .time {
      flex: 1 1 8rem;
    }
  `,
})
export class RotaMoment {
  readonly label = input.required<string>();
  readonly error = input<string | null>(null);
  readonly day = model.required<string>();
  readonly time = model.required<string>();
  protected readonly weekday = computed(() => (dateOfDay(this.day()) === null ? '' : dayWords(this.day())));
}
